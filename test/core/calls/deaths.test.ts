import { expect, it } from 'vitest';
import { agreed, type Sampled, samplePatients } from '../../helpers/calling.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';

const later = '2026-11-10T03:00:00.000Z';

onBothDatabases('a death told in a call', (kind) => {
  const house = new House(kind);
  const nurse = () => house.as('nurse');
  const stored = () =>
    house.workstation.transaction(async ({ db }) => ({
      followUps: await db.selectFrom('follow_up').selectAll().orderBy('id').execute(),
      interviews: await db.selectFrom('interview').selectAll().orderBy('id').execute(),
      cases: await db.selectFrom('feedback').selectAll().orderBy('id').execute(),
      listed: await db.selectFrom('do_not_call_entry').selectAll().orderBy('id').execute(),
    }));
  const followUp = async ({ followUpId }: Sampled) => (await stored()).followUps.find((one) => one.id === followUpId);

  /** One person's two stays, both sampled. */
  async function twoStays(): Promise<[Sampled, Sampled]> {
    const [earlier, last] = await samplePatients(house.workstation, house.staff, [
      { person: 'zhang', name: '张桂兰', dischargeDate: '2026-10-20' },
      { person: 'zhang', name: '张桂兰' },
    ]);
    if (!earlier || !last) throw new Error('two stays');
    return [earlier, last];
  }

  async function dial({ followUpId, phoneIds }: Sampled): Promise<{ followUpId: string; attemptId: string }> {
    await nurse().calls.take({ followUpId });
    const { attemptId } = await nurse().calls.dial({ followUpId, phoneId: phoneIds[0] ?? '' });
    return { followUpId, attemptId };
  }

  const toldDead = async (patient: Sampled) => nurse().calls.endCall({ ...(await dial(patient)), outcome: 'deceased' });

  /** An objection with its words, and then the call is broken off; it is to be called back. */
  async function brokenOff(patient: Sampled): Promise<void> {
    const call = await dial(patient);
    const interview = await agreed(nurse(), await nurse().interviews.beginInterview(call));
    const { version, opinion } = await nurse().interviews.saveAnswer({
      interviewId: interview.id,
      requestId: 'answer',
      expectedVersion: interview.version,
      itemCode: 'quality_effect',
      value: ['dissatisfied'],
    });
    if (!opinion) throw new Error('an objection asks for an opinion');
    const { id, askedItem, itemCode, aspect, departmentId, severity, kind: opinionKind } = opinion;
    await nurse().interviews.saveOpinion({
      interviewId: interview.id,
      requestId: 'opinion',
      expectedVersion: version,
      opinionId: id,
      askedItem,
      itemCode,
      aspect,
      departmentId,
      severity,
      kind: opinionKind,
      text: '腿还是疼，没人管',
    });
    await nurse().calls.endCall({ ...call, outcome: 'partial' });
  }

  it('ends the other follow-ups of the patient, also one that a nurse took and left', async () => {
    const [earlier, last] = await twoStays();
    await house.as('nurse2').calls.take({ followUpId: earlier.followUpId });
    house.workstation.setNow(later);
    await toldDead(last);
    expect((await house.supervisor.worklist.workList({ scope: 'all' })).total).toBe(0);
  });

  it('ends the interview of another stay and registers what was said in it', async () => {
    const [earlier, last] = await twoStays();
    await brokenOff(earlier);
    house.workstation.setNow('2026-11-12T02:00:00.000Z');
    await toldDead(last);
    expect(await followUp(earlier)).toMatchObject({ state: 'ended', disposition: 'partial', held_by: null });
    expect((await stored()).interviews).toMatchObject([{ state: 'partial', objections: 1 }]);
    expect((await stored()).cases).toMatchObject([{ state: 'registered', text: '腿还是疼，没人管' }]);
  });

  it('stands on the do-not-call list beside an earlier wish, and cannot be given a last day', async () => {
    const [earlier, last] = await twoStays();
    const put = { target: { dischargeId: earlier.dischargeId }, why: 'deceased' as const };
    await expect(house.supervisor.numbers.addDoNotCall({ ...put, until: '2026-12-31' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const call = await dial(last);
    await house.supervisor.numbers.addDoNotCall({ target: { dischargeId: earlier.dischargeId }, why: 'own_wish' });
    await nurse().calls.endCall({ ...call, outcome: 'deceased' });
    expect((await stored()).listed.map((entry) => entry.why).toSorted()).toEqual(['deceased', 'own_wish']);
  });

  it('is corrected by the supervisor alone, with a reason: off the list, open again, dialled again, and in the log', async () => {
    const [earlier, last] = await twoStays();
    await toldDead(last);
    house.workstation.setNow(later);
    const order = { dischargeId: last.dischargeId, reason: '接电话的人弄错了' };
    await expect(house.as('nurse').calls.correctDeath(order)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(house.supervisor.calls.correctDeath({ ...order, reason: ' ' })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    expect(await house.supervisor.calls.correctDeath(order)).toEqual({ reopened: 2 });
    expect((await stored()).listed).toMatchObject([{ why: 'deceased', lifted_at: later, lift_reason: order.reason }]);
    expect(await followUp(last)).toMatchObject({ state: 'open', disposition: null });
    await dial(earlier);
    const { rows: log } = await house.supervisor.upkeep.audit({});
    expect(log.map((line) => line.action)).toContain('calling.correctDeath');
    await expect(house.supervisor.calls.correctDeath(order)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('corrected after its nurse left is for the pool: somebody can call, and no work is left with who cannot', async () => {
    const [patient] = await samplePatients(house.workstation, house.staff, [{ nurseId: house.staff.users.nurse.id }]);
    if (!patient) return expect.unreachable();
    await toldDead(patient);
    house.workstation.setNow(later);
    const { id, name } = house.staff.users.nurse;
    const gone = { id, name, role: 'nurse' as const, departmentId: null, active: false, version: 1 };
    await house.as('admin').hospital.updateUser(gone);
    await house.supervisor.calls.correctDeath({ dischargeId: patient.dischargeId, reason: '本人来电' });
    expect(await followUp(patient)).toMatchObject({ state: 'open', nurse_id: null });
    const { checks } = await house.supervisor.upkeep.verify({});
    expect(checks.find((check) => check.name === 'openWork')).toMatchObject({ ok: true });
    expect(await house.as('nurse2').calls.takeNext({})).toEqual({ followUpId: patient.followUpId });
  });

  it('that was corrected does not say how the follow-up ends later; told again it does', async () => {
    const [, last] = await twoStays();
    await toldDead(last);
    house.workstation.setNow(later);
    await house.supervisor.calls.correctDeath({ dischargeId: last.dischargeId, reason: '本人来电' });
    house.workstation.setNow('2026-11-11T02:00:00.000Z');
    expect(await nurse().calls.endCall({ ...(await dial(last)), outcome: 'unable' })).toMatchObject({ disposition: 'unable' });
    const [, again] = await twoStays();
    house.workstation.setNow('2026-11-12T02:00:00.000Z');
    await toldDead(again);
    await nurse()
      .calls.take({ followUpId: again.followUpId })
      .catch(() => undefined);
    expect(await followUp(again)).toMatchObject({ disposition: 'deceased' });
  });

  it('leaves an interview in which nothing was answered to be begun again when it is corrected', async () => {
    const [, last] = await twoStays();
    const call = await dial(last);
    await nurse().interviews.beginInterview(call);
    await nurse().calls.endCall({ ...call, outcome: 'deceased' });
    expect((await stored()).interviews).toMatchObject([{ state: 'partial' }]);
    house.workstation.setNow(later);
    await house.supervisor.calls.correctDeath({ dischargeId: last.dischargeId, reason: '登记时选错' });
    const interview = await nurse().interviews.beginInterview(await dial(last));
    expect(interview.state).toBe('open');
  });

  it('is not undone by lifting the entry alone: the frame and the telephone would say otherwise', async () => {
    const [, last] = await twoStays();
    await toldDead(last);
    const { rows: list } = await house.supervisor.numbers.doNotCallList({});
    expect(list).toMatchObject([{ why: 'deceased', deathOf: expect.any(String) }]);
    await expect(house.supervisor.numbers.liftDoNotCall({ id: list[0]?.id ?? '', reason: '患者健在' })).rejects.toMatchObject({
      code: 'DEATH_STANDS',
      message: expect.stringContaining('更正已故登记'),
    });
  });

  it('that a stay of the hospital says is corrected where that stay comes from', async () => {
    const [, last] = await twoStays();
    await house.workstation.transaction(({ db }) =>
      db.updateTable('discharge').set({ outcome: 'died' }).where('id', '=', last.dischargeId).execute(),
    );
    await expect(house.supervisor.calls.correctDeath({ dischargeId: last.dischargeId, reason: '患者健在' })).rejects.toMatchObject({
      code: 'DEATH_IN_RECORD',
      message: expect.stringContaining('重新导入'),
    });
  });
});
