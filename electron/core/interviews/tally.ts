/** Derives from the answers what a finished interview counts for, in the same transaction. */
import type { QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import {
  type AspectProgress,
  type DischargeFacts,
  progress,
  strictlySatisfied,
} from '../../../shared/questionnaires/rules/questionnaire.ts';
import { insertMany } from '../base/db/bulk.ts';
import type { Flag } from '../base/db/schema/flag.ts';
import type { Db, Schema } from '../base/db/schema.ts';

/** Facts of a stay that conditions of a questionnaire may ask about, by discharge id. */
export async function factsOf(db: Db, dischargeIds: readonly string[]): Promise<Map<string, DischargeFacts>> {
  const facts = new Map<string, DischargeFacts>();
  const step = 5_000;
  for (let start = 0; start < dischargeIds.length; start += step) {
    const rows = await db
      .selectFrom('discharge')
      .innerJoin('department', 'department.id', 'discharge.department_id')
      .select(['discharge.id', 'department.name as department', 'sex', 'age_years', 'icd10', 'payment'])
      .where('discharge.id', 'in', dischargeIds.slice(start, start + step))
      .orderBy('discharge.id')
      .execute();
    for (const { id, age_years, ...row } of rows) facts.set(id, { ...row, ageYears: age_years });
  }
  return facts;
}

export const unknownFacts: DischargeFacts = { department: '', sex: 'unknown', ageYears: null, icd10: '', payment: '' };

export interface Tally {
  readonly complete: boolean;
  readonly counted: number;
  readonly objections: number;
  readonly satisfied: Flag | null;
  /** Aspects with at least one counted answer. */
  readonly aspects: readonly AspectProgress[];
}

export function tallyOf(content: QuestionnaireContent, answers: ReadonlyMap<string, readonly string[]>, facts: DischargeFacts): Tally {
  const { complete, counted, objections, aspects } = progress(content, answers, facts);
  const satisfied = strictlySatisfied({ counted, objections });
  return {
    complete,
    counted,
    objections,
    satisfied: satisfied === null ? null : satisfied ? 1 : 0,
    aspects: aspects.filter((aspect) => aspect.counted > 0),
  };
}

/** The rows of an interview by aspect, from which the tables of departments and aspects are counted. */
export async function writeAspects(
  db: Db,
  { id, month, department_id }: Pick<Schema['interview'], 'id' | 'month' | 'department_id'>,
  aspects: Tally['aspects'],
): Promise<void> {
  await insertMany(
    db,
    'interview_aspect',
    ['interview_id', 'month', 'department_id', 'aspect', 'counted', 'objections'],
    aspects.map(({ code, counted, objections }) => [id, month, department_id, code, counted, objections]),
  );
}
