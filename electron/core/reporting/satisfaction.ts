/** Counts interviews as satisfied or dissatisfied, by month, department and questionnaire version (domain §7). */
import { type RawBuilder, sql } from 'kysely';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { type RateRule, rateRules } from '../../../shared/base/contract/words.ts';
import { scoreThreshold } from '../../../shared/reporting/rules/definitions.ts';
import type { Db } from '../base/db/schema.ts';
import { readVersions, type Version } from './versions.ts';

export interface SatisfactionRow {
  readonly month: string;
  readonly departmentId: string;
  readonly versionId: string;
  /** Interviews behind the row; the protection of small numbers counts people, whatever the rule counts. */
  readonly people: number;
  readonly n: number;
  readonly satisfied: number;
}

export interface Satisfaction {
  readonly rows: readonly SatisfactionRow[];
  /** Versions in use, oldest first. */
  readonly versions: readonly Version[];
}

/**
 * Counts of all departments from one month to another. `strict` reads one narrow index over the interviews; the others
 * read the answers. A finished interview without a counted answer has `satisfied` null and is in no row.
 * @throws Refusal BAD_INPUT where no questionnaire of these months names an overall item
 */
export async function countSatisfaction(db: Db, rule: RateRule, from: string, to: string): Promise<Satisfaction> {
  const strict = await countStrict(db, from, to);
  const versions = await readVersions(db, [...new Set(strict.map((row) => row.versionId))]);
  if (rule === 'strict') return { rows: strict, versions };
  const scale = rule === 'overall' ? overallItems(versions) : scoredItems(versions);
  return { rows: await countAnswers(db, rule, scale, from, to), versions };
}

/**
 * The same counts over some items alone: an interview counts with at least one counted answer to them.
 * @throws Refusal BAD_INPUT where the rule has nothing to go by among these items
 */
export async function countOverItems(
  db: Db,
  rule: RateRule,
  versions: readonly Version[],
  items: readonly string[],
  from: string,
  to: string,
): Promise<Satisfaction> {
  const all = rule === 'strict' ? everyItem(versions) : rule === 'overall' ? overallItems(versions) : scoredItems(versions);
  const scale = all.filter(({ itemCode }) => items.includes(itemCode));
  if (scale.length === 0 && versions.length > 0)
    throw new Refusal('BAD_INPUT', { detail: `这些月份的问卷没有可以按“${rateRules.zh[rule]}”比较的共同条目` });
  return { rows: await countAnswers(db, rule, scale, from, to), versions };
}

async function countAnswers(db: Db, rule: RateRule, scale: readonly ScaleRow[], from: string, to: string): Promise<SatisfactionRow[]> {
  if (scale.length === 0) return [];
  const { rows } = await sql<Record<keyof SatisfactionRow, string | number>>`
    with scale(version_id, item_code, weight, best) as (values ${sql.join(scale.map(scaleRow))}), ${countsOf[rule](from, to)}
    order by "month", "departmentId", "versionId"`.execute(db);
  return rows.map(rowOf);
}

async function countStrict(db: Db, from: string, to: string): Promise<SatisfactionRow[]> {
  const rows = await db
    .selectFrom('interview')
    .select((eb) => [
      'month',
      'department_id as departmentId',
      'questionnaire_version_id as versionId',
      eb.fn.countAll<number>().as('people'),
      eb.fn.countAll<number>().as('n'),
      eb.fn.sum<number>('satisfied').as('satisfied'),
    ])
    .where('month', '>=', from)
    .where('month', '<=', to)
    .where('satisfied', 'is not', null)
    .groupBy(['month', 'department_id', 'questionnaire_version_id'])
    .orderBy('month')
    .orderBy('department_id')
    .orderBy('questionnaire_version_id')
    .execute();
  return rows.map(rowOf);
}

function rowOf(row: Record<keyof SatisfactionRow, string | number>): SatisfactionRow {
  return {
    month: String(row.month),
    departmentId: String(row.departmentId),
    versionId: String(row.versionId),
    people: Number(row.people),
    n: Number(row.n),
    satisfied: Number(row.satisfied),
  };
}

interface ScaleRow {
  readonly versionId: string;
  readonly itemCode: string;
  readonly weight: number;
  readonly best: number;
}

function everyItem(versions: readonly Version[]): ScaleRow[] {
  return versions.flatMap(({ id, content }) => content.items.map(({ code }) => ({ versionId: id, itemCode: code, weight: 1, best: 100 })));
}

function scoredItems(versions: readonly Version[]): ScaleRow[] {
  return versions.flatMap(({ id, content }) => {
    const aspectWeights = new Map(content.aspects.map((aspect) => [aspect.code, aspect.weight]));
    return content.items.flatMap((item) => {
      const scores = item.options.flatMap((option) => (option.score === undefined ? [] : [option.score]));
      if (scores.length === 0) return [];
      return [
        { versionId: id, itemCode: item.code, weight: item.weight * (aspectWeights.get(item.aspect) ?? 1), best: Math.max(...scores) },
      ];
    });
  });
}

function overallItems(versions: readonly Version[]): ScaleRow[] {
  const items = versions.flatMap(({ id, content }) =>
    content.overallItem ? [{ versionId: id, itemCode: content.overallItem, weight: 1, best: 100 }] : [],
  );
  if (versions.length > 0 && items.length === 0)
    throw new Refusal('BAD_INPUT', { detail: '这些月份的问卷没有指定总体评价条目，不能按“总体评价”规则统计' });
  return items;
}

function scaleRow(row: ScaleRow): RawBuilder<unknown> {
  return sql`(cast(${row.versionId} as text), cast(${row.itemCode} as text), cast(${row.weight} as double precision), cast(${row.best} as double precision))`;
}

/** Answers of the counted interviews, with the weight and the best score of their item. */
function scaledAnswers(from: string, to: string, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`scaled as (
    select i.id, i.month, i.department_id, i.questionnaire_version_id, a.objection, a.score, s.weight, s.best
    from interview i
    join answer a on a.interview_id = i.id
    join scale s on s.version_id = i.questionnaire_version_id and s.item_code = a.item_code
    where i.month >= ${from} and i.month <= ${to} and i.satisfied is not null and a.counted = 1 and ${condition}
  )`;
}

const key = sql`month as "month", department_id as "departmentId", questionnaire_version_id as "versionId"`;
const grouped = sql`group by month, department_id, questionnaire_version_id`;
const anyAnswer = sql`1 = 1`;
const scoredAnswer = sql`a.score is not null`;
/** Scores pass through single precision on PostgreSQL. */
const tolerance = 0.001;

const countsOf: Readonly<Record<RateRule, (from: string, to: string) => RawBuilder<unknown>>> = {
  strict: (from, to) => sql`${scaledAnswers(from, to, anyAnswer)}, judged as (
      select id, month, department_id, questionnaire_version_id, case when sum(objection) = 0 then 1 else 0 end as satisfied
      from scaled group by id, month, department_id, questionnaire_version_id
    )
    select ${key}, count(*) as "people", count(*) as "n", sum(satisfied) as "satisfied" from judged ${grouped}`,
  overall: (from, to) => sql`${scaledAnswers(from, to, anyAnswer)}
    select ${key}, count(*) as "people", count(*) as "n", sum(1 - objection) as "satisfied" from scaled ${grouped}`,
  score: (from, to) => sql`${scaledAnswers(from, to, scoredAnswer)}, scored as (
      select id, month, department_id, questionnaire_version_id,
        case when sum(score * weight) >= (${sql.lit(scoreThreshold)} - ${sql.lit(tolerance)}) * sum(weight) then 1 else 0 end as satisfied
      from scaled group by id, month, department_id, questionnaire_version_id
    )
    select ${key}, count(*) as "people", count(*) as "n", sum(satisfied) as "satisfied" from scored ${grouped}`,
  topbox: (from, to) => sql`${scaledAnswers(from, to, scoredAnswer)}
    select ${key}, count(distinct id) as "people", count(*) as "n",
      sum(case when score >= best - ${sql.lit(tolerance)} then 1 else 0 end) as "satisfied"
    from scaled ${grouped}`,
};
