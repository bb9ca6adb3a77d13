/** What the registered opinions teach: kept in memory by running workstation, taken up in short transactions with pauses between. */
import { setImmediate } from 'node:timers/promises';
import { file, type Phrases, unfile } from '../../../shared/rules/opinions/alike.ts';
import { ownDepartment } from '../../../shared/rules/opinions/questions.ts';
import type { Lessons } from '../../../shared/rules/opinions/suggest.ts';
import { type Case, forget, learn, type Memory } from '../../../shared/rules/opinions/tally.ts';
import type { Thresholds } from '../../../shared/rules/opinions/threshold.ts';
import type { LongContext, Parts } from '../context.ts';
import type { Db, Schema } from '../db/schema.ts';
import { type Examples, examplesNow } from './examples.ts';
import { gradedThresholds } from './grading.ts';

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

const rowsAtOnce = 500;
/** Small enough that nobody waits for it. */
const casesWithoutPause = 25;
/** Changes that were being committed while the last ones were read are met again. */
const lookBackMs = 10 * 60_000;
/** Share of changed cases from which grading is done anew. */
const regradeShare = 0.05;

type Row = Pick<Schema['feedback'], 'id' | 'text' | 'kind' | 'state' | 'item_code' | 'aspect' | 'department_id' | 'severity'> & {
  readonly own: string | null;
};

const rowsOf = (db: Db) =>
  db
    .selectFrom('feedback')
    .leftJoin('interview', 'interview.id', 'feedback.interview_id')
    .select([
      'feedback.id',
      'text',
      'kind',
      'feedback.state',
      'item_code',
      'aspect',
      'feedback.department_id',
      'severity',
      'interview.department_id as own',
    ]);

/** The department and severity are those it has now: the one that was answerable in the end. Praise and what was set aside teach nothing. */
function caseOf(row: Row): Case | null {
  if (row.kind === 'praise' || row.state === 'draft' || row.state === 'excluded' || row.state === 'merged') return null;
  return {
    text: row.text,
    labels: {
      ...(row.item_code === null ? {} : { item: row.item_code }),
      ...(row.aspect === null ? {} : { aspect: row.aspect }),
      ...(row.own === null ? {} : { department: row.department_id === row.own ? ownDepartment : row.department_id }),
      severity: row.severity,
    },
  };
}

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

async function takeUpAll(learned: Learned, rows: readonly Row[]): Promise<void> {
  for (const [index, row] of rows.entries()) {
    takeUp(learned, row);
    if (index % casesWithoutPause === casesWithoutPause - 1) await setImmediate();
  }
}

/** Everything, by id. */
async function learnAll(ctx: LongContext, learned: Learned): Promise<void> {
  let last = '';
  for (;;) {
    const after = last;
    const rows = await ctx.transaction(({ db }) =>
      rowsOf(db).where('feedback.id', '>', after).orderBy('feedback.id').limit(rowsAtOnce).execute(),
    );
    await takeUpAll(learned, rows);
    if (rows.length < rowsAtOnce) return;
    last = rows.at(-1)?.id ?? last;
  }
}

/** What had an event since: registered, sent out to a department, given another state. */
async function learnChanged(ctx: LongContext, learned: Learned, since: string): Promise<void> {
  let last = { at: since, id: '' };
  for (;;) {
    const { at, id } = last;
    const events = await ctx.transaction(({ db }) =>
      db
        .selectFrom('feedback_event')
        .select(['id', 'at', 'feedback_id'])
        .where((eb) => eb.or([eb('at', '>', at), eb.and([eb('at', '=', at), eb('id', '>', id)])]))
        .orderBy('at')
        .orderBy('id')
        .limit(rowsAtOnce)
        .execute(),
    );
    const ids = [...new Set(events.map((event) => event.feedback_id))];
    if (ids.length > 0)
      await takeUpAll(
        learned,
        await ctx.transaction(({ db }) => rowsOf(db).where('feedback.id', 'in', ids).orderBy('feedback.id').execute()),
      );
    if (events.length < rowsAtOnce) return;
    last = events.at(-1) ?? last;
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
  if (learned.since === null) await learnAll(ctx, learned);
  else await learnChanged(ctx, learned, learned.since);
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
