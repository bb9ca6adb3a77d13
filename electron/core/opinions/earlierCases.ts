/** Keeps in memory what registered feedback teaches, read in short transactions with pauses between. */
import { setImmediate } from 'node:timers/promises';
import { file, type Phrases, unfile } from '../../../shared/opinions/rules/alike.ts';
import type { Lessons } from '../../../shared/opinions/rules/suggest.ts';
import { type Case, forget, learn, type Memory } from '../../../shared/opinions/rules/tally.ts';
import type { Thresholds } from '../../../shared/opinions/rules/threshold.ts';
import type { LongContext, Parts } from '../base/context.ts';
import { type Examples, examplesNow } from './examples.ts';
import { gradedThresholds } from './grading.ts';
import { caseOf, changedSince, everyCase, newestEvent, type Row, writtenSince } from './registeredCases.ts';

interface Learned {
  readonly memory: Memory;
  readonly cases: Map<string, Case>;
  readonly phrases: Phrases;
  /** What the program brings: learned like cases, and once more by itself. */
  examples: Examples | null;
  readonly exampleMemory: Memory;
  thresholds: Thresholds;
  /** Instant up to which changes were taken up; null before the first time. */
  since: string | null;
  /** The event written last when changes were taken up. */
  newest: string;
  /** Cases changed since the thresholds were found. */
  ungraded: number;
  running: Promise<void> | null;
}

const known = new WeakMap<Parts, Learned>();

function learnedBy(parts: Parts): Learned {
  const found = known.get(parts);
  if (found) return found;
  const fresh: Learned = {
    memory: new Map(),
    cases: new Map(),
    phrases: new Map(),
    examples: null,
    exampleMemory: new Map(),
    thresholds: new Map(),
    since: null,
    newest: '',
    ungraded: 0,
    running: null,
  };
  known.set(parts, fresh);
  return fresh;
}

/** What was learned so far; empty before the first `learnOpinions`. */
export function lessonsOf(parts: Parts): Lessons {
  const { memory, exampleMemory, thresholds } = learnedBy(parts);
  return { memory, examples: exampleMemory, thresholds };
}

/** Small enough that nobody waits for it. */
const casesWithoutPause = 25;
/** Changes that were being committed while the last ones were read are met again. */
const lookBackMs = 10 * 60_000;
/** Share of changed cases from which grading is done anew. */
const regradeShare = 0.05;

const same = (one: Case, other: Case) => JSON.stringify(one) === JSON.stringify(other);

function add({ memory, phrases }: Learned, one: Case): void {
  learn(memory, one);
  file(phrases, one);
}

function remove({ memory, phrases }: Learned, one: Case): void {
  forget(memory, one);
  unfile(phrases, one);
}

function takeUp(learned: Learned, row: Row): void {
  const before = learned.cases.get(row.id);
  const now = caseOf(row);
  if (before && now ? same(before, now) : !before && !now) return;
  if (before) remove(learned, before);
  if (now) add(learned, now);
  if (now) learned.cases.set(row.id, now);
  else learned.cases.delete(row.id);
  learned.ungraded += 1;
}

async function takeUpAll(learned: Learned, pages: AsyncIterable<readonly Row[]>): Promise<void> {
  for await (const rows of pages)
    for (const [index, row] of rows.entries()) {
      takeUp(learned, row);
      if (index % casesWithoutPause === casesWithoutPause - 1) await setImmediate();
    }
}

/** Takes up the examples the program brings; anew where another questionnaire is asked, or departments changed. */
async function learnExamples(ctx: LongContext, learned: Learned): Promise<void> {
  const before = learned.examples;
  const now = await examplesNow(ctx, before);
  if (now === before) return;
  for (const one of before?.cases ?? []) {
    remove(learned, one);
    forget(learned.exampleMemory, one);
  }
  learned.examples = now;
  for (const [index, one] of now.cases.entries()) {
    add(learned, one);
    learn(learned.exampleMemory, one);
    if (index % casesWithoutPause === casesWithoutPause - 1) await setImmediate();
  }
  learned.ungraded += now.cases.length;
}

async function catchUp(ctx: LongContext, learned: Learned): Promise<void> {
  const now = ctx.parts.clock();
  await learnExamples(ctx, learned);
  const newest = await newestEvent(ctx);
  if (learned.since === null) await takeUpAll(learned, everyCase(ctx));
  else {
    await takeUpAll(learned, changedSince(ctx, learned.since));
    await takeUpAll(learned, writtenSince(ctx, learned.newest));
  }
  learned.newest = newest;
  learned.since = new Date(now.getTime() - lookBackMs).toISOString();
  const all = [...(learned.examples?.cases ?? []), ...learned.cases.values()];
  if (learned.ungraded <= regradeShare * all.length) return;
  learned.thresholds = await gradedThresholds(learned.memory, learned.phrases, all);
  learned.ungraded = 0;
}

/** Takes up what changed; who asks while it runs waits for the same run. Returns how many cases are known. */
export async function learnOpinions(ctx: LongContext): Promise<number> {
  const learned = learnedBy(ctx.parts);
  learned.running ??= catchUp(ctx, learned).finally(() => {
    learned.running = null;
  });
  await learned.running;
  return learned.cases.size;
}
