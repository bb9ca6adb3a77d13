/** 工作量 (workload): the figures of each nurse's calls, by the month of the sample as every other figure. */
import { z } from 'zod';
import { id, interval, month } from '../../base/contract/base.ts';

/** How many, of how many; `rate` null where there is nothing to share. */
const share = z.object({ count: z.int(), of: z.int(), rate: z.number().nullable() });
export type Share = z.infer<typeof share>;

export const talkFigure = z.object({
  /** Finished interviews whose call was recorded. */
  interviews: z.int(),
  /** Seconds. */
  mean: z.number().nullable(),
  median: z.number().nullable(),
  p5: z.number().nullable(),
  /** Counts by the bins of `talkBins`. */
  bins: z.array(z.int()),
  /** Completed interviews shorter than the setting: a reason to listen again, no judgement. */
  short: share,
});

export const nurseFigure = z.object({
  /** Null for a sum over several nurses. */
  nurseId: id.nullable(),
  name: z.string(),
  /** Follow-ups of the month that are hers, or that she called or spoke with. */
  sampled: z.int(),
  /** Calls made, and calls the patients made (来电): a conversation, but no dial. */
  dials: z.int(),
  incoming: z.int(),
  /** Contacted follow-ups of those dialled, by the dials alone (接通率, domain §5). */
  contact: share,
  completed: z.int(),
  partial: z.int(),
  refused: z.int(),
  /** Completed of those sampled (成功随访率, domain §5). */
  completion: share,
  talk: talkFigure,
  /** Dials by part of the day, the last outside the calling hours; and by day of the week, Monday first. */
  dayParts: z.array(z.int()),
  weekdays: z.array(z.int()),
  /** 不清楚 among the answers to choices. */
  unclear: share,
  /** Dissatisfied among the counted interviews, with its interval. */
  objection: share.extend({ interval: interval.nullable() }),
  /** Against all other nurses, two-sided z-test; null where there is nobody to compare with. */
  effect: z.object({ verdict: z.enum(['higher', 'lower', 'none', 'too_few']), words: z.string(), p: z.number() }).nullable(),
});
export type NurseFigure = z.infer<typeof nurseFigure>;

export const nurseFigures = z.object({
  month,
  /** Every nurse who dialled or finished an interview, most dials first; for a nurse her own line alone. */
  nurses: z.array(nurseFigure),
  /** All of them together; for a nurse, the others without her. Null where one person alone could be read from it. */
  together: nurseFigure.nullable(),
  /** Labels of `dayParts`. */
  dayPartNames: z.array(z.string()),
  shortTalkSeconds: z.int(),
});
export type NurseFigures = z.infer<typeof nurseFigures>;
