/**
 * Withholds the parts of feedback from which a head could compute a hidden figure of the own department (domain §7).
 */
import { civilDateOf, instantAt } from '../../../shared/base/rules/time.ts';
import { type Named, wordsForHead } from '../../../shared/feedback/rules/wordsForHeads.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import { hiddenOf } from '../statistics/index.ts';
import type { NamedCase } from './rows.ts';
import { seesPatientOf } from './scope.ts';

export interface Withheld {
  /** The item asked about. */
  readonly item: boolean;
  readonly aspect: boolean;
  /** Sex and age group, times and nurses: among so few patients they point at one. */
  readonly patient: boolean;
  /** What anybody wrote of the case, as its reader may read it. */
  readonly words: (text: string) => string;
}

/** What decides: whose patient said it, in which month, about what. */
export type Judged = Pick<NamedCase, 'month' | 'item_code' | 'aspect' | 'severity' | 'text' | 'discharge_id' | 'patientDepartmentId'>;

/** The day of an instant, without its time: cases of one call are registered in one moment, which would tell how many patients objected. */
export const dayAlone = (instant: string): string => instantAt(civilDateOf(instant), '00:00');

const nothing: Withheld = { item: false, aspect: false, patient: false, words: (text) => text };
const nobody: Named = { name: '', address: '' };

async function personsOf(db: Db, cases: readonly Judged[]): Promise<ReadonlyMap<string, Named>> {
  const ids = [...new Set(cases.flatMap(({ discharge_id }) => discharge_id ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('discharge').select(['id', 'name', 'address']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * The words of a patient are the head's to read; what they count for in a hidden figure is not, nor who among few said them. The
 * department of the patient decides, whoever's case it is: the reader's, one whose deputy the reader is, or one that was sent on.
 */
export async function withheldFrom<Case extends Judged>(ctx: Context, cases: readonly Case[]): Promise<(row: Case) => Withheld> {
  const { actor, db } = ctx;
  if (actor.role !== 'head' || cases.length === 0) return () => nothing;
  const months = cases.map(({ month }) => month).toSorted();
  const departments = [...new Set(cases.flatMap(({ patientDepartmentId }) => patientDepartmentId ?? []))];
  const hidden = await hiddenOf(db, actor, departments, months[0] ?? '', months.at(-1) ?? '');
  const persons = await personsOf(db, cases);
  return (row) => {
    if (row.patientDepartmentId === null) return { ...nothing, words: (text) => wordsForHead(text, nobody, false) };
    const of = hidden(row.patientDepartmentId, row.month);
    const person = persons.get(row.discharge_id ?? '') ?? nobody;
    return {
      item: of.all || (row.item_code !== null && of.items.has(row.item_code)),
      aspect: of.all || (row.aspect !== null && of.aspects.has(row.aspect)),
      patient: of.few,
      words: (text) => (seesPatientOf(actor, row) ? text : wordsForHead(text, person, of.few)),
    };
  };
}
