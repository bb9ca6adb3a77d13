/** Tests the upgrade of a file in which open work belongs to users who cannot do it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWork } from '../../../electron/core/base/db/migrations/0012_open_work.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';
import { seedInterview } from '../feedback/seed.ts';
import { finish } from '../quality/seed.ts';

onBothDatabases('the step that moves what was left with people who cannot do it', (kind) => {
  let folder: string;
  let workstation: TestWorkstation;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'followup-leaving-'));
    workstation = await openWorkstation(kind, '2026-11-10T02:00:00.000Z', folder);
  });
  afterEach(async () => {
    await workstation.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('follow-ups, holds and notes to the pool, a review back to the supervisor, cases to every nurse', async () => {
    const staff = await withStaff(workstation);
    const { nurse, nurse2, supervisor } = staff.users;
    const db = workstation.parts.store.db;
    const sampled = await samplePatients(workstation, staff, [{ nurseId: nurse.id }, { nurseId: nurse2.id }]);
    await workstation.as(nurse).calls.take({ followUpId: sampled[0]?.followUpId ?? '' });
    await workstation.as(nurse2).followOn.writeHandOver({ text: '三床下午再打', toUserId: nurse.id });
    await finish(workstation, staff, nurse, { objectTo: ['process_call'], opinion: '没人应铃' });
    await workstation.as(supervisor).quality.drawReviews({ month: '2026-11' });
    const [review] = await db.selectFrom('review').select('id').execute();
    const sendBack = { id: review?.id ?? '', expectedVersion: 1, verdict: 'send_back', note: '再听一遍' } as const;
    await workstation.as(supervisor).quality.decideReview(sendBack);
    await workstation.transaction((ctx) => seedInterview(ctx, staff.departments.cardiology, nurse2.id));
    // The file as the version before left it.
    await sql`drop index feedback_nurse_id_state`.execute(db);
    await sql`alter table feedback drop column nurse_id`.execute(db);
    await sql`alter table hand_over drop column moved_from`.execute(db);
    await db.updateTable('app_user').set({ active: 0 }).where('id', '=', nurse.id).execute();

    await db.transaction().execute(async (tx) => {
      for (const change of openWork) await change(tx as never);
    });
    const open = db.selectFrom('follow_up').select(['nurse_id', 'held_by']).where('state', '=', 'open').orderBy('id');
    expect(await open.execute()).toEqual([
      { nurse_id: null, held_by: null },
      { nurse_id: nurse2.id, held_by: null },
    ]);
    expect(await db.selectFrom('hand_over').select(['to_user_id', 'moved_from']).execute()).toEqual([
      { to_user_id: null, moved_from: nurse.id },
    ]);
    expect(await db.selectFrom('feedback').select('nurse_id').execute()).toEqual([{ nurse_id: null }]);
    const history = await workstation.as(supervisor).quality.review({ id: review?.id ?? '' });
    expect(history).toMatchObject({ state: 'returned', version: 3, mayDecide: true });
    expect(history.history.at(-1)?.note).toBe('回访员已离岗，转随访办处理');
    const { checks } = await workstation.as(supervisor).upkeep.verify({});
    expect(checks.find(({ name }) => name === 'openWork')).toMatchObject({ ok: true });
  });
});
