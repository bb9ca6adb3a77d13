/**
 * Scores a text for each label: naive Bayes, one label against the rest, over the presence of n-grams (not their
 * count). Every n-gram counts a third, because each character stands in up to three of them; the sign of an item
 * counts whole.
 */
import { itemOf } from './grams.ts';
import { casesWith, holding, type Tally } from './tally.ts';

/** Smoothing: half a text is added to each count, so that no n-gram has probability zero. */
const floor = 0.5;
/** Virtual texts added to each label, in which n-grams are as common as elsewhere, because few texts prove little. */
const borrowed = 2;
const share = 1 / 3;

/**
 * Natural log of how much more often cases with a label hold an n-gram than cases without. With n cases, n_c of them with
 * the label, d and d_c those that hold the n-gram: o = (d − d_c) / (n − n_c), moved towards 1 by 0.5 / n; then
 * ln( (d_c + 2 o) / (n_c + 2) / o ).
 */
function logRatio(own: number, held: number, withLabel: number, cases: number): number {
  const others = (held - own) / (cases - withLabel);
  const elsewhere = others + ((1 - others) * floor) / cases;
  return Math.log((own / elsewhere + borrowed) / (withLabel + borrowed));
}

/** Cases that hold an n-gram, by its flat counts. */
function sumOf(held: readonly number[]): number {
  let sum = 0;
  for (let at = 1; at < held.length; at += 2) sum += held[at] ?? 0;
  return sum;
}

/** What one n-gram says for a label; 0 where no case holds it, or there is nothing to choose between. */
export function evidence(tally: Tally, label: string, gram: string): number {
  const held = tally.grams.get(gram);
  const withLabel = casesWith(tally, label);
  if (!held || withLabel === 0 || withLabel === tally.total) return 0;
  return logRatio(holding(tally, gram, label), sumOf(held), withLabel, tally.total);
}

/**
 * Log odds of each label for a text with these n-grams: its share among the cases, and the evidence. Adding the text as a
 * case of a label never lowers that label's.
 */
export function scoresOf({ total, labels, cases, grams: heldBy }: Tally, grams: ReadonlySet<string>): Map<string, number> {
  const places = [...labels.keys()].filter((place) => (cases[place] ?? 0) > 0);
  if (places.length < 2) return new Map();
  const scores = cases.map((withLabel) => Math.log(withLabel / (total - withLabel)));
  const own = cases.map(() => 0);
  for (const gram of grams) {
    const held = heldBy.get(gram);
    if (!held) continue;
    for (let at = 0; at < held.length; at += 2) own[held[at] ?? 0] = held[at + 1] ?? 0;
    const sum = sumOf(held);
    const counts = itemOf(gram) === null ? share : 1;
    for (const place of places) scores[place] = (scores[place] ?? 0) + counts * logRatio(own[place] ?? 0, sum, cases[place] ?? 0, total);
    for (let at = 0; at < held.length; at += 2) own[held[at] ?? 0] = 0;
  }
  return new Map(places.map((place) => [labels[place] ?? '', scores[place] ?? 0]));
}

export interface Guess {
  readonly label: string;
  /** Lead over the second label, per square root of the n-grams that are known: comparable between short and long texts. */
  readonly lead: number;
}

/**
 * The label the text speaks for most; null where nothing of it is known, or there is nothing to choose between.
 * @param among the labels that can be chosen; all, where not given
 */
export function guess(tally: Tally, grams: ReadonlySet<string>, among?: ReadonlySet<string>): Guess | null {
  let known = 0;
  for (const gram of grams) if (tally.grams.has(gram)) known += 1;
  if (known === 0) return null;
  const [first, second] = [...scoresOf(tally, grams)]
    .filter(([label]) => among?.has(label) ?? true)
    .map(([label, score]) => ({ label, score }))
    .sort((a, b) => b.score - a.score || (a.label < b.label ? -1 : 1));
  if (!first || !second) return null;
  return { label: first.label, lead: (first.score - second.score) / Math.sqrt(known) };
}
