/** Shape of a figure's definition: numerator, denominator, exclusions. */

export interface Definition {
  readonly name: string;
  readonly numerator: string;
  readonly denominator: string;
  /** What is left out. */
  readonly exclusions: string;
  readonly note: string;
}
