/** Tests that a nurse has one call at a time, and that time alone takes no call away. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Patient, type Sampled, samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

onBothDatabases('one call at a time', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, '2026-11-10T02:00:00.000Z');
    staff = await withStaff(workstation);
  });
  afterEach(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);
  const nurse2 = () => workstation.as(staff.users.nurse2);
  const supervisor = () => workstation.as(staff.users.supervisor);
  const patients = async (...all: readonly Patient[]): Promise<[Sampled, Sampled]> => {
    const [first, second] = await samplePatients(workstation, staff, all);
    if (!first) return expect.unreachable();
    return [first, second ?? first];
  };
  const dial = async (one: Sampled, who = nurse()) => {
    await who.calls.take(one);
    return who.calls.dial({ followUpId: one.followUpId, phoneId: one.phoneIds[0] ?? '' });
  };
  const attempts = () =>
    workstation.transaction((ctx) =>
      ctx.db
        .selectFrom('attempt')
        .select(['ordinal', 'nurse_id', 'started_at', 'ended_at', 'outcome'])
        .orderBy('started_at')
        .orderBy('id')
        .execute(),
    );

  it('a second call of the same nurse is refused with whom she is talking to, dialled or called in, from any window', async () => {
    const [first, second] = await patients({ name: '张桂兰' }, { name: '李建国' });
    await dial(first);
    await nurse().calls.take(second);
    const refused = { code: 'CALL_RUNNING', data: { name: '张桂兰', since: '10:00' } };
    await expect(nurse().calls.dial({ followUpId: second.followUpId, phoneId: second.phoneIds[0] ?? '' })).rejects.toMatchObject(refused);
    await expect(nurse().calls.callBack(second)).rejects.toMatchObject(refused);
    await expect(nurse().calls.release(first)).rejects.toMatchObject(refused);
    expect(await nurse().calls.takeNext({})).toEqual({ followUpId: first.followUpId });
    // Two windows at the same instant: one call.
    const [third, fourth] = await patients({ name: '王秀英' }, { name: '赵国强' });
    await nurse2().calls.take(third);
    await nurse2().calls.take(fourth);
    await nurse2().calls.take(third);
    const both = await Promise.allSettled(
      [third, third].map((one) => nurse2().calls.dial({ followUpId: one.followUpId, phoneId: one.phoneIds[0] ?? '' })),
    );
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect((await attempts()).filter(({ nurse_id }) => nurse_id === staff.users.nurse2.id)).toHaveLength(1);
  });

  it('the running call is told to whoever is in it, on every screen, and to the supervisor when it was left behind', async () => {
    const [first] = await patients({ name: '张桂兰', phones: ['13800138001'] });
    const { attemptId } = await dial(first);
    expect(await nurse().calls.runningCalls({})).toEqual([
      {
        followUpId: first.followUpId,
        attemptId,
        startedAt: '2026-11-10T02:00:00.000Z',
        answeredAt: null,
        incoming: false,
        name: '张桂兰',
        department: '心血管内科',
        phone: '138****8001 本人',
        mine: true,
        nurseName: '王静',
      },
    ]);
    expect(await nurse2().calls.runningCalls({})).toEqual([]);
    expect(await supervisor().calls.runningCalls({})).toEqual([]);
    workstation.setNow('2026-11-10T03:00:01.000Z');
    expect(await supervisor().calls.runningCalls({})).toMatchObject([{ attemptId, mine: false, nurseName: '王静' }]);
  });

  it('a running call is not taken over when its hold would have run out, by nobody and on no way; the attempt stays hers', async () => {
    const [first] = await patients({ name: '张桂兰' });
    const { attemptId } = await dial(first);
    await nurse().interviews.beginInterview({ followUpId: first.followUpId, attemptId });
    workstation.setNow('2026-11-11T02:00:00.000Z');
    const refused = { code: 'CALL_OF_COLLEAGUE', data: { name: '王静', since: '10:00' } };
    await expect(nurse2().calls.take(first)).rejects.toMatchObject(refused);
    await expect(nurse2().calls.callBack(first)).rejects.toMatchObject(refused);
    await expect(nurse2().calls.takeNext({})).rejects.toMatchObject({ code: 'NOTHING_TO_TAKE' });
    await expect(nurse2().calls.endCall({ followUpId: first.followUpId, attemptId, outcome: 'no_answer' })).rejects.toMatchObject({
      code: 'NOT_HELD',
    });
    expect((await supervisor().sampling.assignTo({ followUpIds: [first.followUpId], nurseId: staff.users.nurse2.id })).left).toEqual([
      { why: 'held', count: 1 },
    ]);
    expect(await attempts()).toEqual([
      { ordinal: 1, nurse_id: staff.users.nurse.id, started_at: '2026-11-10T02:00:00.000Z', ended_at: null, outcome: null },
    ]);
  });

  it('a call whose page was closed ends when its nurse says it ended, not when the result was typed', async () => {
    const [first] = await patients({});
    const { attemptId } = await dial(first);
    workstation.setNow('2026-11-10T02:00:20.000Z');
    await nurse().interviews.beginInterview({ followUpId: first.followUpId, attemptId });
    workstation.setNow('2026-11-11T02:00:00.000Z');
    const end = (endedAt: string) =>
      nurse().calls.endCall({ followUpId: first.followUpId, attemptId, outcome: 'refused', note: '挂断', endedAt });
    await expect(end('2026-11-10T01:59:00.000Z')).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(end('2026-11-10T02:00:10.000Z')).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(end('2026-11-11T02:01:01.000Z')).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(await end('2026-11-10T02:03:20.000Z')).toMatchObject({ callSeconds: 200, talkSeconds: 180 });
    expect(await attempts()).toMatchObject([{ ended_at: '2026-11-10T02:03:20.000Z', outcome: 'refused' }]);
  });

  it('the supervisor ends a call that a colleague left behind: it stays the colleague’s, with the time at which it ended', async () => {
    const [first] = await patients({});
    const { attemptId } = await dial(first);
    workstation.setNow('2026-11-11T02:00:00.000Z');
    const call = { followUpId: first.followUpId, attemptId, outcome: 'no_answer' as const };
    await expect(supervisor().calls.endCall(call)).rejects.toMatchObject({ code: 'NOT_HELD' });
    const ended = await supervisor().calls.endCall({ ...call, endedAt: '2026-11-10T02:00:40.000Z' });
    expect(ended).toMatchObject({ callSeconds: 40, followUpState: 'open', undoUntil: null });
    expect(await attempts()).toMatchObject([{ nurse_id: staff.users.nurse.id, ended_at: '2026-11-10T02:00:40.000Z' }]);
    await expect(nurse2().calls.take(first)).resolves.toMatchObject({ followUpId: first.followUpId });
  });

  it('who was softly refused does not finish a colleague’s call either', async () => {
    const [first] = await patients({});
    const call = await dial(first);
    await nurse().calls.endCall({ followUpId: first.followUpId, ...call, outcome: 'soft_refused', note: '改天' });
    workstation.setNow('2026-11-18T02:00:00.000Z');
    const second = await dial(first, nurse2());
    workstation.setNow('2026-11-18T02:31:00.000Z');
    await expect(nurse().calls.take(first)).rejects.toMatchObject({ code: 'CALL_OF_COLLEAGUE' });
    const wrong = { followUpId: first.followUpId, attemptId: second.attemptId };
    await expect(nurse().interviews.beginInterview(wrong)).rejects.toMatchObject({ code: 'NOT_HELD' });
    await expect(nurse().calls.endCall({ ...wrong, outcome: 'refused', note: '拒绝' })).rejects.toMatchObject({ code: 'NOT_HELD' });
    await expect(nurse2().interviews.beginInterview(wrong)).resolves.toMatchObject({ attemptId: second.attemptId });
  });

  it('softly refused while all colleagues are on leave: the nurse at work may call, and no longer when a colleague is back', async () => {
    const [first] = await patients({ nurseId: null });
    const call = await dial(first);
    await supervisor().sampling.leave({ nurseId: staff.users.nurse2.id, onLeave: true });
    await nurse().calls.endCall({ followUpId: first.followUpId, ...call, outcome: 'soft_refused', note: '改天' });
    workstation.setNow('2026-11-18T02:00:00.000Z');
    expect(await nurse().calls.takeNext({})).toEqual({ followUpId: first.followUpId });
    await nurse().calls.release(first);
    await supervisor().sampling.leave({ nurseId: staff.users.nurse2.id, onLeave: false });
    await expect(nurse().calls.takeNext({})).rejects.toMatchObject({ code: 'NOTHING_TO_TAKE' });
    await expect(dial(first)).rejects.toMatchObject({ code: 'OTHER_NURSE' });
    await nurse().calls.release(first);
    expect(await nurse2().calls.takeNext({})).toEqual({ followUpId: first.followUpId });
    await nurse2().calls.release(first);
    await supervisor().sampling.leave({ nurseId: staff.users.nurse2.id, onLeave: true });
    await expect(dial(first)).resolves.toMatchObject({ attemptId: expect.any(String) });
  });

  it('a clock set right in the middle of a call: it was answered and ended no earlier than it was dialled', async () => {
    const [first] = await patients({});
    const { followUpId } = first;
    const { attemptId } = await dial(first);
    workstation.setNow('2026-11-10T01:40:00.000Z');
    await nurse().interviews.beginInterview({ followUpId, attemptId });
    const running = await nurse().calls.runningCalls({});
    expect(running).toMatchObject([{ startedAt: '2026-11-10T02:00:00.000Z', answeredAt: '2026-11-10T02:00:00.000Z' }]);
    workstation.setNow('2026-11-10T01:45:00.000Z');
    const ended = await nurse().calls.endCall({ followUpId, attemptId, outcome: 'partial' });
    expect(ended).toMatchObject({ callSeconds: 0, talkSeconds: 0, nextAt: '2026-11-11T02:00:00.000Z' });
    expect(await attempts()).toMatchObject([{ started_at: '2026-11-10T02:00:00.000Z', ended_at: '2026-11-10T02:00:00.000Z' }]);
  });

  it('taking, dialling, being called, beginning and marking a number each leave a line in the log', async () => {
    const [first, second] = await patients({ phones: ['13800138001', '13800138002'] }, {});
    const { attemptId } = await dial(first);
    await nurse().interviews.beginInterview({ followUpId: first.followUpId, attemptId });
    await nurse().calls.endCall({ followUpId: first.followUpId, attemptId, outcome: 'wrong_number' });
    await nurse().numbers.markNumber({ followUpId: first.followUpId, phoneId: first.phoneIds[0] ?? '', mark: 'restored' });
    await nurse().calls.callBack(second);
    const lines = await workstation.transaction((ctx) =>
      ctx.db
        .selectFrom('audit')
        .select(['action', 'subject', 'detail'])
        .where('user_id', '=', staff.users.nurse.id)
        .orderBy('seq')
        .execute(),
    );
    expect(lines.map(({ action, subject }) => [action, subject === first.followUpId ? 'first' : 'second'])).toEqual([
      ['calling.take', 'first'],
      ['calling.dial', 'first'],
      ['calling.beginInterview', 'first'],
      ['calling.endCall', 'first'],
      ['calling.markNumber', 'first'],
      ['calling.callBack', 'second'],
    ]);
    expect(JSON.parse(lines[3]?.detail ?? '')).toMatchObject({ attemptId, outcome: 'wrong_number', markedBad: true });
  });
});
