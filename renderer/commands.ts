/** User-visible commands as records; buttons, shortcuts and the cheat-sheet (?) come from the same list. */
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';

export interface Command {
  readonly id: string;
  readonly label: string;
  /** Keys as written on the cap: F9, Ctrl+Enter, Space, 1, ArrowDown, ?, /. The first is shown. */
  readonly keys: readonly string[];
  /** False hides and disables it. */
  readonly when?: boolean;
  /** Also fires while a text field has the focus. Function keys and Ctrl combinations always do. */
  readonly inText?: boolean;
  readonly run: () => void;
}

type Groups = ReadonlyMap<symbol, readonly Command[]>;

/** Commands of the screens that are open, newest screen last. */
class CommandList {
  #groups: Groups = new Map();
  #listeners = new Set<() => void>();
  #restsUntil = 0;

  /** No key does anything for so long. */
  rest(ms: number): void {
    this.#restsUntil = performance.now() + ms;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly current = (): Groups => this.#groups;

  set(owner: symbol, commands: readonly Command[] | null): void {
    const next = new Map(this.#groups);
    if (commands) next.set(owner, commands);
    else next.delete(owner);
    this.#groups = next;
    for (const listener of this.#listeners) listener();
  }

  /** Runs the newest command that answers to the key; true when one did, or when keys rest. */
  press(event: KeyboardEvent): boolean {
    if (performance.now() < this.#restsUntil) return true;
    const key = keyName(event);
    if ((key === 'Enter' || key === 'Space') && isPressable(event.target, key)) return false;
    const typing = isTyping(event.target) && !/^(F\d+|Ctrl\+)/.test(key);
    for (const commands of [...this.#groups.values()].reverse()) {
      const found = commands.find(
        (command) => command.when !== false && command.keys.some((own) => capital(own) === key) && (!typing || command.inText),
      );
      if (!found) continue;
      found.run();
      return true;
    }
    return false;
  }
}

const list = new CommandList();

function keyName(event: KeyboardEvent): string {
  const modifier = event.ctrlKey || event.metaKey ? 'Ctrl+' : event.altKey ? 'Alt+' : '';
  return modifier + (event.key === ' ' ? 'Space' : capital(event.key));
}

/** Letters are the same with and without Shift or Caps Lock. */
const capital = (key: string) => (key.length === 1 ? key.toUpperCase() : key);

const pressables = {
  Enter: 'button, a[href], [role=tab], [role=menuitem]',
  Space: 'button, summary, input, select, [role=checkbox], [role=radio], [role=switch], [role=combobox], [role=option]',
} as const;

/** Enter on a focused button or link is its own press; so is the space bar on whatever it ticks or opens. */
function isPressable(target: EventTarget | null, key: keyof typeof pressables): boolean {
  return target instanceof HTMLElement && target.closest(pressables[key]) !== null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)))
  );
}

/** The key was not let go of: held a moment too long, it would answer the next question too. Only moving goes on and on. */
export function isHeldDown({ repeat, key }: KeyboardEvent): boolean {
  return repeat && !/^(Arrow|Page)/.test(key);
}

/** Puts a screen's commands on the keyboard while the screen is open. */
export function useCommands(commands: readonly Command[]): void {
  const owner = useRef(Symbol('commands'));
  useEffect(() => list.set(owner.current, commands), [commands]);
  useEffect(() => {
    const mine = owner.current;
    return () => list.set(mine, null);
  }, []);
}

const restMs = 400;

/**
 * A key pressed twice in a hurry belongs to what was on the screen before: when `state` changes, no key does anything for a
 * moment. Answers whether keys rest now.
 */
export function useRestAfter(state: string): boolean {
  const [rested, setRested] = useState<string | null>(null);
  useLayoutEffect(() => {
    list.rest(restMs);
    const timer = setTimeout(() => setRested(state), restMs);
    return () => clearTimeout(timer);
  }, [state]);
  return rested !== state;
}

/** All commands now available, for the cheat-sheet. */
export function useAllCommands(): readonly Command[] {
  const groups = useSyncExternalStore(list.subscribe, list.current);
  return [...groups.values()].flat().filter((command) => command.when !== false);
}

/** Listens to the keyboard; called once by the app. */
export function listenToKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('.lock, .ant-modal-mask:not([style*="display: none"])'))
      return;
    if (isHeldDown(event)) return;
    if (list.press(event)) event.preventDefault();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}

const caps: Readonly<Record<string, string>> = {
  Enter: '↵',
  Space: '空格',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** A key as written on its cap: Ctrl ↵. */
export function capOf(key: string): string {
  return key
    .split('+')
    .map((part) => caps[part] ?? capital(part))
    .join(' ');
}
