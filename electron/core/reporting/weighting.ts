/** The hospital's rate where the sample does not mirror the frame (domain §7). */
import { samplePlan } from '../../../shared/contract/sampling.ts';
import type { Db } from '../db/schema.ts';

/**
 * The strict rate weighted by the frame sizes of the first draw's strata; null where the draw was proportional and
 * no extra draw followed. Strata without interviews carry no weight.
 */
export async function weightedRate(db: Db, month: string): Promise<{ rate: number; reason: string } | null> {
  const draws = await db.selectFrom('draw').select(['id', 'plan', 'ordinal']).where('month', '=', month).orderBy('ordinal').execute();
  const first = draws[0];
  if (!first) return null;
  const plan = samplePlan.parse(JSON.parse(first.plan));
  const uneven = plan.method === 'stratified' && plan.allocation !== 'proportional';
  if (!uneven && draws.length === 1) return null;
  const strata = await db
    .selectFrom('draw_stratum as s')
    .innerJoin('follow_up as f', 'f.stratum', 's.stratum')
    .innerJoin('interview as i', 'i.follow_up_id', 'f.id')
    .select((eb) => ['s.stratum', 's.eligible', eb.fn.countAll<number>().as('n'), eb.fn.sum<number>('i.satisfied').as('satisfied')])
    .where('s.draw_id', '=', first.id)
    .where('f.month', '=', month)
    .where('i.satisfied', 'is not', null)
    .groupBy(['s.stratum', 's.eligible'])
    .orderBy('s.stratum')
    .execute();
  const frame = strata.reduce((sum, row) => sum + row.eligible, 0);
  if (frame === 0) return null;
  const rate = strata.reduce((sum, row) => sum + (row.eligible / frame) * (Number(row.satisfied) / Number(row.n)), 0);
  const how = plan.allocation === 'by_hand' ? '各层例数由人工指定' : '各层等额抽样';
  return { rate, reason: uneven ? how : '有追加抽样' };
}
