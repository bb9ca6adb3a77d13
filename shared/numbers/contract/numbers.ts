/**
 * Contract of the numbers room: a patient's phone numbers in their order, what is known of each, and the ward's
 * answers about wrong ones.
 */

import { z } from 'zod';
import { civilDate, id, instant, month, read, write } from '../../base/contract/base.ts';
import { dispositions, followUpStates, phoneMarks } from '../../base/contract/words.ts';
import { knownNumber } from '../../worklist/contract/knownNumber.ts';

const nurses = ['nurse', 'supervisor'] as const;
const relation = z.string().trim().max(12).default('');
const newNumber = z.string().trim().min(1, '请填写号码').max(40);

/** A wrong or dead number of a sampled stay. */
export const numberToCheck = z.object({
  phoneId: id,
  followUpId: id,
  name: z.string(),
  inpatientNumber: z.string(),
  departmentId: id,
  department: z.string(),
  ward: z.string(),
  dischargeDate: civilDate,
  relation: z.string(),
  /** Masked. */
  number: z.string(),
  what: z.string(),
  at: instant.nullable(),
  by: z.string(),
  /** Numbers of the patient that may still be dialled. */
  otherNumbers: z.int(),
  slippedAt: instant.nullable(),
  state: followUpStates.schema,
  disposition: dispositions.schema.nullable(),
  /** The ward's answer; null while it is waited for. */
  answer: z.object({ mark: phoneMarks.schema, note: z.string(), at: instant, by: z.string() }).nullable(),
  /** Ended as 空号/错号 with a number that may be dialled again: can be opened again. */
  mayReopen: z.boolean(),
});
export type NumberToCheck = z.infer<typeof numberToCheck>;

/** 号码核对单: whole numbers, for the ward that took them down. */
export const wardSlip = z.object({
  hospital: z.string(),
  department: z.string(),
  ward: z.string(),
  /** Who printed it, when and why: stands on every page. */
  mark: z.string(),
  rows: z.array(
    z.object({
      name: z.string(),
      inpatientNumber: z.string(),
      dischargeDate: civilDate,
      number: z.string(),
      relation: z.string(),
      what: z.string(),
    }),
  ),
});
export type WardSlip = z.infer<typeof wardSlip>;

export const numberProcedures = {
  /** The numbers in the order in which they are tried; for who holds the follow-up. */
  list: read(nurses)
    .input(z.object({ followUpId: id }))
    .output(z.array(knownNumber)),
  /** To a place among them, 0 for the first; sent twice it is there already. */
  moveNumber: write(nurses)
    .input(z.object({ followUpId: id, phoneId: id, place: z.int().min(0).max(1000) }))
    .output(z.array(knownNumber)),
  /** A number learned in the call. It stays when the stay is imported again. */
  addNumber: write(nurses)
    .input(z.object({ followUpId: id, number: newNumber, relation, first: z.boolean().default(false) }))
    .output(z.array(knownNumber)),
  /**
   * The last number that may be dialled is marked bad only where a call found it so: what ends a follow-up is an attempt (domain §5).
   * The follow-up ends then and goes to the ward (号码核对).
   */
  markNumber: write(nurses)
    .input(z.object({ followUpId: id, phoneId: id, mark: z.enum(['bad', 'restored']), note: z.string().trim().max(100).default('') }))
    .output(z.array(knownNumber)),
  /** Wrong and dead numbers of a month's sample; a nurse sees those of her own follow-ups and the open pool's. */
  numbersToCheck: read(nurses)
    .input(z.object({ month: month.optional(), show: z.enum(['waiting', 'answered', 'reopen']).default('waiting') }))
    .output(z.object({ month: month.nullable(), months: z.array(month), rows: z.array(numberToCheck) })),
  /** Whole numbers on paper: asks for a reason and is logged. */
  printWardSlip: write(nurses)
    .input(z.object({ month, departmentId: id, ward: z.string().max(60), reason: z.string().trim().max(200) }))
    .output(wardSlip),
  /** What the ward says of a number; a follow-up that had ended for it is opened again where it may. */
  answerNumber: write(nurses)
    .input(
      z.object({
        phoneId: id,
        answer: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('corrected'), number: newNumber, relation }),
          z.object({ kind: z.literal('verified') }),
          z.object({ kind: z.literal('no_other') }),
        ]),
        note: z.string().trim().max(100).default(''),
      }),
    )
    .output(z.object({ reopened: z.boolean(), why: z.string() })),
  reopenFollowUp: write(['supervisor'])
    .input(z.object({ followUpId: id, reason: z.string().trim().max(200) }))
    .output(z.object({ reopened: z.literal(true) })),
};
