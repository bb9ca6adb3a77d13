/** The interviews behind a figure. */
import { Refusal } from '../../../shared/contract/errors.ts';
import type { InterviewBehind } from '../../../shared/contract/reporting.ts';
import { surnameOnly } from '../../../shared/rules/names.ts';
import type { Context } from '../context.ts';
import type { Input, Output } from '../door.ts';
import { countAspects } from './breakdown.ts';
import { aspectFigures } from './monthReport.ts';
import { type Reader, readerOf } from './reader.ts';

type Query = Input<'reporting', 'interviews'>;

const nameWithheld = '（不显示）';

/**
 * Counted interviews of a month, newest first. `satisfied` asks about the figure itself: the item's answer, the aspect,
 * or the whole interview by the strict rule. A head sees the own department's alone: no names where fewer interviews
 * than may be shown are listed, and not whether they are satisfied where the figure itself is hidden.
 * @throws Refusal FORBIDDEN another department; NUMBER_HIDDEN satisfied or not, of a hidden figure
 */
export async function interviewsBehind(ctx: Context, query: Query): Promise<Output<'reporting', 'interviews'>> {
  const reader = await readerOf(ctx);
  if (reader.departmentId && query.departmentId && query.departmentId !== reader.departmentId) throw new Refusal('FORBIDDEN');
  const own = { ...query, departmentId: reader.departmentId ?? query.departmentId };
  const hidden = await figureIsHidden(ctx, reader, own);
  if (hidden && query.satisfied !== undefined) throw new Refusal('NUMBER_HIDDEN');
  const total = await count(ctx, own);
  const rows = await selection(ctx, own)
    .innerJoin('discharge as d', 'd.id', 'i.discharge_id')
    .innerJoin('department', 'department.id', 'i.department_id')
    .leftJoin('app_user as u', 'u.id', 'i.nurse_id')
    .select([
      'i.id as interviewId',
      'i.follow_up_id as followUpId',
      'd.name',
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
    .orderBy('i.finished_at', 'desc')
    .orderBy('i.id')
    .offset(query.offset)
    .limit(query.limit)
    .execute();
  const opinions = await opinionsOf(
    ctx,
    rows.map((row) => row.interviewId),
  );
  return {
    total,
    rows: rows.map(
      ({ startedAt, corrections, ...row }): InterviewBehind => ({
        ...row,
        name: total < reader.hideBelow ? nameWithheld : shownName(ctx, row.name),
        finishedAt: row.finishedAt ?? startedAt,
        nurseName: row.nurseName ?? '',
        satisfied: hidden ? null : row.satisfied === 1,
        objections: hidden ? null : row.objections,
        opinions: opinions.get(row.interviewId) ?? [],
        corrected: Number(corrections) > 0,
      }),
    ),
  };
}

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

async function figureIsHidden(ctx: Context, reader: Reader, query: Selected): Promise<boolean> {
  if (!reader.departmentId) return false;
  const { satisfied: _, ...figure } = query;
  if ((await count(ctx, { ...figure, satisfied: undefined })) < reader.hideBelow) return true;
  if (!query.aspect) return false;
  const row = aspectFigures(await countAspects(ctx.db, query.month, reader.departmentId), reader, false);
  return row.find(({ aspect }) => aspect === query.aspect)?.rate === null;
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
