/** The do-not-call list: who is not called, why, until when. Entries are lifted, never deleted. */
import { z } from 'zod';
import { civilDate, id, instant, offset, read, write } from '../../base/contract/base.ts';
import { doNotCallWhys } from '../../base/contract/words.ts';

/** What stands on the list: the person, whatever the stay, or a number, whoever answers it. */
export const doNotCallScopes = z.enum(['patient', 'number']);
export type DoNotCallScope = z.infer<typeof doNotCallScopes>;

const terms = {
  why: doNotCallWhys.schema,
  /** Required for 其他. */
  note: z.string().trim().max(200).default(''),
  /** The last day on which it holds; null for good. */
  until: civilDate.nullable().default(null),
};

/** As it is put on the list with the end of a call. */
export const doNotCallOrder = z.object({ scope: doNotCallScopes, ...terms });
export type DoNotCallOrder = z.infer<typeof doNotCallOrder>;

export const doNotCallEntry = z.object({
  id,
  scope: doNotCallScopes,
  /** Name of the patient, or of those under the number. */
  name: z.string(),
  inpatientNumber: z.string(),
  department: z.string(),
  /** Masked; empty for a patient. */
  number: z.string(),
  ...terms,
  at: instant,
  by: z.string(),
  lifted: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
  inForce: z.boolean(),
  /** A discharge of a patient reported dead, on which the report can be corrected. Null for other entries. */
  deathOf: id.nullable(),
});
export type DoNotCallEntry = z.infer<typeof doNotCallEntry>;

export const doNotCallProcedures = {
  /** The newest first; `search` is a beginning of a name, an inpatient number, or a number or its last four digits. */
  doNotCallList: read(['supervisor'])
    .input(
      z.object({
        search: z.string().trim().max(40).default(''),
        show: z.enum(['in_force', 'past']).default('in_force'),
        offset,
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ total: z.int(), rows: z.array(doNotCallEntry) })),
  /** Open follow-ups that can then no longer be called end: 拒访, or 已故. */
  addDoNotCall: write(['supervisor'])
    .input(z.object({ target: z.union([z.object({ dischargeId: id }), z.object({ number: z.string().trim().min(1).max(40) })]), ...terms }))
    .output(z.object({ id, endedFollowUps: z.int() })),
  liftDoNotCall: write(['supervisor'])
    .input(z.object({ id, reason: z.string().trim().max(200) }))
    .output(doNotCallEntry),
};
