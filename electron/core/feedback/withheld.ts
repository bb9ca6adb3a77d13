/** What of a case its head may not see, because it would tell about a hidden figure of the own department (domain §7). */
import { civilDateOf, instantAt } from '../../../shared/base/rules/time.ts';
import type { Context } from '../base/context.ts';
import { hiddenFrom } from '../statistics/index.ts';
import type { NamedCase } from './rows.ts';

export interface Withheld {
  /** The item asked about. */
  readonly item: boolean;
  readonly aspect: boolean;
  /** Sex and age group: among so few patients they point at one. */
  readonly patient: boolean;
}

/** The day of an instant, without its time: cases of one call are registered in one moment, which would tell how many patients objected. */
export const dayAlone = (instant: string): string => instantAt(civilDateOf(instant), '00:00');

const nothing: Withheld = { item: false, aspect: false, patient: false };

/**
 * The words of a patient are the head's to read; what they count for in a hidden figure is not. Cases of other departments'
 * patients, and those that came otherwise than by an interview, are in no figure of this department.
 */
export async function withheldFrom(ctx: Context, cases: readonly NamedCase[]): Promise<(row: NamedCase) => Withheld> {
  const { actor, db } = ctx;
  const own = cases.filter((row) => row.patientDepartmentId === actor.departmentId);
  const months = own.map(({ month }) => month).toSorted();
  const [first, last] = [months[0], months.at(-1)];
  if (actor.role !== 'head' || first === undefined || last === undefined) return () => nothing;
  const hidden = await hiddenFrom(db, actor, first, last);
  return (row) => {
    if (row.patientDepartmentId !== actor.departmentId) return nothing;
    const of = hidden(row.month);
    return {
      item: of.all || (row.item_code !== null && of.items.has(row.item_code)),
      aspect: of.all || (row.aspect !== null && of.aspects.has(row.aspect)),
      patient: of.all,
    };
  };
}
