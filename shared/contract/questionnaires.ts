/** The versioned questionnaire: aspects, items, scripts, guidance. The same shape is the JSON in resources/. */
import { z } from 'zod';
import { id, instant, nothing, read } from './base.ts';
import { aspectCodes } from './words.ts';

/** One option of a choice. `key` is the digit the nurse presses. */
export const option = z.object({
  key: z.string().regex(/^\d$/),
  value: z.string(),
  label: z.string(),
  /** 0–100 for the score rule; absent on options that count nowhere. */
  score: z.number().min(0).max(100).optional(),
  objection: z.boolean().default(false),
  /** 不清楚/没接触: in no denominator. */
  notCounted: z.boolean().default(false),
});
export type Option = z.infer<typeof option>;

/** Shown only if the test holds: an earlier answer, or a fact of the discharge. */
export const condition = z.object({
  on: z.union([z.object({ item: z.string() }), z.object({ discharge: z.enum(['department', 'sex', 'ageYears', 'icd10', 'payment']) })]),
  operator: z.enum(['in', 'notIn', 'startsWith', 'atLeast', 'atMost']),
  values: z.array(z.union([z.string(), z.number()])).min(1),
});
export type Condition = z.infer<typeof condition>;

export const item = z.object({
  code: z.string().regex(/^[a-z][a-z0-9_]*$/),
  aspect: aspectCodes.schema,
  /** Short name for tables: 护士态度 */
  title: z.string().min(1),
  /** The sentence to say. */
  say: z.string().min(1),
  hint: z.string().optional(),
  kind: z.enum(['single', 'multiple', 'number', 'date', 'text']),
  options: z.array(option).default([]),
  showIf: z.array(condition).default([]),
  weight: z.number().positive().default(1),
  /** Question asked when the answer is an objection; the questionnaire's own probe where absent. */
  probe: z.string().optional(),
});
export type Item = z.infer<typeof item>;

export const aspect = z.object({ code: aspectCodes.schema, name: z.string(), weight: z.number().positive().default(1) });

/** Health guidance: the longest matching ICD-10 prefix wins, then the department's name, then the general one (both absent). */
export const guidance = z.object({
  icd10: z.array(z.string()).optional(),
  department: z.string().optional(),
  title: z.string(),
  text: z.string(),
  redFlags: z.array(z.object({ sign: z.string(), say: z.string() })).default([]),
});
export type Guidance = z.infer<typeof guidance>;

/** Templates with {hospital} {name} {title} {department} {dischargeDate} {doctor} {nurse}. */
export const scripts = z.object({
  greeting: z.string(),
  greetingNeutral: z.string(),
  identity: z.string(),
  consent: z.string(),
  condition: z.string(),
  guidance: z.string(),
  revisit: z.string(),
  openOpinion: z.string(),
  praise: z.string(),
  closing: z.string(),
  condolence: z.string(),
  limits: z.string(),
  probe: z.string(),
});
export type Scripts = z.infer<typeof scripts>;
export type ScriptName = keyof Scripts;

export const questionnaireContent = z.object({
  code: z.string(),
  title: z.string(),
  aspects: z.array(aspect).min(1),
  items: z.array(item).min(1),
  scripts,
  guidance: z.array(guidance),
  /** Item of the `overall` rule, if any. */
  overallItem: z.string().optional(),
  /** Share of applicable items that must be answered for `completed`. */
  completeShare: z.number().min(0).max(1).default(0.5),
});
export type QuestionnaireContent = z.infer<typeof questionnaireContent>;

export const questionnaireVersion = z.object({
  id,
  code: z.string(),
  title: z.string(),
  version: z.int(),
  state: z.enum(['draft', 'published', 'retired']),
  publishedAt: instant.nullable(),
  items: z.int(),
});

export const questionnaires = {
  list: read('signedIn').input(nothing).output(z.array(questionnaireVersion)),
  get: read('signedIn')
    .input(z.object({ id }))
    .output(questionnaireVersion.extend({ content: questionnaireContent })),
};
