/** What earlier cases suggest for a text, with the words that tell; silent where they do not say enough. */
import { itemOf } from './grams.ts';
import { gradedWith, guessFor } from './questions.ts';
import { holding, type Memory, type Tally } from './tally.ts';
import type { Thresholds } from './threshold.ts';
import { evidence } from './weigh.ts';

/** All that suggestions are made from. */
export interface Lessons {
  /** The hospital's cases and the examples the program brings. */
  readonly memory: Memory;
  /** The examples alone: they speak, but are no earlier case. */
  readonly examples: Memory;
  readonly thresholds: Thresholds;
}

export interface Reason {
  /** The hospital's earlier cases with this label that hold the most telling words; 0 where only the program's examples do. */
  readonly similar: number;
  /** Telling words of the text, the most telling first, at most three; the item's sign where it tells. */
  readonly words: readonly string[];
}

export interface Proposal extends Reason {
  readonly label: string;
}

/** Words fewer cases hold are chance; an example was chosen and counts as proof. */
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
export function explain(tally: Tally, examples: Tally | undefined, label: string, grams: ReadonlySet<string>): Reason {
  const telling = [...grams]
    .map((gram) => {
      const shown = examples ? holding(examples, gram, label) : 0;
      const cases = holding(tally, gram, label) - shown;
      return { gram, weight: evidence(tally, label, gram), cases, known: shown > 0 || cases >= leastCases };
    })
    .filter(({ gram, weight, known }) => isWord(gram) && weight > 0 && known)
    .sort((a, b) => b.weight - a.weight || b.cases - a.cases || b.gram.length - a.gram.length || (a.gram < b.gram ? -1 : 1));
  const chosen: typeof telling = [];
  for (const one of telling) {
    if (chosen.length === mostWords) break;
    if (!chosen.some(({ gram }) => overlap(gram, one.gram))) chosen.push(one);
  }
  return { similar: Math.max(0, ...chosen.map(({ cases }) => cases)), words: chosen.map(({ gram }) => gram) };
}

/**
 * The answer to one question for a text and the item it hangs on, or null: unknown text, too small a lead, nothing to show
 * for it, the usual.
 * @param among the labels that can be chosen; all, where not given
 */
export function suggest(
  { memory, examples, thresholds }: Lessons,
  question: string,
  text: string,
  item: string | null,
  among?: ReadonlySet<string>,
): Proposal | null {
  const tally = memory.get(question);
  const best = tally && guessFor(tally, question, text, item, among);
  if (!best || best.lead <= (thresholds.get(gradedWith(question, best.label)) ?? Number.POSITIVE_INFINITY)) return null;
  const reason = explain(tally, examples.get(question), best.label, best.grams);
  return reason.words.length === 0 ? null : { label: best.label, ...reason };
}
