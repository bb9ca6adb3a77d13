/** Contract of the discharges room: the list of discharges, and those whose outcome may mean death. */
import { z } from 'zod';
import { civilDate, done, id, month, page, read, write } from '../../base/contract/base.ts';
import { dischargeModes, followUpFilters, phoneKinds, sexes, treatmentOutcomes } from '../../base/contract/words.ts';

export const dischargeRow = z.object({
  id,
  inpatientNumber: z.string(),
  name: z.string(),
  sex: sexes.schema,
  ageText: z.string(),
  department: z.string(),
  ward: z.string(),
  doctor: z.string(),
  diagnosis: z.string(),
  admissionDate: civilDate.nullable(),
  dischargeDate: civilDate,
  outcome: treatmentOutcomes.schema.nullable(),
  dischargeMode: dischargeModes.schema.nullable(),
  /** Masked: 138****5678; empty where there is none. */
  phone: z.string(),
  followUp: z.string().nullable(),
});
export type DischargeRow = z.infer<typeof dischargeRow>;

/** Where a page of the list ended: month|date|id. */
const listPlace = z.string().regex(/^\d{4}-\d\d\|\d{4}-\d\d-\d\d\|.{1,40}$/, '列表位置无效');

export const phone = z.object({
  id,
  number: z.string(),
  kind: phoneKinds.schema,
  extension: z.string(),
  /** 本人, 儿子, … as the file gave it. */
  relation: z.string(),
  bad: z.boolean(),
});

export const discharges = {
  /**
   * Discharges, the latest first; `search` is a name or its beginning, pinyin initials, the beginning of an inpatient number,
   * or four or more last digits of a phone. A nurse sees her own and the open pool's follow-ups, and finds by a search who was sampled in
   * an open month; what she does not need to tell them apart is left empty. `total` is counted up to 1,000 and only without `after`; `atLeast` says there are
   * more. `next` asks for the page that follows.
   */
  list: read(['admin', 'supervisor', 'nurse'])
    .input(
      z.object({
        search: z.string().max(40).optional(),
        month: month.optional(),
        departmentId: id.optional(),
        followUp: followUpFilters.schema.optional(),
        after: listPlace.optional(),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ total: z.int().nullable(), atLeast: z.boolean(), rows: z.array(dischargeRow), next: listPlace.nullable() })),
  /** Stays whose outcome or mode of discharge may mean death and that nobody has looked at, the latest first. */
  deathDoubts: read(['admin', 'supervisor'])
    .input(page)
    .output(z.object({ total: z.int(), rows: z.array(dischargeRow.extend({ word: z.string() })) })),
  /** Somebody has looked: the patient died (the outcome becomes 死亡), or left alive. */
  settleDeathDoubt: write(['admin', 'supervisor'])
    .input(z.object({ id, died: z.boolean(), note: z.string().trim().min(2, '请写明向谁核对').max(200) }))
    .output(done),
  months: read('signedIn')
    .input(z.object({}).default({}))
    .output(z.array(z.object({ month, discharges: z.int(), drawn: z.int() }))),
};
