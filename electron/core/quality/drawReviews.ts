/** Draws interviews for review: for every nurse of a month, as many as are missing to reach the share. */
import { drawForReview, reviewAlgorithm, reviewFrame, reviewsNeeded } from '../../../shared/quality/rules/reviewDraw.ts';
import type { Context } from '../base/context.ts';
import { insertMany } from '../base/db/bulk.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { readSettings, writeSetting } from '../base/settings.ts';

/** A draw's name for the generator: two nurses of one month, and two months of a nurse, draw independently. */
export const lotOf = (month: string, nurseId: string) => `${month} ${nurseId}`;

/** Finished interviews with an answer: one in which nothing was answered counts nowhere, and has nothing to review. */
function reviewable(db: Db, month: string) {
  return db
    .selectFrom('interview')
    .where('month', '=', month)
    .where('state', '<>', 'open')
    .where((eb) => eb.exists(eb.selectFrom('answer').select('answer.item_code').whereRef('answer.interview_id', '=', 'interview.id')));
}

/** Interviews of a month that can be reviewed, by nurse, and how many of them are drawn. */
export async function drawnByNurse(db: Db, month: string): Promise<{ nurseId: string; finished: number; drawn: number }[]> {
  const finished = await reviewable(db, month)
    .select((eb) => ['nurse_id as nurseId', eb.fn.countAll<number>().as('finished')])
    .groupBy('nurse_id')
    .orderBy('nurse_id')
    .execute();
  const drawn = await db
    .selectFrom('review')
    .select((eb) => ['nurse_id as nurseId', eb.fn.countAll<number>().as('drawn')])
    .where('month', '=', month)
    .groupBy('nurse_id')
    .execute();
  const counts = new Map(drawn.map((row) => [row.nurseId, Number(row.drawn)]));
  return finished.map((row) => ({ nurseId: row.nurseId, finished: Number(row.finished), drawn: counts.get(row.nurseId) ?? 0 }));
}

async function finishedIds(db: Db, month: string, nurseId: string): Promise<string[]> {
  const rows = await reviewable(db, month).select('id').where('nurse_id', '=', nurseId).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

interface Earlier {
  readonly draws: number;
  readonly offered: ReadonlySet<string>;
  readonly taken: ReadonlySet<string>;
}

async function earlierDraws(db: Db, month: string, nurseId: string): Promise<Earlier> {
  const draws = await db.selectFrom('review_draw').select('frame').where('month', '=', month).where('nurse_id', '=', nurseId).execute();
  // Whoever's it was then: one may be another nurse's since, and is reviewed once.
  const taken = await db.selectFrom('review').select('interview_id').where('month', '=', month).execute();
  return {
    draws: draws.length,
    offered: new Set(draws.flatMap(({ frame }) => JSON.parse(frame) as string[])),
    taken: new Set(taken.map((row) => row.interview_id)),
  };
}

async function drawFor(ctx: Context, month: string, nurseId: string, needed: number, percent: number): Promise<number> {
  const finished = await finishedIds(ctx.db, month, nurseId);
  const earlier = await earlierDraws(ctx.db, month, nurseId);
  const frame = reviewFrame(finished, earlier.offered, earlier.taken, needed);
  const seed = ctx.newSeed();
  const chosen = drawForReview(frame, needed, lotOf(month, nurseId), seed);
  const draw: Schema['review_draw'] = {
    id: ctx.newId(),
    month,
    nurse_id: nurseId,
    ordinal: earlier.draws + 1,
    algorithm: reviewAlgorithm,
    seed,
    percent,
    finished: finished.length,
    frame: JSON.stringify(frame),
    drawn: chosen.length,
    user_id: ctx.actor.id,
    at: ctx.now,
  };
  await ctx.db.insertInto('review_draw').values(draw).execute();
  const reviews = chosen.map((interviewId, at) => [
    ctx.newId(),
    draw.id,
    interviewId,
    month,
    nurseId,
    at + 1,
    'to_do',
    1,
    null,
    ctx.now,
    null,
  ]);
  const columns = [
    'id',
    'review_draw_id',
    'interview_id',
    'month',
    'nurse_id',
    'rank',
    'state',
    'version',
    'scores',
    'drawn_at',
    'decided_at',
  ] as const;
  await insertMany(ctx.db, 'review', columns, reviews);
  await insertMany(
    ctx.db,
    'review_event',
    ['id', 'review_id', 'at', 'user_id', 'action', 'note'],
    reviews.map(([id]) => [ctx.newId(), id, ctx.now, ctx.actor.id, 'draw', '']),
  );
  return chosen.length;
}

/** Draws on top of what is drawn already, which never leaves the list. */
export async function drawReviews(ctx: Context, { month }: Input<'quality', 'drawReviews'>): Promise<Output<'quality', 'drawReviews'>> {
  // Two supervisors who ask at once follow one another here, so that nothing is drawn twice.
  await writeSetting(ctx.db, 'review_draw_turn', ctx.now);
  const { reviewPercent } = await readSettings(ctx.db);
  let drawn = 0;
  for (const nurse of await drawnByNurse(ctx.db, month)) {
    const needed = reviewsNeeded(nurse.finished, reviewPercent) - nurse.drawn;
    if (needed > 0) drawn += await drawFor(ctx, month, nurse.nurseId, needed, reviewPercent);
  }
  if (drawn > 0) {
    ctx.audit('calling.drawReviews', month, { drawn, percent: reviewPercent, algorithm: reviewAlgorithm });
    ctx.changed('reviews');
  }
  return { drawn };
}
