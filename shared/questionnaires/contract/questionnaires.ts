/**
 * The versioned questionnaire: aspects, items, scripts, guidance. The same shape is the JSON in resources/. A draft has the
 * same shape but may be unfinished; what is published keeps every rule of `shared/questionnaires/rules/check.ts`.
 */
import { z } from 'zod';
import { done, id, instant, long, nothing, read, upload, version, write } from '../../base/contract/base.ts';
import { aspectCodes, rateRules } from '../../base/contract/words.ts';

const supervisors = ['supervisor'] as const;
/** A word, a sentence or a paragraph of a draft; it may still be empty. */
const text = z.string().max(2000);
const word = z.string().max(100);

/** Keys that answer: digits, `-`, letters but O, which opens the opinion box of the call. */
export const answerKey = /^[0-9A-NP-Z-]$/;
export const itemCode = /^[a-z][a-z0-9_]*$/;

const draftOption = z.object({
  key: z.string().max(4),
  value: word,
  label: text,
  /** 0–100 for the score rule; absent on options that count nowhere. */
  score: z.number().min(0).max(100).optional(),
  objection: z.boolean().default(false),
  /** 不清楚/没接触: in no denominator. */
  notCounted: z.boolean().default(false),
  /** Of a multiple choice: chosen alone, as 都满意 and 不清楚. */
  exclusive: z.boolean().default(false),
});
/** One option of a choice. `key` is what the nurse presses. */
export const option = draftOption.extend({ key: z.string().regex(answerKey) });
export type Option = z.infer<typeof option>;

/** Facts of a stay that a condition may ask about. */
export const stayFacts = ['department', 'sex', 'ageYears', 'icd10', 'payment'] as const;
export type StayFact = (typeof stayFacts)[number];
export const conditionOperators = ['in', 'notIn', 'startsWith', 'atLeast', 'atMost'] as const;
export type ConditionOperator = (typeof conditionOperators)[number];

const draftCondition = z.object({
  on: z.union([z.object({ item: word }), z.object({ discharge: z.enum(stayFacts) })]),
  operator: z.enum(conditionOperators),
  values: z.array(z.union([word, z.number()])).max(200),
});
/** Shown only if the test holds: an earlier answer, or a fact of the discharge. */
export const condition = draftCondition.extend({ values: draftCondition.shape.values.min(1) });
export type Condition = z.infer<typeof condition>;

export const itemKinds = ['single', 'multiple', 'number', 'date', 'text'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** What a number may be, and what it counts. */
const numberRange = z.object({ min: z.number().optional(), max: z.number().optional(), unit: word.default('') });

const draftItem = z.object({
  code: word,
  aspect: aspectCodes.schema,
  /** Short name for tables: 护士态度 */
  title: word,
  /** The sentence to say. */
  say: text,
  hint: text.optional(),
  kind: z.enum(itemKinds),
  options: z.array(draftOption).max(60).default([]),
  /** Of a number; absent: any number. */
  number: numberRange.optional(),
  showIf: z.array(draftCondition).max(20).default([]),
  weight: z.number().min(0).default(1),
  /** Question asked when the answer is an objection; the questionnaire's own probe where absent. */
  probe: text.optional(),
});
export const item = draftItem.extend({
  code: z.string().regex(itemCode),
  title: word.min(1),
  say: text.min(1),
  options: z.array(option).default([]),
  showIf: z.array(condition).default([]),
  weight: z.number().positive().default(1),
});
export type Item = z.infer<typeof item>;

const draftAspect = z.object({ code: aspectCodes.schema, name: word, weight: z.number().min(0).default(1) });
export const aspect = draftAspect.extend({ weight: z.number().positive().default(1) });
export type Aspect = z.infer<typeof aspect>;

export const redFlag = z.object({ sign: text, say: text });

/** Health guidance: the longest matching ICD-10 prefix wins, then the department's name, then the general one (both absent). */
export const guidance = z.object({
  icd10: z.array(word).optional(),
  department: word.optional(),
  title: word,
  text,
  redFlags: z.array(redFlag).max(20).default([]),
});
export type Guidance = z.infer<typeof guidance>;

/** Said where somebody else's number was dialled; questionnaires of earlier versions have none of their own. */
export const usualProxyGreeting =
  '您好，我是{hospital}随访中心的回访员{nurse}。请问您是{name}{title}的{relation}吗？我想找{name}{title}本人说几句话，现在方便请他（她）接一下电话吗？';

/** Templates with {hospital} {name} {title} {department} {dischargeDate} {doctor} {nurse}, the proxy greeting also with {relation}. */
export const scripts = z.object({
  greeting: text,
  greetingNeutral: text,
  greetingProxy: text.default(usualProxyGreeting),
  identity: text,
  consent: text,
  condition: text,
  guidance: text,
  revisit: text,
  openOpinion: text,
  praise: text,
  closing: text,
  condolence: text,
  limits: text,
  probe: text,
});
export type Scripts = z.infer<typeof scripts>;
export type ScriptName = keyof Scripts;
export const scriptNames = Object.keys(scripts.shape) as readonly ScriptName[];

/** A questionnaire that is being written: every place may still be empty. */
export const draftContent = z.object({
  code: z.string().max(60),
  title: word,
  aspects: z.array(draftAspect).max(6),
  items: z.array(draftItem).max(200),
  scripts,
  guidance: z.array(guidance).max(500),
  /** Item of the `overall` rule, if any. */
  overallItem: word.optional(),
  /** The rule its figures are meant to be read by; reports may use another and say so. */
  rule: rateRules.schema.default('strict'),
  /** Share of applicable items that must be answered for `completed`. */
  completeShare: z.number().min(0).max(1).default(0.5),
});
export const questionnaireContent = draftContent.extend({
  aspects: z.array(aspect).min(1),
  items: z.array(item).min(1),
});
export type QuestionnaireContent = z.infer<typeof questionnaireContent>;

export const questionnaireVersion = z.object({
  id,
  code: z.string(),
  title: z.string(),
  version: z.int(),
  state: z.enum(['published', 'retired']),
  publishedAt: instant.nullable(),
  items: z.int(),
  /** New interviews begin with it. */
  inUse: z.boolean(),
  /** Interviews that were held with it. */
  interviews: z.int(),
});
export type QuestionnaireVersion = z.infer<typeof questionnaireVersion>;

/** A draft in the list. `revision` rises with every save. */
export const draftSummary = z.object({
  id,
  code: z.string(),
  title: z.string(),
  revision: z.int(),
  items: z.int(),
  /** Places that must be mended before it can be published. */
  faults: z.int(),
  updatedAt: instant,
  updatedBy: z.string(),
  /** The version it was copied from; null for a new one. */
  basedOn: id.nullable(),
});
export type DraftSummary = z.infer<typeof draftSummary>;
export const draft = draftSummary.extend({ content: draftContent });
export type Draft = z.infer<typeof draft>;

/** A questionnaire that comes with the program, on offer as the beginning of a draft. */
export const template = z.object({ code: z.string(), title: z.string(), items: z.int(), about: z.string() });

/** What a file of a questionnaire says wrongly; `row` as the spreadsheet counts it, 0 for the sheet as a whole. */
export const sheetProblem = z.object({ sheet: z.string(), row: z.int(), text: z.string() });
export type SheetProblem = z.infer<typeof sheetProblem>;

const draftSource = z.union([
  z.object({ from: z.literal('empty') }),
  z.object({ from: z.literal('version'), id }),
  z.object({ from: z.literal('template'), code: z.string() }),
  /** A copy under its own title: what one of two supervisors wrote. */
  z.object({ from: z.literal('content'), content: draftContent }),
]);

const exportFormat = z.enum(['json', 'xlsx']);

export const questionnaires = {
  /** Published and retired versions, the newest first. */
  list: read('signedIn').input(nothing).output(z.array(questionnaireVersion)),
  get: read('signedIn')
    .input(z.object({ id }))
    .output(questionnaireVersion.extend({ content: questionnaireContent })),

  drafts: read(supervisors).input(nothing).output(z.array(draftSummary)),
  draft: read(supervisors).input(z.object({ id })).output(draft),
  templates: long(supervisors).input(nothing).output(z.array(template)),
  createDraft: long(supervisors).input(draftSource).output(draft),
  /** Saves the whole draft; refused with VERSION_CONFLICT where somebody else saved since `revision`. */
  saveDraft: write(supervisors)
    .input(z.object({ id, revision: version, content: draftContent }))
    .output(z.object({ revision: z.int(), savedAt: instant })),
  removeDraft: write(supervisors).input(z.object({ id })).output(done),
  /** Makes the draft an immutable version and removes the draft. `use`: new interviews begin with it from now on. */
  publish: write(supervisors)
    .input(z.object({ id, revision: version, use: z.boolean() }))
    .output(z.object({ id, version: z.int() })),
  /** New interviews begin with this version; those already begun keep theirs. */
  use: write(supervisors).input(z.object({ id })).output(done),
  /** Out of use for good; its interviews keep it. Refused for the one in use. */
  retire: write(supervisors).input(z.object({ id })).output(done),

  exportFile: long(supervisors)
    .input(z.object({ kind: z.enum(['version', 'draft', 'template']), id: z.string().min(1).max(60), format: exportFormat }))
    .output(z.file()),
  /** Reads a JSON file or a workbook; makes a draft of it where `keep` and nothing is wrong with its form. */
  importFile: upload(supervisors)
    .input(z.object({ file: z.file(), keep: z.boolean().default(true) }))
    .output(
      z.object({
        draftId: id.nullable(),
        title: z.string(),
        items: z.int(),
        problems: z.array(sheetProblem),
        /** What the check of the content says, in words; faults must be mended before publishing. */
        findings: z.array(z.object({ fault: z.boolean(), place: z.string(), text: z.string() })),
      }),
    ),
};
