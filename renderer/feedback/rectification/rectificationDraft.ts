/** Saves a rectification as it is typed: one request at a time, the newest text wins. */
export interface Written {
  readonly causeKind: string;
  readonly cause: string;
  readonly measures: string;
  readonly responsible: string;
  readonly doneDate: string | null;
}

export type SaveState = 'untouched' | 'unsaved' | 'saving' | 'saved' | 'failed';

interface Seen {
  readonly written: Written;
  readonly state: SaveState;
  readonly savedAt: string | null;
  readonly error: unknown;
}

type Save = (written: Written, expectedVersion: number) => Promise<{ version: number; savedAt: string }>;

const pauseMs = 600;

export class RectificationDraft {
  #seen: Seen;
  #version: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;
  readonly #save: Save;
  readonly #listeners = new Set<() => void>();

  constructor(written: Written, version: number, save: Save) {
    this.#seen = { written, state: 'untouched', savedAt: null, error: null };
    this.#version = version;
    this.#save = save;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly current = (): Seen => this.#seen;

  get version(): number {
    return this.#version;
  }

  change(part: Partial<Written>): void {
    this.#show({ written: { ...this.#seen.written, ...part }, state: 'unsaved' });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), pauseMs);
  }

  /** Goes on from a version somebody else made, keeping what is written here. */
  continueFrom(version: number): void {
    this.#version = version;
    this.#show({ state: 'unsaved', error: null });
    void this.flush();
  }

  /** Gives up what is written here for what was saved elsewhere. */
  restart(written: Written, version: number): void {
    clearTimeout(this.#timer);
    this.#version = version;
    this.#show({ written, state: 'untouched', error: null });
  }

  /** Saves what is not saved yet; true when everything is on disk. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    let mayRetry = true;
    for (;;) {
      const { state } = this.#seen;
      if (this.#running) {
        await this.#running;
      } else if (state === 'unsaved' || (state === 'failed' && mayRetry)) {
        mayRetry = false;
        this.#running = this.#saveOnce().finally(() => {
          this.#running = null;
        });
      } else {
        return state === 'saved' || state === 'untouched';
      }
    }
  }

  async #saveOnce(): Promise<void> {
    const { written } = this.#seen;
    this.#show({ state: 'saving' });
    try {
      const { version, savedAt } = await this.#save(written, this.#version);
      this.#version = version;
      this.#show({ state: this.#seen.written === written ? 'saved' : 'unsaved', savedAt, error: null });
    } catch (error) {
      this.#show({ state: 'failed', error });
    }
  }

  #show(part: Partial<Seen>): void {
    this.#seen = { ...this.#seen, ...part };
    for (const listener of this.#listeners) listener();
  }
}
