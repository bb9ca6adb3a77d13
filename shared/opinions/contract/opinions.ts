/** Contract of the opinions room: feedback typed while the patient speaks, its suggested labels, and urgent reports. */
import { z } from 'zod';
import { id, long, nothing, read } from '../../base/contract/base.ts';
import { aspectCodes, feedbackKinds, feedbackStates, severities } from '../../base/contract/words.ts';

/** The labels suggested for feedback; null in the fields without a suggestion. */
export const offered = z.object({
  itemCode: z.string().max(60).nullable(),
  aspect: aspectCodes.schema.nullable(),
  departmentId: id.nullable(),
  severity: severities.schema.nullable(),
  /** The nurse took it by its key. */
  taken: z.boolean(),
});
export type Offered = z.infer<typeof offered>;

export const opinion = z.object({
  id,
  kind: feedbackKinds.schema,
  /** The item whose objection asked for it; null for an opinion begun freely. */
  askedItem: z.string().nullable(),
  /** What it is about. */
  itemCode: z.string().nullable(),
  aspect: aspectCodes.schema.nullable(),
  departmentId: id,
  severity: severities.schema,
  text: z.string(),
  staffName: z.string(),
  state: feedbackStates.schema,
  suggested: offered.nullable(),
});
export type Opinion = z.infer<typeof opinion>;

/** One field of a suggestion, with why: how many earlier cases are alike, and what tells: words of this text, the item's title. */
const proposed = <Value extends z.ZodType>(value: Value) => z.object({ value, similar: z.int(), words: z.array(z.string()) }).nullable();
/** What earlier cases of this hospital suggest for a text; null where they do not say enough. Holds nothing of any patient. */
export const suggestion = z.object({
  itemCode: proposed(z.string()),
  aspect: proposed(aspectCodes.schema),
  departmentId: proposed(id),
  severity: proposed(severities.schema),
});
export type Suggestion = z.infer<typeof suggestion>;

export const staffMember = z.object({
  name: z.string(),
  post: z.enum(['doctor', 'nurse']),
  /** Treated this very patient. */
  ofStay: z.boolean(),
  /** Pinyin initials, to find the name by. */
  initials: z.string(),
});
export type StaffMember = z.infer<typeof staffMember>;

const nurses = ['nurse', 'supervisor'] as const;

/** What became of the suggestions for one label: offered, taken by the nurse's key, and as the record stands now. */
export const suggestionUse = z.object({
  about: z.enum(['subject', 'department', 'severity']),
  label: z.string(),
  offered: z.int(),
  taken: z.int(),
  /** The record says the same in the end, whoever wrote it. */
  right: z.int(),
});
export type SuggestionUse = z.infer<typeof suggestionUse>;

export const opinions = {
  /** Takes up what was registered or corrected since the last time; the first time everything. Short transactions, with pauses between. */
  learnOpinions: long(nurses)
    .input(nothing)
    .output(z.object({ cases: z.int() })),
  /** What earlier cases suggest for what is being typed, and the item it is filed under so far; silent where they do not say enough, and until something was learned. */
  suggest: read(nurses)
    .input(z.object({ interviewId: id, text: z.string().max(4000), itemCode: z.string().max(60).nullable().default(null) }))
    .output(suggestion),
  /** Whom a patient may mean: doctors and nurses of a department's stays of the last half year, this stay's own first. */
  staffNames: read(nurses)
    .input(z.object({ followUpId: id, departmentId: id }))
    .output(z.array(staffMember)),
  /** Suggestions of registered opinions by label, the most offered first. */
  suggestionUse: read(['supervisor', 'director']).input(nothing).output(z.array(suggestionUse)),
};
