/** A file in which a death could not be corrected: lifting the entry was meant as the correction, and every death stands on the list. */
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { deathCorrection } from '../../../electron/core/base/db/migrations/0016_death_correction.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';

onBothDatabases('the step that lets a death be corrected', (kind) => {
  const house = new House(kind);

  it('takes a lifted entry for a correction, and lists whoever was said to be dead', async () => {
    const nurse = house.as('nurse');
    const [lifted, wished] = await samplePatients(house.workstation, house.staff, [{ person: 'zhang' }, { person: 'li' }]);
    for (const patient of [lifted, wished]) {
      const followUpId = patient?.followUpId ?? '';
      await nurse.calls.take({ followUpId });
      const { attemptId } = await nurse.calls.dial({ followUpId, phoneId: patient?.phoneIds[0] ?? '' });
      await nurse.calls.endCall({ followUpId, attemptId, outcome: 'deceased' });
    }
    // The file as the version before left it.
    const { db } = house.workstation.parts.store;
    await sql`drop table death_correction`.execute(db);
    const lift = { lifted_at: '2026-11-11T02:00:00.000Z', lifted_by: house.staff.users.supervisor.id, lift_reason: '患者健在' };
    await db.updateTable('do_not_call_entry').set(lift).where('patient_id', '=', 'p-zhang').execute();
    await db.updateTable('do_not_call_entry').set({ why: 'own_wish' }).where('patient_id', '=', 'p-li').execute();

    await db.transaction().execute(async (tx) => {
      for (const change of deathCorrection) await change(tx as never);
    });
    expect(await db.selectFrom('death_correction').selectAll().execute()).toMatchObject([
      { patient_id: 'p-zhang', at: lift.lifted_at, user_id: lift.lifted_by, reason: '患者健在' },
    ]);
    const { rows } = await house.supervisor.numbers.doNotCallList({});
    expect(rows.map((row) => row.why).toSorted()).toEqual(['deceased', 'own_wish']);
  });
});
