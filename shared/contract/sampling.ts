/** Frame, plan, draw, proof, assignment. */
import { z } from 'zod';
import { id, instant, month, read, write } from './base.ts';
import { drawMethods, exclusionReasons } from './words.ts';

export const samplePlan = z.object({
  month,
  method: drawMethods.schema.default('stratified'),
  size: z.int().min(1).max(100_000),
  stratifyBy: z.enum(['department', 'ward']).default('department'),
  allocation: z.enum(['proportional', 'equal']).default('proportional'),
  /** At least this many per non-empty stratum. */
  minimum: z.int().min(0).max(1000).default(1),
  /** Already interviewed within this many days before discharge: excluded. */
  recentDays: z.int().min(0).max(3650).default(30),
  /** Only these departments; empty means all. */
  departmentIds: z.array(id).default([]),
  minAge: z.int().min(0).max(150).nullable().default(null),
  maxAge: z.int().min(0).max(150).nullable().default(null),
  includeSensitive: z.boolean().default(false),
  /** Reserves drawn per stratum, for replacement. */
  reserves: z.int().min(0).max(1000).default(5),
});
export type SamplePlan = z.infer<typeof samplePlan>;
export type SamplePlanInput = z.input<typeof samplePlan>;

export const stratum = z.object({ key: z.string(), name: z.string(), eligible: z.int(), drawn: z.int() });
export type Stratum = z.infer<typeof stratum>;

export const frameSummary = z.object({
  month,
  total: z.int(),
  eligible: z.int(),
  excluded: z.array(z.object({ reason: exclusionReasons.schema, count: z.int() })),
});
export type FrameSummary = z.infer<typeof frameSummary>;

export const draw = z.object({
  id,
  month,
  /** 1 is the month's draw; later ones are extra draws 追加抽样. */
  ordinal: z.int(),
  plan: samplePlan,
  algorithm: z.string(),
  seed: z.string(),
  frame: frameSummary,
  frameHash: z.string(),
  strata: z.array(stratum),
  drawn: z.int(),
  reserves: z.int(),
  drawnBy: z.string(),
  drawnAt: instant,
});
export type Draw = z.infer<typeof draw>;

const supervisors = ['supervisor'] as const;

export const sampling = {
  /** Frame and allocation as a draw would make them now, before the button is pressed. */
  preview: read(supervisors)
    .input(samplePlan)
    .output(z.object({ frame: frameSummary, strata: z.array(stratum), drawn: z.int() })),
  /** Draws; `extra` must be said where the month has a draw already. Assigns round-robin where `assignTo` names nurses, else to the open pool. */
  draw: write(supervisors)
    .input(
      z.object({
        plan: samplePlan,
        seed: z.string().trim().min(1).max(64).optional(),
        extra: z.boolean().default(false),
        assignTo: z.array(id).default([]),
      }),
    )
    .output(draw.extend({ sampled: z.array(z.string()) })),
  draws: read([...supervisors, 'nurse', 'director', 'admin'])
    .input(z.object({ month: month.optional() }).default({}))
    .output(z.array(draw)),
  /** Runs the draw again from its frame, plan and seed and says whether the list is the same. */
  verify: read([...supervisors, 'director', 'admin'])
    .input(z.object({ month }))
    .output(z.object({ ok: z.boolean(), draws: z.array(z.object({ drawId: id, ok: z.boolean(), detail: z.string() })) })),
  /** Deals open, unheld follow-ups of a month round-robin to nurses. */
  assign: write(supervisors)
    .input(z.object({ month, nurseIds: z.array(id).min(1) }))
    .output(z.object({ assigned: z.int() })),
  nurses: read(supervisors)
    .input(z.object({}).default({}))
    .output(z.array(z.object({ id, name: z.string(), open: z.int() }))),
};
