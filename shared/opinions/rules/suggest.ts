/**
 * Suggests labels for a text from registered feedback, with the words that decide; gives none where the evidence is
 * thin.
 */
import { explain, type Reason } from './explain.ts';
import { gradedWith, guessFor } from './questions.ts';
import type { Memory } from './tally.ts';
import type { Thresholds } from './threshold.ts';

/** All that suggestions are made from. */
export interface Lessons {
  /** The hospital's cases and the examples the program brings. */
  readonly memory: Memory;
  /** The examples alone: they speak, but are no earlier case. */
  readonly examples: Memory;
  readonly thresholds: Thresholds;
}

export interface Proposal extends Reason {
  readonly label: string;
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
  const reason = explain(tally, examples.get(question), best.label, { question, text: best.text, item });
  return reason.words.length === 0 ? null : { label: best.label, ...reason };
}
