/**
 * Checks that every open follow-up can continue and agrees with its discharge, calls and interview; part of `verify`.
 */
import { type SqlBool, sql } from 'kysely';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import type { Db } from '../base/db/schema.ts';
import { inForce } from '../worklist/index.ts';

const atMost = 5;

/** The field's sentence, and the condition over a follow-up by which its stay is counted under it. */
interface Complaint {
  readonly words: string;
  readonly advice: string;
  readonly holds: (db: Db, today: string) => ReturnType<typeof sql<SqlBool>>;
}

const openCall = sql<SqlBool>`exists (select 1 from attempt where attempt.follow_up_id = follow_up.id and attempt.ended_at is null)`;
const interviewWhere = (condition: ReturnType<typeof sql<SqlBool>>) =>
  sql<SqlBool>`exists (select 1 from interview where interview.follow_up_id = follow_up.id and ${condition})`;

const complaints: readonly Complaint[] = [
  {
    words: '未完成，却谁也不能拨打（在勿扰名单上，或没有可拨的号码）',
    advice: '请随访办核对勿扰名单和号码',
    holds: (db, today) => {
      const patients = inForce(db.selectFrom('do_not_call_entry').select('patient_id'), today).where('patient_id', 'is not', null);
      const numbers = inForce(db.selectFrom('do_not_call_entry').select('number'), today).where('number', 'is not', null);
      return sql<SqlBool>`follow_up.state = 'open' and not ${openCall} and (discharge.patient_id in ${patients}
        or not exists (select 1 from phone where phone.discharge_id = discharge.id and phone.bad = 0 and phone.number not in ${numbers}))`;
    },
  },
  {
    words: '打过电话、还没有完成，却没有下一次的时间',
    advice: '请把住院号告诉信息科',
    holds: () => sql`follow_up.state = 'open' and follow_up.attempts > 0 and follow_up.next_at is null and not ${openCall}`,
  },
  {
    words: '已经结束，却还被人占着或排着时间',
    advice: '请把住院号告诉信息科',
    holds: () => sql`follow_up.state = 'ended' and (follow_up.held_by is not null or follow_up.next_at is not null)`,
  },
  {
    words: '已经结束，访谈却还没有结束',
    advice: '请把住院号告诉信息科',
    holds: () => sql`follow_up.state = 'ended' and ${interviewWhere(sql`interview.state = 'open'`)}`,
  },
  {
    words: '结果与访谈不一致（一个是完成，另一个不是）',
    advice: '请随访办核对访谈记录',
    holds: () => sql`(coalesce(follow_up.disposition, '') = 'completed') <> (${interviewWhere(sql`interview.state = 'completed'`)})`,
  },
  {
    words: '访谈的月份、科室或出院记录与回访任务不同',
    advice: '请把住院号告诉信息科',
    holds: () =>
      interviewWhere(sql`(interview.month <> follow_up.month or interview.department_id <> follow_up.department_id
        or interview.discharge_id <> follow_up.discharge_id)`),
  },
  {
    words: '记下的拨打次数与拨打记录不符',
    advice: '请把住院号告诉信息科',
    holds: () =>
      sql`follow_up.attempts <> (select count(*) from attempt where attempt.follow_up_id = follow_up.id and attempt.ended_at is not null)`,
  },
  {
    words: '访谈已经结束，里面还有没登记的意见',
    advice: '请把住院号告诉信息科',
    holds: () =>
      interviewWhere(sql`interview.state <> 'open'
        and exists (select 1 from feedback where feedback.interview_id = interview.id and feedback.state = 'draft')`),
  },
  {
    words: '有计为不满意的回答，却没有对应的意见',
    advice: '请随访办核对访谈记录',
    // An objection that the patient took back stands in no answer; one without words has a case that says so (未说明).
    holds: () =>
      interviewWhere(sql`interview.state <> 'open' and exists (select 1 from answer
        where answer.interview_id = interview.id and answer.counted = 1 and answer.objection = 1
        and not exists (select 1 from feedback where feedback.interview_id = interview.id and feedback.state <> 'draft'
          and feedback.kind <> 'praise' and (feedback.asked_item = answer.item_code or feedback.item_code = answer.item_code)))`),
  },
];

async function complain(db: Db, { words, advice, holds }: Complaint, today: string): Promise<string[]> {
  const rows = await db
    .selectFrom('follow_up')
    .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
    .select('discharge.inpatient_number as number')
    .where(holds(db, today))
    .orderBy('follow_up.id')
    .execute();
  if (rows.length === 0) return [];
  const numbers = rows.slice(0, atMost).map(({ number }) => number);
  return [`${rows.length} 个回访${words}：住院号 ${numbers.join('、')}${rows.length > atMost ? ' 等' : ''}，${advice}`];
}

/** @param now the instant by which the do-not-call list holds */
export async function verifyFollowUps(db: Db, now: string): Promise<{ ok: boolean; detail: string }> {
  const wrong: string[] = [];
  for (const complaint of complaints) wrong.push(...(await complain(db, complaint, civilDateOf(now))));
  return { ok: wrong.length === 0, detail: wrong.length === 0 ? '每个回访都能继续或已结束，与出院记录、拨打、访谈一致' : wrong.join('；') };
}
