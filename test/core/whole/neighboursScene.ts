/**
 * A scene in which one event may reach many records, made through the door: a patient with two sampled stays, the earlier one broken off
 * with an objection and a time agreed, and another patient's finished interview with its case and its review.
 */
import { agreed } from '../../helpers/calling.ts';
import type { House } from '../../helpers/house.ts';
import type { TestWorkstation } from '../../helpers/workstation.ts';

const header = '住院号,病案号,住院次数,姓名,性别,年龄,联系电话,出院日期,出院科室,主要诊断,ICD编码,治疗转归,离院方式';

/** Lines of an export; what differs between two of the same stay is what the hospital changed. */
export const stays = {
  earlier: 'Z1,BA1,1,张桂兰,女,67,13800000001,2026-09-25,心血管内科,高血压病3级,I10.x00,好转,1',
  later: 'Z2,BA1,2,张桂兰,女,67,13800000001,2026-10-28,骨科,股骨颈骨折,S72.000,好转,1',
  other: 'Z3,BA2,1,李建国,男,50,13800000002,2026-10-22,心血管内科,高血压病3级,I10.x00,好转,1',
} as const;

export async function importStays(house: House, lines: readonly string[]): Promise<void> {
  const { import: importing } = house.as('admin');
  const { uploadId } = await importing.previewImport({ file: new File([[header, ...lines].join('\n')], '出院.csv') });
  await importing.commitImport({ uploadId });
}

export interface Scene {
  readonly followUps: Readonly<Record<keyof typeof stays, string>>;
  readonly discharges: Readonly<Record<keyof typeof stays, string>>;
  readonly interviewId: string;
}

type Caller = Pick<TestWorkstation['system'], 'calls' | 'interviews'>;

/** Dialled by whoever takes it now. */
export async function dialled(house: House, { calls }: Caller, followUpId: string): Promise<{ followUpId: string; attemptId: string }> {
  await calls.take({ followUpId });
  const phone = await house.workstation.parts.store.db
    .selectFrom('phone')
    .innerJoin('follow_up', 'follow_up.discharge_id', 'phone.discharge_id')
    .select('phone.id')
    .where('follow_up.id', '=', followUpId)
    .executeTakeFirstOrThrow();
  const { attemptId } = await calls.dial({ followUpId, phoneId: phone.id });
  return { followUpId, attemptId };
}

/** Says yes to everything up to `until` items, but objects to the first, in the patient's words. */
async function objects(
  { calls, interviews }: Caller,
  call: { followUpId: string; attemptId: string },
  words: string,
  items: number,
): Promise<string> {
  const interview = await agreed({ interviews }, await interviews.beginInterview(call));
  const brief = await calls.brief({ followUpId: call.followUpId });
  let { version } = interview;
  for (const [index, item] of brief.questionnaire.content.items.slice(0, items).entries()) {
    const option = item.options.find((one) => one.objection === (index === 0) && !one.notCounted);
    const saved = await interviews.saveAnswer({
      interviewId: interview.id,
      requestId: `answer ${interview.id} ${index}`,
      expectedVersion: version,
      itemCode: item.code,
      value: [option?.value ?? ''],
    });
    version = saved.version;
    if (!saved.opinion) continue;
    const { state: _, id, ...opinion } = saved.opinion;
    ({ version } = await interviews.saveOpinion({
      ...opinion,
      interviewId: interview.id,
      requestId: `opinion ${interview.id}`,
      expectedVersion: version,
      opinionId: id,
      text: words,
    }));
  }
  return interview.id;
}

/** Which records an event may reach, as they are now. */
export async function records(house: House, { followUps, interviewId }: Scene) {
  const { db } = house.workstation.parts.store;
  const followUp = async (id: string) => {
    const row = await db
      .selectFrom('follow_up')
      .innerJoin('department', 'department.id', 'follow_up.department_id')
      .leftJoin('app_user as nurse', 'nurse.id', 'follow_up.nurse_id')
      .leftJoin('app_user as holder', 'holder.id', 'follow_up.held_by')
      .select(['follow_up.state', 'disposition', 'appointment_at as appointment', 'department.name as department', 'search_name as name'])
      .select(['nurse.login as nurse', 'holder.login as holder'])
      .where('follow_up.id', '=', id)
      .executeTakeFirstOrThrow();
    return row;
  };
  const interview = await db
    .selectFrom('interview')
    .innerJoin('department', 'department.id', 'interview.department_id')
    .select(['interview.id', 'interview.state', 'objections', 'satisfied', 'department.name as department'])
    .where('interview.id', '=', interviewId)
    .executeTakeFirstOrThrow();
  const aspects = await db.selectFrom('interview_aspect').select('aspect').where('interview_id', '=', interviewId).execute();
  const opinions = await db.selectFrom('feedback').select('state').where('interview_id', '=', interviewId).execute();
  const queue = await house.supervisor.worklist.workList({ scope: 'all' });
  const notes = await db
    .selectFrom('hand_over')
    .leftJoin('app_user as reader', 'reader.id', 'hand_over.to_user_id')
    .select(['reader.login as to'])
    .execute();
  const cases = await db
    .selectFrom('feedback')
    .leftJoin('app_user as nurse', 'nurse.id', 'feedback.nurse_id')
    .select(['feedback.id', 'feedback.state', 'feedback.due_at as due', 'nurse.login as nurse'])
    .where('follow_up_id', '=', followUps.other)
    .executeTakeFirstOrThrow();
  const review = await db.selectFrom('review').select('state').orderBy('id').execute();
  const listed = await db.selectFrom('do_not_call_entry').select('why').where('lifted_at', 'is', null).orderBy('id').execute();
  return {
    earlier: await followUp(followUps.earlier),
    later: await followUp(followUps.later),
    interview,
    counted: aspects.length,
    opinions: opinions.map((one) => one.state),
    queue: queue.rows.map((row) => row.followUpId).toSorted(),
    handOver: notes.map((one) => one.to),
    cases,
    supervisorMay: (await house.supervisor.feedback.get({ id: cases.id })).actions.toSorted(),
    reviews: review.map((one) => one.state),
    listed: listed.map((entry) => entry.why),
  };
}

/** @see the file's first sentence; it is 2026-11-10 10:30 afterwards. */
export async function openScene(house: House): Promise<Scene> {
  const { workstation, staff, supervisor } = house;
  const { db } = workstation.parts.store;
  await importStays(house, Object.values(stays));
  for (const [month, size] of [
    ['2026-09', 1],
    ['2026-10', 2],
  ] as const)
    await supervisor.sampling.draw({ plan: { month, size, recentDays: 0, minimum: 0 }, assignTo: [staff.users.nurse.id] });
  const found = await db
    .selectFrom('follow_up')
    .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
    .select(['follow_up.id', 'discharge.id as stay', 'discharge.inpatient_number as number'])
    .execute();
  const of = (number: string, what: 'id' | 'stay') => found.find((one) => one.number === number)?.[what] ?? '';
  const byStay = (what: 'id' | 'stay') => ({ earlier: of('Z1', what), later: of('Z2', what), other: of('Z3', what) });
  const [followUps, discharges] = [byStay('id'), byStay('stay')];
  const nurse = house.as('nurse');
  const finished = await dialled(house, nurse, followUps.other);
  await objects(nurse, finished, '没人应铃', 100);
  await nurse.calls.endCall({ ...finished, outcome: 'completed' });
  const broken = await dialled(house, nurse, followUps.earlier);
  const interviewId = await objects(nurse, broken, '腿还是疼', 3);
  await nurse.calls.endCall({ ...broken, outcome: 'partial', appointmentAt: '2026-11-11T02:00:00.000Z' });
  await supervisor.followOn.writeHandOver({ text: '下午再打', toUserId: staff.users.nurse.id, followUpId: followUps.earlier });
  const one = await db.selectFrom('feedback').selectAll().where('follow_up_id', '=', followUps.other).executeTakeFirstOrThrow();
  await supervisor.feedback.dispatch({ id: one.id, expectedVersion: one.version, departmentId: one.department_id, severity: 'general' });
  await supervisor.quality.drawReviews({ month: '2026-10' });
  const review = await db.selectFrom('review').selectAll().executeTakeFirstOrThrow();
  await supervisor.quality.decideReview({ id: review.id, expectedVersion: review.version, verdict: 'send_back', note: '请核对' });
  workstation.setNow('2026-11-10T02:30:00.000Z');
  return { followUps, discharges, interviewId };
}
