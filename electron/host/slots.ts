/** Counts what each client holds at the same time: connections, streams, uploads. */
export class Slots {
  readonly #most: number;
  readonly #held = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a place; gives what frees it (once, however often it is called), or null where the client holds all of its own. */
  take(client: string): (() => void) | null {
    const held = this.#held.get(client) ?? 0;
    if (held >= this.#most) return null;
    this.#held.set(client, held + 1);
    let taken = true;
    return () => {
      if (!taken) return;
      taken = false;
      const left = (this.#held.get(client) ?? 1) - 1;
      if (left > 0) this.#held.set(client, left);
      else this.#held.delete(client);
    };
  }
}
