/**
 * Above which lead a guess is said: learned from the cases themselves. One of all that begin alike is
 * guessed as if none of them had ever been seen (a phrase nurses use again and again must not vouch for itself); the
 * threshold is the smallest lead above which four of five guesses were right. Where no lead reaches that, the question stays silent.
 */
import { gramsOf, holdsFor } from './grams.ts';
import { type Case, forget, learn, type Memory } from './tally.ts';
import { guess } from './weigh.ts';

const wanted = 0.8;
/** Fewer graded guesses prove nothing. */
const leastGuesses = 20;
/** Characters of a beginning, numbers left out. */
const beginning = 5;

/** Lead above which a question's guess is said; a question without one stays silent. */
export type Thresholds = ReadonlyMap<string, number>;

export interface Grade {
  readonly question: string;
  readonly lead: number;
  readonly right: boolean;
}

/** The beginning by which cases are alike. */
export const beginningOf = (text: string): string => text.replace(/[\d〇零一二三四五六七八九十百千两多半几\s]+/gu, '').slice(0, beginning);

/** Cases that begin alike, under their beginning. */
export const groupsOf = (cases: Iterable<Case>): Map<string, Case[]> => Map.groupBy(cases, ({ text }) => beginningOf(text));

const keyOf = ({ text, labels }: Case) => `${text} ${Object.values(labels).join(' ')}`;

/**
 * Grades the guesses for one case of a group, the whole group taken out of the memory for the time being: a phrase said
 * ten times has one vote. `usual` are the labels a form holds anyway (the patient's own department, general): guessing
 * them is no help and is not graded.
 */
export function gradeGroup(memory: Memory, group: readonly Case[], usual: Readonly<Record<string, string>>): Grade[] {
  const [first] = group.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  if (!first) return [];
  for (const one of group) forget(memory, one);
  const words = gramsOf(first.text);
  const grades = Object.entries(first.labels).flatMap(([question, label]): Grade[] => {
    const tally = memory.get(question);
    const best = tally ? guess(tally, holdsFor(question, words, first.labels['item'])) : null;
    return best && best.label !== usual[question] ? [{ question, lead: best.lead, right: best.label === label }] : [];
  });
  for (const one of group) learn(memory, one);
  return grades;
}

/** The threshold of each question that earns one. */
export function thresholdsOf(grades: readonly Grade[]): Map<string, number> {
  const thresholds = new Map<string, number>();
  for (const [question, graded] of Map.groupBy(grades, (grade) => grade.question)) {
    const falling = graded.toSorted((a, b) => b.lead - a.lead);
    let right = 0;
    for (const [index, grade] of falling.entries()) {
      if (grade.right) right += 1;
      const guesses = index + 1;
      const next = falling[guesses]?.lead ?? 0;
      // Guesses of one and the same lead are said or not said together.
      if (next !== grade.lead && guesses >= leastGuesses && right >= wanted * guesses) thresholds.set(question, next);
    }
  }
  return thresholds;
}
