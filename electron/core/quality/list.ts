/** Lists reviews by what is to be done, and each nurse's progress in the month. */

import type { ReviewState } from '../../../shared/base/contract/words.ts';
import type { ReviewFilter, ReviewRow } from '../../../shared/quality/contract/quality.ts';
import { totalScore } from '../../../shared/quality/rules/scores.ts';
import type { Context } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { drawnByNurse } from './drawReviews.ts';

const statesOf: Readonly<Record<ReviewFilter, readonly ReviewState[]>> = {
  open: ['to_do', 'returned'],
  sent_back: ['sent_back'],
  done: ['agreed', 'corrected'],
};

type Asked = Input<'quality', 'reviews'>;

/** A nurse does not learn which of her interviews will be reviewed before they were. */
function selection({ db, actor }: Context, { month, nurseId }: Pick<Asked, 'month' | 'nurseId'>) {
  let rows = db.selectFrom('review').innerJoin('interview', 'interview.id', 'review.interview_id');
  if (month !== undefined) rows = rows.where('review.month', '=', month);
  if (nurseId !== undefined) rows = rows.where('review.nurse_id', '=', nurseId);
  if (actor.role === 'nurse') rows = rows.where('review.nurse_id', '=', actor.id).where('review.state', '<>', 'to_do');
  return rows;
}

async function countsOf(ctx: Context, asked: Asked): Promise<Record<ReviewFilter, number>> {
  const rows = await selection(ctx, asked)
    .select((eb) => ['review.state', eb.fn.countAll<number>().as('count')])
    .groupBy('review.state')
    .execute();
  const count = (filter: ReviewFilter) =>
    rows.filter(({ state }) => statesOf[filter].includes(state)).reduce((sum, row) => sum + Number(row.count), 0);
  return { open: count('open'), sent_back: count('sent_back'), done: count('done') };
}

export async function reviews(ctx: Context, asked: Asked): Promise<Output<'quality', 'reviews'>> {
  const counts = await countsOf(ctx, asked);
  const rows = await selection(ctx, asked)
    .innerJoin('discharge', 'discharge.id', 'interview.discharge_id')
    .innerJoin('department', 'department.id', 'interview.department_id')
    .leftJoin('app_user', 'app_user.id', 'review.nurse_id')
    .select([
      'review.id',
      'review.interview_id as interviewId',
      'review.state',
      'review.nurse_id as nurseId',
      'app_user.name as nurse',
      'discharge.name',
      'department.name as department',
      'review.month',
      'interview.finished_at as finishedAt',
      'interview.started_at as startedAt',
      'interview.objections',
      'interview.satisfied',
    ])
    .where('review.state', 'in', [...statesOf[asked.filter]])
    // What came back from its nurse waits longest; what is done is looked for from the newest.
    .orderBy('review.state')
    .orderBy('interview.finished_at', asked.filter === 'done' ? 'desc' : 'asc')
    .orderBy('review.id')
    .offset(asked.offset)
    .limit(asked.limit)
    .execute();
  return {
    total: counts[asked.filter],
    counts,
    rows: rows.map(
      ({ startedAt, ...row }): ReviewRow => ({
        ...row,
        nurse: row.nurse ?? '',
        own: row.nurseId === ctx.actor.id,
        finishedAt: row.finishedAt ?? startedAt,
        satisfied: row.satisfied === null ? null : row.satisfied === 1,
      }),
    ),
  };
}

/** Every nurse with finished interviews in the month; a nurse her own line. */
export async function nurseReviews(ctx: Context, { month }: Input<'quality', 'nurseReviews'>): Promise<Output<'quality', 'nurseReviews'>> {
  const { db, actor } = ctx;
  const { reviewPercent } = await readSettings(db);
  const nurses = (await drawnByNurse(db, month)).filter(({ nurseId }) => actor.role !== 'nurse' || nurseId === actor.id);
  const rows = await db.selectFrom('review').select(['nurse_id', 'state', 'scores']).where('month', '=', month).execute();
  const byNurse = Map.groupBy(rows, (row) => row.nurse_id);
  const users = await db.selectFrom('app_user').select(['id', 'name']).execute();
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return {
    percent: reviewPercent,
    nurses: nurses.map(({ nurseId, finished, drawn }) => {
      const own = byNurse.get(nurseId) ?? [];
      const reviewed = own.filter(({ state }) => statesOf.done.includes(state)).length;
      const scores = own.flatMap((row) => (row.scores === null ? [] : [totalScore(JSON.parse(row.scores))]));
      const meanScore = scores.length > 0 ? scores.reduce((sum, score) => sum + score, 0) / scores.length : null;
      return { nurseId, nurse: names.get(nurseId) ?? '', finished, drawn, reviewed, open: drawn - reviewed, meanScore };
    }),
  };
}
