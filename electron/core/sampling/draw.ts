/** The button: draws a month's sample, stores its proof and makes the follow-ups. */
import { Refusal } from '../../../shared/contract/errors.ts';
import type { SamplePlan } from '../../../shared/contract/sampling.ts';
import { allocateFrame, type Drawn, drawAlgorithm, drawSample } from '../../../shared/rules/sampling/draw.ts';
import type { Context } from '../context.ts';
import { insertMany } from '../db/bulk.ts';
import type { Db } from '../db/schema.ts';
import type { Input, Output } from '../door.ts';
import { dealRoundRobin, knownNurses } from './assign.ts';
import { drawRows, largestFirst, listDraws } from './draws.ts';
import { buildFrame, type EligibleStay, type Frame } from './frame.ts';

async function nextOrdinal(db: Db, month: string): Promise<number> {
  return ((await drawRows(db, month)).at(-1)?.ordinal ?? 0) + 1;
}

/** What a draw would do now; nothing is written. @throws Refusal FRAME_EMPTY, PLAN_REFUSED */
export async function preview(ctx: Context, plan: Input<'sampling', 'preview'>): Promise<Output<'sampling', 'preview'>> {
  const frame = await filledFrame(ctx.db, plan, await nextOrdinal(ctx.db, plan.month));
  const allocation = allocateFrame(frame.members, plan);
  if ('refused' in allocation) throw new Refusal('PLAN_REFUSED', { reason: allocation.refused });
  return {
    frame: frame.summary,
    strata: largestFirst(allocation.strata.map((stratum) => ({ ...stratum, name: stratum.key }))),
    drawn: allocation.strata.reduce((sum, { drawn }) => sum + drawn, 0),
  };
}

async function filledFrame(db: Db, plan: SamplePlan, ordinal: number): Promise<Frame> {
  const frame = await buildFrame(db, plan, ordinal);
  if (frame.members.length === 0) throw new Refusal('FRAME_EMPTY', { month: plan.month });
  return frame;
}

/**
 * Draws, or draws on top where the month has a draw and `extra` says so.
 * @throws Refusal DRAW_EXISTS, FRAME_EMPTY, PLAN_REFUSED, NO_NURSE
 */
export async function draw(ctx: Context, input: Input<'sampling', 'draw'>): Promise<Output<'sampling', 'draw'>> {
  return (await drawFollowUps(ctx, input)).draw;
}

/** A follow-up as a draw made it. */
export interface DrawnFollowUp {
  readonly id: string;
  readonly inpatientNumber: string;
  readonly nurseId: string | null;
}

/** The same with the follow-ups it made, for those who go on with them at once. @throws Refusal as `draw` */
export async function drawFollowUps(
  ctx: Context,
  input: Input<'sampling', 'draw'>,
): Promise<{ draw: Output<'sampling', 'draw'>; followUps: readonly DrawnFollowUp[] }> {
  const { plan, extra } = input;
  const ordinal = await nextOrdinal(ctx.db, plan.month);
  if (ordinal > 1 && !extra) throw new Refusal('DRAW_EXISTS', { month: plan.month });
  const nurses = input.assignTo.length > 0 ? await knownNurses(ctx.db, input.assignTo) : [];
  const frame = await filledFrame(ctx.db, plan, ordinal);
  const seed = input.seed ?? ctx.newSeed();
  const drawn = drawSample(frame.members, plan, seed);
  if ('refused' in drawn) throw new Refusal('PLAN_REFUSED', { reason: drawn.refused });

  const drawId = await storeDraw(ctx, plan, ordinal, seed, frame);
  await storeStrata(ctx.db, drawId, drawn);
  await storeMembers(ctx.db, drawId, frame, drawn);
  const byKey = new Map(frame.members.map((member) => [member.key, member]));
  const sampled = drawn.chosen.flatMap(({ key, chosen }) => (chosen === 'sampled' ? (byKey.get(key) ?? []) : []));
  const followUps = await storeFollowUps(ctx, drawId, plan.month, sampled, nurses);

  const { method, size } = plan;
  ctx.audit('sampling.draw', drawId, { month: plan.month, ordinal, method, size, drawn: sampled.length, seed, frameHash: frame.hash });
  ctx.changed('sampling');
  ctx.changed('calling');
  const stored = (await listDraws(ctx.db, plan.month)).find((one) => one.id === drawId);
  if (!stored) throw new Refusal('NO_DRAW', { month: plan.month });
  return { draw: { ...stored, sampled: sampled.map((stay) => stay.inpatientNumber) }, followUps };
}

/** @throws Refusal DRAW_EXISTS where another supervisor's draw of the same month was faster. */
async function storeDraw(ctx: Context, plan: SamplePlan, ordinal: number, seed: string, frame: Frame): Promise<string> {
  const stored = await ctx.db
    .insertInto('draw')
    .values({
      id: ctx.newId(),
      month: plan.month,
      ordinal,
      plan: JSON.stringify(plan),
      algorithm: drawAlgorithm,
      seed,
      frame_total: frame.summary.total,
      frame_eligible: frame.summary.eligible,
      frame_excluded: JSON.stringify(frame.summary.excluded),
      frame_hash: frame.hash,
      user_id: ctx.actor.id,
      at: ctx.now,
    })
    .onConflict((conflict) => conflict.columns(['month', 'ordinal']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!stored) throw new Refusal('DRAW_EXISTS', { month: plan.month });
  return stored.id;
}

type Done = Exclude<Drawn, { refused: string }>;

async function storeStrata(db: Db, drawId: string, { strata }: Done): Promise<void> {
  const rows = strata.map(({ key, eligible, drawn }) => [drawId, key, key, eligible, drawn]);
  await insertMany(db, 'draw_stratum', ['draw_id', 'stratum', 'name', 'eligible', 'drawn'], rows);
}

async function storeMembers(db: Db, drawId: string, frame: Frame, { chosen }: Done): Promise<void> {
  const byKey = new Map(chosen.map((one) => [one.key, one]));
  const rows = frame.members.map(({ key, stratum, dischargeId }) => {
    const found = byKey.get(key);
    return [drawId, key, dischargeId, stratum, found?.chosen ?? null, found?.rank ?? null];
  });
  await insertMany(db, 'frame_member', ['draw_id', 'stay_key', 'discharge_id', 'stratum', 'chosen', 'rank'], rows);
}

async function storeFollowUps(
  ctx: Context,
  drawId: string,
  month: string,
  sampled: readonly EligibleStay[],
  nurses: readonly string[],
): Promise<DrawnFollowUp[]> {
  const dealt = dealRoundRobin(
    sampled.map(() => ({ avoid: null })),
    nurses,
  );
  const followUps = sampled.map(
    ({ inpatientNumber }, at): DrawnFollowUp => ({ id: ctx.newId(), inpatientNumber, nurseId: dealt[at] || null }),
  );
  const rows = sampled.map((stay, at) => [
    followUps[at]?.id,
    drawId,
    stay.dischargeId,
    month,
    stay.departmentId,
    stay.stratum,
    followUps[at]?.nurseId ?? null,
    'open',
    0,
    0,
  ]);
  await insertMany(
    ctx.db,
    'follow_up',
    ['id', 'draw_id', 'discharge_id', 'month', 'department_id', 'stratum', 'nurse_id', 'state', 'attempts', 'contacted'],
    rows,
  );
  return followUps;
}
