/** 患者回拨 (a patient calls back): find the follow-up of the caller and take it. */
import { z } from 'zod';
import { civilDate, id, instant, read, write } from '../../base/contract/base.ts';
import { attemptOutcomes, sexes } from '../../base/contract/words.ts';

const nurses = ['nurse', 'supervisor'] as const;

export const callBackProcedures = {
  /** The patient called back: takes the follow-up, also a colleague's that nobody is calling, and opens an incoming attempt. Repeating while an attempt of one's own is open returns it. */
  callBack: write(nurses)
    .input(z.object({ followUpId: id }))
    .output(z.object({ attemptId: id })),
  /** Open follow-ups by the last digits of a number (four or more), or by the beginning of a name. */
  findCallBack: read(nurses)
    .input(z.object({ search: z.string().trim().min(1).max(40) }))
    .output(
      z.array(
        z.object({
          followUpId: id,
          name: z.string(),
          sex: sexes.schema,
          ageText: z.string(),
          department: z.string(),
          dischargeDate: civilDate,
          /** Masked; the one that was looked for. */
          phone: z.string(),
          attempts: z.int(),
          lastOutcome: attemptOutcomes.schema.nullable(),
          lastAttemptAt: instant.nullable(),
          /** Answers of an interview that was begun. */
          answered: z.int(),
          nurseName: z.string().nullable(),
          /** A colleague who is calling just now. */
          heldBy: z.string().nullable(),
        }),
      ),
    ),
};
