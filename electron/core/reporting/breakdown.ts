/** Counts a month's aspects, items and feedback by department. */
import { sql } from 'kysely';
import type { AspectCode } from '../../../shared/base/contract/words.ts';
import type { Db } from '../base/db/schema.ts';

export interface AspectRow {
  readonly departmentId: string;
  readonly aspect: AspectCode;
  readonly n: number;
  readonly satisfied: number;
}

/** Interviews with at least one counted answer in the aspect; satisfied where none of them is an objection. */
export async function countAspects(db: Db, month: string, departmentId: string | null): Promise<AspectRow[]> {
  let query = db
    .selectFrom('interview_aspect')
    .select((eb) => [
      'department_id as departmentId',
      'aspect',
      eb.fn.countAll<number>().as('n'),
      eb.fn.sum<number>(eb.case().when('objections', '=', 0).then(1).else(0).end()).as('satisfied'),
    ])
    .where('month', '=', month)
    .where('counted', '>', 0);
  if (departmentId) query = query.where('department_id', '=', departmentId);
  const rows = await query.groupBy(['department_id', 'aspect']).orderBy('department_id').orderBy('aspect').execute();
  return rows.map((row) => ({ ...row, n: Number(row.n), satisfied: Number(row.satisfied) }));
}

export interface ItemRow {
  readonly itemCode: string;
  readonly aspect: AspectCode;
  readonly counted: number;
  readonly objections: number;
}

/** Counted answers and objections of each item. */
export async function countItems(db: Db, month: string, departmentId: string | null): Promise<ItemRow[]> {
  let query = db
    .selectFrom('interview as i')
    .innerJoin('answer as a', 'a.interview_id', 'i.id')
    .select((eb) => [
      'a.item_code as itemCode',
      'a.aspect',
      eb.fn.countAll<number>().as('counted'),
      eb.fn.sum<number>('a.objection').as('objections'),
    ])
    .where('i.month', '=', month)
    .where('i.satisfied', 'is not', null)
    .where('a.counted', '=', 1);
  if (departmentId) query = query.where('i.department_id', '=', departmentId);
  const rows = await query.groupBy(['a.item_code', 'a.aspect']).orderBy('a.item_code').orderBy('a.aspect').execute();
  return rows.map((row) => ({ ...row, counted: Number(row.counted), objections: Number(row.objections) }));
}

export interface OpinionCounts {
  /** Said by this department's patients. */
  readonly opinions: number;
  /** Objections of any department's patients for which this one is answerable, each once; one that was corrected away counts no more. */
  readonly reflected: number;
  /** Of all for which this one is answerable. */
  readonly answerable: number;
  readonly closed: number;
}

/** Registered opinions of the month by department; praise, drafts and merged ones are left out. */
export async function countOpinions(db: Db, month: string): Promise<Map<string, OpinionCounts>> {
  const { rows } = await sql<{ origin: string | null; answerable: string; excluded: number; closed: number; objection: number; n: number }>`
    select i.department_id as "origin", f.department_id as "answerable",
      case when f.state = 'excluded' then 1 else 0 end as "excluded",
      case when f.state = 'closed' then 1 else 0 end as "closed",
      case when f.asked_item is not null and a.objection = 1 and not exists (
        select 1 from feedback e where e.interview_id = f.interview_id and e.asked_item = f.asked_item and e.department_id = f.department_id
          and e.id < f.id and e.kind <> 'praise' and e.state not in ('draft', 'merged', 'excluded')
      ) then 1 else 0 end as "objection",
      count(*) as "n"
    from feedback f left join interview i on i.id = f.interview_id
      left join answer a on a.interview_id = f.interview_id and a.item_code = f.asked_item
    where f.month = ${month} and f.kind <> 'praise' and f.state not in ('draft', 'merged')
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`.execute(db);
  const counts = new Map<string, OpinionCounts>();
  const add = (departmentId: string, more: Partial<OpinionCounts>) => {
    const now = counts.get(departmentId) ?? { opinions: 0, reflected: 0, answerable: 0, closed: 0 };
    counts.set(departmentId, {
      opinions: now.opinions + (more.opinions ?? 0),
      reflected: now.reflected + (more.reflected ?? 0),
      answerable: now.answerable + (more.answerable ?? 0),
      closed: now.closed + (more.closed ?? 0),
    });
  };
  for (const row of rows) {
    const n = Number(row.n);
    if (row.origin) add(row.origin, { opinions: n });
    if (Number(row.excluded) === 1) continue;
    add(row.answerable, { answerable: n, closed: Number(row.closed) === 1 ? n : 0, reflected: Number(row.objection) === 1 ? n : 0 });
  }
  return counts;
}
