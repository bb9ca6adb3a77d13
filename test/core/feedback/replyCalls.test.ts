/**
 * Tests reply calls: they are dialled, timed and counted like other calls, and decide what may be recorded (domain
 * §5, §8).
 */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type RecordedStep, recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import type { ReplyCallOutcome } from '../../../shared/base/contract/words.ts';
import type { FeedbackCase } from '../../../shared/feedback/contract/feedback.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';
import { type SeededInterview, seedInterview } from './seed.ts';

/** Wednesday, 14:02 in China. */
const wednesday = '2026-10-14T06:02:00.000Z';
/** The next morning, 09:02. */
const thursday = '2026-10-15T01:02:00.000Z';
const night = '2026-10-14T14:02:00.000Z';

onBothDatabases('calls with a reply', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let interview: SeededInterview;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, wednesday);
    staff = await withStaff(workstation);
    interview = await workstation.transaction((ctx) => seedInterview(ctx, staff.departments.cardiology, staff.users.nurse.id));
  });
  afterEach(() => workstation.close());

  const as = (who: keyof Staff['users']) => workstation.as(staff.users[who]);
  const change = (found: FeedbackCase) => ({ id: found.id, expectedVersion: found.version });
  const told = (...last: RecordedStep[]) => {
    const { head, supervisor, nurse } = staff.users;
    const written = { causeKind: '人', cause: '抢救时无人应铃', measures: '二线护士应铃', responsible: '陈护士长', doneDate: null };
    const at = wednesday;
    return workstation.transaction((ctx) =>
      recordFeedback(ctx, [
        {
          ...interview,
          kind: 'opinion',
          itemCode: 'process_call',
          aspect: 'process',
          departmentId: staff.departments.cardiology,
          severity: 'general',
          text: '夜里按铃等了二十多分钟',
          staffName: '',
          registeredAt: at,
          registeredBy: nurse.id,
          steps: [
            { action: 'dispatch', at, by: nurse.id },
            { action: 'accept', at, by: head.id },
            { action: 'rectify', at, by: head.id, ...written },
            { action: 'review_pass', at, by: supervisor.id, comment: '' },
            ...last,
          ],
        },
      ]),
    );
  };
  /** A case whose answer waits to be told. */
  const reviewed = async () => as('nurse').feedback.get({ id: (await told())[0]?.id ?? '' });
  const dial = (found: FeedbackCase, who: 'nurse' | 'supervisor' = 'nurse', reason?: string) =>
    as(who).feedback.dialReply({
      ...change(found),
      phoneId: found.replying?.numbers[0]?.id ?? '',
      ...(reason ? { offHoursReason: reason } : {}),
    });
  const running = (found: FeedbackCase) => found.replying?.calls.find(({ endedAt }) => endedAt === null)?.id ?? '';
  const call = async (found: FeedbackCase, outcome: ReplyCallOutcome) =>
    as('nurse').feedback.endReplyCall({ id: found.id, callId: running(await dial(found)), outcome });
  const unreached = (found: FeedbackCase) => as('nurse').feedback.reply({ ...change(found), content: '没有联系上', verdict: 'unreached' });

  it('未能联系上 is refused until the usual attempts are made, on two days and in two day parts', async () => {
    const found = await reviewed();
    expect(found.replying?.missing).toEqual(['要拨打 5 次，现在 0 次', '还要在另外 2 天拨打', '还要在另外 2 个时段拨打']);
    await expect(unreached(found)).rejects.toMatchObject({ code: 'REPLY_NOT_REACHED' });
    for (const outcome of ['no_answer', 'busy', 'powered_off', 'unreachable', 'no_answer'] as const) await call(found, outcome);
    await expect(unreached(found)).rejects.toMatchObject({
      code: 'REPLY_NOT_REACHED',
      data: { missing: '还要在另外 1 天拨打，还要在另外 1 个时段拨打' },
    });
    workstation.setNow(thursday);
    const tried = await call(found, 'no_answer');
    expect(tried.replying?.missing).toEqual([]);
    expect(tried.replying?.calls).toHaveLength(6);
    expect(await unreached(found)).toMatchObject({ state: 'replied', replies: [{ verdict: 'unreached', way: 'call' }] });
  });

  it('attempts of an earlier round count no more, and a head is told of no call', async () => {
    const found = await reviewed();
    for (let nth = 0; nth < 5; nth += 1) await call(found, 'no_answer');
    workstation.setNow(thursday);
    await call(found, 'reached');
    const again = await as('nurse').feedback.reply({ ...change(found), content: '已告知', verdict: 'not_accepted', patientWords: '没改' });
    expect(again).toMatchObject({ state: 'accepted', round: 2 });
    expect((await as('head').feedback.get({ id: found.id })).replying).toBeNull();
    const written = { causeKind: '人', cause: '缺人', measures: '补人', responsible: '陈护士长', doneDate: null };
    const saved = await as('head').feedback.saveRectification({ ...change(again), ...written });
    const handed = await as('head').feedback.submitRectification({ id: found.id, expectedVersion: saved.version });
    const passed = await as('supervisor').feedback.review({ ...change(handed), verdict: 'passed' });
    await expect(unreached(passed)).rejects.toMatchObject({ code: 'REPLY_NOT_REACHED' });
  });

  it('a verdict needs a call that reached the patient, or the way in which the patient was told without one', async () => {
    const found = await reviewed();
    const verdict = { ...change(found), content: '已告知', verdict: 'accepted' } as const;
    await expect(as('nurse').feedback.reply(verdict)).rejects.toMatchObject({ code: 'REPLY_NOT_CALLED' });
    await call(found, 'no_answer');
    await expect(as('nurse').feedback.reply(verdict)).rejects.toMatchObject({ code: 'REPLY_NOT_CALLED' });
    expect(await as('nurse').feedback.reply({ ...verdict, way: 'person' })).toMatchObject({
      state: 'replied',
      replies: [{ way: 'person' }],
    });
  });

  it('is timed: dialling shows the whole number, the verdict ends the call as one that reached the patient', async () => {
    const found = await reviewed();
    const dialled = await dial(found);
    expect(dialled.replying?.calls).toMatchObject([{ startedAt: wednesday, endedAt: null, mine: true, number: '13812345678' }]);
    expect((await dial(found)).replying?.calls).toHaveLength(1);
    await expect(unreached(found)).rejects.toMatchObject({ code: 'CALL_RUNNING' });
    const ended = '2026-10-14T06:06:00.000Z';
    workstation.setNow(ended);
    const replied = await as('nurse').feedback.reply({ ...change(found), content: '已告知', verdict: 'accepted' });
    expect(replied.replying?.calls).toMatchObject([{ endedAt: ended, outcome: 'reached', number: '138****5678' }]);
    const log = await workstation.parts.store.db.selectFrom('audit').selectAll().where('action', '=', 'feedback.dialReply').execute();
    expect(log).toHaveLength(1);
    expect(log[0]?.detail).not.toContain('138');
  });

  it('is the one call its caller is in, and nobody else goes on with the case meanwhile', async () => {
    const found = await reviewed();
    const [patient] = await samplePatients(workstation, staff, [{ nurseId: staff.users.nurse.id }]);
    if (!patient) throw new Error('no patient');
    const { followUpId, phoneIds } = patient;
    const followUp = { followUpId, phoneId: phoneIds[0] ?? '' };
    await as('nurse').calls.take({ followUpId });
    const { attemptId } = await as('nurse').calls.dial(followUp);
    await expect(dial(found)).rejects.toMatchObject({ code: 'CALL_RUNNING' });
    await as('nurse').calls.endCall({ followUpId, attemptId, outcome: 'busy' });
    const dialled = await dial(found);
    expect(await as('nurse').feedback.runningReplyCall({})).toMatchObject({ feedbackId: found.id, name: '张桂兰', startedAt: wednesday });
    await as('nurse').calls.take({ followUpId });
    await expect(as('nurse').calls.dial(followUp)).rejects.toMatchObject({
      code: 'CALL_RUNNING',
      data: { name: '张桂兰', since: '14:02' },
    });
    const busy = { code: 'CALL_OF_COLLEAGUE', data: { name: '王静', since: '14:02' } };
    const supervisor = as('supervisor').feedback;
    await expect(dial(found, 'supervisor')).rejects.toMatchObject(busy);
    await expect(supervisor.reply({ ...change(found), content: '已告知', verdict: 'accepted', way: 'rang' })).rejects.toMatchObject(busy);
    const elsewhere = { departmentId: staff.departments.orthopedics, reason: '不是本科的事' };
    await expect(supervisor.transfer({ ...change(found), ...elsewhere })).rejects.toMatchObject(busy);
    // The nurse went home: the supervisor ends what she left.
    const left = await supervisor.endReplyCall({ id: found.id, callId: running(dialled), outcome: 'no_answer' });
    expect(left.replying?.calls).toMatchObject([{ by: '王静', outcome: 'no_answer' }]);
    expect(await as('nurse').feedback.runningReplyCall({})).toBeNull();
    await as('nurse').calls.dial(followUp);
  });

  it('is dialled outside the calling hours only with a reason, and covers no day part then', async () => {
    const found = await reviewed();
    workstation.setNow(night);
    await expect(dial(found)).rejects.toMatchObject({ code: 'OUTSIDE_HOURS' });
    const callId = running(await dial(found, 'nurse', '患者约定夜里'));
    const ended = await as('nurse').feedback.endReplyCall({ id: found.id, callId, outcome: 'no_answer' });
    expect(ended.replying?.missing).toEqual(['要拨打 5 次，现在 1 次', '还要在另外 1 天拨打', '还要在另外 2 个时段拨打']);
  });

  it('is not made to a patient on the do-not-call list: who may not be dialled at all counts as not reached', async () => {
    const found = await reviewed();
    const target = { dischargeId: interview.dischargeId };
    await as('supervisor').numbers.addDoNotCall({ target, why: 'own_wish' });
    await expect(dial(found)).rejects.toMatchObject({ code: 'DO_NOT_CALL' });
    expect(await unreached(found)).toMatchObject({ state: 'replied' });
  });

  it('a wrong number is marked and dialled no more; without another the patient counts as not reached', async () => {
    const found = await reviewed();
    const ended = await call(found, 'not_in_service');
    expect(ended.replying).toMatchObject({ numbers: [{ number: '138****5678', bad: true }], missing: [] });
    await expect(dial(found)).rejects.toMatchObject({ code: 'NUMBER_BAD' });
    expect(await unreached(found)).toMatchObject({ state: 'replied' });
  });

  it('a nurse whose account is closed leaves no call running: nobody answered it, as far as is known', async () => {
    const found = await reviewed();
    await dial(found);
    const { id, name, role, departmentId } = staff.users.nurse;
    const leaves = { id, name, role, departmentId, active: false, version: 1 } as Parameters<
      ReturnType<typeof as>['hospital']['updateUser']
    >[0];
    expect(await as('admin').hospital.openWork(leaves)).toMatchObject({ calls: 1, replies: 1 });
    await as('admin').hospital.updateUser({ ...leaves, handTo: staff.users.nurse2.id });
    const left = await as('nurse2').feedback.get({ id: found.id });
    expect(left.replying?.calls).toMatchObject([{ by: '王静', outcome: 'no_answer' }]);
  });

  it('a history that is told follows the same rule', async () => {
    const reply = { action: 'reply', at: thursday, by: staff.users.nurse.id, content: '已告知', patientWords: '', way: 'call' } as const;
    const made = (outcome: ReplyCallOutcome, startedAt = wednesday) => ({ startedAt, endedAt: startedAt, outcome });
    const once = [made('no_answer')];
    await expect(told({ ...reply, verdict: 'unreached', calls: once })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(told({ ...reply, verdict: 'accepted', calls: once })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const usual = [...Array.from({ length: 4 }, () => made('no_answer')), made('no_answer', thursday)];
    await told({ ...reply, verdict: 'unreached', calls: usual }, { action: 'close', at: thursday, by: staff.users.supervisor.id });
    await told({ ...reply, verdict: 'accepted', calls: [made('reached')] });
  });
});
