/** Checks that stored derived rows equal what the answers give; part of `verify`. */
import { sql } from 'kysely';
import { judge } from '../../../shared/questionnaires/rules/questionnaire.ts';
import type { Db } from '../base/db/schema.ts';
import { wrongQueueKeys } from '../discharges/index.ts';
import { questionnaireOf } from '../questionnaires/index.ts';

/** PostgreSQL keeps scores in single precision. */
const sameScore = (a: number | null, b: number | null) => (a === null || b === null ? a === b : Math.abs(a - b) < 0.01);

/** Answers whose stored judgement is not what the questionnaire says. Distinct answers are few, so each is judged once. */
async function wrongAnswers(db: Db): Promise<number> {
  const rows = await db
    .selectFrom('answer')
    .innerJoin('interview', 'interview.id', 'answer.interview_id')
    .select((eb) => [
      'interview.questionnaire_version_id as version',
      'item_code',
      'aspect',
      'value',
      'answer.counted',
      'objection',
      'score',
      eb.fn.countAll<number>().as('count'),
    ])
    .groupBy(['interview.questionnaire_version_id', 'item_code', 'aspect', 'value', 'answer.counted', 'objection', 'score'])
    .execute();
  let wrong = 0;
  for (const row of rows) {
    const { content } = await questionnaireOf(db, row.version);
    const item = content.items.find((one) => one.code === row.item_code);
    const judged = item ? judge(item, JSON.parse(row.value) as string[]) : undefined;
    const same =
      judged !== undefined &&
      item?.aspect === row.aspect &&
      judged.counted === (row.counted === 1) &&
      judged.objection === (row.objection === 1) &&
      sameScore(judged.score, row.score);
    if (!same) wrong += Number(row.count);
  }
  return wrong;
}

/** Finished interviews whose sums are not those of their answers. */
async function wrongInterviews(db: Db): Promise<number> {
  const { rows } = await sql<{ wrong: number }>`
    select count(*) as wrong from interview
    left join (select interview_id, sum(counted) as counted, sum(objection) as objections from answer group by interview_id) told
      on told.interview_id = interview.id
    where interview.state <> 'open' and (
      interview.counted <> coalesce(told.counted, 0)
      or interview.objections <> coalesce(told.objections, 0)
      or coalesce(interview.satisfied, -1) <>
        case when coalesce(told.counted, 0) = 0 then -1 when told.objections = 0 then 1 else 0 end)`.execute(db);
  return Number(rows[0]?.wrong ?? 0);
}

/** Rows of interview and aspect that are missing, too many, or hold other sums. */
async function wrongAspects(db: Db): Promise<number> {
  const told = sql`select answer.interview_id, interview.month, interview.department_id, answer.aspect,
      cast(sum(answer.counted) as integer) as counted, cast(sum(answer.objection) as integer) as objections
    from answer join interview on interview.id = answer.interview_id where interview.state <> 'open'
    group by answer.interview_id, interview.month, interview.department_id, answer.aspect having sum(answer.counted) > 0`;
  const stored = sql`select interview_id, month, department_id, aspect, counted, objections from interview_aspect`;
  const count = async (difference: ReturnType<typeof sql>) => {
    const { rows } = await sql<{ wrong: number }>`select count(*) as wrong from (${difference}) as difference`.execute(db);
    return Number(rows[0]?.wrong ?? 0);
  };
  return (await count(sql`${told} except ${stored}`)) + (await count(sql`${stored} except ${told}`));
}

/** Rows of 未问 whose item has an answer, or whose interview is still going on. */
async function wrongNotAsked(db: Db): Promise<number> {
  const row = await db
    .selectFrom('not_asked')
    .innerJoin('interview', 'interview.id', 'not_asked.interview_id')
    .leftJoin('answer', (join) =>
      join.onRef('answer.interview_id', '=', 'not_asked.interview_id').onRef('answer.item_code', '=', 'not_asked.item_code'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where((eb) => eb.or([eb('answer.item_code', 'is not', null), eb('interview.state', '=', 'open')]))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Recomputes every finished interview from its answers, reading only. `detail` says in Chinese what differs. */
export async function checkDerived(db: Db): Promise<{ ok: boolean; detail: string }> {
  const keys = await wrongQueueKeys(db);
  if (keys > 0) return { ok: false, detail: `${keys} 个回访任务的出院日期或检索字段与出院记录不一致` };
  const unasked = await wrongNotAsked(db);
  if (unasked > 0) return { ok: false, detail: `${unasked} 条“未问”与回答不一致` };
  const [answers, interviews, aspects] = [await wrongAnswers(db), await wrongInterviews(db), await wrongAspects(db)];
  if (answers + interviews + aspects === 0) {
    const row = await db
      .selectFrom('interview')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('state', '!=', 'open')
      .executeTakeFirstOrThrow();
    return { ok: true, detail: `${Number(row.count)} 份访谈的汇总与回答一致` };
  }
  return { ok: false, detail: `与回答不一致：回答判定 ${answers} 条，访谈汇总 ${interviews} 份，维度汇总 ${aspects} 条` };
}
