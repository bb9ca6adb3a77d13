/** The label questions asked about a feedback text, and the best guess for each. */
import { clausesOf, gramsOf, holdsFor } from './grams.ts';
import type { Tally } from './tally.ts';
import { type Guess, guess } from './weigh.ts';

/** The patient's own department, whichever it is. */
export const ownDepartment = 'own';

/** Labels a form holds anyway: guessing them is no help. */
export const usual: Readonly<Record<string, string>> = { department: ownDepartment, severity: 'general' };

/** A matter is grave by one clause, whatever else is told before and after; every other question is asked of the whole. */
const byClause: ReadonlySet<string> = new Set(['severity']);

/**
 * What a guess is graded with: all guesses for its question. But how grave a matter is: each grade by itself, because words that
 * tell an urgent matter are plain, and those that tell of several departments are not.
 */
export const gradedWith = (question: string, label: string): string => (byClause.has(question) ? `${question} ${label}` : question);

export interface FoundGuess extends Guess {
  /** What it was found in: the text, or the clause that decided. */
  readonly text: string;
}

/**
 * The label the text speaks for most, beside the usual one: null where that is the usual one, or nothing is known.
 * @param among the labels that can be chosen; all, where not given
 */
export function guessFor(
  tally: Tally,
  question: string,
  text: string,
  item: string | null | undefined,
  among?: ReadonlySet<string>,
): FoundGuess | null {
  const parts = byClause.has(question) ? clausesOf(text) : [text];
  let best: FoundGuess | null = null;
  for (const part of parts) {
    const found = guess(tally, holdsFor(question, gramsOf(part), item), among);
    if (found && found.label !== usual[question] && (!best || found.lead > best.lead)) best = { ...found, text: part };
  }
  return best;
}
