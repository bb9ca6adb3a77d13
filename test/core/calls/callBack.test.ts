/** Tests call-backs: a patient calls the hospital and the follow-up continues. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { instantAt } from '../../../shared/base/rules/time.ts';
import { type Patient, type Sampled, samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

onBothDatabases('a patient who calls back', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeEach(async () => {
    workstation = await openWorkstation(kind);
    staff = await withStaff(workstation);
  });
  afterEach(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);
  const nurse2 = () => workstation.as(staff.users.nurse2);
  async function sampled(patient: Patient = {}): Promise<Sampled> {
    const [one] = await samplePatients(workstation, staff, [patient]);
    return one ?? expect.unreachable();
  }
  async function dialled(patient: Patient = {}) {
    const one = await sampled(patient);
    await nurse().calls.take(one);
    const { attemptId } = await nurse().calls.dial({ followUpId: one.followUpId, phoneId: one.phoneIds[0] ?? '' });
    return { ...one, attemptId };
  }
  const attempts = () =>
    workstation.transaction(({ db }) =>
      db.selectFrom('attempt').select(['ordinal', 'nurse_id', 'outcome', 'incoming', 'off_hours_reason']).orderBy('ordinal').execute(),
    );

  it('is found by the last digits of any number or the beginning of the name, among open follow-ups only', async () => {
    const { followUpId } = await sampled({ name: '欧阳建国', phones: ['13800138000', '0571-8800 5501'.replace(/\D/g, '')] });
    await sampled({ name: '王芳', phones: ['13900138000'] });
    const ended = await dialled({ name: '欧阳明', phones: ['13700137000'] });
    await nurse().calls.endCall({ ...ended, outcome: 'refused', note: '不愿意' });
    const names = async (search: string) => (await nurse().calls.findCallBack({ search })).map((row) => row.name).toSorted();
    expect(await names('8000')).toEqual(['欧阳建国', '王芳']);
    expect(await names('5501')).toEqual(['欧阳建国']);
    expect(await names('０１３８０００')).toEqual(['欧阳建国', '王芳']);
    expect(await names('欧阳')).toEqual(['欧阳建国']);
    expect(await names('阳')).toEqual([]);
    expect(await names('7000')).toEqual([]);
    expect(await names('800')).toEqual([]);
    expect(await names('%000')).toEqual([]);
    expect(await nurse().calls.findCallBack({ search: '5501' })).toMatchObject([
      { followUpId, phone: '0571****5501', attempts: 0, answered: 0 },
    ]);
  });

  it('goes on at night without a reason, where it stopped, asked anew who is on the line, as an attempt marked incoming', async () => {
    const call = await dialled();
    const interview = await nurse().interviews.beginInterview(call);
    const { content } = (await nurse().calls.brief(call)).questionnaire;
    const [first, second] = content.items;
    const save = { interviewId: interview.id };
    await nurse().interviews.saveProgress({
      ...save,
      requestId: 'a',
      expectedVersion: 1,
      answerer: 'patient',
      consent: true,
      step: first?.code ?? '',
    });
    await nurse().interviews.saveAnswer({ ...save, requestId: 'b', expectedVersion: 2, itemCode: first?.code ?? '', value: ['satisfied'] });
    await nurse().calls.endCall({ ...call, outcome: 'partial', note: '来客人了' });
    workstation.setNow(instantAt('2026-11-11', '21:10'));
    const { attemptId } = await nurse2().calls.callBack(call);
    expect(await nurse2().calls.callBack(call)).toEqual({ attemptId });
    const again = await nurse2().interviews.beginInterview({ followUpId: call.followUpId, attemptId });
    expect(again).toMatchObject({ id: interview.id, attemptId, answerer: null, step: 'greeting', answers: [{ answerer: 'patient' }] });
    expect(await nurse2().interviews.beginInterview({ followUpId: call.followUpId, attemptId })).toEqual(again);
    const { version } = again;
    await nurse2().interviews.saveProgress({
      ...save,
      requestId: 'c',
      expectedVersion: version,
      answerer: 'relative',
      relation: '女儿',
      consent: true,
    });
    await nurse2().interviews.saveAnswer({
      ...save,
      requestId: 'd',
      expectedVersion: version + 1,
      itemCode: second?.code ?? '',
      value: ['satisfied'],
    });
    const { interview: told, attempts: calls } = await nurse2().calls.brief(call);
    expect(told?.answers.map(({ itemCode, answerer, relation }) => [itemCode, answerer, relation])).toEqual([
      [first?.code, 'patient', ''],
      [second?.code, 'relative', '女儿'],
    ]);
    expect(calls.map(({ incoming }) => incoming)).toEqual([false, true]);
    expect(await attempts()).toMatchObject([
      { ordinal: 1, incoming: 0 },
      { ordinal: 2, incoming: 1, nurse_id: staff.users.nurse2.id, off_hours_reason: '' },
    ]);
  });

  it('uses up none of the five tries, and an agreed time made in it stands', async () => {
    const one = await sampled();
    for (const [day, time] of [
      ['10', '09:00'],
      ['11', '13:00'],
      ['12', '18:00'],
      ['13', '09:00'],
    ] as const) {
      workstation.setNow(instantAt(`2026-11-${day}`, time));
      await nurse().calls.take(one);
      const { attemptId } = await nurse().calls.dial({ followUpId: one.followUpId, phoneId: one.phoneIds[0] ?? '' });
      await nurse().calls.endCall({ followUpId: one.followUpId, attemptId, outcome: 'no_answer' });
    }
    const { attemptId } = await nurse().calls.callBack(one);
    const appointmentAt = instantAt('2026-11-15', '15:00');
    const agreed = await nurse().calls.endCall({ followUpId: one.followUpId, attemptId, outcome: 'appointment', appointmentAt });
    expect(agreed).toMatchObject({ followUpState: 'open', nextAt: appointmentAt });
    workstation.setNow(appointmentAt);
    await nurse().calls.take(one);
    const last = await nurse().calls.dial({ followUpId: one.followUpId, phoneId: one.phoneIds[0] ?? '' });
    expect(await nurse().calls.endCall({ followUpId: one.followUpId, attemptId: last.attemptId, outcome: 'no_answer' })).toMatchObject({
      followUpState: 'ended',
      disposition: 'max_attempts',
    });
  });

  it('is never “not reached”', async () => {
    const one = await sampled();
    const { attemptId } = await nurse().calls.callBack(one);
    await expect(nurse().calls.endCall({ followUpId: one.followUpId, attemptId, outcome: 'busy' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });

  it('is taken from a colleague who only looks, not from one who is calling', async () => {
    const one = await sampled({ nurseId: staff.users.nurse.id });
    await nurse().calls.take(one);
    const { attemptId } = await nurse2().calls.callBack(one);
    await expect(nurse().calls.dial({ followUpId: one.followUpId, phoneId: one.phoneIds[0] ?? '' })).rejects.toMatchObject({
      code: 'NOT_HELD',
    });
    await expect(nurse().calls.callBack(one)).rejects.toMatchObject({ code: 'CALL_OF_COLLEAGUE', data: { name: '赵敏' } });
    expect(await nurse2().calls.take(one)).toMatchObject({ followUpId: one.followUpId });
    await nurse2().calls.endCall({ followUpId: one.followUpId, attemptId, outcome: 'refused', note: '不愿意' });
    await expect(nurse().calls.callBack(one)).rejects.toMatchObject({ code: 'FOLLOW_UP_ENDED' });
  });
});

onBothDatabases('an outcome', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let one: Sampled;
  beforeEach(async () => {
    workstation = await openWorkstation(kind);
    staff = await withStaff(workstation);
    const [sampled] = await samplePatients(workstation, staff, [{ name: '张三' }]);
    one = sampled ?? expect.unreachable();
  });
  afterEach(() => workstation.close());

  const calling = (who: keyof Staff['users'] = 'nurse') => workstation.as(staff.users[who]);
  async function ended(outcome: 'unable' | 'denies_stay' | 'readmitted' | 'soft_refused', more: object = {}) {
    await calling().calls.take(one);
    const { attemptId } = await calling().calls.dial({ followUpId: one.followUpId, phoneId: one.phoneIds[0] ?? '' });
    return calling().calls.endCall({ followUpId: one.followUpId, attemptId, outcome, note: '原话', ...more });
  }

  it('“unable” ends the follow-up, unless a relative agrees to a time at which to answer', async () => {
    const appointmentAt = instantAt('2026-11-11', '19:00');
    expect(await ended('unable', { appointmentAt })).toMatchObject({ followUpState: 'open', nextAt: appointmentAt });
    workstation.setNow(appointmentAt);
    expect(await ended('unable')).toMatchObject({ followUpState: 'ended', disposition: 'unable' });
  });

  it('of a denied stay, or of being in hospital again, waits for the supervisor until something was found out', async () => {
    await ended('denies_stay');
    const { rows, counts } = await calling('supervisor').followOn.verifications({});
    expect(counts).toEqual({ open: 1, verified: 0 });
    expect(rows).toMatchObject([{ name: '张三', disposition: 'denies_stay', note: '原话', nurseName: '王静', verified: null }]);
    await expect(calling().followOn.verifications({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await calling('supervisor').followOn.verify({ followUpId: one.followUpId, finding: '同名患者，电话登记错了' });
    expect((await calling('supervisor').followOn.verifications({})).rows).toEqual([]);
    const verified = await calling('supervisor').followOn.verifications({ filter: 'verified' });
    expect(verified.rows).toMatchObject([{ verified: { finding: '同名患者，电话登记错了', by: '周主任' } }]);
    const details = await workstation.transaction(({ db }) => db.selectFrom('audit').select('detail').execute());
    expect(JSON.stringify(details)).not.toContain('同名患者');
  });

  it('that asks for another nurse keeps the first from dialling again, but not from answering the patient', async () => {
    await ended('soft_refused');
    workstation.setNow(instantAt('2026-11-18', '10:00'));
    await calling().calls.take(one);
    const dial = { followUpId: one.followUpId, phoneId: one.phoneIds[0] ?? '' };
    await expect(calling().calls.dial(dial)).rejects.toMatchObject({ code: 'OTHER_NURSE' });
    await expect(calling().calls.callBack(one)).resolves.toMatchObject({ attemptId: expect.any(String) });
  });
});
