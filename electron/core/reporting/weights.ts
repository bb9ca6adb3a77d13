/** Reads the weights of the hospital's figures for months whose draws were not proportional (domain §7). */

import { samplePlan } from '../../../shared/sampling/contract/sampling.ts';
import { type Allotted, isProportional } from '../../../shared/statistics/rules/weighting.ts';
import type { Db } from '../base/db/schema.ts';
import { readFrame } from '../sampling/index.ts';

export interface Weights {
  /** Why the draws were not proportional, in words. */
  readonly reasons: readonly string[];
  /**
   * Eligible discharges by department id, over the frames of all draws of the month together, each discharge once. Empty
   * where a frame is missing: weights from a part of the frames would be wrong.
   */
  readonly frame: ReadonlyMap<string, number>;
}

/** The weights of those months, from one to another, whose draws were not proportional. */
export async function weightsOf(db: Db, from: string, to: string): Promise<ReadonlyMap<string, Weights>> {
  const draws = await db
    .selectFrom('draw')
    .select(['id', 'month', 'plan', 'ordinal'])
    .where('month', '>=', from)
    .where('month', '<=', to)
    .orderBy('month')
    .orderBy('ordinal')
    .execute();
  if (draws.length === 0) return new Map();
  const strata = await db
    .selectFrom('draw_stratum')
    .select(['draw_id', 'eligible', 'drawn'])
    .where(
      'draw_id',
      'in',
      draws.map(({ id }) => id),
    )
    .execute();
  const byDraw = Map.groupBy(strata, (row) => row.draw_id);
  const weights = new Map<string, Weights>();
  for (const [month, ofMonth] of Map.groupBy(draws, (draw) => draw.month)) {
    const reasons = new Set(ofMonth.flatMap((draw) => unevenness(draw.plan, byDraw.get(draw.id) ?? [])));
    if (ofMonth.length > 1) reasons.add('有追加抽样');
    if (reasons.size === 0) continue;
    const ids = ofMonth.map(({ id }) => id);
    weights.set(month, { reasons: [...reasons], frame: await frameByDepartment(db, month, ids) });
  }
  return weights;
}

/** Why a draw does not mirror its frame; nothing where it does. A simple draw and a census give everybody the same chance. */
function unevenness(storedPlan: string, strata: readonly Allotted[]): string[] {
  const { method, allocation, minimum } = samplePlan.parse(JSON.parse(storedPlan));
  if (method !== 'stratified' || isProportional(strata)) return [];
  if (allocation === 'by_hand') return ['各层例数由人工指定'];
  return [allocation === 'equal' ? '各层等额抽样' : `每层至少 ${minimum} 例，小科室占比偏大`];
}

/**
 * Each eligible discharge of the frames counts in the department where it is recorded now, as its interview does, whatever
 * the draw was stratified by. An interview's own department goes first, so that none is left without a frame.
 */
async function frameByDepartment(db: Db, month: string, drawIds: readonly string[]): Promise<Map<string, number>> {
  const keys = new Set<string>();
  for (const id of drawIds) {
    const frame = await readFrame(db, id);
    if (!frame) return new Map();
    for (const list of frame.strata.values()) for (const key of list) keys.add(key);
  }
  const recorded = await db
    .selectFrom('discharge')
    .select(['stay_key', 'department_id'])
    .where('month', '=', month)
    .orderBy('stay_key')
    .execute();
  const interviewed = await db
    .selectFrom('interview')
    .innerJoin('discharge', 'discharge.id', 'interview.discharge_id')
    .select(['discharge.stay_key', 'interview.department_id'])
    .where('interview.month', '=', month)
    .orderBy('interview.id')
    .execute();
  const departments = new Map([...recorded, ...interviewed].map((row) => [row.stay_key, row.department_id]));
  for (const { stay_key } of interviewed) keys.add(stay_key);
  const sizes = new Map<string, number>();
  for (const key of keys) {
    const department = departments.get(key);
    if (department !== undefined) sizes.set(department, (sizes.get(department) ?? 0) + 1);
  }
  return sizes;
}
