/**
 * Saves what is said in a call while it is said, and loses nothing: one request in flight, the latest value of each thing
 * wins, a request keeps its id until the server's answer is known, so that a repeat is never applied twice.
 *
 * What has not reached the server is handed to `keep` at every change, so that it can outlive the page (renderer/base/unsent.ts
 * says where, and for how long); `restore` takes it up again.
 */
import { clashesOf, isNeedless, isSame, statusOf, unsentOf } from './saveState.ts';
import type { Clash, Flight, Receipt, SaveStatus, SaveTransport, Unsent } from './saving.ts';

const firstDelayMs = 500;
const longestDelayMs = 10_000;

export class SaveQueue<Edit> {
  readonly #transport: SaveTransport<Edit>;
  #version: number;
  #confirmed: ReadonlyMap<string, Edit>;
  #waiting = new Map<string, Edit>();
  #refused = new Map<string, Edit>();
  #clashes: readonly Clash<Edit>[] = [];
  #flight: Flight<Edit> | null = null;
  #busy = false;
  #failure: unknown = null;
  #refusal: unknown = null;
  #delay = firstDelayMs;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #savedAt: string | null = null;
  #status: SaveStatus<Edit> = { state: 'saved', at: null };
  #listeners = new Set<() => void>();
  #settled: ((clean: boolean) => void)[] = [];
  #kept = 0;

  /** `values` is what the server holds at `version`, as edits by thing. */
  constructor(transport: SaveTransport<Edit>, version: number, values: ReadonlyMap<string, Edit>) {
    this.#transport = transport;
    this.#version = version;
    this.#confirmed = values;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly status = (): SaveStatus<Edit> => this.#status;

  get unsaved(): boolean {
    return this.#flight !== null || this.#waiting.size > 0 || this.#refused.size > 0;
  }

  /** Whether a newer value of the thing has not reached the server yet. */
  pending(thing: string): boolean {
    return this.#flight?.thing === thing || this.#waiting.has(thing) || this.#refused.has(thing);
  }

  /** Whether a newer value of the thing has not even been sent. */
  waiting(thing: string): boolean {
    return this.#waiting.has(thing);
  }

  /** Takes the newest value of a thing; it is sent at the latest `withinMs` later. */
  put(thing: string, edit: Edit, withinMs = 0): void {
    this.#refused.delete(thing);
    this.#waiting.set(thing, edit);
    this.#clashes = this.#clashes.map((clash) => (clash.thing === thing ? { ...clash, mine: edit } : clash));
    if (withinMs === 0) this.#next();
    else if (!this.#busy) this.#timer ??= setTimeout(() => this.#next(), withinMs);
    this.#tell();
  }

  /** Takes up what an earlier page left unsent. What the server holds already is dropped; what was changed since is a clash. */
  restore(unsent: readonly Unsent<Edit>[]): void {
    this.#kept = unsent.length;
    for (const { thing, edit, base } of unsent) {
      const theirs = this.#confirmed.get(thing) ?? null;
      if (isNeedless(this.#transport, thing, edit, theirs)) continue;
      this.#waiting.set(thing, edit);
      if (!this.#transport.lastWins(thing) && !isSame(theirs, base)) this.#clashes = [...this.#clashes, { thing, mine: edit, theirs }];
    }
    this.#next();
    this.#tell();
  }

  /** Sends all that waits. True when the server holds everything; false when a conflict or a refusal needs the user. */
  flush(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#settled.push(resolve);
      this.#next();
      this.#tell();
    });
  }

  /** Tries at once: the connection is back, or the user asks for it. Refused edits are sent again too. */
  retry(): void {
    this.#waiting = new Map([...this.#refused, ...this.#waiting]);
    this.#refused.clear();
    this.#delay = firstDelayMs;
    if (this.#busy && this.#timer !== undefined) {
      this.#stopTimer();
      this.#resume();
    } else this.#next();
    this.#tell();
  }

  /** Settles one clash: `mine` is sent again on the server's version, `theirs` drops the edit. */
  choose(thing: string, choice: 'mine' | 'theirs'): void {
    this.#clashes = this.#clashes.filter((clash) => clash.thing !== thing);
    if (choice === 'theirs') this.#waiting.delete(thing);
    this.#next();
    this.#tell();
  }

  #next(): void {
    if (this.#busy || this.#clashes.length > 0) return;
    this.#stopTimer();
    const [first] = this.#waiting;
    if (!first) return;
    const [thing, edit] = first;
    this.#waiting.delete(thing);
    this.#flight = { thing, edit, stamp: { requestId: this.#transport.newRequestId(), expectedVersion: this.#version } };
    this.#busy = true;
    void this.#fly(this.#flight);
  }

  async #fly(flight: Flight<Edit>): Promise<void> {
    try {
      this.#landed(flight, await this.#transport.send(flight.edit, flight.stamp));
    } catch (error) {
      const fate = this.#transport.fateOf(error);
      if (fate === 'lost') return this.#wait(error);
      this.#flight = null;
      if (fate === 'conflict') {
        if (!this.#waiting.has(flight.thing)) this.#waiting = new Map([[flight.thing, flight.edit], ...this.#waiting]);
        return this.#compare();
      }
      if (!this.#waiting.has(flight.thing)) this.#refused.set(flight.thing, flight.edit);
      this.#refusal = error;
    }
    this.#idle();
  }

  #landed(flight: Flight<Edit>, receipt: Receipt): void {
    this.#version = receipt.version;
    this.#savedAt = receipt.savedAt;
    this.#confirmed = new Map(this.#confirmed).set(flight.thing, flight.edit);
    this.#flight = null;
  }

  /** Another window was first: edits of things that it did not touch go on, the others are shown to the user. */
  async #compare(): Promise<void> {
    try {
      const { version, values } = await this.#transport.current();
      this.#version = version;
      for (const [thing, mine] of this.#waiting)
        if (isNeedless(this.#transport, thing, mine, values.get(thing) ?? null)) this.#waiting.delete(thing);
      this.#clashes = clashesOf(this.#transport, this.#waiting, values, this.#confirmed);
      this.#confirmed = values;
    } catch (error) {
      if (this.#transport.fateOf(error) === 'lost') return this.#wait(error);
      this.#refused = new Map([...this.#refused, ...this.#waiting]);
      this.#waiting.clear();
      this.#refusal = error;
    }
    this.#idle();
  }

  #idle(): void {
    this.#busy = false;
    this.#failure = null;
    this.#delay = firstDelayMs;
    this.#next();
    this.#tell();
  }

  #wait(error: unknown): void {
    this.#failure = error ?? new Error('lost');
    this.#timer = setTimeout(() => this.#resume(), this.#delay);
    this.#delay = Math.min(this.#delay * 2, longestDelayMs);
    this.#tell();
  }

  #resume(): void {
    this.#timer = undefined;
    if (this.#flight) void this.#fly(this.#flight);
    else void this.#compare();
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #keep(): void {
    const unsent = unsentOf(this.#refused, this.#flight, this.#waiting, this.#confirmed);
    if (unsent.length === 0 && this.#kept === 0) return;
    this.#kept = unsent.length;
    this.#transport.keep?.(unsent);
  }

  #tell(): void {
    this.#status = statusOf({
      clashes: this.#clashes,
      failure: this.#failure,
      sending: this.#busy || this.#waiting.size > 0,
      refusal: this.#refused.size > 0 ? { error: this.#refusal } : null,
      savedAt: this.#savedAt,
    });
    this.#keep();
    const clean = !this.unsaved;
    const stuck = this.#clashes.length > 0 || (this.#refused.size > 0 && !this.#busy && this.#waiting.size === 0);
    if (clean || stuck) for (const resolve of this.#settled.splice(0)) resolve(clean);
    for (const listener of this.#listeners) listener();
  }
}
