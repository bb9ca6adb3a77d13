/** What the registered opinions teach: kept in memory by running workstation, taken up in short transactions with pauses between. */
import { setImmediate } from 'node:timers/promises';
import { type Case, forget, learn, type Memory } from '../../../shared/rules/opinions/tally.ts';
import { beginningOf, type Grade, gradeGroup, type Thresholds, thresholdsOf } from '../../../shared/rules/opinions/threshold.ts';
import { murmur3 } from '../../../shared/rules/sampling/murmur3.ts';
import type { LongContext, Parts } from '../context.ts';
import type { Db, Schema } from '../db/schema.ts';

/** The patient's own department, whichever it is. */
export const ownDepartment = 'own';

/** Labels a form holds anyway: guessing them is no help. */
export const usual: Readonly<Record<string, string>> = { department: ownDepartment, severity: 'general' };

interface Learned {
  readonly memory: Memory;
  readonly cases: Map<string, Case>;
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
  const fresh: Learned = { memory: new Map(), cases: new Map(), thresholds: new Map(), since: null, ungraded: 0, running: null };
  known.set(parts, fresh);
  return fresh;
}

/** What was learned so far; empty before the first `learnOpinions`. */
export function earlierCases(parts: Parts): { readonly memory: Memory; readonly thresholds: Thresholds } {
  return learnedBy(parts);
}

const rowsAtOnce = 500;
/** Small enough that nobody waits for it. */
const casesWithoutPause = 25;
/** Changes that were being committed while the last ones were read are met again. */
const lookBackMs = 10 * 60_000;
/** Groups that are graded, the largest one (it is put away and taken back in one go), and the share of changed cases from which grading is done anew. */
const groupsGraded = 1_500;
const largestGroup = 30;
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

const same = (one: Case | null | undefined, other: Case | null | undefined) =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

function takeUp(learned: Learned, row: Row): void {
  const before = learned.cases.get(row.id);
  const now = caseOf(row);
  if (same(before, now)) return;
  if (before) forget(learned.memory, before);
  if (now) learn(learned.memory, now);
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

const hashOf = (text: string) =>
  murmur3(
    [...text].map((sign) => (sign.codePointAt(0) ?? 0) & 0xff),
    0,
  );

/** Finds the thresholds on a sample of the cases: whole groups, in an order that is chance but the same everywhere. */
async function grade(learned: Learned): Promise<void> {
  const alike = new Map<string, Case[]>();
  let seen = 0;
  for (const one of learned.cases.values()) {
    const beginning = beginningOf(one.text);
    const group = alike.get(beginning);
    if (group) group.push(one);
    else alike.set(beginning, [one]);
    seen += 1;
    if (seen % rowsAtOnce === 0) await setImmediate();
  }
  const groups = [...alike]
    .filter(([, group]) => group.length <= largestGroup)
    .map(([beginning, group]) => ({ beginning, group, hash: hashOf(beginning) }))
    .sort((a, b) => a.hash - b.hash || (a.beginning < b.beginning ? -1 : 1));
  const grades: Grade[] = [];
  for (const { group } of groups.slice(0, groupsGraded)) {
    grades.push(...gradeGroup(learned.memory, group, usual));
    await setImmediate();
  }
  learned.thresholds = thresholdsOf(grades);
  learned.ungraded = 0;
}

async function catchUp(ctx: LongContext, learned: Learned): Promise<void> {
  const now = ctx.parts.clock();
  if (learned.since === null) await learnAll(ctx, learned);
  else await learnChanged(ctx, learned, learned.since);
  learned.since = new Date(now.getTime() - lookBackMs).toISOString();
  if (learned.ungraded > regradeShare * learned.cases.size) await grade(learned);
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
