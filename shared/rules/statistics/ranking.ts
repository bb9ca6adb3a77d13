/** Ranks and the protection of small numbers. */

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

/**
 * Which cells of a row must be hidden from a reader who may not see figures of fewer than `below` interviews (domain §7).
 * Where exactly one cell with interviews would be hidden, the next smallest goes too: one alone could be computed back
 * from the total. A cell with n 0 holds nobody and hides nothing.
 */
export function hiddenCells(sizes: readonly number[], below: number): boolean[] {
  const hidden = sizes.map((n) => n > 0 && n < below);
  if (hidden.filter(Boolean).length !== 1) return hidden;
  let next = -1;
  sizes.forEach((n, index) => {
    if (n > 0 && !hidden[index] && (next < 0 || n < (sizes[next] ?? 0))) next = index;
  });
  return hidden.map((value, index) => value || index === next);
}
