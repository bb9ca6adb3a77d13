/**
 * Decides which figures are hidden from a reader in which month (domain §7). Every room that shows a figure, or data
 * from which one can be computed, asks here.
 */
import type { AspectCode } from '../../../shared/base/contract/words.ts';
import { type Hidden, hiddenFigures, nothingHidden } from '../../../shared/statistics/rules/hiding.ts';
import type { Actor } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import { readSettings } from '../base/settings.ts';

export type HiddenByMonth = (month: string) => Hidden;

/** What a head may not see of these departments' months, whether the own department or one whose patient a case is about. */
export async function hiddenOf(
  db: Db,
  { role }: Pick<Actor, 'role'>,
  departmentIds: readonly string[],
  from: string,
  to: string,
): Promise<(departmentId: string, month: string) => Hidden> {
  if (role !== 'head' || departmentIds.length === 0) return () => nothingHidden;
  const { hideBelow } = await readSettings(db);
  const sizes = await sizesOf(db, departmentIds, from, to);
  const hidden = new Map([...sizes].map(([key, of]) => [key, hiddenFigures(of, hideBelow)]));
  // Where nobody was interviewed there is no figure to hide; whoever said something all the same is one of very few.
  const nobody = { ...nothingHidden, few: hideBelow > 0 };
  return (departmentId, month) => hidden.get(keyOf(departmentId, month)) ?? nobody;
}

/** What a head may not see of the own department, in these months; from all others nothing is hidden. */
export async function hiddenFrom(db: Db, actor: Actor, from: string, to: string): Promise<HiddenByMonth> {
  const departmentId = actor.departmentId ?? '';
  const hidden = await hiddenOf(db, actor, [departmentId], from, to);
  return (month) => hidden(departmentId, month);
}

const keyOf = (departmentId: string, month: string) => `${month} ${departmentId}`;

interface Sizes {
  people: number;
  readonly aspects: { aspect: AspectCode; n: number }[];
  readonly items: { code: string; aspect: AspectCode; n: number }[];
}

async function sizesOf(db: Db, departmentIds: readonly string[], from: string, to: string): Promise<Map<string, Sizes>> {
  const interviews = db
    .selectFrom('interview as i')
    .where('i.department_id', 'in', departmentIds)
    .where('i.month', '>=', from)
    .where('i.month', '<=', to)
    .where('i.satisfied', 'is not', null);
  const people = await interviews
    .select((eb) => ['i.department_id', 'i.month', eb.fn.countAll<number>().as('n')])
    .groupBy(['i.department_id', 'i.month'])
    .execute();
  const aspects = await interviews
    .innerJoin('interview_aspect as x', 'x.interview_id', 'i.id')
    .where('x.counted', '>', 0)
    .select((eb) => ['i.department_id', 'i.month', 'x.aspect', eb.fn.countAll<number>().as('n')])
    .groupBy(['i.department_id', 'i.month', 'x.aspect'])
    .orderBy('i.month')
    .orderBy('x.aspect')
    .execute();
  const items = await interviews
    .innerJoin('answer as a', 'a.interview_id', 'i.id')
    .where('a.counted', '=', 1)
    .select((eb) => ['i.department_id', 'i.month', 'a.aspect', 'a.item_code as code', eb.fn.countAll<number>().as('n')])
    .groupBy(['i.department_id', 'i.month', 'a.aspect', 'a.item_code'])
    .orderBy('i.month')
    .orderBy('a.item_code')
    .orderBy('a.aspect')
    .execute();
  const sizes = new Map<string, Sizes>(
    people.map(({ department_id, month, n }) => [keyOf(department_id, month), { people: Number(n), aspects: [], items: [] }]),
  );
  for (const { department_id, month, n, ...aspect } of aspects)
    sizes.get(keyOf(department_id, month))?.aspects.push({ ...aspect, n: Number(n) });
  for (const { department_id, month, n, ...item } of items) sizes.get(keyOf(department_id, month))?.items.push({ ...item, n: Number(n) });
  return sizes;
}
