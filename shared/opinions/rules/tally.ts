/**
 * Counts over registered feedback: how many texts carry a label, and how many of those hold an n-gram. Whole numbers
 * only.
 */
import { gramsOf, holdsFor } from './grams.ts';

/** Labels of one opinion by question: item, aspect, department, severity. */
export type Labels = Readonly<Record<string, string>>;

export interface Case {
  readonly text: string;
  readonly labels: Labels;
}

/** Counts of one question, for example of the item. */
export interface Tally {
  total: number;
  /** Labels in the order in which they were first met, and beside them how many cases carry each. */
  readonly labels: string[];
  readonly cases: number[];
  /**
   * By n-gram, flat: the place of a label, how many of its cases hold the n-gram, the place of the next label, …
   * A hospital of many years has hundreds of thousands of n-grams, most of them in one case: a Map for each would be so many
   * objects that clearing the memory makes people wait.
   */
  readonly grams: Map<string, number[]>;
}

/** One tally per question; the same cases give the same counts in whatever order they are learned. */
export type Memory = Map<string, Tally>;

const nothing = (): Tally => ({ total: 0, labels: [], cases: [], grams: new Map() });

/** How many cases carry a label. */
export function casesWith(tally: Tally, label: string): number {
  return tally.cases[tally.labels.indexOf(label)] ?? 0;
}

/** How many cases with a label hold an n-gram. */
export function holding(tally: Tally, gram: string, label: string): number {
  const at = tally.labels.indexOf(label);
  const held = tally.grams.get(gram) ?? [];
  for (let pair = 0; pair < held.length; pair += 2) if (held[pair] === at) return held[pair + 1] ?? 0;
  return 0;
}

function placeOf(tally: Tally, label: string): number {
  const found = tally.labels.indexOf(label);
  if (found >= 0) return found;
  tally.cases.push(0);
  return tally.labels.push(label) - 1;
}

function count(grams: Tally['grams'], gram: string, place: number, by: 1 | -1): void {
  const held = grams.get(gram);
  if (!held) {
    grams.set(gram, [place, by]);
    return;
  }
  let pair = 0;
  while (pair < held.length && held[pair] !== place) pair += 2;
  const left = (held[pair + 1] ?? 0) + by;
  if (left !== 0) {
    held[pair] = place;
    held[pair + 1] = left;
  } else if (held.length > 2) held.splice(pair, 2);
  else grams.delete(gram);
}

function add(memory: Memory, { text, labels }: Case, by: 1 | -1): void {
  const words = gramsOf(text);
  for (const [question, label] of Object.entries(labels)) {
    const grams = holdsFor(question, words, labels['item']);
    if (grams.size === 0) continue;
    const tally = memory.get(question) ?? nothing();
    memory.set(question, tally);
    const place = placeOf(tally, label);
    tally.total += by;
    tally.cases[place] = (tally.cases[place] ?? 0) + by;
    for (const gram of grams) count(tally.grams, gram, place, by);
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
