/** Commands of a screen as records: buttons, shortcuts and the cheat-sheet (?) come from the same list. */
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';

export interface Command {
  readonly id: string;
  readonly label: string;
  /** Keys as written on the cap: F9, Ctrl+Enter, Space, 1, ArrowDown, ?, /; two one after the other: G W. The first is shown. */
  readonly keys: readonly string[];
  /** False hides and disables it. */
  readonly when?: boolean;
  /** Also fires while a text field has the focus. Function keys and Ctrl combinations always do. */
  readonly inText?: boolean;
  readonly run: () => void;
}

interface Group {
  /** What one is doing when these keys count, in words: 访谈. */
  readonly doing: string;
  readonly commands: readonly Command[];
}
type Groups = ReadonlyMap<symbol, Group>;

/** The second of two keys must follow within this. */
const secondKeyMs = 3_000;
const modifiers: readonly string[] = ['Shift', 'Control', 'Alt', 'Meta', 'CapsLock'];

/** Commands of the screens that are open, newest screen last. */
class CommandList {
  #groups: Groups = new Map();
  #listeners = new Set<() => void>();
  #restsUntil = 0;

  /** No key does anything for so long. */
  rest(ms: number): void {
    this.#restsUntil = performance.now() + ms;
  }
  #first = '';
  #forget: ReturnType<typeof setTimeout> | undefined;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly current = (): Groups => this.#groups;

  /** The first of two keys, pressed a moment ago; else empty. */
  readonly first = (): string => this.#first;

  set(owner: symbol, group: Group | null): void {
    const next = new Map(this.#groups);
    if (group) next.set(owner, group);
    else next.delete(owner);
    this.#groups = next;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #remember(key: string): void {
    clearTimeout(this.#forget);
    if (key) this.#forget = setTimeout(() => this.#remember(''), secondKeyMs);
    if (this.#first === key) return;
    this.#first = key;
    this.#tell();
  }

  /** Runs the newest command that answers to the key; true when the key was used, or when keys rest. */
  press(event: KeyboardEvent): boolean {
    if (performance.now() < this.#restsUntil) return true;
    if (modifiers.includes(event.key)) return false;
    const key = keyName(event);
    const first = this.#first;
    this.#remember('');
    if (first && !isTyping(event.target)) {
      this.#find(`${first} ${key}`, false)?.run();
      // What follows the first key is no other command's.
      return true;
    }
    if ((key === 'Enter' || key === 'Space') && isPressable(event.target, key)) return false;
    const typing = isTyping(event.target) && !/^(F\d+|Ctrl\+)/.test(key);
    const found = this.#find(key, typing);
    if (found) found.run();
    else if (!typing && this.#beginsTwo(key)) this.#remember(key);
    else return false;
    return true;
  }

  #find(key: string, typing: boolean): Command | undefined {
    for (const { commands } of [...this.#groups.values()].reverse()) {
      const found = commands.find(
        (command) => command.when !== false && command.keys.some((own) => capital(own) === key) && (!typing || command.inText),
      );
      if (found) return found;
    }
    return undefined;
  }

  #beginsTwo(key: string): boolean {
    return [...this.#groups.values()].some(({ commands }) =>
      commands.some((command) => command.when !== false && command.keys.some((own) => own.startsWith(`${key} `))),
    );
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

/** Puts a screen's commands on the keyboard while the screen is open. @param doing the heading of its keys on the cheat-sheet */
export function useCommands(commands: readonly Command[], doing = '这个页面'): void {
  const owner = useRef(Symbol('commands'));
  useEffect(() => list.set(owner.current, { doing, commands }), [commands, doing]);
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

/** All commands now available by what one is doing, for the cheat-sheet; the newest screen's first. */
export function useAllCommands(): ReadonlyMap<string, readonly Command[]> {
  const groups = useSyncExternalStore(list.subscribe, list.current);
  const all = [...groups.values()].reverse().flatMap(({ doing, commands }) => commands.map((command) => ({ doing, command })));
  const byDoing = Map.groupBy(
    all.filter(({ command }) => command.when !== false),
    ({ doing }) => doing,
  );
  return new Map([...byDoing].map(([doing, found]) => [doing, found.map(({ command }) => command)]));
}

/** The first of two keys while the second is waited for; else empty. */
export function useFirstKey(): string {
  return useSyncExternalStore(list.subscribe, list.first);
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
    .split(/[+ ]/)
    .map((part) => caps[part] ?? capital(part))
    .join(' ');
}
