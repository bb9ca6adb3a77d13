/** Verifies a draw: runs it again from its stored frame, plan and seed, and compares the lists. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { frameSummary, samplePlan } from '../../../shared/sampling/contract/sampling.ts';
import { type Chosen, drawAlgorithm, drawSample } from '../../../shared/sampling/rules/draw.ts';
import type { Db } from '../base/db/schema.ts';
import type { Output } from '../base/door.ts';
import { type DrawRow, drawRows } from './draws.ts';
import { buildFrame, frameHash } from './frame.ts';
import { readFrame } from './frameStore.ts';
import { replacementComplaint } from './replacements.ts';

const inList = ({ key, stratum, chosen, rank }: Chosen) => `${key}\n${stratum}\n${chosen}\n${rank}`;

/** What does not fit; null when the draw, made again, gives the stored list and the follow-ups made from it. */
async function contradiction(db: Db, row: DrawRow): Promise<string | null> {
  if (row.algorithm !== drawAlgorithm) return `抽样算法“${row.algorithm}”与本程序的“${drawAlgorithm}”不同，不能重现`;
  const frame = await readFrame(db, row.id);
  const eligible = frame ? [...frame.strata.values()].flat().sort() : [];
  if (!frame || eligible.length !== row.frame_eligible) return `抽样框应有 ${row.frame_eligible} 例，实存 ${eligible.length} 例`;
  if (frameHash(eligible) !== row.frame_hash) return '抽样框的 SHA-256 与抽样时不同，名册被改动过';
  const counts = frameSummary.shape.excluded.parse(JSON.parse(row.frame_excluded));
  const miscounted = counts.find(({ reason, count }) => (frame.excluded.get(reason)?.length ?? 0) !== count);
  if (miscounted) return '存档的排除名单与排除例数不符';
  const again = drawSample(frame.strata, samplePlan.parse(JSON.parse(row.plan)), row.seed);
  if ('refused' in again) return `抽样方案不能执行：${again.refused}`;

  const members = await db
    .selectFrom('frame_member')
    .select(['stay_key as key', 'discharge_id as dischargeId', 'stratum', 'chosen', 'rank'])
    .where('draw_id', '=', row.id)
    .execute();
  const stored = new Set(members.map(inList));
  const expected = new Set(again.chosen.map(inList));
  const different = stored.symmetricDifference(expected).size;
  if (different > 0) return `重新抽样的名单与存档有 ${different} 例不同`;
  const strata = await db.selectFrom('draw_stratum').select(['stratum', 'eligible', 'drawn']).where('draw_id', '=', row.id).execute();
  const byName = new Map(strata.map((stratum) => [stratum.stratum, stratum]));
  const allocated = again.strata.every(
    ({ key, eligible, drawn }) => byName.get(key)?.eligible === eligible && byName.get(key)?.drawn === drawn,
  );
  if (!allocated || strata.length !== again.strata.length) return '各层分配的例数与存档不同';

  const followUps = await db.selectFrom('follow_up').select('discharge_id').where('draw_id', '=', row.id).execute();
  const called = new Set(followUps.map((followUp) => followUp.discharge_id));
  const sampled = new Set(members.flatMap((member) => (member.chosen === 'sampled' ? member.dischargeId : [])));
  const missing = sampled.difference(called).size;
  if (missing > 0) return `抽中的名单里有 ${missing} 例没有回访任务`;
  const reserves = new Map(
    members.flatMap(({ dischargeId, stratum, chosen, rank }) => (chosen === 'reserve' ? [[dischargeId, { stratum, rank }] as const] : [])),
  );
  return replacementComplaint(db, row.id, reserves, sampled);
}

/** Whether today's discharges would still give the stored frame; a difference is news, not a fault. */
async function frameToday(db: Db, row: DrawRow): Promise<string> {
  const today = await buildFrame(db, samplePlan.parse(JSON.parse(row.plan)), row.ordinal, row.at);
  if (frameHash(today.eligible) === row.frame_hash) return '按现有出院记录重建的抽样框也一致';
  return `抽样后出院记录、勿扰名单或访谈有变化：现在合格 ${today.summary.eligible} 例，抽样时 ${row.frame_eligible} 例，不影响已抽名单`;
}

async function verdict(db: Db, row: DrawRow): Promise<Output<'sampling', 'verify'>['draws'][number]> {
  const name = row.ordinal === 1 ? `${row.month} 抽样` : `${row.month} 第 ${row.ordinal - 1} 次追加抽样`;
  const wrong = await contradiction(db, row);
  if (wrong) return { drawId: row.id, ok: false, detail: `${name}：${wrong}` };
  const { count } = await db
    .selectFrom('replacement')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('draw_id', '=', row.id)
    .executeTakeFirstOrThrow();
  const replaced = Number(count) > 0 ? `，补抽 ${count} 例均按备选顺序` : '';
  return { drawId: row.id, ok: true, detail: `${name}：名单一致${replaced}；${await frameToday(db, row)}` };
}

/**
 * Runs the draws of a month, or of all months, again. No draws at all: nothing to say, so ok.
 */
export async function verifyDraws(db: Db, month?: string): Promise<Output<'sampling', 'verify'>> {
  const draws: Output<'sampling', 'verify'>['draws'] = [];
  for (const row of await drawRows(db, month)) draws.push(await verdict(db, row));
  return { ok: draws.every((one) => one.ok), draws };
}

/** @throws Refusal NO_DRAW */
export async function verifyMonth(db: Db, month: string): Promise<Output<'sampling', 'verify'>> {
  const result = await verifyDraws(db, month);
  if (result.draws.length === 0) throw new Refusal('NO_DRAW', { month });
  return result;
}
