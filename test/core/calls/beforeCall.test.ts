/** Tests 拨前一屏 (the screen before dialling) and who must not be dialled. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import { type Sampled, samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const now = '2026-11-10T02:00:00.000Z';
const nobody: Sampled = { followUpId: '', dischargeId: '', phoneIds: [] };

onBothDatabases('before a call', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, now);
    staff = await withStaff(workstation);
  });
  afterEach(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);
  const nurse2 = () => workstation.as(staff.users.nurse2);
  const actions = () =>
    workstation.transaction(async ({ db }) =>
      (await db.selectFrom('audit').select('action').orderBy('seq').execute()).map((row) => row.action),
    );

  async function tried(patient: Sampled, outcome: 'no_answer' | 'appointment' | 'deceased', at: string, by = nurse()): Promise<void> {
    workstation.setNow(at);
    await by.calls.take({ followUpId: patient.followUpId });
    const { attemptId } = await by.calls.dial({ followUpId: patient.followUpId, phoneId: patient.phoneIds[0] ?? '' });
    const agreed = outcome === 'appointment' ? { appointmentAt: '2026-11-12T07:00:00.000Z', note: '女儿接的，说周四下午本人在家' } : {};
    await by.calls.endCall({ followUpId: patient.followUpId, attemptId, outcome, ...agreed });
  }

  it('says who was reached when, which part of the day is untried, and everything that happened, newest first', async () => {
    const [patient = nobody] = await samplePatients(workstation, staff, [{ phones: ['13812345678'] }]);
    await workstation.as(staff.users.supervisor).sampling.assignTo({ followUpIds: [patient.followUpId], nurseId: staff.users.nurse.id });
    await tried(patient, 'no_answer', '2026-11-10T02:10:00.000Z');
    await tried(patient, 'appointment', '2026-11-10T06:30:00.000Z');
    await nurse().calls.take({ followUpId: patient.followUpId });
    const { goodHours, events, lastWord, death, earlier } = await nurse().calls.beforeCall({ followUpId: patient.followUpId });
    expect(goodHours).toEqual({ reached: [{ part: '12:00–17:30', times: 1 }], untried: ['17:30–20:30'] });
    expect(events.map(({ kind, who, to, outcome, phone }) => [kind, who, to, outcome, phone])).toEqual([
      ['attempt', '王静', null, 'appointment', '138****5678'],
      ['attempt', '王静', null, 'no_answer', '138****5678'],
      ['assigned', '周主任', '王静', null, ''],
      ['drawn', '系统', null, null, ''],
    ]);
    expect(lastWord).toEqual({ at: '2026-11-10T06:30:00.000Z', nurse: '王静', text: '女儿接的，说周四下午本人在家' });
    expect([death, earlier]).toEqual([null, []]);
  });

  it('tells of earlier stays, of what was said then and what became of it', async () => {
    const [patient = nobody, before = nobody] = await samplePatients(workstation, staff, [
      { person: 'zhang' },
      {
        person: 'zhang',
        dischargeDate: '2026-06-02',
        diagnosis: '锁骨骨折',
        departmentId: staff.departments.orthopedics,
        notSampled: true,
      },
    ]);
    const { supervisor } = staff.users;
    const written = { causeKind: '法', cause: '流程不清', measures: '修订流程', responsible: '陈护士长', doneDate: null };
    await workstation.transaction((ctx) =>
      recordFeedback(ctx, [
        {
          interviewId: null,
          followUpId: null,
          dischargeId: before.dischargeId,
          month: '2026-06',
          kind: 'opinion',
          itemCode: null,
          aspect: 'process',
          departmentId: staff.departments.orthopedics,
          severity: 'general',
          text: '换药等了三天',
          staffName: '',
          registeredAt: '2026-06-20T02:00:00.000Z',
          registeredBy: staff.users.nurse.id,
          steps: [
            { action: 'dispatch', at: '2026-06-20T03:00:00.000Z', by: supervisor.id },
            { action: 'accept', at: '2026-06-20T04:00:00.000Z', by: supervisor.id },
            { action: 'rectify', at: '2026-06-21T02:00:00.000Z', by: supervisor.id, ...written },
            { action: 'review_pass', at: '2026-06-22T02:00:00.000Z', by: supervisor.id, comment: '' },
            {
              action: 'reply',
              at: '2026-06-23T02:00:00.000Z',
              by: staff.users.nurse.id,
              content: '换药已固定时间',
              verdict: 'accepted',
              patientWords: '',
              way: 'person',
              calls: [],
            },
          ],
        },
      ]),
    );
    await nurse().calls.take({ followUpId: patient.followUpId });
    const { earlier, goodHours } = await nurse().calls.beforeCall({ followUpId: patient.followUpId });
    expect(earlier).toMatchObject([
      {
        dischargeDate: '2026-06-02',
        department: '骨科',
        diagnosis: '锁骨骨折',
        disposition: null,
        satisfied: null,
        feedback: [{ text: '换药等了三天', state: 'replied', reply: '换药已固定时间', verdict: 'accepted' }],
      },
    ]);
    expect(goodHours.reached).toEqual([{ part: '08:30–12:00', times: 1 }]);
  });

  it('is shown only to the nurse who holds the patient, and written down', async () => {
    const [patient = nobody] = await samplePatients(workstation, staff, [{}]);
    await expect(nurse().calls.beforeCall({ followUpId: patient.followUpId })).rejects.toMatchObject({ code: 'NOT_HELD' });
    await nurse().calls.take({ followUpId: patient.followUpId });
    await nurse().calls.beforeCall({ followUpId: patient.followUpId });
    await expect(nurse2().calls.beforeCall({ followUpId: patient.followUpId })).rejects.toMatchObject({ code: 'NOT_HELD' });
    expect(await actions()).toEqual(['calling.take', 'calling.viewIdentity']);
  });

  it.each([
    ['another stay ended with death', { outcome: 'died' as const }],
    ['another stay was left by death', { discharge_mode: '5' as const }],
  ])('nobody is dialled where %s; the follow-up ends without a call', async (_, recorded) => {
    const [patient = nobody, other = nobody, third = nobody] = await samplePatients(workstation, staff, [
      { person: 'zhang' },
      { person: 'zhang', dischargeDate: '2026-11-05', notSampled: true },
      { person: 'zhang', dischargeDate: '2026-10-20' },
    ]);
    const { followUpId } = patient;
    await nurse().calls.take({ followUpId });
    await expect(nurse().calls.recordDeath({ followUpId })).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await workstation.transaction(({ db }) => db.updateTable('discharge').set(recorded).where('id', '=', other.dischargeId).execute());
    expect((await nurse().calls.beforeCall({ followUpId })).death).toEqual({
      how: 'stay',
      date: '2026-11-05',
      department: '心血管内科',
      nurse: '',
    });
    const dialled = nurse().calls.dial({ followUpId, phoneId: patient.phoneIds[0] ?? '' });
    await expect(dialled).rejects.toMatchObject({ code: 'PATIENT_DECEASED', message: expect.stringContaining('2026-11-05') });
    await nurse().calls.recordDeath({ followUpId });
    const ended = await workstation.transaction(({ db }) =>
      db
        .selectFrom('follow_up')
        .select(['id', 'disposition', 'attempts'])
        .where('id', 'in', [followUpId, third.followUpId])
        .orderBy('id')
        .execute(),
    );
    expect(ended).toEqual([followUpId, third.followUpId].toSorted().map((id) => ({ id, disposition: 'deceased', attempts: 0 })));
    expect((await nurse().worklist.workList({})).total).toBe(0);
    expect(await actions()).toContain('calling.recordDeath');
  });

  it('nobody is dialled for one stay when the family said of another that the patient is dead', async () => {
    const [first = nobody, second = nobody] = await samplePatients(workstation, staff, [
      { person: 'zhang' },
      { person: 'zhang', dischargeDate: '2026-10-20' },
    ]);
    await nurse2().calls.take({ followUpId: second.followUpId });
    await tried(first, 'deceased', '2026-11-10T02:10:00.000Z');
    const dialled = nurse2().calls.dial({ followUpId: second.followUpId, phoneId: second.phoneIds[0] ?? '' });
    await expect(dialled).rejects.toMatchObject({ code: 'FOLLOW_UP_ENDED' });
    // A follow-up of the same patient that comes later meets what was said.
    const [later = nobody] = await samplePatients(workstation, staff, [{ person: 'zhang', dischargeDate: '2026-10-25' }]);
    await nurse2().calls.take({ followUpId: later.followUpId });
    expect((await nurse2().calls.beforeCall({ followUpId: later.followUpId })).death).toMatchObject({ how: 'call', date: '2026-11-10' });
    const again = nurse2().calls.dial({ followUpId: later.followUpId, phoneId: later.phoneIds[0] ?? '' });
    await expect(again).rejects.toMatchObject({ code: 'PATIENT_DECEASED' });
  });
});
