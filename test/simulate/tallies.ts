/** Counts over runs, printed at the end: procedures and their results, checks made. */
export class Tallies {
  readonly #calls = new Map<string, Map<string, number>>();
  readonly #unlogged = new Map<string, number>();
  readonly #checks = new Map<string, number>();

  called(what: string, code: string): void {
    const codes = this.#calls.get(what) ?? new Map<string, number>();
    codes.set(code, (codes.get(code) ?? 0) + 1);
    this.#calls.set(what, codes);
  }

  /** A write that was answered and left no line in the log. */
  unlogged(what: string): void {
    this.#unlogged.set(what, (this.#unlogged.get(what) ?? 0) + 1);
  }

  checked(rule: string, times = 1): void {
    this.#checks.set(rule, (this.#checks.get(rule) ?? 0) + times);
  }

  /** Names of all rules that were checked. */
  get rules(): ReadonlySet<string> {
    return new Set(this.#checks.keys());
  }

  /** @param broken names of the rules that did not hold */
  *lines(broken: ReadonlySet<string>): Iterable<string> {
    yield 'rules checked:';
    for (const [rule, count] of [...this.#checks].sort()) yield `  ${broken.has(rule) ? '✗' : '✓'} ${rule}: ${count}`;
    yield 'writes that were answered and left no line in the log:';
    for (const [what, count] of [...this.#unlogged].sort()) yield `  ${what}: ${count} of ${this.#calls.get(what)?.get('ok') ?? 0}`;
    yield 'calls:';
    for (const [what, codes] of [...this.#calls].sort())
      yield `  ${what} ${[...codes]
        .sort((a, b) => b[1] - a[1])
        .map(([code, count]) => `${code} ${count}`)
        .join(', ')}`;
  }
}
