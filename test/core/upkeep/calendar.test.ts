/**
 * Tests that a changed calendar or deadline moves the due dates of open feedback, leaves a trace, and does not touch
 * closed feedback.
 */

import { expect, it } from 'vitest';
import { recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import { settings as settingsSchema } from '../../../shared/base/contract/settings.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';

const none = { holidays: [], makeUpDays: [] };
const saturday = { holidays: [], makeUpDays: ['2026-11-14'] };

onBothDatabases('the work calendar', (kind) => {
  let number = '';
  const house = new House(kind, async ({ workstation, staff }) => {
    const made = await workstation.transaction((ctx) =>
      recordFeedback(ctx, [
        {
          interviewId: null,
          followUpId: null,
          dischargeId: null,
          month: '2026-11',
          kind: 'opinion',
          itemCode: null,
          aspect: null,
          departmentId: staff.departments.cardiology,
          severity: 'general',
          text: '按铃没人来',
          staffName: '',
          registeredAt: ctx.now,
          registeredBy: staff.users.nurse.id,
          steps: [],
        },
      ]),
    );
    number = made[0]?.number ?? '';
    const supervisor = workstation.as(staff.users.supervisor).feedback;
    const [found] = (await supervisor.list({ filter: 'open' })).rows;
    if (!found) throw new Error('no case');
    await supervisor.dispatch({
      id: found.id,
      expectedVersion: found.version,
      departmentId: staff.departments.cardiology,
      severity: 'general',
    } as never);
  });
  const open = async () => {
    const [found] = (await house.supervisor.feedback.list({ filter: 'open' })).rows;
    if (!found) throw new Error('no case');
    return found;
  };

  it('says before saving which due dates move, moves them, and leaves a line in the history', async () => {
    expect((await open()).dueAt).toBe('2026-11-17T02:00:00.000Z');
    const { upkeep } = house.supervisor;
    const { id } = await open();
    const move = { id, number, from: '2026-11-17T02:00:00.000Z', to: '2026-11-16T02:00:00.000Z' };
    expect(await upkeep.previewCalendar(saturday)).toEqual([move]);
    expect((await open()).dueAt).toBe(move.from);
    const saved = await upkeep.saveCalendar({ before: none, after: saturday });
    expect(saved).toMatchObject({ moved: 1, settings: saturday });
    expect((await open()).dueAt).toBe(move.to);
    const events = await house.workstation.parts.store.db.selectFrom('feedback_event').select(['why', 'user_id']).orderBy('id').execute();
    expect(events.at(-1)).toEqual({ why: '工作日历有改动，到期日 2026-11-17 → 2026-11-16', user_id: house.staff.users.supervisor.id });
    expect((await upkeep.saveCalendar({ before: saturday, after: saturday })).moved).toBe(0);
    const { rows } = await upkeep.audit({ limit: 5 });
    expect(rows.map(({ action }) => action)).toContain('upkeep.saveSettings');
  });

  it('changed by somebody else meanwhile is not overwritten, nor by other settings', async () => {
    const admin = house.as('admin').upkeep;
    await admin.saveCalendar({ before: none, after: saturday });
    await expect(house.supervisor.upkeep.saveCalendar({ before: none, after: none })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      message: expect.stringContaining('工作日历'),
    });
    const { version } = await admin.settings({});
    const saved = await house.supervisor.upkeep.saveSettings(settingsSchema.parse({ version }));
    expect(saved).toMatchObject(saturday);
    await expect(house.as('nurse').upkeep.saveCalendar({ before: saturday, after: none })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('changed limits move open due dates too', async () => {
    const before = await house.supervisor.upkeep.settings({});
    await house.supervisor.upkeep.saveSettings({ ...before, limits: { urgent: 1, general: 2, several: 10 } });
    expect((await open()).dueAt).toBe('2026-11-12T02:00:00.000Z');
    const events = await house.workstation.parts.store.db.selectFrom('feedback_event').select('why').orderBy('id').execute();
    expect(events.at(-1)?.why).toBe('整改时限有改动，到期日 2026-11-17 → 2026-11-12');
  });
});
