/** Changes of the rules that no test can notice, because what the rule answers stays the same. */
interface Equivalent {
  readonly file: string;
  /** The changed code, its lines joined by a blank. */
  readonly code: string;
  readonly to: string;
  readonly why: string;
}

export const equivalents: readonly Equivalent[] = [];
