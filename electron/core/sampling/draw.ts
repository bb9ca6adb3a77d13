/** Draws a month's sample, stores its proof and creates the follow-ups. */
import { Refusal, sentence } from '../../../shared/base/contract/errors.ts';
import type { SamplePlan } from '../../../shared/sampling/contract/sampling.ts';
import { customRuleProblem } from '../../../shared/sampling/rules/customRule.ts';
import { allocateStrata, type Chosen, type Drawn, drawAlgorithm, drawSample } from '../../../shared/sampling/rules/draw.ts';
import type { Context } from '../base/context.ts';
import { insertMany } from '../base/db/bulk.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { dealRoundRobin } from './deal.ts';
import { drawRows, largestFirst, listDraws } from './draws.ts';
import { type FollowUpStart, startFollowUps } from './followUps.ts';
import { buildFrame, type Frame, frameHash, stratumName } from './frame.ts';
import { storeFrame } from './frameStore.ts';
import { dealable } from './nurses.ts';

export async function nextOrdinal(db: Db, month: string): Promise<number> {
  return ((await drawRows(db, month)).at(-1)?.ordinal ?? 0) + 1;
}

/** A plan whose rules can be applied. @throws Refusal PLAN_REFUSED */
export function checkedPlan(plan: SamplePlan): SamplePlan {
  const problem = plan.customRules.map(customRuleProblem).find((found) => found !== null);
  if (problem) throw new Refusal('PLAN_REFUSED', { reason: `排除条件${problem}` });
  return plan;
}

/** What a draw would do now; nothing is written. @throws Refusal FRAME_EMPTY where the month has no discharges, PLAN_REFUSED */
export async function preview(ctx: Context, plan: Input<'sampling', 'preview'>): Promise<Output<'sampling', 'preview'>> {
  const frame = await buildFrame(ctx.db, checkedPlan(plan), await nextOrdinal(ctx.db, plan.month), ctx.now);
  if (frame.summary.total === 0) throw new Refusal('FRAME_EMPTY', { month: plan.month });
  if (frame.strata.size === 0) return { frame: frame.summary, strata: [], drawn: 0, refused: '所有出院记录都被排除，没有可抽的对象。' };
  const allocation = allocateStrata(frame.strata, plan);
  const given = plan.allocation === 'by_hand' ? plan.byHand : {};
  const strata =
    'refused' in allocation
      ? [...frame.strata].map(([key, keys]) => ({ key, eligible: keys.length, drawn: given[key] ?? 0 }))
      : allocation.strata;
  return {
    frame: frame.summary,
    strata: largestFirst(strata.map((stratum) => ({ ...stratum, name: stratumName(stratum.key) }))),
    drawn: strata.reduce((sum, { drawn }) => sum + drawn, 0),
    refused: 'refused' in allocation ? sentence('PLAN_REFUSED', { reason: allocation.refused }) : null,
  };
}

async function filledFrame({ db, now }: Context, plan: SamplePlan, ordinal: number): Promise<Frame> {
  const frame = await buildFrame(db, checkedPlan(plan), ordinal, now);
  if (frame.strata.size === 0) throw new Refusal('FRAME_EMPTY', { month: plan.month });
  return frame;
}

/**
 * Draws, or draws on top where the month has a draw and `extra` says so.
 * @throws Refusal DRAW_EXISTS, DRAWN_MEANWHILE, FRAME_EMPTY, PLAN_REFUSED, NO_NURSE, BAD_INPUT
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
  // The order may be sent twice or by two users at once. An extra draw cannot be undone, so the order states the number of existing draws.
  if (extra && input.known === undefined)
    throw new Refusal('BAD_INPUT', { detail: '追加抽样要写明该月已有几次抽样（known），以免同一次追加抽两回' });
  if (input.known !== undefined && input.known !== ordinal - 1) throw new Refusal('DRAWN_MEANWHILE', { month: plan.month });
  const nurses = input.assignTo.length > 0 ? await dealable(ctx.db, input.assignTo) : [];
  const frame = await filledFrame(ctx, plan, ordinal);
  const seed = input.seed ?? ctx.newSeed();
  const drawn = drawSample(frame.strata, plan, seed);
  if ('refused' in drawn) throw new Refusal('PLAN_REFUSED', { reason: drawn.refused });

  const hash = frameHash(frame.eligible);
  const drawId = await storeDraw(ctx, { plan, ordinal, seed, frame, hash });
  await storeFrame(ctx.db, drawId, frame);
  await storeStrata(ctx.db, drawId, drawn);
  const chosen = await staysOf(ctx.db, drawn.chosen);
  await storeMembers(ctx.db, drawId, chosen);
  const sampled = chosen.filter((one) => one.chosen === 'sampled');
  const followUps = await sampledFollowUps(ctx, drawId, plan.month, sampled, nurses);

  const { method, size } = plan;
  ctx.audit('sampling.draw', drawId, { month: plan.month, ordinal, method, size, drawn: sampled.length, seed, frameHash: hash });
  ctx.changed('sampling', 'followUps');
  const stored = (await listDraws(ctx.db, plan.month)).find((one) => one.id === drawId);
  if (!stored) throw new Refusal('NO_DRAW', { month: plan.month });
  return { draw: { ...stored, sampled: followUps.map((followUp) => followUp.inpatientNumber) }, followUps };
}

type ChosenStay = Chosen & { readonly dischargeId: string; readonly departmentId: string; readonly inpatientNumber: string };

const keysAtOnce = 5_000;

/** The chosen ones with their discharges, in the order chosen. */
async function staysOf(db: Db, chosen: readonly Chosen[]): Promise<ChosenStay[]> {
  const stays = new Map<string, Pick<ChosenStay, 'dischargeId' | 'departmentId' | 'inpatientNumber'>>();
  for (let start = 0; start < chosen.length; start += keysAtOnce) {
    const keys = chosen.slice(start, start + keysAtOnce).map((one) => one.key);
    const rows = await db
      .selectFrom('discharge')
      .select(['stay_key', 'id', 'department_id', 'inpatient_number'])
      .where('stay_key', 'in', keys)
      .execute();
    for (const row of rows)
      stays.set(row.stay_key, { dischargeId: row.id, departmentId: row.department_id, inpatientNumber: row.inpatient_number });
  }
  return chosen.flatMap((one) => {
    const stay = stays.get(one.key);
    return stay ? { ...one, ...stay } : [];
  });
}

/** @throws Refusal DRAW_EXISTS, DRAWN_MEANWHILE where another supervisor's draw of the same month was faster. */
async function storeDraw(
  ctx: Context,
  { plan, ordinal, seed, frame, hash }: { plan: SamplePlan; ordinal: number; seed: string; frame: Frame; hash: string },
): Promise<string> {
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
      frame_hash: hash,
      user_id: ctx.actor.id,
      at: ctx.now,
    })
    .onConflict((conflict) => conflict.columns(['month', 'ordinal']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!stored) throw new Refusal(ordinal === 1 ? 'DRAW_EXISTS' : 'DRAWN_MEANWHILE', { month: plan.month });
  return stored.id;
}

type Done = Exclude<Drawn, { refused: string }>;

async function storeStrata(db: Db, drawId: string, { strata }: Done): Promise<void> {
  const rows = strata.map(({ key, eligible, drawn }) => [drawId, key, stratumName(key), eligible, drawn]);
  await insertMany(db, 'draw_stratum', ['draw_id', 'stratum', 'name', 'eligible', 'drawn'], rows);
}

async function storeMembers(db: Db, drawId: string, chosen: readonly ChosenStay[]): Promise<void> {
  const rows = chosen.map(({ key, dischargeId, stratum, chosen: kind, rank }) => [drawId, key, dischargeId, stratum, kind, rank]);
  await insertMany(db, 'frame_member', ['draw_id', 'stay_key', 'discharge_id', 'stratum', 'chosen', 'rank'], rows);
}

async function sampledFollowUps(
  ctx: Context,
  drawId: string,
  month: string,
  sampled: readonly ChosenStay[],
  nurses: readonly string[],
): Promise<DrawnFollowUp[]> {
  const dealt = dealRoundRobin(
    sampled.map(() => ({ avoid: null })),
    nurses,
  );
  const starts = sampled.map(
    ({ dischargeId, departmentId, stratum }, at): FollowUpStart => ({
      id: ctx.newId(),
      drawId,
      dischargeId,
      month,
      departmentId,
      stratum,
      nurseId: dealt[at] || null,
    }),
  );
  await startFollowUps(ctx.db, starts);
  return sampled.map(({ inpatientNumber }, at) => ({ id: starts[at]?.id ?? '', inpatientNumber, nurseId: starts[at]?.nurseId ?? null }));
}
