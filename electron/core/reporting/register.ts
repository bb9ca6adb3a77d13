/** Reads the register 《出院患者电话回访登记本》 in its 14 columns (introduction of the domain). */

import { sql } from 'kysely';
import {
  type AttemptOutcome,
  attemptOutcomes,
  type Disposition,
  dispositions,
  type InterviewState,
  sexes,
  treatmentOutcomes,
  verdicts,
} from '../../../shared/base/contract/words.ts';
import { maskPhone } from '../../../shared/base/rules/phones.ts';
import { civilDateOf, civilTimeOf } from '../../../shared/base/rules/time.ts';
import type { RegisterRow } from '../../../shared/reporting/contract/reporting.ts';
import type { Context } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import type { Output } from '../base/door.ts';

/** The columns in the order of the book. */
export const registerColumns: readonly (readonly [keyof RegisterRow, string])[] = [
  ['name', '姓名'],
  ['sex', '性别'],
  ['age', '年龄'],
  ['address', '地址'],
  ['phone', '电话'],
  ['dischargeDate', '出院日期'],
  ['diagnosis', '疾病诊断'],
  ['outcome', '治疗转归'],
  ['interviewedAt', '回访时间'],
  ['revisitDate', '复诊时间'],
  ['opinions', '意见反馈'],
  ['measures', '整改措施'],
  ['repliedAt', '回复时间'],
  ['replyContent', '回复内容'],
];

interface Selected {
  readonly month: string;
  readonly departmentId?: string | undefined;
}

/** How a talk may end before any interview begins. */
const endedInTalk = ['refused', 'deceased', 'unable', 'readmitted', 'denies_stay'] as const satisfies readonly Disposition[];

/** Finished interviews, and follow-ups that a call ended before an interview began; a nurse's own ones. */
function lines({ db, actor }: Context, { month, departmentId }: Selected) {
  const nurseId = actor.role === 'nurse' ? actor.id : null;
  const interviews = db
    .selectFrom('interview as i')
    .innerJoin('follow_up as f', 'f.id', 'i.follow_up_id')
    .leftJoin('attempt as a', (join) => join.onRef('a.follow_up_id', '=', 'i.follow_up_id').onRef('a.ended_at', '=', 'i.finished_at'))
    .where('i.month', '=', month)
    .where('i.state', '<>', 'open')
    .$if(nurseId !== null, (rows) => rows.where('i.nurse_id', '=', nurseId))
    .select((eb) => [
      eb.ref('i.id').$castTo<string | null>().as('interviewId'),
      'f.id as followUpId',
      'f.discharge_id as dischargeId',
      'f.department_id as departmentId',
      'f.disposition',
      'i.state',
      'i.revisit_date as revisitDate',
      eb.fn.coalesce('i.finished_at', 'i.started_at').as('at'),
      eb.fn.max('a.entered_at').as('enteredAt'),
      eb.fn.max('a.note').as('note'),
    ])
    .groupBy([
      'i.id',
      'f.id',
      'f.discharge_id',
      'f.department_id',
      'f.disposition',
      'i.state',
      'i.revisit_date',
      'i.finished_at',
      'i.started_at',
    ]);
  const talks = db
    .selectFrom('follow_up as f')
    .innerJoin('attempt as a', 'a.follow_up_id', 'f.id')
    .where('f.month', '=', month)
    .where('f.state', '=', 'ended')
    .where('f.disposition', 'in', endedInTalk)
    .where((eb) => eb.not(eb.exists(eb.selectFrom('interview').select('interview.id').whereRef('interview.follow_up_id', '=', 'f.id'))))
    .where((eb) =>
      eb(
        'a.ordinal',
        '=',
        eb
          .selectFrom('attempt as last')
          .select((of) => of.fn.max('last.ordinal').as('ordinal'))
          .whereRef('last.follow_up_id', '=', 'f.id')
          .where((of) =>
            of.or([
              of('last.outcome', '=', of.ref('f.disposition') as unknown as AttemptOutcome),
              of.and([of('f.disposition', '=', 'refused'), of('last.outcome', '=', 'soft_refused')]),
            ]),
          ),
      ),
    )
    .$if(nurseId !== null, (rows) => rows.where('a.nurse_id', '=', nurseId))
    .select((eb) => [
      sql<string | null>`null`.as('interviewId'),
      'f.id as followUpId',
      'f.discharge_id as dischargeId',
      'f.department_id as departmentId',
      'f.disposition',
      sql<InterviewState>`'partial'`.as('state'),
      sql<string | null>`null`.as('revisitDate'),
      eb.fn.coalesce('a.ended_at', 'a.started_at').as('at'),
      'a.entered_at as enteredAt',
      'a.note',
    ]);
  const all = db.selectFrom(interviews.unionAll(talks).as('line'));
  return departmentId ? all.where('line.departmentId', '=', departmentId) : all;
}

/**
 * What was spoken, in the order in which it was; a nurse sees the own calls.
 * @param show how a phone number is written: masked on screen, whole in the export
 */
export async function registerPage(
  ctx: Context,
  selected: Selected & { readonly offset: number; readonly limit: number },
  show: (phone: string) => string = maskPhone,
): Promise<Output<'reporting', 'register'>> {
  const { n } = await lines(ctx, selected)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const rows = await lines(ctx, selected)
    .innerJoin('discharge as d', 'd.id', 'line.dischargeId')
    .selectAll('line')
    .select([
      'd.name',
      'd.sex',
      'd.age_text',
      'd.address',
      'd.discharge_date',
      'd.diagnosis',
      'd.outcome',
      'd.revisit_date as dischargeRevisit',
    ])
    .orderBy('line.at')
    .orderBy('line.followUpId')
    .offset(selected.offset)
    .limit(selected.limit)
    .execute();
  const phones = await firstPhones(
    ctx,
    rows.map((row) => row.dischargeId),
  );
  const said = await opinionsOf(
    ctx,
    rows.flatMap((row) => row.interviewId ?? []),
  );
  return {
    total: Number(n),
    rows: rows.map((row): RegisterRow => {
      const opinions = said.get(row.interviewId ?? '') ?? [];
      return {
        name: row.name,
        sex: sexes.zh[row.sex],
        age: row.age_text,
        address: row.address,
        phone: show(phones.get(row.dischargeId) ?? ''),
        dischargeDate: row.discharge_date,
        diagnosis: row.diagnosis,
        outcome: row.outcome ? treatmentOutcomes.zh[row.outcome] : '',
        interviewedAt: `${minuteOf(row.at)}${row.enteredAt === null ? '' : '（纸质）'}`,
        revisitDate: row.revisitDate ?? row.dischargeRevisit ?? '',
        opinions: [listed(opinions.map((opinion) => opinion.text)), endedOtherwise(row)].filter(Boolean).join('；'),
        measures: listed(opinions.map((opinion) => opinion.measures)),
        repliedAt: listed(opinions.map((opinion) => opinion.repliedAt)),
        replyContent: listed(opinions.map((opinion) => opinion.replyContent)),
      };
    }),
  };
}

/** What happened where the interview did not become a whole one: 拒访：不想说. */
function endedOtherwise({ state, disposition, note }: Pick<Schema['interview'], 'state'> & Ended): string {
  if (state === 'completed' && (disposition === null || disposition === 'completed')) return '';
  const word = disposition === null || disposition === 'completed' ? attemptOutcomes.zh.partial : dispositions.zh[disposition];
  return note ? `${word}：${note}` : word;
}

interface Ended {
  readonly disposition: Schema['follow_up']['disposition'];
  readonly note: string | null;
}

function minuteOf(instant: string): string {
  return `${civilDateOf(instant)} ${civilTimeOf(instant)}`;
}

/** One as it is; several numbered, so that an opinion and its reply stay together over the columns. */
function listed(texts: readonly string[]): string {
  if (texts.length < 2) return texts[0] ?? '';
  return texts.flatMap((text, index) => (text ? [`${index + 1}. ${text}`] : [])).join('；');
}

async function firstPhones(ctx: Context, dischargeIds: readonly string[]): Promise<Map<string, string>> {
  if (dischargeIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('phone')
    .select(['discharge_id', 'number'])
    .where('discharge_id', 'in', dischargeIds)
    .orderBy('position', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.discharge_id, row.number]));
}

interface Said {
  readonly text: string;
  readonly measures: string;
  readonly repliedAt: string;
  readonly replyContent: string;
}

/** One as it is; several by their rounds, in which nothing was overwritten. */
function byRound(rounds: readonly { readonly round: number; readonly text: string }[]): string {
  if (rounds.length < 2) return rounds[0]?.text ?? '';
  return rounds.map(({ round, text }) => `第${round}轮 ${text}`).join(' → ');
}

/** The reply with what the patient thinks of it, unless it was accepted. */
function repliedWith({ content, verdict, patient_words }: Pick<Schema['reply'], 'content' | 'verdict' | 'patient_words'>): string {
  if (verdict === 'accepted') return content;
  return `${content}（${verdicts.zh[verdict]}${patient_words ? `：${patient_words}` : ''}）`;
}

/** Registered opinions with the measures handed in and the replies, of every round. */
async function opinionsOf(ctx: Context, interviewIds: readonly string[]): Promise<Map<string, Said[]>> {
  const said = new Map<string, Said[]>();
  if (interviewIds.length === 0) return said;
  const opinions = await ctx.db
    .selectFrom('feedback')
    .select(['id', 'interview_id', 'text'])
    .where('interview_id', 'in', interviewIds)
    .where('state', '<>', 'draft')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const ids = opinions.map((opinion) => opinion.id);
  if (ids.length === 0) return said;
  const measures = await ctx.db
    .selectFrom('rectification')
    .select(['feedback_id', 'round', 'measures'])
    .where('feedback_id', 'in', ids)
    .where('submitted_at', 'is not', null)
    .orderBy('round')
    .orderBy('feedback_id')
    .execute();
  const replies = await ctx.db
    .selectFrom('reply')
    .select(['feedback_id', 'round', 'at', 'content', 'verdict', 'patient_words'])
    .where('feedback_id', 'in', ids)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const measuresOf = Map.groupBy(measures, (row) => row.feedback_id);
  const repliesOf = Map.groupBy(replies, (row) => row.feedback_id);
  for (const { id, interview_id, text } of opinions) {
    if (!interview_id) continue;
    const given = repliesOf.get(id) ?? [];
    const one = {
      text,
      measures: byRound((measuresOf.get(id) ?? []).map((row) => ({ round: row.round, text: row.measures }))),
      repliedAt: byRound(given.map(({ round, at }) => ({ round, text: minuteOf(at) }))),
      replyContent: byRound(given.map((reply) => ({ round: reply.round, text: repliedWith(reply) }))),
    };
    said.set(interview_id, [...(said.get(interview_id) ?? []), one]);
  }
  return said;
}
