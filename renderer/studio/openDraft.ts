/** A draft open on this screen: its content, its undo history, and the queue that saves it to the core. */
import type { Draft, QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import { SaveQueue, type SaveStatus } from '../interviews/index.ts';

/** Typing is sent at the latest so long after its first unsaved character. */
const typingMs = 600;
/** Steps back that are kept. */
const stepsKept = 200;
const whole = 'content';

/** The core's procedures that a draft needs, and how their failures are read. */
export interface DraftPort {
  readonly save: (content: QuestionnaireContent, revision: number) => Promise<{ readonly revision: number; readonly savedAt: string }>;
  readonly current: () => Promise<Draft>;
  readonly fateOf: (error: unknown) => 'lost' | 'conflict' | 'refused';
  readonly newId: () => string;
}

export interface DraftView {
  readonly content: QuestionnaireContent;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Who wrote the other content of a conflict. */
  readonly theirsBy: string;
}

export class OpenDraft {
  readonly id: string;
  readonly queue: SaveQueue<QuestionnaireContent>;
  #view: DraftView;
  #past: QuestionnaireContent[] = [];
  #future: QuestionnaireContent[] = [];
  /** What was changed last: typing on in one field is one step back. */
  #lastThing = '';
  #revision: number;
  #listeners = new Set<() => void>();

  constructor(draft: Draft, port: DraftPort) {
    this.id = draft.id;
    this.#revision = draft.revision;
    this.#view = { content: draft.content, canUndo: false, canRedo: false, theirsBy: '' };
    this.queue = new SaveQueue<QuestionnaireContent>(
      {
        send: async (content, stamp) => {
          const { revision, savedAt } = await port.save(content, stamp.expectedVersion);
          this.#revision = revision;
          return { version: revision, savedAt };
        },
        current: async () => {
          const theirs = await port.current();
          this.#show({ theirsBy: theirs.updatedBy });
          return { version: theirs.revision, values: new Map([[whole, theirs.content]]) };
        },
        fateOf: port.fateOf,
        newRequestId: port.newId,
        lastWins: () => false,
      },
      draft.revision,
      new Map([[whole, draft.content]]),
    );
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly view = (): DraftView => this.#view;
  readonly status = (): SaveStatus<QuestionnaireContent> => this.queue.status();

  /** The revision that the core holds, once everything is saved. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes a new content; changes of the same `thing` one after the other are one step back. */
  change(content: QuestionnaireContent, thing = ''): void {
    if (content === this.#view.content) return;
    if (thing === '' || thing !== this.#lastThing) this.#past = [...this.#past, this.#view.content].slice(-stepsKept);
    this.#lastThing = thing;
    this.#future = [];
    this.#put(content);
  }

  undo(): void {
    const before = this.#past.pop();
    if (!before) return;
    this.#future.push(this.#view.content);
    this.#lastThing = '';
    this.#put(before);
  }

  redo(): void {
    const after = this.#future.pop();
    if (!after) return;
    this.#past.push(this.#view.content);
    this.#lastThing = '';
    this.#put(after);
  }

  /** Settles a conflict: mine is saved over theirs, or theirs is shown here. */
  choose(choice: 'mine' | 'theirs', theirs: QuestionnaireContent): void {
    this.queue.choose(whole, choice);
    if (choice === 'mine') return;
    this.#past = [...this.#past, this.#view.content];
    this.#future = [];
    this.#show({ content: theirs });
  }

  #put(content: QuestionnaireContent): void {
    this.#show({ content });
    this.queue.put(whole, content, typingMs);
  }

  #show(change: Partial<DraftView>): void {
    this.#view = { ...this.#view, ...change, canUndo: this.#past.length > 0, canRedo: this.#future.length > 0 };
    for (const listener of this.#listeners) listener();
  }
}
