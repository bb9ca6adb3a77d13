/** Ranks departments. */

export interface Ranked {
  readonly interviews: number;
  readonly satisfied: number;
}

/**
 * Competition ranks (1, 2, 2, 4) by the exact rate, the higher the better; null below `from` interviews.
 * Rates are compared by cross-multiplying the counts, so that 2/3 and 20/30 are the same rank on every machine.
 */
export function ranks(figures: readonly Ranked[], from: number): (number | null)[] {
  return figures.map((figure) => {
    if (figure.interviews < from || figure.interviews === 0) return null;
    const better = figures.filter(
      (other) => other.interviews >= from && other.satisfied * figure.interviews > figure.satisfied * other.interviews,
    );
    return better.length + 1;
  });
}
