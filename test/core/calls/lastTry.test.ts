/** Tests the last try of a follow-up: in which part of the day it is allowed, and with which reason. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { instantAt } from '../../../shared/base/rules/time.ts';
import { type Sampled, samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

onBothDatabases('the last try', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let patient: Sampled;
  beforeEach(async () => {
    workstation = await openWorkstation(kind);
    staff = await withStaff(workstation);
    const [sampled] = await samplePatients(workstation, staff, [{}]);
    if (!sampled) throw new Error('nobody sampled');
    patient = sampled;
  });
  afterEach(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);
  async function take(time: string, date: string) {
    workstation.setNow(instantAt(date, time));
    await nurse().calls.take({ followUpId: patient.followUpId });
  }
  const dial = (offHoursReason?: string) =>
    nurse().calls.dial({
      followUpId: patient.followUpId,
      phoneId: patient.phoneIds[0] ?? '',
      ...(offHoursReason ? { offHoursReason } : {}),
    });
  const end = (attemptId: string, outcome: 'busy' | 'no_answer' | 'appointment', appointmentAt?: string) =>
    nurse().calls.endCall({ followUpId: patient.followUpId, attemptId, outcome, ...(appointmentAt ? { appointmentAt } : {}) });
  async function fourMornings(last?: string) {
    for (const day of [10, 11, 12, 13]) {
      await take('09:00', `2026-11-${day}`);
      const { attemptId } = await dial();
      if (day === 13 && last) await end(attemptId, 'appointment', last);
      else await end(attemptId, 'busy');
    }
  }
  const dials = () => workstation.transaction(({ db }) => db.selectFrom('attempt').select('id').execute());
  const followUp = () => workstation.transaction(({ db }) => db.selectFrom('follow_up').selectAll().executeTakeFirstOrThrow());

  it('in the same part of the day as all before is refused, whatever the reason, and says what is missing and from when it counts', async () => {
    await fourMornings();
    await take('09:00', '2026-11-14');
    expect((await nurse().calls.brief({ followUpId: patient.followUpId })).lastTry).toEqual({
      from: instantAt('2026-11-14', '12:00'),
      missing: '另一个时段',
    });
    const refused = { code: 'LAST_TRY_TOO_SOON', data: { max: 5, missing: '另一个时段', from: '2026-11-14 12:00' } };
    await expect(dial()).rejects.toMatchObject(refused);
    await expect(dial('家属说他只有上午在家')).rejects.toMatchObject(refused);
    await take('21:00', '2026-11-14');
    await expect(dial()).rejects.toMatchObject({ code: 'LAST_TRY_TOO_SOON', data: { from: '2026-11-15 12:00' } });
    expect(await dials()).toHaveLength(4);
  });

  it('in another part of the day is made, and ends the follow-up', async () => {
    await fourMornings();
    await take('12:00', '2026-11-14');
    expect((await nurse().calls.brief({ followUpId: patient.followUpId })).lastTry).toBeNull();
    const { attemptId } = await dial();
    expect(await end(attemptId, 'no_answer')).toMatchObject({ followUpState: 'ended', disposition: 'max_attempts', nextAt: null });
  });

  it('does not come within the minute of the others, with a reason or without', async () => {
    for (const minute of ['09:00', '09:01', '09:02', '09:03']) {
      await take(minute, '2026-11-10');
      await end((await dial('急着打完')).attemptId, 'no_answer');
    }
    await take('09:04', '2026-11-10');
    const refused = { code: 'LAST_TRY_TOO_SOON', data: { max: 5, missing: '另一天、另一个时段', from: '2026-11-11 12:00' } };
    await expect(dial('急着打完')).rejects.toMatchObject(refused);
    expect(await followUp()).toMatchObject({ state: 'open', disposition: null, next_at: instantAt('2026-11-11', '12:00') });
  });

  it('written on paper within the minute of the others leaves the follow-up open for one that covers', async () => {
    workstation.setNow(instantAt('2026-11-10', '11:00'));
    const calls = ['10:00', '10:01', '10:02', '10:03', '10:04'].map((time) => ({
      startedAt: instantAt('2026-11-10', time),
      endedAt: instantAt('2026-11-10', time),
      phoneId: patient.phoneIds[0] ?? '',
      outcome: 'no_answer' as const,
      offHoursReason: '纸质',
    }));
    const paper = { followUpId: patient.followUpId, sheetId: null, calls, interview: null };
    expect(await nurse().paper.enterPaper(paper)).toMatchObject({ followUpState: 'open', nextAt: instantAt('2026-11-11', '12:00') });
    await take('12:00', '2026-11-11');
    expect(await end((await dial()).attemptId, 'no_answer')).toMatchObject({ followUpState: 'ended', disposition: 'max_attempts' });
  });

  it('at a time the patient named is made', async () => {
    await fourMornings(instantAt('2026-11-14', '09:00'));
    await take('09:00', '2026-11-14');
    await expect(dial()).resolves.toMatchObject({ attemptId: expect.any(String) });
  });
});
