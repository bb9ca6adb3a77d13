/** Records whole interviews in bulk, for paper entry and the demo hospital. The rows equal those of live calls. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Answerer, AttemptOutcome } from '../../../shared/base/contract/words.ts';
import type { QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { type Answers, isAnswered, judge, validValue, visibleItems } from '../../../shared/questionnaires/rules/questionnaire.ts';
import { type AfterAttempt, afterAttempt, outcomeRules, type Try } from '../../../shared/worklist/rules/attempts.ts';
import type { Context } from '../base/context.ts';
import { insertMany } from '../base/db/bulk.ts';
import type { Schema } from '../base/db/schema.ts';
import { readSettings } from '../base/settings.ts';
import { type Death, rememberDeaths } from '../calls/index.ts';
import { type RecordedCase, recordFeedback } from '../feedback/index.ts';
import {
  demandGate,
  factsOf,
  type NotAskedRow,
  newInterview,
  notAskedColumns,
  notAskedRows,
  type Tally,
  tallyOf,
  unknownFacts,
} from '../interviews/index.ts';
import { currentQuestionnaire } from '../questionnaires/index.ts';
import { type Followed, type FollowUpStart, withFollowUps, writeFollowUps } from './recordFollowUps.ts';

export interface RecordedAttempt {
  readonly nurseId: string;
  readonly startedAt: string;
  readonly endedAt: string;
  /** When somebody answered, where that is known. */
  readonly answeredAt?: string;
  readonly outcome: AttemptOutcome;
  /** The first number that is not known dead, where it is not said. */
  readonly phoneId?: string;
  readonly note?: string;
  readonly appointmentAt?: string;
  readonly offHoursReason?: string;
}

export interface RecordedInterview {
  readonly followUpId: string;
  /** Calls before the one in which the interview was made. */
  readonly attempts: readonly RecordedAttempt[];
  readonly nurseId: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Of the call, where the interview was broken off. */
  readonly note?: string;
  readonly appointmentAt?: string;
  readonly phoneId?: string;
  readonly answerer: Answerer;
  readonly relation?: string;
  readonly consent?: boolean;
  readonly condition?: string;
  readonly revisitDate?: string | null;
  readonly answers: Answers;
  /** With what became of them so far, where that is known. */
  readonly opinions?: readonly Omit<RecordedCase, 'interviewId' | 'followUpId' | 'dischargeId' | 'month'>[];
}

export interface RecordedCalls {
  readonly followUpId: string;
  readonly attempts: readonly RecordedAttempt[];
}

interface Called {
  readonly start: FollowUpStart;
  readonly attempts: readonly RecordedAttempt[];
  readonly answered: boolean;
}

function illegal(detail: string): Refusal {
  return new Refusal('BAD_INPUT', { detail });
}

/** Follows the calls of one follow-up by the rules; its attempt rows and what it has become. */
function follow(ctx: Context, called: Called, settings: Awaited<ReturnType<typeof readSettings>>) {
  const { start, attempts, answered } = called;
  const alive = new Set(start.phones);
  const tries: Try[] = [];
  let after: AfterAttempt | undefined;
  let avoids: string | null = null;
  let ordinal = start.attempts;
  const rows = attempts.map((attempt): Schema['attempt'] => {
    if (after?.state === 'ended') throw illegal(`第 ${ordinal + 1} 次拨打之前回访已经结束`);
    const phone = attempt.phoneId ?? alive.values().next().value ?? null;
    const rule = outcomeRules[attempt.outcome];
    if (phone && rule.nextNumber) alive.delete(phone);
    if (rule.noteRequired && !attempt.note) throw new Refusal('REASON_REQUIRED');
    const others = [...alive].filter((one) => one !== phone).length;
    const { startedAt: dialledAt, appointmentAt = null } = attempt;
    after = afterAttempt({ tries, dialledAt, otherNumbers: others, appointmentAt, answered }, attempt.outcome, settings, attempt.endedAt);
    if (after.otherNurse) avoids = attempt.nurseId;
    tries.push({ at: attempt.startedAt, outcome: attempt.outcome });
    ordinal += 1;
    return {
      id: ctx.newId(),
      follow_up_id: start.id,
      ordinal,
      nurse_id: attempt.nurseId,
      phone_id: phone,
      started_at: attempt.startedAt,
      ended_at: attempt.endedAt,
      outcome: attempt.outcome,
      note: attempt.note ?? '',
      off_hours_reason: attempt.offHoursReason ?? '',
      incoming: 0,
      answered_at: attempt.answeredAt ?? null,
      entered_at: null,
      entered_by: null,
      sheet_id: null,
      ending: null,
    };
  });
  const dead = start.phones.filter((phone) => !alive.has(phone));
  return { start, rows, after, dead, avoids };
}

function deathsOf({ start, rows }: Followed): Death[] {
  const said = rows.filter((row) => row.outcome === 'deceased');
  return said.map((row) => ({ dischargeId: start.discharge_id, at: row.started_at, nurseId: row.nurse_id }));
}

async function writeCalls(ctx: Context, calls: readonly Called[]): Promise<Map<string, AfterAttempt>> {
  const settings = await readSettings(ctx.db);
  const followed = calls.filter((call) => call.attempts.length > 0).map((call) => follow(ctx, call, settings));
  const columns = [
    'id',
    'follow_up_id',
    'ordinal',
    'nurse_id',
    'phone_id',
    'started_at',
    'ended_at',
    'outcome',
    'note',
    'off_hours_reason',
    'incoming',
    'answered_at',
  ] as const;
  await insertMany(
    ctx.db,
    'attempt',
    columns,
    followed.flatMap(({ rows }) => rows.map((row) => columns.map((column) => row[column]))),
  );
  await writeFollowUps(ctx, followed);
  await rememberDeaths(ctx, followed.flatMap(deathsOf));
  ctx.changed('followUps', 'interviews', 'numbers');
  return new Map(followed.flatMap(({ start, after }) => (after ? [[start.id, after] as const] : [])));
}

/**
 * Writes the calls of follow-ups that have had none and no interview; what each has become, by its id. A patient said to be dead goes
 * to the do-not-call list, as by `endCall`.
 * @throws Refusal NOT_FOUND, WRONG_STATE (called already), BAD_INPUT where a call comes after the end, REASON_REQUIRED
 */
export async function recordAttempts(ctx: Context, calls: readonly RecordedCalls[]): Promise<Map<string, AfterAttempt>> {
  const known = await withFollowUps(ctx, calls);
  return writeCalls(
    ctx,
    known.map(({ call, start }) => ({ start, attempts: call.attempts, answered: false })),
  );
}

type AnswerRow = readonly [string, string, string, string, number, number, number | null, string, string, string];

function answerRows(
  content: QuestionnaireContent,
  interviewId: string,
  told: RecordedInterview,
  applicable: ReadonlySet<string>,
): AnswerRow[] {
  const byCode = new Map(content.items.map((item) => [item.code, item]));
  return [...told.answers].flatMap(([code, value]): AnswerRow[] => {
    const item = byCode.get(code);
    if (!item) throw illegal(`问卷里没有题目 ${code}`);
    if (!validValue(item, value)) throw illegal(`“${item.title}”不能这样回答`);
    if (!isAnswered(value) || !applicable.has(code)) return [];
    const { counted, objection, score } = judge(item, value);
    return [
      [
        interviewId,
        code,
        item.aspect,
        JSON.stringify(value),
        counted ? 1 : 0,
        objection ? 1 : 0,
        score,
        told.finishedAt,
        told.answerer,
        told.relation ?? '',
      ],
    ];
  });
}

function lastCall(told: RecordedInterview, tally: Tally): RecordedAttempt {
  return {
    nurseId: told.nurseId,
    startedAt: told.startedAt,
    answeredAt: told.startedAt,
    endedAt: told.finishedAt,
    outcome: tally.complete ? 'completed' : 'partial',
    ...(told.note === undefined ? {} : { note: told.note }),
    ...(told.appointmentAt === undefined ? {} : { appointmentAt: told.appointmentAt }),
    ...(told.phoneId === undefined ? {} : { phoneId: told.phoneId }),
  };
}

function finished(told: RecordedInterview, { complete, counted, objections, satisfied }: Tally): Partial<Schema['interview']> {
  return { state: complete ? 'completed' : 'partial', finished_at: told.finishedAt, counted, objections, satisfied };
}

/**
 * Writes interviews with the calls that led to them, by the current questionnaire, in a few statements for all of them.
 * Fewer answers than the questionnaire's share make a partial one, which is called back until the maximum. Returns interview and opinion ids, in order.
 * @throws Refusal as `recordAttempts`, for answers as `demandGate`, and BAD_INPUT for an answer the questionnaire does not know
 */
export async function recordInterviews(
  ctx: Context,
  interviews: readonly RecordedInterview[],
): Promise<{ interviewId: string; feedback: readonly { id: string; number: string }[] }[]> {
  const { versionId, content } = await currentQuestionnaire(ctx.db);
  const known = await withFollowUps(ctx, interviews);
  const facts = await factsOf(
    ctx.db,
    known.map(({ start }) => start.discharge_id),
  );
  for (const { answerer, relation = '', consent = true, answers } of interviews)
    if ([...answers.values()].some(isAnswered)) demandGate({ answerer, relation, consent });
  const judged = known.map(({ call: told, start }) => {
    const stay = facts.get(start.discharge_id) ?? unknownFacts;
    return { told, start, stay, tally: tallyOf(content, told.answers, stay) };
  });
  const after = await writeCalls(
    ctx,
    judged.map(({ told, start, tally }) => ({ start, attempts: [...told.attempts, lastCall(told, tally)], answered: true })),
  );
  const rows: Schema['interview'][] = [];
  const answers: AnswerRow[] = [];
  const aspects: (readonly unknown[])[] = [];
  const unasked: NotAskedRow[] = [];
  const cases: RecordedCase[] = [];
  for (const { told, start, stay, tally } of judged) {
    // A partial interview that will be called back stays open, as it does call by call.
    const ended = after.get(start.id)?.state === 'ended';
    const id = ctx.newId();
    rows.push({
      ...newInterview(id, start, versionId, told.nurseId, told.startedAt, null),
      ...(ended ? finished(told, tally) : {}),
      step: ended ? 'closing' : 'questionnaire',
      answerer: told.answerer,
      relation: told.relation ?? '',
      consent: told.consent === false ? 0 : 1,
      condition: told.condition ?? '',
      revisit_date: told.revisitDate ?? null,
    });
    const applicable = new Set(visibleItems(content, told.answers, stay).map((item) => item.code));
    answers.push(...answerRows(content, id, told, applicable));
    for (const { code, counted, objections } of ended ? tally.aspects : [])
      aspects.push([id, start.month, start.department_id, code, counted, objections]);
    if (ended) unasked.push(...notAskedRows(id, { content, answers: told.answers, facts: stay }));
    for (const opinion of told.opinions ?? [])
      cases.push({ ...opinion, interviewId: id, followUpId: start.id, dischargeId: start.discharge_id, month: start.month });
  }
  const first = rows[0];
  const columns = (first ? Object.keys(first) : []) as (keyof Schema['interview'])[];
  await insertMany(
    ctx.db,
    'interview',
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  );
  const answerColumns = [
    'interview_id',
    'item_code',
    'aspect',
    'value',
    'counted',
    'objection',
    'score',
    'answered_at',
    'answerer',
    'relation',
  ] as const;
  await insertMany(ctx.db, 'answer', answerColumns, answers);
  await insertMany(ctx.db, 'interview_aspect', ['interview_id', 'month', 'department_id', 'aspect', 'counted', 'objections'], aspects);
  await insertMany(ctx.db, 'not_asked', notAskedColumns, unasked);
  const registered = cases.length > 0 ? await recordFeedback(ctx, cases) : [];
  ctx.audit('calling.recordInterviews', `${interviews.length}`, { interviews: interviews.length, opinions: cases.length });
  const unclaimed = [...registered];
  return interviews.map((told, index) => ({
    interviewId: rows[index]?.id ?? '',
    feedback: unclaimed.splice(0, told.opinions?.length ?? 0),
  }));
}

/** One whole interview. @see recordInterviews */
export async function recordInterview(ctx: Context, told: RecordedInterview): Promise<string> {
  const [recorded] = await recordInterviews(ctx, [told]);
  return recorded?.interviewId ?? '';
}
