/**
 * Learns from registered feedback how large the lead of a guess must be before it is shown. Texts that share a phrase
 * are left out together when one of them is guessed, because a phrase that nurses repeat must not confirm itself. The
 * threshold is the smallest lead above which four of five guesses were right; where no lead reaches that, nothing is
 * suggested.
 */
import { alikeOf, type Phrases } from './alike.ts';
import { gradedWith, guessFor } from './questions.ts';
import { type Case, forget, learn, type Memory } from './tally.ts';

const wanted = 0.8;
/** Fewer graded guesses prove nothing. */
const leastGuesses = 20;
/** A larger group is put away and taken back in one go, for which somebody would wait: it is not graded. */
const largestGroup = 30;

/** Lead above which a guess is said, by what it is graded with; where there is none, it is not said. */
export type Thresholds = ReadonlyMap<string, number>;

export interface Grade {
  /** See `gradedWith`. */
  readonly among: string;
  readonly lead: number;
  readonly right: boolean;
}

/** Every case that was in no group before, first, and all that share a phrase with it: a phrase said ten times has one vote. */
export function* groupsOf(phrases: Phrases, inOrder: Iterable<Case>): Generator<readonly Case[]> {
  const grouped = new Set<Case>();
  for (const one of inOrder) {
    if (grouped.has(one)) continue;
    const group = alikeOf(phrases, one);
    if (group.size > largestGroup) continue;
    for (const each of group) grouped.add(each);
    yield [...group];
  }
}

/**
 * Grades the guesses for the first case of a group, the whole group taken out of the memory for the time being. A guess of
 * what a form holds anyway is no help and is not graded.
 */
export function gradeGroup(memory: Memory, group: readonly Case[]): Grade[] {
  const [first] = group;
  if (!first) return [];
  for (const one of group) forget(memory, one);
  const grades = Object.entries(first.labels).flatMap(([question, label]): Grade[] => {
    const tally = memory.get(question);
    const best = tally ? guessFor(tally, question, first.text, first.labels['item']) : null;
    return best ? [{ among: gradedWith(question, best.label), lead: best.lead, right: best.label === label }] : [];
  });
  for (const one of group) learn(memory, one);
  return grades;
}

/** The thresholds that are earned. */
export function thresholdsOf(grades: readonly Grade[]): Map<string, number> {
  const thresholds = new Map<string, number>();
  for (const [among, graded] of Map.groupBy(grades, (grade) => grade.among)) {
    const falling = graded.toSorted((a, b) => b.lead - a.lead);
    let right = 0;
    for (const [index, grade] of falling.entries()) {
      if (grade.right) right += 1;
      const guesses = index + 1;
      const next = falling[guesses]?.lead ?? 0;
      // Guesses of one and the same lead are said or not said together.
      if (next !== grade.lead && guesses >= leastGuesses && right >= wanted * guesses) thresholds.set(among, next);
    }
  }
  return thresholds;
}
