/**
 * How much a text speaks for each label: naive Bayes of one label against the rest, over which n-grams a case holds
 * (not how often). Every n-gram counts a third, because each character stands in up to three of them; an item's sign counts whole.
 */
import { itemOf } from './grams.ts';
import type { Tally } from './tally.ts';

/** Shrinks what rare n-grams tell; an n-gram no case holds tells exactly nothing. */
const smoothing = 0.5;
const share = 1 / 3;

/**
 * Natural log of how much more often cases with a label hold an n-gram than cases without. With n cases, n_c of them with
 * the label, d and d_c those that hold the n-gram: ln( (d_c / n_c + s / n) / ((d − d_c) / (n − n_c) + s / n) ), s = 0.5.
 */
function logRatio(own: number, held: number, withLabel: number, cases: number): number {
  const floor = smoothing / cases;
  return Math.log((own / withLabel + floor) / ((held - own) / (cases - withLabel) + floor));
}

/** What one n-gram says for a label; 0 where no case holds it, or there is nothing to choose between. */
export function evidence(tally: Tally, label: string, gram: string): number {
  const held = tally.grams.get(gram);
  const withLabel = tally.cases.by.get(label) ?? 0;
  if (!held || withLabel === 0 || withLabel === tally.cases.total) return 0;
  return logRatio(held.by.get(label) ?? 0, held.total, withLabel, tally.cases.total);
}

/**
 * Log odds of each label for a text with these n-grams: its share among the cases, and the evidence. Adding the text as a
 * case of a label never lowers that label's.
 */
export function scoresOf(tally: Tally, grams: ReadonlySet<string>): Map<string, number> {
  const { total, by } = tally.cases;
  if (by.size < 2) return new Map();
  const labels = [...by.keys()];
  const cases = [...by.values()];
  const scores = cases.map((withLabel) => Math.log(withLabel / (total - withLabel)));
  for (const gram of grams) {
    const held = tally.grams.get(gram);
    if (!held) continue;
    const counts = itemOf(gram) === null ? share : 1;
    for (let at = 0; at < labels.length; at += 1)
      scores[at] = (scores[at] ?? 0) + counts * logRatio(held.by.get(labels[at] ?? '') ?? 0, held.total, cases[at] ?? 0, total);
  }
  return new Map(labels.map((label, at) => [label, scores[at] ?? 0]));
}

export interface Guess {
  readonly label: string;
  /** Lead over the second label, per square root of the n-grams that are known: comparable between short and long texts. */
  readonly lead: number;
}

/** The label the text speaks for most; null where nothing of it is known, or there is nothing to choose between. */
export function guess(tally: Tally, grams: ReadonlySet<string>): Guess | null {
  let known = 0;
  for (const gram of grams) if (tally.grams.has(gram)) known += 1;
  if (known === 0) return null;
  const [first, second] = [...scoresOf(tally, grams)]
    .map(([label, score]) => ({ label, score }))
    .sort((a, b) => b.score - a.score || (a.label < b.label ? -1 : 1));
  if (!first || !second) return null;
  return { label: first.label, lead: (first.score - second.score) / Math.sqrt(known) };
}
