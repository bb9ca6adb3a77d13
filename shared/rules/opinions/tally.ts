/** What is remembered of earlier opinions: how many carry a label, and how many of those hold an n-gram. Whole numbers only. */
import { gramsOf, holdsFor } from './grams.ts';

/** Labels of one opinion by question: item, aspect, department, severity. */
export type Labels = Readonly<Record<string, string>>;

export interface Case {
  readonly text: string;
  readonly labels: Labels;
}

interface Counts {
  total: number;
  readonly by: Map<string, number>;
}

/** Counts of one question, for example of the item. */
export interface Tally {
  readonly cases: Counts;
  readonly grams: Map<string, Counts>;
}

/** One tally per question; the same cases give the same tallies in whatever order they are learned. */
export type Memory = Map<string, Tally>;

const nothing = (): Counts => ({ total: 0, by: new Map() });

function count(counts: Counts, label: string, by: 1 | -1): void {
  counts.total += by;
  const left = (counts.by.get(label) ?? 0) + by;
  if (left === 0) counts.by.delete(label);
  else counts.by.set(label, left);
}

function add(memory: Memory, { text, labels }: Case, by: 1 | -1): void {
  const words = gramsOf(text);
  for (const [question, label] of Object.entries(labels)) {
    const grams = holdsFor(question, words, labels['item']);
    if (grams.size === 0) continue;
    const tally = memory.get(question) ?? { cases: nothing(), grams: new Map<string, Counts>() };
    memory.set(question, tally);
    count(tally.cases, label, by);
    for (const gram of grams) {
      const counts = tally.grams.get(gram) ?? nothing();
      count(counts, label, by);
      if (counts.total === 0) tally.grams.delete(gram);
      else tally.grams.set(gram, counts);
    }
  }
}

/** Remembers a case. */
export function learn(memory: Memory, one: Case): void {
  add(memory, one, 1);
}

/** Takes back a case that was learned: as if it had never been. */
export function forget(memory: Memory, one: Case): void {
  add(memory, one, -1);
}
