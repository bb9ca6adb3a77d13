import { afterEach, beforeEach, expect, it } from 'vitest';
import { instantAt } from '../../shared/rules/time.ts';
import { type Sampled, samplePatients } from '../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../helpers/workstation.ts';

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

  const nurse = () => workstation.as(staff.users.nurse).calling;
  async function take(time: string, date: string) {
    workstation.setNow(instantAt(date, time));
    await nurse().take({ followUpId: patient.followUpId });
  }
  const dial = (offHoursReason?: string) =>
    nurse().dial({
      followUpId: patient.followUpId,
      phoneId: patient.phoneIds[0] ?? '',
      ...(offHoursReason ? { offHoursReason } : {}),
    });
  const end = (attemptId: string, outcome: 'busy' | 'no_answer' | 'appointment', appointmentAt?: string) =>
    nurse().endCall({ followUpId: patient.followUpId, attemptId, outcome, ...(appointmentAt ? { appointmentAt } : {}) });
  async function fourMornings(last?: string) {
    for (const day of [10, 11, 12, 13]) {
      await take('09:00', `2026-11-${day}`);
      const { attemptId } = await dial();
      if (day === 13 && last) await end(attemptId, 'appointment', last);
      else await end(attemptId, 'busy');
    }
  }
  const reasons = () =>
    workstation.transaction(({ db }) => db.selectFrom('attempt').select(['ordinal', 'off_hours_reason']).orderBy('ordinal').execute());

  it('in the same part of the day as all before wants a reason, and a fifth call is the last whatever comes of it', async () => {
    await fourMornings();
    await take('09:00', '2026-11-14');
    expect((await nurse().brief({ followUpId: patient.followUpId })).lastTryFrom).toBe(instantAt('2026-11-14', '12:00'));
    await expect(dial()).rejects.toMatchObject({ code: 'LAST_TRY_TOO_SOON', data: { max: 5, from: '2026-11-14 12:00' } });
    const { attemptId } = await dial('家属说他只有上午在家');
    expect(await reasons()).toContainEqual({ ordinal: 5, off_hours_reason: '家属说他只有上午在家' });
    expect(await end(attemptId, 'busy')).toMatchObject({ followUpState: 'ended', disposition: 'max_attempts', nextAt: null });
  });

  it('in another part of the day wants none', async () => {
    await fourMornings();
    await take('12:00', '2026-11-14');
    expect((await nurse().brief({ followUpId: patient.followUpId })).lastTryFrom).toBeNull();
    await end((await dial()).attemptId, 'no_answer');
    expect(await reasons()).toContainEqual({ ordinal: 5, off_hours_reason: '' });
  });

  it('at a time the patient named wants none', async () => {
    await fourMornings(instantAt('2026-11-14', '09:00'));
    await take('09:00', '2026-11-14');
    await expect(dial()).resolves.toMatchObject({ attemptId: expect.any(String) });
  });
});
