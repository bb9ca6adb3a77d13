/** What earlier cases suggest for a text, with the words that tell; silent where they do not say enough. */
import { gramsOf, holdsFor, itemOf } from './grams.ts';
import type { Memory, Tally } from './tally.ts';
import type { Thresholds } from './threshold.ts';
import { evidence, guess } from './weigh.ts';

export interface Reason {
  /** Earlier cases with this label that hold the most telling words. */
  readonly similar: number;
  /** Telling words of the text, the most telling first, at most three; the item's sign where it tells. */
  readonly words: readonly string[];
}

export interface Proposal extends Reason {
  readonly label: string;
}

/** Words fewer cases hold are chance. */
const leastCases = 2;
const mostWords = 3;

/** Long enough to be read as a word; a number stands for any number and tells the reader nothing. */
const isWord = (gram: string) => itemOf(gram) !== null || (gram.length > 1 && !gram.includes('0'));

/** Two n-grams cut from the same place. */
function overlap(one: string, other: string): boolean {
  if (one.includes(other) || other.includes(one)) return true;
  const [head, tail] = [one.slice(0, 1), one.slice(-1)];
  return other.endsWith(head) || other.startsWith(tail) || other.endsWith(one.slice(0, 2)) || other.startsWith(one.slice(-2));
}

/** Why a text was given this label: its n-grams of two or three characters that tell most for it. */
export function explain(tally: Tally, label: string, grams: ReadonlySet<string>): Reason {
  const telling = [...grams]
    .map((gram) => ({ gram, weight: evidence(tally, label, gram), cases: tally.grams.get(gram)?.by.get(label) ?? 0 }))
    .filter(({ gram, weight, cases }) => isWord(gram) && weight > 0 && cases >= leastCases)
    .sort((a, b) => b.weight - a.weight || b.cases - a.cases || b.gram.length - a.gram.length || (a.gram < b.gram ? -1 : 1));
  const chosen: typeof telling = [];
  for (const one of telling) {
    if (chosen.length === mostWords) break;
    if (!chosen.some(({ gram }) => overlap(gram, one.gram))) chosen.push(one);
  }
  return { similar: Math.max(0, ...chosen.map(({ cases }) => cases)), words: chosen.map(({ gram }) => gram) };
}

/** The answer to one question for a text and the item it hangs on, or null: unknown text, too small a lead, nothing to show for it. */
export function suggest(memory: Memory, thresholds: Thresholds, question: string, text: string, item: string | null): Proposal | null {
  const tally = memory.get(question);
  const threshold = thresholds.get(question);
  if (!tally || threshold === undefined) return null;
  const grams = holdsFor(question, gramsOf(text), item);
  const best = guess(tally, grams);
  if (!best || best.lead <= threshold) return null;
  const reason = explain(tally, best.label, grams);
  return reason.words.length === 0 ? null : { label: best.label, ...reason };
}
