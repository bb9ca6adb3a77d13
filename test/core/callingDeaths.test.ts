import { expect, it } from 'vitest';
import { samplePatients } from '../helpers/calling.ts';
import { onBothDatabases, openWorkstation, withStaff } from '../helpers/workstation.ts';

onBothDatabases('a death', (kind) => {
  it('ends the other follow-ups of the patient, also one that a nurse took and left', async () => {
    const workstation = await openWorkstation(kind);
    const staff = await withStaff(workstation);
    const [earlier, later] = await samplePatients(workstation, staff, [
      { person: 'zhang', dischargeDate: '2026-10-20' },
      { person: 'zhang' },
    ]);
    if (!earlier || !later) return expect.unreachable();
    const nurse = workstation.as(staff.users.nurse).calling;
    await workstation.as(staff.users.nurse2).calling.take({ followUpId: earlier.followUpId });
    workstation.setNow('2026-11-10T03:00:00.000Z');
    await nurse.take({ followUpId: later.followUpId });
    const { attemptId } = await nurse.dial({ followUpId: later.followUpId, phoneId: later.phoneIds[0] ?? '' });
    await nurse.endCall({ followUpId: later.followUpId, attemptId, outcome: 'deceased' });
    expect((await workstation.as(staff.users.supervisor).calling.workList({ scope: 'all' })).total).toBe(0);
    await workstation.close();
  });
});
