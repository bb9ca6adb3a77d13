/**
 * One stream of pushes for all tabs of a browser, whoever is signed in on each: a browser keeps no more than six connections
 * to one host, and a stream holds one for ever. The same serves the only page of the desktop.
 */
import { ORPCError } from '@orpc/client';
import type { Push } from '../../../shared/base/contract/topics.ts';

/** What a page is told: a push for its user, or that the line was lost for a while and anything may have changed. */
export type Told = { readonly kind: 'push'; readonly push: Omit<Push, 'to'> } | { readonly kind: 'missed' };

/** Opens the stream for these session tokens, each once; resolves when everything from then on is told. */
export type Open = (tokens: readonly string[], signal: AbortSignal) => Promise<AsyncIterable<Push>>;

export interface Times {
  /** Tabs that come together are served by one stream. */
  readonly gatherMs: number;
  readonly retryMs: number;
  /** The core says something at least every 15 seconds: longer silence is a line that was cut without a word. */
  readonly silenceMs: number;
  /** A page that waited longer than this for its first line asked its questions too long before. */
  readonly lateMs: number;
}

const usualTimes: Times = { gatherMs: 50, retryMs: 2_000, silenceMs: 40_000, lateMs: 1_000 };

export interface Member {
  /** Who uses the page now; empty before anybody signed in. */
  be(token: string): void;
  leave(): void;
}

interface Seat {
  readonly tell: (told: Told) => void;
  token: string;
  /** From when on it was told nothing of what changed; null while it is on a line. */
  deafSince: number | null;
}

interface Line {
  readonly tokens: readonly string[];
  readonly stop: AbortController;
  up: boolean;
}

export class Switchboard {
  readonly #open: Open;
  readonly #times: Times;
  readonly #seats = new Set<Seat>();
  /** The last one is for everybody; older ones still tell until it is up. */
  readonly #lines = new Set<Line>();
  #gathering = false;

  constructor(open: Open, times = usualTimes) {
    this.#open = open;
    this.#times = times;
  }

  join(tell: (told: Told) => void): Member {
    let seat: Seat | null = null;
    return {
      be: (token) => {
        if (seat) seat.token = token;
        else {
          seat = { tell, token, deafSince: performance.now() + this.#times.lateMs };
          this.#seats.add(seat);
        }
        this.#gather();
      },
      leave: () => {
        if (seat) this.#seats.delete(seat);
        seat = null;
        if (this.#seats.size === 0) this.#end();
      },
    };
  }

  /** A new stream where somebody is not on the present one. */
  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    setTimeout(() => {
      this.#gathering = false;
      const tokens = [...new Set([...this.#seats].map(({ token }) => token))].sort();
      if (tokens.length === 0 || tokens.every((token) => this.#newest()?.tokens.includes(token))) return;
      const line: Line = { tokens, stop: new AbortController(), up: false };
      this.#lines.add(line);
      void this.#keep(line);
    }, this.#times.gatherMs);
  }

  /** Listens until told to stop or nobody on the line is signed in; a lost line is taken up again. */
  async #keep(line: Line): Promise<void> {
    const { signal } = line.stop;
    while (!signal.aborted) {
      try {
        await this.#listen(line);
      } catch (error) {
        if (error instanceof ORPCError && error.code === 'NOT_SIGNED_IN') break;
      }
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, this.#times.retryMs));
    }
    this.#lines.delete(line);
  }

  async #listen(line: Line): Promise<void> {
    const silent = new AbortController();
    let watch: ReturnType<typeof setTimeout> | undefined;
    const stillThere = () => {
      clearTimeout(watch);
      watch = setTimeout(() => silent.abort(), this.#times.silenceMs);
    };
    try {
      const pushes = await this.#open(line.tokens, AbortSignal.any([line.stop.signal, silent.signal]));
      this.#connected(line);
      stillThere();
      for await (const push of pushes) {
        stillThere();
        this.#pass(line, push);
      }
    } finally {
      clearTimeout(watch);
      this.#lost(line);
    }
  }

  #connected(line: Line): void {
    line.up = true;
    if (line === this.#newest()) for (const older of this.#lines) if (older !== line) older.stop.abort();
    for (const seat of this.#on(line)) {
      if (seat.deafSince !== null && performance.now() >= seat.deafSince) seat.tell({ kind: 'missed' });
      seat.deafSince = null;
    }
  }

  #lost(line: Line): void {
    if (!line.up) return;
    line.up = false;
    // Whoever is on another line that is up has missed nothing.
    const served = new Set([...this.#lines].flatMap((other) => (other.up ? this.#on(other) : [])));
    for (const seat of this.#on(line)) if (!served.has(seat)) seat.deafSince = performance.now();
  }

  #pass(line: Line, { to, ...push }: Push): void {
    const tokens = new Set(to.map((place) => line.tokens[place]));
    for (const seat of this.#on(line)) if (tokens.has(seat.token)) seat.tell({ kind: 'push', push });
  }

  #on(line: Line): Seat[] {
    return [...this.#seats].filter(({ token }) => line.tokens.includes(token));
  }

  #newest(): Line | undefined {
    return [...this.#lines].at(-1);
  }

  #end(): void {
    for (const line of this.#lines) line.stop.abort();
    this.#lines.clear();
  }
}
