/**
 * Contract of the follow-on room: revisits to remind patients of, and discharges to verify because the patient denied
 * them.
 */
import { z } from 'zod';
import { civilDate, done, id, instant, page, read, version, write } from '../../base/contract/base.ts';
import { dispositions, revisitMarks, revisitStates, sexes } from '../../base/contract/words.ts';

const nurses = ['nurse', 'supervisor'] as const;

export const revisitRow = z.object({
  followUpId: id,
  dischargeId: id,
  name: z.string(),
  sex: sexes.schema,
  ageText: z.string(),
  department: z.string(),
  diagnosis: z.string(),
  dischargeDate: civilDate,
  revisitDate: civilDate,
  /** Negative when it is past. */
  daysLeft: z.int(),
  /** The patient named this date in the interview; else it is the doctor's order. */
  saidByPatient: z.boolean(),
  state: revisitStates.schema.nullable(),
  /** Masked. */
  phone: z.string(),
  nurseName: z.string().nullable(),
  mark: z.object({ mark: revisitMarks.schema, by: z.string(), at: instant }).nullable(),
});
export type RevisitRow = z.infer<typeof revisitRow>;

export const verificationRow = z.object({
  followUpId: id,
  dischargeId: id,
  name: z.string(),
  department: z.string(),
  dischargeDate: civilDate,
  disposition: dispositions.schema,
  /** What was noted in the call, and who called. */
  note: z.string(),
  nurseName: z.string(),
  endedAt: instant,
  verified: z.object({ finding: z.string(), by: z.string(), at: instant, version: z.int() }).nullable(),
});
export type VerificationRow = z.infer<typeof verificationRow>;

export const followOn = {
  /**
   * Revisits that are not done: `due` within the days of the setting, `overdue` for up to 90 days, `marked` those that
   * somebody dealt with. A nurse sees her own follow-ups and the open pool's.
   */
  revisits: read(nurses)
    .input(page.extend({ filter: z.enum(['due', 'overdue', 'marked']).default('due') }))
    .output(
      z.object({
        total: z.int(),
        rows: z.array(revisitRow),
        counts: z.object({ due: z.int(), overdue: z.int(), marked: z.int() }),
        /** Days ahead that `due` looks. */
        days: z.int(),
      }),
    ),
  /** Sets or takes back the mark of a revisit. */
  markRevisit: write(nurses)
    .input(z.object({ followUpId: id, mark: revisitMarks.schema.nullable() }))
    .output(done),
  /** Follow-ups that ended because the patient denies the stay or is in hospital again; the ones not verified first. */
  verifications: read(['supervisor'])
    .input(page.extend({ filter: z.enum(['open', 'verified']).default('open') }))
    .output(z.object({ total: z.int(), rows: z.array(verificationRow), counts: z.object({ open: z.int(), verified: z.int() }) })),
  /** Writes down what was found out; again replaces it. */
  verify: write(['supervisor'])
    .input(z.object({ followUpId: id, finding: z.string().trim().min(1, '请写明核实结果').max(500), version: version.default(0) }))
    .output(done),
};
