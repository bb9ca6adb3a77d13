/** Loads the texts of the demo hospital: departments, names, feedback (resources/demo). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { aspectCodes, severities } from '../../shared/base/contract/words.ts';

const weighted = z.array(z.tuple([z.string(), z.number().positive()])).readonly();

const department = z.object({
  name: z.string(),
  /** Discharges of a usual month. */
  volume: z.number().positive(),
  wards: z.int().min(1),
  /** Mean, deviation, lowest, highest; years. */
  age: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  newborn: z.boolean().default(false),
  /** Shares of women, deaths, stays that are not the first. */
  female: z.number(),
  deaths: z.number(),
  again: z.number(),
  /** Mean days and cost in yuan. */
  days: z.number(),
  cost: z.number(),
  /** How much likelier than elsewhere a patient is dissatisfied. */
  grumble: z.number(),
  diagnoses: z.array(z.tuple([z.string(), z.string(), z.number()]).rest(z.enum(['male', 'female']))),
});
export type DepartmentProfile = z.infer<typeof department>;

const people = z.object({
  surnames: weighted,
  given: z.array(z.object({ bornBefore: z.int(), male: z.array(z.string()), female: z.array(z.string()) })),
  rareGiven: z.array(z.string()),
  mobilePrefixes: z.array(z.string()),
  areaCode: z.string(),
  districts: z.array(z.object({ name: z.string(), streets: z.array(z.string()) })),
  towns: z.array(z.string()),
  villages: z.array(z.string()),
  payments: weighted,
  /** For ages from–to. */
  remarks: z.array(z.object({ text: z.string(), from: z.number(), to: z.number() })),
});
export type People = z.infer<typeof people>;

const fix = z.object({ causeKind: z.string(), cause: z.string(), measures: z.string(), reply: z.string() });
export type Fix = z.infer<typeof fix>;
/** `text` may leave the choice between wordings: {夜里|半夜}, and slots for times and sums. */
const itemOpinion = z.object({
  text: z.string(),
  fix: z.int().min(0),
  department: z.string().optional(),
  severity: severities.schema.default('general'),
});
const texts = z.array(z.string()).min(1);

/** `weight`: how often the item is objected to, compared with the others. */
const opinions = z.object({
  items: z.record(
    z.string(),
    z.object({ weight: z.number().positive(), opinions: z.array(itemOpinion).min(5), wishes: texts, fixes: z.array(fix).min(1) }),
  ),
  /** What people say before they come to the point, and after. */
  openers: texts,
  asides: texts,
  complaints: z.array(itemOpinion.extend({ item: z.string() })),
  suggestions: z.array(z.object({ aspect: aspectCodes.schema, text: z.string(), department: z.string().optional(), reply: z.string() })),
  praise: z.array(z.object({ role: z.enum(['doctor', 'nurse']), text: z.string() })),
  returns: z.object({ review: texts, patient: texts, fix: fix.omit({ causeKind: true }) }),
  verdicts: z.object({ accepted: texts }),
  dispatchWords: texts,
  notes: z.record(z.string(), texts),
  conditions: texts,
});
export type Opinions = z.infer<typeof opinions>;

export interface DemoContent {
  readonly departments: readonly DepartmentProfile[];
  readonly people: People;
  readonly opinions: Opinions;
}

export async function readContent(resourcesDir: string): Promise<DemoContent> {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(resourcesDir, 'demo', name), 'utf8'));
  return {
    departments: z.array(department).parse(await read('departments.json')),
    people: people.parse(await read('people.json')),
    opinions: opinions.parse(await read('opinions.json')),
  };
}
