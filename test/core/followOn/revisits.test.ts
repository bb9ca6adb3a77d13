/** Tests the reminders of revisits. */
import { expect, it } from 'vitest';
import { samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, withStaff } from '../../helpers/workstation.ts';

onBothDatabases('revisits', (kind) => {
  it('are reminded of by what the patient said, else by the order; done, dead and other nurses’ are not', async () => {
    const workstation = await openWorkstation(kind);
    const staff = await withStaff(workstation);
    const nurse = workstation.as(staff.users.nurse);
    const sampled = await samplePatients(workstation, staff, [
      { name: '今天', revisitDate: '2026-11-10' },
      { name: '七天后', revisitDate: '2026-11-17' },
      { name: '八天后', revisitDate: '2026-11-18' },
      { name: '昨天', revisitDate: '2026-11-09' },
      { name: '太久', revisitDate: '2026-08-11' },
      { name: '没有日期' },
      { name: '别人的', revisitDate: '2026-11-12', nurseId: staff.users.nurse2.id },
      { name: '改了日期', revisitDate: '2026-12-20' },
      { name: '已经去了', revisitDate: '2026-11-11' },
      { name: '去世了', revisitDate: '2026-11-11' },
    ]);
    const talk = async (index: number, said: object) => {
      const one = sampled[index] ?? expect.unreachable();
      await nurse.calls.take(one);
      const { attemptId } = await nurse.calls.dial({ followUpId: one.followUpId, phoneId: one.phoneIds[0] ?? '' });
      const { id: interviewId } = await nurse.interviews.beginInterview({ followUpId: one.followUpId, attemptId });
      await nurse.interviews.saveProgress({
        interviewId,
        requestId: one.followUpId,
        expectedVersion: 1,
        answerer: 'patient',
        consent: true,
        ...said,
      });
      return { followUpId: one.followUpId, attemptId };
    };
    const later = { outcome: 'appointment', appointmentAt: '2026-11-20T02:00:00.000Z' } as const;
    await nurse.calls.endCall({ ...(await talk(7, { revisitDate: '2026-11-13', revisitState: 'not_due' })), ...later });
    await nurse.calls.endCall({ ...(await talk(8, { revisitState: 'done' })), ...later });
    await nurse.calls.endCall({ ...(await talk(9, {})), outcome: 'deceased' });
    const names = async (filter: 'due' | 'overdue' | 'marked') => (await nurse.followOn.revisits({ filter })).rows.map((row) => row.name);
    expect(await names('due')).toEqual(['今天', '改了日期', '七天后']);
    expect(await names('overdue')).toEqual(['昨天']);
    const { rows, counts, days } = await nurse.followOn.revisits({});
    expect({ counts, days }).toEqual({ counts: { due: 3, overdue: 1, marked: 0 }, days: 7 });
    expect(rows[1]).toMatchObject({ revisitDate: '2026-11-13', daysLeft: 3, saidByPatient: true, state: 'not_due', phone: '138****0007' });

    const followUpId = sampled[0]?.followUpId ?? '';
    await nurse.followOn.markRevisit({ followUpId, mark: 'reminded' });
    expect(await names('due')).toEqual(['改了日期', '七天后']);
    expect((await nurse.followOn.revisits({ filter: 'marked' })).rows).toMatchObject([
      { name: '今天', mark: { mark: 'reminded', by: '王静' } },
    ]);
    await nurse.followOn.markRevisit({ followUpId, mark: null });
    expect(await names('due')).toEqual(['今天', '改了日期', '七天后']);
    const foreign = sampled[6]?.followUpId ?? '';
    await expect(nurse.followOn.markRevisit({ followUpId: foreign, mark: 'visited' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await workstation.as(staff.users.supervisor).followOn.revisits({})).counts.due).toBe(4);
    await workstation.close();
  });
});
