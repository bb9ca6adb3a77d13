import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AttemptOutcome } from '../../../shared/base/contract/words.ts';
import { instantAt } from '../../../shared/base/rules/time.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const now = '2026-11-10T02:00:00.000Z';
const later = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();

onBothDatabases('numbers', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, now);
    staff = await withStaff(workstation);
  });
  afterEach(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);
  const nurse2 = () => workstation.as(staff.users.nurse2);
  const supervisor = () => workstation.as(staff.users.supervisor);

  /** One call of the first number that is offered, with its outcome. */
  async function call(followUpId: string, outcome: AttemptOutcome, phoneId?: string) {
    await nurse().calls.take({ followUpId });
    const number = phoneId ?? (await nurse().numbers.list({ followUpId })).find((one) => !one.bad)?.id ?? '';
    const { attemptId } = await nurse().calls.dial({ followUpId, phoneId: number });
    return nurse().calls.endCall({ followUpId, attemptId, outcome });
  }

  it('are tried in the order the nurse gives them, with one learned in the call among them', async () => {
    const [{ followUpId } = { followUpId: '' }] = await samplePatients(workstation, staff, [{ phones: ['13800000001', '057188005501'] }]);
    await nurse().calls.take({ followUpId });
    const [own, home] = await nurse().numbers.list({ followUpId });
    const moved = await nurse().numbers.moveNumber({ followUpId, phoneId: home?.id ?? '', place: 0 });
    expect(moved.map((one) => one.number)).toEqual(['057188005501', '13800000001']);
    expect((await nurse().numbers.moveNumber({ followUpId, phoneId: home?.id ?? '', place: 0 })).map((one) => one.id)).toEqual([
      home?.id,
      own?.id,
    ]);
    const added = await nurse().numbers.addNumber({ followUpId, number: '１３９ 0000-0002', relation: '儿子', first: true });
    expect(added.map((one) => [one.number, one.relation, one.source])).toEqual([
      ['13900000002', '儿子', 'call'],
      ['057188005501', home?.relation, 'file'],
      ['13800000001', own?.relation, 'file'],
    ]);
    expect(added[0]?.last).toMatchObject({ what: '新增', by: '王静' });
    expect((await nurse().calls.brief({ followUpId })).patient.phones.map((phone) => phone.number)).toEqual(added.map((one) => one.number));
    await expect(nurse().numbers.addNumber({ followUpId, number: '13800000001', relation: '' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    await expect(nurse().numbers.addNumber({ followUpId, number: '12345', relation: '' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('keep their order, what is known of them and the one learned in a call, whatever the next export brings', async () => {
    const { users } = staff;
    const { import: importing } = workstation.as(users.admin);
    const load = async (phones: string) => {
      const lines = ['住院号,姓名,出院日期,科室,主要诊断,联系电话', `ZY900,王桂兰,2026-11-01,骨科,骨折,${phones}`];
      const { uploadId } = await importing.previewImport({ file: new File([lines.join('\n')], '十一月.csv') });
      return (await importing.commitImport({ uploadId })).counts;
    };
    await load('13800000001 057188005501');
    await workstation.as(users.supervisor).sampling.draw({ plan: { month: '2026-11', size: 1 }, seed: '1' });
    const { followUpId } = await nurse().calls.takeNext({});
    const [own, home] = await nurse().numbers.list({ followUpId });
    await nurse().numbers.moveNumber({ followUpId, phoneId: home?.id ?? '', place: 0 });
    await nurse().numbers.markNumber({ followUpId, phoneId: own?.id ?? '', mark: 'bad', note: '' });
    await nurse().numbers.addNumber({ followUpId, number: '13900000002', relation: '儿子', first: true });
    expect(await load('13800000001 057188005501 13700000003')).toMatchObject({ changed: 1 });
    const numbers = (await nurse().numbers.list({ followUpId })).map(({ number, bad, source }) => [number, bad, source]);
    expect(numbers).toEqual([
      ['13900000002', false, 'call'],
      ['057188005501', false, 'file'],
      ['13800000001', true, 'file'],
      ['13700000003', false, 'file'],
    ]);
  });

  it('are shown and changed by nobody but the nurse who holds the follow-up', async () => {
    const [{ followUpId, phoneIds } = { followUpId: '', phoneIds: [''] }] = await samplePatients(workstation, staff, [{}]);
    await nurse().calls.take({ followUpId });
    const phoneId = phoneIds[0] ?? '';
    await expect(nurse2().numbers.list({ followUpId })).rejects.toMatchObject({ code: 'NOT_HELD' });
    await expect(nurse2().numbers.moveNumber({ followUpId, phoneId, place: 1 })).rejects.toMatchObject({ code: 'NOT_HELD' });
    await expect(nurse2().numbers.markNumber({ followUpId, phoneId, mark: 'bad' })).rejects.toMatchObject({ code: 'NOT_HELD' });
    await expect(workstation.as(staff.users.admin).numbers.list({ followUpId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('marked as dead by a call can be marked as working again, by whom and when', async () => {
    const [{ followUpId, phoneIds } = { followUpId: '', phoneIds: [''] }] = await samplePatients(workstation, staff, [
      { phones: ['13800000001', '13800000002'] },
    ]);
    await call(followUpId, 'not_in_service');
    const [dead] = await nurse().numbers.list({ followUpId });
    expect(dead).toMatchObject({ id: phoneIds[0], bad: true, last: { what: '空号/停机', at: now, by: '王静' } });
    workstation.setNow(later(5));
    const [alive] = await nurse().numbers.markNumber({ followUpId, phoneId: phoneIds[0] ?? '', mark: 'restored', note: '充值后恢复' });
    expect(alive).toMatchObject({ bad: false, last: { what: '已恢复', note: '充值后恢复', at: later(5), by: '王静' } });
  });

  it('that are wrong go to their ward on paper, masked everywhere else, with a reason in the log', async () => {
    const [one, two] = await samplePatients(workstation, staff, [
      { name: '张桂兰', phones: ['13800000001'] },
      { name: '李建国', phones: ['13800000002'], departmentId: staff.departments.orthopedics },
    ]);
    await call(one?.followUpId ?? '', 'wrong_number');
    await call(two?.followUpId ?? '', 'not_in_service');
    const { rows, month } = await nurse().numbers.numbersToCheck({});
    expect(rows.map((row) => [row.department, row.name, row.number, row.what, row.disposition])).toEqual([
      ['心血管内科', '张桂兰', '138****0001', '错号', 'wrong_number'],
      ['骨科', '李建国', '138****0002', '空号/停机', 'not_in_service'],
    ]);
    const order = { month: month ?? '', departmentId: staff.departments.cardiology, ward: '一病区' };
    await expect(supervisor().numbers.printWardSlip({ ...order, reason: '' })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    const slip = await supervisor().numbers.printWardSlip({ ...order, reason: '送病区核对号码' });
    expect(slip).toMatchObject({ department: '心血管内科', ward: '一病区', mark: '打印：周主任 2026-11-10 10:00 原因：送病区核对号码' });
    expect(slip.rows).toMatchObject([{ name: '张桂兰', number: '13800000001', what: '错号' }]);
    expect((await nurse().numbers.numbersToCheck({})).rows.map((row) => row.slippedAt)).toEqual([now, null]);
    const { rows: log } = await workstation.as(staff.users.admin).upkeep.audit({});
    const printed = log.find((line) => line.action === 'calling.printWardSlip');
    expect(printed).toMatchObject({ user: '周主任', subject: month });
    expect(printed?.detail).toContain('送病区核对号码');
    expect(printed?.detail).not.toMatch(/张桂兰|13800000001/);
  });

  it('corrected by the ward open the follow-up again, and how it had ended stays on record', async () => {
    const [{ followUpId, phoneIds } = { followUpId: '', phoneIds: [''] }] = await samplePatients(workstation, staff, [
      { phones: ['13800000001'] },
    ]);
    expect(await call(followUpId, 'wrong_number')).toMatchObject({ followUpState: 'ended', disposition: 'wrong_number' });
    workstation.setNow(later(60));
    const answer = { kind: 'corrected', number: '13900000009', relation: '' } as const;
    expect(await nurse().numbers.answerNumber({ phoneId: phoneIds[0] ?? '', answer, note: '责任护士电话告知' })).toEqual({
      reopened: true,
      why: '',
    });
    const [reopening] = await workstation.transaction(({ db }) => db.selectFrom('follow_up_reopening').selectAll().execute());
    expect(reopening).toMatchObject({ follow_up_id: followUpId, disposition: 'wrong_number', ended_at: now, at: later(60) });
    await nurse().calls.take({ followUpId });
    expect((await nurse().numbers.list({ followUpId })).map((one) => [one.number, one.bad, one.source, one.last?.what])).toEqual([
      ['13900000009', false, 'ward', '新增'],
      ['13800000001', true, 'file', '病区已更正'],
    ]);
    expect((await nurse().numbers.numbersToCheck({})).rows).toEqual([]);
    expect((await nurse().numbers.numbersToCheck({ show: 'answered' })).rows).toMatchObject([
      { answer: { mark: 'corrected', note: '责任护士电话告知', by: '王静' } },
    ]);
    expect(await call(followUpId, 'refused').catch((error: unknown) => error)).toMatchObject({ code: 'REASON_REQUIRED' });
    // The new number proves wrong as well: it ends again, and waits for the ward again.
    const second = await nurse().calls.brief({ followUpId });
    const ended = await nurse().calls.endCall({ followUpId, attemptId: second.openAttemptId ?? '', outcome: 'not_in_service' });
    expect(ended).toMatchObject({ followUpState: 'ended', disposition: 'not_in_service' });
    expect((await nurse().numbers.numbersToCheck({})).rows.map((row) => row.number)).toEqual(['139****0009']);
  });

  it('that the ward confirms can be dialled again; where it has none, nothing is opened', async () => {
    const [one, two] = await samplePatients(workstation, staff, [{}, {}]);
    await call(one?.followUpId ?? '', 'not_in_service');
    await call(two?.followUpId ?? '', 'not_in_service');
    const answer = (patient: typeof one, kind: 'verified' | 'no_other') =>
      supervisor().numbers.answerNumber({ phoneId: patient?.phoneIds[0] ?? '', answer: { kind } });
    expect(await answer(one, 'verified')).toEqual({ reopened: true, why: '' });
    expect(await answer(two, 'no_other')).toEqual({ reopened: false, why: '' });
    await expect(answer(one, 'verified')).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect((await supervisor().numbers.numbersToCheck({})).rows).toEqual([]);
  });

  it('do not open a follow-up again that used up its calls, was replaced, or ended otherwise', async () => {
    const [one] = await samplePatients(workstation, staff, [{}]);
    const id = one?.followUpId ?? '';
    await call(id, 'wrong_number');
    await workstation.transaction(({ db }) => db.updateTable('phone').set({ bad: 0 }).execute());
    await workstation.transaction(async ({ db }) => {
      const first = await db.selectFrom('attempt').selectAll().executeTakeFirstOrThrow();
      const more = [2, 3, 4, 5].map((ordinal) => ({
        ...first,
        id: `more-${ordinal}`,
        ordinal,
        started_at: instantAt(`2026-11-0${ordinal}`, '13:00'),
      }));
      await db.insertInto('attempt').values(more).execute();
    });
    expect((await supervisor().numbers.numbersToCheck({ show: 'reopen' })).rows).toEqual([]);
    const reopen = () => supervisor().numbers.reopenFollowUp({ followUpId: id, reason: '重新导入后有了新号码' });
    await expect(reopen()).rejects.toMatchObject({ code: 'NOT_REOPENED', message: expect.stringContaining('达到最大次数') });
    await workstation.transaction(({ db }) => db.deleteFrom('attempt').where('ordinal', '>', 1).execute());
    await workstation.transaction(({ db }) => db.updateTable('follow_up').set({ disposition: 'refused' }).execute());
    await expect(reopen()).rejects.toMatchObject({ message: expect.stringContaining('以“拒访”结束') });
    await workstation.transaction(({ db }) => db.updateTable('follow_up').set({ disposition: 'wrong_number' }).execute());
    await expect(nurse().numbers.reopenFollowUp({ followUpId: id, reason: '我想再打' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(supervisor().numbers.reopenFollowUp({ followUpId: id, reason: '' })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    expect(await reopen()).toEqual({ reopened: true });
  });

  it('of a colleague’s patients are not a nurse’s to check or answer', async () => {
    const [foreign] = await samplePatients(workstation, staff, [{ nurseId: staff.users.nurse2.id }]);
    const phoneId = foreign?.phoneIds[0] ?? '';
    await workstation.transaction(({ db }) => db.updateTable('phone').set({ bad: 1 }).where('id', '=', phoneId).execute());
    expect((await nurse().numbers.numbersToCheck({})).rows).toEqual([]);
    expect((await nurse2().numbers.numbersToCheck({})).rows).toHaveLength(1);
    await expect(nurse().numbers.answerNumber({ phoneId, answer: { kind: 'verified' } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('dialled outside the calling hours are listed for the supervisor with the reason', async () => {
    workstation.setNow('2026-11-10T13:30:00.000Z');
    const [{ followUpId, phoneIds } = { followUpId: '', phoneIds: [''] }] = await samplePatients(workstation, staff, [{ name: '张桂兰' }]);
    await nurse().calls.take({ followUpId });
    const phoneId = phoneIds[0] ?? '';
    await expect(nurse().calls.dial({ followUpId, phoneId })).rejects.toMatchObject({ code: 'OUTSIDE_HOURS' });
    const { attemptId } = await nurse().calls.dial({ followUpId, phoneId, offHoursReason: '患者约定晚上九点半' });
    await nurse().calls.endCall({ followUpId, attemptId, outcome: 'no_answer' });
    expect((await supervisor().calls.exceptionalCalls({})).rows).toMatchObject([
      { name: '张桂兰', nurse: '王静', reason: '患者约定晚上九点半', outsideHours: true, outcome: '无人接听' },
    ]);
    await expect(nurse().calls.exceptionalCalls({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('and the times of a call say how long it rang and how long was spoken', async () => {
    const [{ followUpId, phoneIds } = { followUpId: '', phoneIds: [''] }] = await samplePatients(workstation, staff, [{}]);
    await nurse().calls.take({ followUpId });
    const { attemptId } = await nurse().calls.dial({ followUpId, phoneId: phoneIds[0] ?? '' });
    workstation.setNow(new Date(Date.parse(now) + 20_000).toISOString());
    await nurse().interviews.beginInterview({ followUpId, attemptId });
    workstation.setNow(later(3));
    const ended = await nurse().calls.endCall({ followUpId, attemptId, outcome: 'refused', note: '正忙' });
    expect(ended).toMatchObject({ callSeconds: 180, talkSeconds: 160 });
    expect(await nurse().calls.endCall({ followUpId, attemptId, outcome: 'refused', note: '正忙' })).toMatchObject({ talkSeconds: 160 });
  });
});
