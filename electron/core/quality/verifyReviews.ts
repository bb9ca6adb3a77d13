/** Verifies the draws for review by running each again from its stored frame and seed; part of `verify`. */
import { drawForReview, reviewAlgorithm } from '../../../shared/quality/rules/reviewDraw.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import { lotOf } from './drawReviews.ts';

function contradiction(draw: Schema['review_draw'], stored: readonly string[]): string | null {
  const name = `${draw.month} 第 ${draw.ordinal} 次质控抽取`;
  if (draw.algorithm !== reviewAlgorithm) return `${name}的算法“${draw.algorithm}”与本程序不同，不能重现`;
  const again = drawForReview(JSON.parse(draw.frame) as string[], draw.drawn, lotOf(draw.month, draw.nurse_id), draw.seed);
  return JSON.stringify(again) === JSON.stringify(stored) ? null : `${name}重新抽取的名单与存档不同`;
}

export async function verifyReviews(db: Db): Promise<{ ok: boolean; detail: string }> {
  const draws = await db.selectFrom('review_draw').selectAll().orderBy('month').orderBy('nurse_id').orderBy('ordinal').execute();
  const reviews = await db
    .selectFrom('review')
    .select(['review_draw_id', 'interview_id'])
    .orderBy('review_draw_id')
    .orderBy('rank')
    .execute();
  const byDraw = Map.groupBy(reviews, (row) => row.review_draw_id);
  const wrong = draws.flatMap((draw) => {
    const stored = (byDraw.get(draw.id) ?? []).map((row) => row.interview_id);
    return contradiction(draw, stored) ?? [];
  });
  return { ok: wrong.length === 0, detail: wrong.length === 0 ? `${draws.length} 次质控抽取均可复现` : wrong.join('；') };
}
