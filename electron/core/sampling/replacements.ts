/** Stores, reads and verifies replacements. */
import { z } from 'zod';
import { type Replacement, replacement } from '../../../shared/sampling/contract/sampling.ts';
import { systemActor } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';

const skippedList = replacement.shape.skipped;

/** Of a month, the oldest first. */
export async function listReplacements(db: Db, month: string): Promise<Replacement[]> {
  const rows = await db
    .selectFrom('replacement')
    .innerJoin('draw', 'draw.id', 'replacement.draw_id')
    .innerJoin('follow_up as replaced', 'replaced.id', 'replacement.follow_up_id')
    .innerJoin('discharge as replaced_stay', 'replaced_stay.id', 'replaced.discharge_id')
    .innerJoin('follow_up as by', 'by.id', 'replacement.by_follow_up_id')
    .innerJoin('discharge as by_stay', 'by_stay.id', 'by.discharge_id')
    .leftJoin('frame_member', (join) =>
      join.onRef('frame_member.draw_id', '=', 'replacement.draw_id').onRef('frame_member.stay_key', '=', 'by_stay.stay_key'),
    )
    .leftJoin('app_user', 'app_user.id', 'replacement.user_id')
    .select([
      'replacement.id',
      'replacement.draw_id as drawId',
      'draw.ordinal',
      'replaced.stratum',
      'replaced_stay.inpatient_number as replaced',
      'replaced.disposition',
      'by_stay.inpatient_number as by',
      'frame_member.rank',
      'replacement.skipped',
      'replacement.reason',
      'app_user.name as user',
      'replacement.at',
    ])
    .where('draw.month', '=', month)
    .orderBy('replacement.at')
    .orderBy('replacement.id')
    .execute();
  return rows.map((row) => ({
    ...row,
    rank: row.rank ?? 0,
    skipped: skippedList.parse(JSON.parse(row.skipped)),
    user: row.user ?? systemActor.name,
  }));
}

/** A reserve of a draw, by the discharge it stands for. */
export interface Reserve {
  readonly stratum: string;
  readonly rank: number;
}

/** Follow-ups of a draw that had ended when they were replaced and go on since: who was said to be dead lives, and is called. */
async function openedAfterReplacement(db: Db, drawId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('replacement')
    .innerJoin('follow_up_reopening', 'follow_up_reopening.follow_up_id', 'replacement.follow_up_id')
    .select('replacement.follow_up_id')
    .where('replacement.draw_id', '=', drawId)
    .whereRef('follow_up_reopening.ended_at', '<=', 'replacement.at')
    .whereRef('follow_up_reopening.at', '>=', 'replacement.at')
    .execute();
  return new Set(rows.map(({ follow_up_id }) => follow_up_id));
}

const ranks = z.array(z.object({ rank: z.int() }));

/**
 * What is wrong with a draw's replacements; null when nothing: each follow-up beyond the sample stands in the place of one
 * that it names, of the same stratum, and reserves were taken in their order but for those recorded as passed over.
 */
export async function replacementComplaint(
  db: Db,
  drawId: string,
  reserves: ReadonlyMap<string, Reserve>,
  sampled: ReadonlySet<string>,
): Promise<string | null> {
  const followUps = await db
    .selectFrom('follow_up')
    .select(['id', 'discharge_id', 'stratum', 'state'])
    .where('draw_id', '=', drawId)
    .execute();
  const rows = await db.selectFrom('replacement').selectAll().where('draw_id', '=', drawId).orderBy('at').orderBy('id').execute();
  const openedLater = await openedAfterReplacement(db, drawId);
  const byId = new Map(followUps.map((followUp) => [followUp.id, followUp]));
  const stoodIn = new Set(rows.map((row) => row.by_follow_up_id));
  const stray = followUps.filter((followUp) => !sampled.has(followUp.discharge_id) && !stoodIn.has(followUp.id)).length;
  if (stray > 0) return `有 ${stray} 例回访任务既不在抽中的名单里，也没有补抽记录`;
  const used = new Map<string, Set<number>>();
  for (const row of rows) {
    const replaced = byId.get(row.follow_up_id);
    const by = byId.get(row.by_follow_up_id);
    const reserve = by && reserves.get(by.discharge_id);
    if (!replaced || !by || !reserve) return '有补抽记录指向名单以外的任务';
    if (replaced.state !== 'ended' && !openedLater.has(replaced.id)) return '有尚未结束的任务被补抽';
    if (replaced.stratum !== reserve.stratum || by.stratum !== reserve.stratum) return `补抽的“${reserve.stratum}”与被替换的不在同一层`;
    const gone = used.get(reserve.stratum) ?? new Set<number>();
    for (const { rank } of ranks.parse(JSON.parse(row.skipped))) gone.add(rank);
    const before = [...reserves.values()].find((one) => one.stratum === reserve.stratum && one.rank < reserve.rank && !gone.has(one.rank));
    if (before) return `“${reserve.stratum}”越过了第 ${before.rank} 位备选而没有说明`;
    used.set(reserve.stratum, gone.add(reserve.rank));
  }
  return null;
}
