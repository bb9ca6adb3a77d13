/** Contract of the sampling room: frame, plan, draw, proof, assignment. */
import { z } from 'zod';
import { civilDate, id, instant, month, page, read, write } from '../../base/contract/base.ts';
import {
  allocations,
  assignHindrances,
  customFields,
  customOperators,
  dispositions,
  drawMethods,
  exclusionReasons,
  followUpStates,
  sexes,
} from '../../base/contract/words.ts';

/** Leaves a discharge out where the field compares to the value as the operator says. Numbers and codes are written as text. */
export const customRule = z.object({
  field: customFields.schema,
  operator: customOperators.schema,
  value: z.string().trim().max(100),
});
export type CustomRule = z.infer<typeof customRule>;

export const samplePlan = z.object({
  month,
  method: drawMethods.schema.default('stratified'),
  size: z.int().min(1).max(100_000),
  stratifyBy: z.enum(['department', 'ward']).default('department'),
  allocation: allocations.schema.default('proportional'),
  /** With allocation by hand: how many from each stratum, by its key; their sum takes the place of `size`. */
  byHand: z.record(z.string(), z.int().min(0).max(100_000)).default({}),
  /** At least this many per non-empty stratum. */
  minimum: z.int().min(0).max(1000).default(1),
  /** Already interviewed within this many days before discharge: excluded. */
  recentDays: z.int().min(0).max(3650).default(30),
  /** Only these departments; empty means all. */
  departmentIds: z.array(id).default([]),
  minAge: z.int().min(0).max(150).nullable().default(null),
  maxAge: z.int().min(0).max(150).nullable().default(null),
  includeSensitive: z.boolean().default(false),
  /** A discharge that fits one of them is left out. */
  customRules: z.array(customRule).max(10).default([]),
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

/** A discharge of a frame, eligible or left out. Names are whole, phones are never shown. */
export const frameRow = z.object({
  key: z.string(),
  inpatientNumber: z.string(),
  name: z.string(),
  sex: sexes.schema,
  ageText: z.string(),
  department: z.string(),
  ward: z.string(),
  dischargeDate: civilDate,
  diagnosis: z.string(),
  /** In the list of a draw, with its rank in the stratum. */
  chosen: z.enum(['sampled', 'reserve']).nullable(),
  rank: z.int().nullable(),
  /** The record has been taken back since; only its key is known. */
  gone: z.boolean(),
});
export type FrameRow = z.infer<typeof frameRow>;

export const replacement = z.object({
  id,
  drawId: id,
  ordinal: z.int(),
  stratum: z.string(),
  /** Inpatient number and outcome of the one replaced. */
  replaced: z.string(),
  disposition: dispositions.schema.nullable(),
  /** Inpatient number and rank of the reserve that took its place. */
  by: z.string(),
  rank: z.int(),
  /** Reserves that came before and could not be used. */
  skipped: z.array(z.object({ rank: z.int(), why: z.enum(['do_not_call', 'already_drawn']) })),
  reason: z.string(),
  user: z.string(),
  at: instant,
});
export type Replacement = z.infer<typeof replacement>;

/** A follow-up as the assignment desk sees it. */
export const deskRow = z.object({
  followUpId: id,
  inpatientNumber: z.string(),
  name: z.string(),
  sex: sexes.schema,
  ageText: z.string(),
  departmentId: id,
  department: z.string(),
  ward: z.string(),
  stratum: z.string(),
  dischargeDate: civilDate,
  state: followUpStates.schema,
  disposition: dispositions.schema.nullable(),
  attempts: z.int(),
  nurseId: id.nullable(),
  nurseName: z.string().nullable(),
  /** The nurse who holds it now. */
  heldBy: z.string().nullable(),
  /** Ended without an interview and not yet replaced. */
  replaceable: z.boolean(),
  /** Came from the reserves. */
  isReplacement: z.boolean(),
});
export type DeskRow = z.infer<typeof deskRow>;

const assigned = z.object({
  assigned: z.int(),
  /** Left where they were. */
  left: z.array(z.object({ why: assignHindrances.schema, count: z.int() })),
});

const supervisors = ['supervisor'] as const;

export const sampling = {
  /** Frame and allocation as a draw would make them now, before the button is pressed. `refused` says why it could not be drawn. */
  preview: read(supervisors)
    .input(samplePlan)
    .output(z.object({ frame: frameSummary, strata: z.array(stratum), drawn: z.int(), refused: z.string().nullable() })),
  /**
   * The discharges behind one number: those left out for a reason, or those of a stratum. Of a plan as it would be drawn
   * now, or of a draw as it was drawn.
   */
  frameRows: read(supervisors)
    .input(
      page.extend({
        of: z.union([z.object({ plan: samplePlan }), z.object({ drawId: id })]),
        show: z.union([z.object({ reason: exclusionReasons.schema }), z.object({ stratum: z.string() })]),
      }),
    )
    .output(z.object({ total: z.int(), rows: z.array(frameRow) })),
  /** Draws; `extra` must be said where the month has a draw already. Assigns round-robin where `assignTo` names nurses, else to the open pool. */
  draw: write(supervisors)
    .input(
      z.object({
        plan: samplePlan,
        seed: z.string().trim().min(1).max(64).optional(),
        extra: z.boolean().default(false),
        /** How many draws of the month the caller knows of, needed with `extra`; where there are others by now, nothing is drawn. */
        known: z.int().min(0).optional(),
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

  /** Calls the next unused reserve of the stratum in the place of a follow-up that ended without an interview. */
  replace: write(supervisors)
    .input(z.object({ followUpId: id, reason: z.string().trim().min(1, '请填写补抽原因').max(200) }))
    .output(replacement),
  /** Replacements of a month, the oldest first. */
  replacements: read([...supervisors, 'director', 'admin'])
    .input(z.object({ month }))
    .output(z.array(replacement)),

  /** A month's follow-ups, for assigning and replacing. */
  desk: read(supervisors)
    .input(
      page.extend({
        month,
        /** `pool` selects follow-ups assigned to nobody. */
        nurse: z.union([z.literal('pool'), id]).optional(),
        departmentId: id.optional(),
        show: z.enum(['open', 'ended', 'replaceable', 'all']).default('open'),
      }),
    )
    .output(z.object({ total: z.int(), rows: z.array(deskRow) })),
  /** Open follow-ups of a month by department and nurse (null is the open pool). */
  load: read(supervisors)
    .input(z.object({ month }))
    .output(z.array(z.object({ departmentId: id, department: z.string(), nurseId: id.nullable(), open: z.int() }))),
  /** Gives follow-ups to one nurse, or takes them back into the open pool. */
  assignTo: write(supervisors)
    .input(z.object({ followUpIds: z.array(id).min(1).max(5_000), nurseId: id.nullable() }))
    .output(assigned),
  /** Deals open, unheld follow-ups of a month round-robin to nurses; those on leave are passed over. */
  assign: write(supervisors)
    .input(z.object({ month, nurseIds: z.array(id).min(1), only: z.enum(['all', 'pool']).default('all') }))
    .output(z.object({ assigned: z.int() })),
  /** Gives each department's open, unheld follow-ups of a month to the nurse named for it, or to the open pool. */
  assignDepartments: write(supervisors)
    .input(z.object({ month, departments: z.array(z.object({ departmentId: id, nurseId: id.nullable() })).min(1) }))
    .output(assigned),
  /** Deals one nurse's open, unheld follow-ups to others; to the open pool where none are named. Without a month: all of hers. */
  reassign: write(supervisors)
    .input(z.object({ from: id, to: z.array(id), month: month.optional() }))
    .output(assigned),
  /** Marks a nurse on leave and deals out what is open with her as `reassign` does, or marks her back. */
  leave: write(supervisors)
    .input(z.object({ nurseId: id, onLeave: z.boolean(), to: z.array(id).default([]) }))
    .output(assigned),
  nurses: read(supervisors)
    .input(z.object({}).default({}))
    .output(z.array(z.object({ id, name: z.string(), open: z.int(), onLeave: z.boolean() }))),
};
