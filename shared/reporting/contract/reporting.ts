/** Contract of the reporting room: the month's satisfaction tables, the interviews behind each figure, the register. */
import { z } from 'zod';
import { civilDate, id, instant, interval, long, month, page, proportion, read } from '../../base/contract/base.ts';
import { aspectCodes, rateRules } from '../../base/contract/words.ts';
import { nurseFigures } from './nurseFigures.ts';

/**
 * Verdict on a difference between two months, two-sided two-proportion z-test. `other_questionnaire`: they asked different
 * questionnaires, and the figure depends on what is asked; nothing is claimed then.
 */
export const comparison = z.object({
  month,
  rate: z.number(),
  interviews: z.int(),
  /** Difference in percentage points, rounded to hundredths from the exact fractions. */
  points: z.number().nullable(),
  p: z.number().nullable(),
  verdict: z.enum(['rise', 'fall', 'noise', 'too_few', 'other_questionnaire']),
  /** The verdict in words. */
  words: z.string(),
});
export type Comparison = z.infer<typeof comparison>;

/**
 * How a rate of the whole hospital was weighted where a month's draws were not proportional: `rate` and `interval` beside it
 * are the weighted ones then, `plain` what the counts alone would give.
 */
export const weighting = z.object({
  /** Why the draws were not proportional, in words. */
  reasons: z.array(z.string()),
  plain: z.object({ rate: z.number(), interval: interval.nullable() }),
  /** Interviews of a simple random sample that would be as precise. */
  effective: z.number(),
  /** Interviews that could not be weighted, because the frame they were drawn from is not known; all: the rate is the plain one. */
  unweighted: z.int(),
  /** Departments of the frame without an interview. */
  unheard: z.object({ departments: z.int(), eligible: z.int() }),
});
export type Weighting = z.infer<typeof weighting>;

/** A proportion of the hospital, or of one department, which is never weighted. */
export const weightedProportion = proportion.extend({ weighting: weighting.nullable() });
export type WeightedProportion = z.infer<typeof weightedProportion>;

export const aspectFigure = weightedProportion.extend({ aspect: aspectCodes.schema, name: z.string() });
export type AspectFigure = z.infer<typeof aspectFigure>;
export const departmentFigure = proportion.extend({
  departmentId: id,
  name: z.string(),
  /** Null: fewer than 30 interviews are not ranked. */
  rank: z.int().nullable(),
  smallSample: z.boolean(),
  /** n too small for this reader; the numbers are null. */
  hidden: z.boolean(),
  belowLine: z.boolean(),
  points: z.number().nullable(),
  aspects: z.array(aspectFigure),
  /** These three are null where they would tell about a hidden rate. */
  opinions: z.int().nullable(),
  /** Objections by patients of any department against this one. */
  reflected: z.int().nullable(),
  closureRate: z.number().nullable(),
});
export type DepartmentFigure = z.infer<typeof departmentFigure>;
/** How many interviews of a figure were held by which questionnaire, versions together: more than one is said beside it. */
export const questionnaireCount = z.object({ title: z.string(), interviews: z.int() });

export const seriesPoint = weightedProportion.extend({
  month,
  /** Change against the month before; null where that has no figure, or asked another questionnaire. */
  points: z.number().nullable(),
  versions: z.array(z.string()),
  questionnaires: z.array(questionnaireCount),
  /** The month before has a figure, but asked another questionnaire: the line is broken here. */
  otherQuestionnaire: z.boolean(),
});
export type SeriesPoint = z.infer<typeof seriesPoint>;
export const itemFigure = z.object({
  itemCode: z.string(),
  title: z.string(),
  aspect: aspectCodes.schema,
  counted: z.int(),
  objections: z.int(),
  rate: z.number().nullable(),
});
export type ItemFigure = z.infer<typeof itemFigure>;

/** AAPOR counts and rates of the month's sample (Standard Definitions), and the rates hospitals report beside them. */
export const fieldwork = z.object({
  sampled: z.int(),
  attempted: z.int(),
  contacted: z.int(),
  counts: z.object({ I: z.int(), P: z.int(), R: z.int(), NC: z.int(), O: z.int(), U: z.int(), NE: z.int() }),
  rr1: z.number().nullable(),
  rr2: z.number().nullable(),
  coop1: z.number().nullable(),
  ref1: z.number().nullable(),
  con1: z.number().nullable(),
  followUpRate: z.number().nullable(),
  successRate: z.number().nullable(),
  reachRate: z.number().nullable(),
});
export type Fieldwork = z.infer<typeof fieldwork>;

/**
 * Under `topbox` the counts are answers, not interviews, and months are not compared: answers of one patient are not
 * independent.
 */
export const monthReport = weightedProportion.extend({
  month,
  rule: rateRules.schema,
  /** The reader's own department; null for the whole hospital. */
  departmentName: z.string().nullable(),
  /** Fewer interviews than are ranked. */
  smallSample: z.boolean(),
  comparisons: z.object({ previous: comparison.nullable(), lastYear: comparison.nullable() }),
  /** Twelve months ending with this one; months without interviews have n 0. */
  series: z.array(seriesPoint),
  /**
   * Set where it was asked for: series, comparisons and changes count only the items that all questionnaires of these months
   * share; every other figure still counts all items. `leftOut`: titles of this month's items that are not shared.
   */
  common: z.object({ items: z.int(), leftOut: z.array(z.string()), now: weightedProportion }).nullable(),
  /** Whether the thirteen months asked more than one questionnaire version. */
  severalVersions: z.boolean(),
  departments: z.array(departmentFigure),
  /** Of all departments together. */
  opinions: z.int().nullable(),
  reflected: z.int().nullable(),
  aspects: z.array(aspectFigure),
  items: z.array(itemFigure),
  fieldwork,
  versions: z.array(z.string()),
  questionnaires: z.array(questionnaireCount),
  line: z.number(),
});
export type MonthReport = z.infer<typeof monthReport>;

/**
 * An interview behind a figure. A head gets no id, no time, no nurse and no count of answers, because each can be joined with
 * other lists; and neither name nor date where fewer interviews are listed than may be shown.
 */
export const interviewBehind = z.object({
  interviewId: id.nullable(),
  name: z.string(),
  department: z.string(),
  dischargeDate: civilDate.nullable(),
  finishedAt: instant.nullable(),
  nurseName: z.string(),
  /** Null where the figure is hidden from the reader. */
  satisfied: z.boolean().nullable(),
  counted: z.int().nullable(),
  objections: z.int().nullable(),
  opinions: z.array(z.string()),
  /** Its answers were corrected after the call. */
  corrected: z.boolean(),
});
export type InterviewBehind = z.infer<typeof interviewBehind>;

/** The 14 columns of 《出院患者电话回访登记本》, as shown (phones masked on screen). */
export const registerRow = z.object({
  name: z.string(),
  sex: z.string(),
  age: z.string(),
  address: z.string(),
  phone: z.string(),
  dischargeDate: z.string(),
  diagnosis: z.string(),
  outcome: z.string(),
  interviewedAt: z.string(),
  revisitDate: z.string(),
  opinions: z.string(),
  measures: z.string(),
  repliedAt: z.string(),
  replyContent: z.string(),
});
export type RegisterRow = z.infer<typeof registerRow>;

const readers = ['supervisor', 'director', 'head'] as const;
const workReaders = ['supervisor', 'director', 'nurse'] as const;
const query = z.object({
  /** A report tells of the twelve months before, too. */
  month: month.refine((asked) => asked >= '1902-01', '没有这么早的报表'),
  rule: rateRules.schema.default('strict'),
  /** Compare months over the items that their questionnaires share. */
  commonItems: z.boolean().default(false),
});

export const reporting = {
  months: read(readers)
    .input(z.object({}).default({}))
    .output(z.array(z.object({ month, interviews: z.int() }))),
  month: read(readers).input(query).output(monthReport),
  /** The interviews behind a figure. A head sees only the own department's, without names where n is small. */
  interviews: read(readers)
    .input(
      page.extend({
        month,
        departmentId: id.optional(),
        aspect: aspectCodes.schema.optional(),
        itemCode: z.string().optional(),
        satisfied: z.boolean().optional(),
      }),
    )
    .output(z.object({ total: z.int(), rows: z.array(interviewBehind) })),
  workbook: long(readers).input(query).output(z.file()),
  /** Months with a sample, newest first, for those who see what nurses did. */
  workMonths: read(workReaders).input(z.object({}).default({})).output(z.array(month)),
  nurseFigures: read(workReaders).input(z.object({ month })).output(nurseFigures),
  nurseWorkbook: long(workReaders).input(z.object({ month })).output(z.file()),
  register: read(['supervisor', 'nurse'])
    .input(page.extend({ month, departmentId: id.optional() }))
    .output(z.object({ total: z.int(), rows: z.array(registerRow) })),
  /** Holds identities: needs a reason, carries a watermark line, is logged. */
  registerWorkbook: long(['supervisor'])
    .input(z.object({ month, departmentId: id.optional(), reason: z.string().trim().min(2, '请填写导出原因').max(200) }))
    .output(z.file()),
};
export type Interval = z.infer<typeof interval>;
