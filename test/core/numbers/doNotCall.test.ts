import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildFrame } from '../../../electron/core/sampling/frame.ts';
import { samplePlan } from '../../../shared/sampling/contract/sampling.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const now = '2026-11-10T02:00:00.000Z';

onBothDatabases('the do-not-call list', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, now);
    staff = await withStaff(workstation);
  });
  afterEach(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);
  const supervisor = () => workstation.as(staff.users.supervisor);
  const followUp = (id: string | undefined) =>
    workstation.transaction(({ db }) =>
      db
        .selectFrom('follow_up')
        .selectAll()
        .where('id', '=', id ?? '')
        .executeTakeFirstOrThrow(),
    );
  /** How many of November are in the frame, and how many the list keeps out, on a day. */
  const frameOn = (day: string) =>
    workstation.transaction(async ({ db }) => {
      const { summary } = await buildFrame(db, samplePlan.parse({ month: '2026-11', size: 10 }), 1, `${day}T04:00:00.000Z`);
      return { eligible: summary.eligible, kept: summary.excluded.find(({ reason }) => reason === 'do_not_call')?.count };
    });

  it('takes a patient with the outcome of a call, and ends every open follow-up of that person', async () => {
    const [one, other] = await samplePatients(workstation, staff, [
      { person: 'zhang', name: '张桂兰' },
      { person: 'zhang', name: '张桂兰' },
    ]);
    const followUpId = one?.followUpId ?? '';
    await nurse().calls.take({ followUpId });
    const { attemptId } = await nurse().calls.dial({ followUpId, phoneId: one?.phoneIds[0] ?? '' });
    const ended = await nurse().calls.endCall({
      followUpId,
      attemptId,
      outcome: 'soft_refused',
      note: '别再打了',
      doNotCall: { scope: 'patient', why: 'own_wish', note: '', until: null },
    });
    expect(ended).toMatchObject({ followUpState: 'ended', disposition: 'refused', nextAt: null });
    expect(await followUp(other?.followUpId)).toMatchObject({ state: 'ended', disposition: 'refused', attempts: 0 });
    const { rows } = await supervisor().numbers.doNotCallList({});
    expect(rows).toMatchObject([{ scope: 'patient', name: '张桂兰', why: 'own_wish', by: '王静', at: now, inForce: true, lifted: null }]);
  });

  it('takes the number dialled, whoever has it; those whom another number reaches stay open', async () => {
    const [one, family, alone] = await samplePatients(workstation, staff, [
      { phones: ['13800000001', '13800000002'] },
      { phones: ['13800000001', '13800000003'] },
      { phones: ['13800000001'] },
    ]);
    const followUpId = one?.followUpId ?? '';
    await nurse().calls.take({ followUpId });
    const { attemptId } = await nurse().calls.dial({ followUpId, phoneId: one?.phoneIds[0] ?? '' });
    await nurse().calls.endCall({
      followUpId,
      attemptId,
      outcome: 'wrong_number',
      doNotCall: { scope: 'number', why: 'complaint', note: '', until: null },
    });
    expect([await followUp(one?.followUpId), await followUp(family?.followUpId), await followUp(alone?.followUpId)]).toMatchObject([
      { state: 'open' },
      { state: 'open' },
      { state: 'ended', disposition: 'refused' },
    ]);
    await nurse().calls.take({ followUpId: family?.followUpId ?? '' });
    expect((await nurse().numbers.list({ followUpId: family?.followUpId ?? '' })).map((number) => number.listed)).toEqual([true, false]);
    const dial = (index: number) => nurse().calls.dial({ followUpId: family?.followUpId ?? '', phoneId: family?.phoneIds[index] ?? '' });
    await expect(dial(0)).rejects.toMatchObject({
      code: 'DO_NOT_CALL',
      message: expect.stringContaining('这个号码在勿扰名单上（投诉骚扰'),
    });
    await dial(1);
  });

  it('holds for the reason and as long as the nurse says with the outcome', async () => {
    const [one] = await samplePatients(workstation, staff, [{ phones: ['13800000001', '13800000002'] }]);
    const followUpId = one?.followUpId ?? '';
    await nurse().calls.take({ followUpId });
    const { attemptId } = await nurse().calls.dial({ followUpId, phoneId: one?.phoneIds[0] ?? '' });
    const end = (doNotCall: { why: 'other' | 'own_wish'; note: string; until: string | null }) =>
      nurse().calls.endCall({ followUpId, attemptId, outcome: 'wrong_number', doNotCall: { scope: 'number', ...doNotCall } });
    await expect(end({ why: 'other', note: ' ', until: null })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    await expect(end({ why: 'own_wish', note: '', until: '2026-11-09' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await end({ why: 'other', note: '是一家饭店', until: '2027-02-10' });
    const listed = async () => (await supervisor().numbers.doNotCallList({})).rows;
    expect(await listed()).toMatchObject([{ scope: 'number', why: 'other', note: '是一家饭店', until: '2027-02-10', inForce: true }]);
    workstation.setNow('2027-02-10T02:00:00.000Z');
    expect(await listed()).toHaveLength(1);
    workstation.setNow('2027-02-11T02:00:00.000Z');
    expect(await listed()).toEqual([]);
  });

  it('is heeded at dialling', async () => {
    const [one] = await samplePatients(workstation, staff, [{}]);
    const followUpId = one?.followUpId ?? '';
    await nurse().calls.take({ followUpId });
    await workstation.transaction(({ db }) =>
      db
        .insertInto('do_not_call_entry')
        .values({
          id: 'e',
          patient_id: `p-${one?.dischargeId}`,
          why: 'other',
          note: '家属来信',
          at: now,
          user_id: staff.users.supervisor.id,
        })
        .execute(),
    );
    await expect(nurse().calls.dial({ followUpId, phoneId: one?.phoneIds[0] ?? '' })).rejects.toMatchObject({
      code: 'DO_NOT_CALL',
      message: '这位患者在勿扰名单上（家属来信，2026-11-10 周主任 登记），不能拨打。确需联系，请随访办先在“勿扰名单”里解除。',
    });
  });

  it('keeps out of the frame until its last day, and no longer once lifted', async () => {
    const [one, two] = await samplePatients(workstation, staff, [
      { notSampled: true },
      { notSampled: true, phones: ['13800000001'] },
      { notSampled: true },
    ]);
    expect(await frameOn('2026-11-10')).toEqual({ eligible: 3, kept: 0 });
    await supervisor().numbers.addDoNotCall({ target: { dischargeId: one?.dischargeId ?? '' }, why: 'own_wish', until: '2026-11-20' });
    const { id } = await supervisor().numbers.addDoNotCall({ target: { number: '138-0000-0001' }, why: 'complaint' });
    expect(two).toBeDefined();
    expect(await frameOn('2026-11-20')).toEqual({ eligible: 1, kept: 2 });
    expect(await frameOn('2026-11-21')).toEqual({ eligible: 2, kept: 1 });
    await expect(supervisor().numbers.liftDoNotCall({ id, reason: '' })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    expect(await supervisor().numbers.liftDoNotCall({ id, reason: '机主来电同意' })).toMatchObject({
      number: '138****0001',
      inForce: false,
      lifted: { by: '周主任', reason: '机主来电同意' },
    });
    await expect(supervisor().numbers.liftDoNotCall({ id, reason: '再来' })).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await frameOn('2026-11-20')).toEqual({ eligible: 2, kept: 1 });
    expect((await supervisor().numbers.doNotCallList({ show: 'past' })).rows.map((row) => row.id)).toEqual([id]);
  });

  it('asks for words where the reason is another, for a day that is still to come, and takes nobody twice', async () => {
    const [one] = await samplePatients(workstation, staff, [{}]);
    const target = { dischargeId: one?.dischargeId ?? '' };
    await expect(supervisor().numbers.addDoNotCall({ target, why: 'other' })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    await expect(supervisor().numbers.addDoNotCall({ target, why: 'own_wish', until: '2026-11-09' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    expect(await supervisor().numbers.addDoNotCall({ target, why: 'own_wish' })).toMatchObject({ endedFollowUps: 1 });
    await expect(supervisor().numbers.addDoNotCall({ target, why: 'complaint' })).rejects.toMatchObject({ code: 'ALREADY_LISTED' });
    for (const who of ['nurse', 'head', 'director', 'admin'] as const) {
      const { numbers } = workstation.as(staff.users[who]);
      await expect(numbers.addDoNotCall({ target, why: 'own_wish' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(numbers.doNotCallList({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  it('is searched by name, inpatient number, number and its last digits', async () => {
    const [one, two] = await samplePatients(workstation, staff, [{ name: '张桂兰' }, { name: '李建国', phones: ['13900005678'] }]);
    await workstation.transaction(async ({ db }) => {
      for (const [stay, name] of [
        [one, '张桂兰'],
        [two, '李建国'],
      ] as const)
        await db
          .updateTable('discharge')
          .set({ name_key: name })
          .where('id', '=', stay?.dischargeId ?? '')
          .execute();
    });
    await supervisor().numbers.addDoNotCall({ target: { dischargeId: one?.dischargeId ?? '' }, why: 'own_wish' });
    await supervisor().numbers.addDoNotCall({ target: { number: '13900005678' }, why: 'complaint' });
    const found = async (search: string) => (await supervisor().numbers.doNotCallList({ search })).rows.map((row) => row.name);
    expect(await found('')).toEqual(['李建国', '张桂兰']);
    expect(await found('张桂')).toEqual(['张桂兰']);
    expect(await found(`ZY${one?.dischargeId}`)).toEqual(['张桂兰']);
    expect(await found('5678')).toEqual(['李建国']);
    expect(await found('13900005678')).toEqual(['李建国']);
    expect(await found('王')).toEqual([]);
  });
});
