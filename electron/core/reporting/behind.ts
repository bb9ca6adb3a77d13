/** Lists the interviews that a figure counts. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { surnameOnly } from '../../../shared/base/rules/names.ts';
import { wordsForHead } from '../../../shared/feedback/rules/wordsForHeads.ts';
import type { InterviewBehind } from '../../../shared/reporting/contract/reporting.ts';
import type { Context } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { hiddenFrom } from '../statistics/index.ts';
import { readerOf } from './reader.ts';

type Query = Input<'reporting', 'interviews'>;

const nameWithheld = '（不显示）';

/**
 * Counted interviews of a month, newest first. `satisfied` asks about the figure itself: the item's answer, the aspect,
 * or the whole interview by the strict rule. A head sees the own department's alone, without what could be joined with
 * other lists; behind a hidden figure no list at all but the whole month's, and that without saying who was satisfied.
 * @throws Refusal FORBIDDEN another department; NUMBER_HIDDEN what a hidden figure counts
 */
export async function interviewsBehind(ctx: Context, query: Query): Promise<Output<'reporting', 'interviews'>> {
  const reader = await readerOf(ctx);
  if (reader.departmentId && query.departmentId && query.departmentId !== reader.departmentId) throw new Refusal('FORBIDDEN');
  const own = { ...query, departmentId: reader.departmentId ?? query.departmentId };
  const hidden = (await hiddenFrom(ctx.db, ctx.actor, query.month, query.month))(query.month);
  const asksPart = query.satisfied !== undefined || query.aspect !== undefined || query.itemCode !== undefined;
  const partHidden = (query.aspect && hidden.aspects.has(query.aspect)) || (query.itemCode && hidden.items.has(query.itemCode));
  // Where two parts meet, few may stand.
  const crossed = reader.departmentId !== null && query.aspect !== undefined && query.itemCode !== undefined;
  if (partHidden || crossed || (hidden.all && asksPart)) throw new Refusal('NUMBER_HIDDEN');
  const total = await count(ctx, own);
  const short = reader.departmentId !== null && total < reader.hideBelow;
  const rows = await selection(ctx, own)
    .innerJoin('discharge as d', 'd.id', 'i.discharge_id')
    .innerJoin('department', 'department.id', 'i.department_id')
    .leftJoin('app_user as u', 'u.id', 'i.nurse_id')
    .select([
      'i.id as interviewId',
      'd.name',
      'd.address',
      'department.name as department',
      'd.discharge_date as dischargeDate',
      'i.finished_at as finishedAt',
      'i.started_at as startedAt',
      'u.name as nurseName',
      'i.satisfied',
      'i.counted',
      'i.objections',
    ])
    .select((eb) =>
      eb
        .selectFrom('correction')
        .select((count) => count.fn.countAll<number>().as('corrections'))
        .whereRef('correction.interview_id', '=', 'i.id')
        .as('corrections'),
    )
    // The order of the calls would say which interview a case came from.
    .$if(reader.departmentId !== null, (listed) => listed.orderBy('d.discharge_date', 'desc').orderBy('d.name').orderBy('d.id'))
    .orderBy('i.finished_at', 'desc')
    .orderBy('i.id')
    // A short list is read whole and put in another order before it is paged.
    .offset(short ? 0 : query.offset)
    .limit(short ? total + 1 : query.limit)
    .execute();
  const opinions = await opinionsOf(
    ctx,
    rows.map((row) => row.interviewId),
  );
  const listed = rows.map(
    ({ startedAt, corrections, address, ...row }): InterviewBehind => ({
      ...row,
      name: shownName(ctx, row.name),
      finishedAt: row.finishedAt ?? startedAt,
      nurseName: row.nurseName ?? '',
      satisfied: row.satisfied === 1,
      opinions: (opinions.get(row.interviewId) ?? []).map((text) =>
        reader.departmentId === null ? text : wordsForHead(text, { name: row.name, address }, false),
      ),
      corrected: Number(corrections) > 0,
    }),
  );
  if (reader.departmentId === null) return { total, rows: listed };
  const shown = listed.map((row) => forHead(row, short, hidden.all));
  return { total, rows: short ? inNoOrder(shown).slice(query.offset, query.offset + query.limit) : shown };
}

/**
 * What a head may see of an interview; of a short list neither name nor date. Words stand beside their interview only where the list
 * is long and its month shown: how many rows are without any would tell the hidden rate. The cases hold the words.
 */
function forHead(row: InterviewBehind, short: boolean, monthHidden: boolean): InterviewBehind {
  return {
    ...row,
    interviewId: null,
    finishedAt: null,
    nurseName: '',
    counted: null,
    objections: null,
    satisfied: monthHidden ? null : row.satisfied,
    opinions: short || monthHidden ? [] : row.opinions,
    ...(short ? { name: nameWithheld, dischargeDate: null, corrected: false } : {}),
  };
}

/** Rows of a short list differ by nothing but whether the patient was satisfied; the order tells nothing of when or whom. */
const inNoOrder = (rows: readonly InterviewBehind[]): InterviewBehind[] =>
  rows.toSorted((one, other) => Number(one.satisfied) - Number(other.satisfied));

/** The director judges figures, not persons. */
const shownName = ({ actor }: Context, name: string) => (actor.role === 'director' ? surnameOnly(name) : name);

type Selected = Pick<Query, 'month' | 'aspect' | 'itemCode' | 'satisfied'> & { readonly departmentId: string | undefined };

function selection(ctx: Context, { month, departmentId, aspect, itemCode, satisfied }: Selected) {
  const objection = satisfied ? 0 : 1;
  let query = ctx.db.selectFrom('interview as i').where('i.month', '=', month).where('i.satisfied', 'is not', null);
  if (departmentId) query = query.where('i.department_id', '=', departmentId);
  if (itemCode)
    query = query.where((eb) => {
      const answers = eb.selectFrom('answer as a').select('a.interview_id').whereRef('a.interview_id', '=', 'i.id');
      const counted = answers.where('a.item_code', '=', itemCode).where('a.counted', '=', 1);
      return eb.exists(satisfied === undefined ? counted : counted.where('a.objection', '=', objection));
    });
  if (aspect)
    query = query.where((eb) => {
      const aspects = eb.selectFrom('interview_aspect as x').select('x.interview_id').whereRef('x.interview_id', '=', 'i.id');
      const counted = aspects.where('x.aspect', '=', aspect).where('x.counted', '>', 0);
      return eb.exists(satisfied === undefined || itemCode ? counted : counted.where('x.objections', satisfied ? '=' : '>', 0));
    });
  if (satisfied !== undefined && !itemCode && !aspect) query = query.where('i.satisfied', '=', satisfied ? 1 : 0);
  return query;
}

async function count(ctx: Context, selected: Selected): Promise<number> {
  const row = await selection(ctx, selected)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

async function opinionsOf(ctx: Context, interviewIds: readonly string[]): Promise<Map<string, string[]>> {
  const opinions = new Map<string, string[]>();
  if (interviewIds.length === 0) return opinions;
  const rows = await ctx.db
    .selectFrom('feedback')
    .select(['interview_id', 'text'])
    .where('interview_id', 'in', interviewIds)
    .where('state', '<>', 'draft')
    .where('text', '<>', '')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  for (const row of rows) {
    if (row.interview_id) opinions.set(row.interview_id, [...(opinions.get(row.interview_id) ?? []), row.text]);
  }
  return opinions;
}
