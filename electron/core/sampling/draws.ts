/** Stores and reads draws. */
import { type Draw, frameSummary, samplePlan } from '../../../shared/sampling/contract/sampling.ts';
import { reservesOf } from '../../../shared/sampling/rules/draw.ts';
import { systemActor } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';

const excludedList = frameSummary.shape.excluded;

export type DrawRow = Schema['draw'];

/** Draw rows of a month, or of all, oldest month first. */
export function drawRows(db: Db, month?: string): Promise<DrawRow[]> {
  const rows = db.selectFrom('draw').selectAll().orderBy('month').orderBy('ordinal').orderBy('id');
  return (month ? rows.where('month', '=', month) : rows).execute();
}

/** Draws with plan, proof and strata; the newest month first, in a month in the order in which they were drawn. */
export async function listDraws(db: Db, month?: string): Promise<Draw[]> {
  const rows = await drawRows(db, month);
  if (rows.length === 0) return [];
  const users = await db.selectFrom('app_user').select(['id', 'name']).execute();
  const names = new Map([[systemActor.id, systemActor.name], ...users.map((user) => [user.id, user.name] as const)]);
  const strata = Map.groupBy(
    await db
      .selectFrom('draw_stratum')
      .selectAll()
      .where(
        'draw_id',
        'in',
        rows.map((row) => row.id),
      )
      .execute(),
    (row) => row.draw_id,
  );
  const draws = rows.map((row): Draw => {
    const plan = samplePlan.parse(JSON.parse(row.plan));
    const ofDraw = strata.get(row.id) ?? [];
    return {
      id: row.id,
      month: row.month,
      ordinal: row.ordinal,
      plan,
      algorithm: row.algorithm,
      seed: row.seed,
      frame: {
        month: row.month,
        total: row.frame_total,
        eligible: row.frame_eligible,
        excluded: excludedList.parse(JSON.parse(row.frame_excluded)),
      },
      frameHash: row.frame_hash,
      strata: largestFirst(ofDraw.map(({ stratum, name, eligible, drawn }) => ({ key: stratum, name, eligible, drawn }))),
      drawn: ofDraw.reduce((sum, { drawn }) => sum + drawn, 0),
      reserves: ofDraw.reduce((sum, { eligible, drawn }) => sum + reservesOf(eligible, drawn, plan.reserves), 0),
      drawnBy: names.get(row.user_id) ?? '',
      drawnAt: row.at,
    };
  });
  return draws.toSorted((a, b) => (a.month === b.month ? a.ordinal - b.ordinal : a.month < b.month ? 1 : -1));
}

/** Strata for display: the largest first. */
export function largestFirst<T extends { readonly key: string; readonly eligible: number }>(strata: readonly T[]): T[] {
  return strata.toSorted((a, b) => b.eligible - a.eligible || (a.key < b.key ? -1 : 1));
}
