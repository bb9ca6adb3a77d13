/** Tests that `verify` finds faults in the raw rows of a follow-up and describes them. */
import { expect, it } from 'vitest';
import type { Database } from '../../../electron/core/base/db/schema.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { finish } from '../quality/seed.ts';

interface Ids {
  /** A follow-up that nobody has called, and its stay. */
  readonly open: string;
  readonly stay: string;
  /** A completed one, with a case. */
  readonly completed: string;
  readonly department: string;
  readonly nurse: string;
}

const now = '2026-11-10T02:00:00.000Z';

const faults: readonly (readonly [fault: string, words: string, plant: (db: Database, ids: Ids) => Promise<unknown>])[] = [
  [
    'the only number is bad',
    '谁也不能拨打',
    (db, { stay }) => db.updateTable('phone').set({ bad: 1 }).where('discharge_id', '=', stay).execute(),
  ],
  [
    'the only number is on the do-not-call list',
    '谁也不能拨打',
    async (db, { stay, nurse }) => {
      const { number } = await db.selectFrom('phone').select('number').where('discharge_id', '=', stay).executeTakeFirstOrThrow();
      const entry = { id: 'planted', number, why: 'own_wish', note: '', at: now, user_id: nurse } as const;
      await db
        .insertInto('do_not_call_entry')
        .values(entry as never)
        .execute();
    },
  ],
  [
    'the patient is on the do-not-call list',
    '谁也不能拨打',
    async (db, { stay, nurse }) => {
      const { patient_id } = await db.selectFrom('discharge').select('patient_id').where('id', '=', stay).executeTakeFirstOrThrow();
      const entry = { id: 'planted', patient_id, why: 'own_wish', note: '', at: now, user_id: nurse } as const;
      await db
        .insertInto('do_not_call_entry')
        .values(entry as never)
        .execute();
    },
  ],
  [
    'called, and nothing is due',
    '没有下一次的时间',
    (db, { open }) => db.updateTable('follow_up').set({ attempts: 1 }).where('id', '=', open).execute(),
  ],
  [
    'ended, and somebody holds it',
    '还被人占着',
    (db, { completed, nurse }) => db.updateTable('follow_up').set({ held_by: nurse }).where('id', '=', completed).execute(),
  ],
  [
    'ended, and its interview is open',
    '访谈却还没有结束',
    (db, { completed }) => db.updateTable('interview').set({ state: 'open' }).where('follow_up_id', '=', completed).execute(),
  ],
  [
    'refused, with a completed interview',
    '结果与访谈不一致',
    (db, { completed }) => db.updateTable('follow_up').set({ disposition: 'refused' }).where('id', '=', completed).execute(),
  ],
  [
    'its interview counts for another department',
    '与回访任务不同',
    (db, { completed, department }) =>
      db.updateTable('interview').set({ department_id: department }).where('follow_up_id', '=', completed).execute(),
  ],
  [
    'a call is missing',
    '与拨打记录不符',
    (db, { completed }) => db.updateTable('follow_up').set({ attempts: 3 }).where('id', '=', completed).execute(),
  ],
  [
    'an opinion was never registered',
    '没登记的意见',
    (db, { completed }) => db.updateTable('feedback').set({ state: 'draft' }).where('follow_up_id', '=', completed).execute(),
  ],
  [
    'an objection has no case',
    '却没有对应的意见',
    (db, { completed }) =>
      db
        .updateTable('feedback')
        .set({ asked_item: 'process_queue', item_code: 'process_queue' })
        .where('follow_up_id', '=', completed)
        .execute(),
  ],
  [
    'praise stands where an objection has its case',
    '却没有对应的意见',
    (db, { completed }) => db.updateTable('feedback').set({ kind: 'praise' }).where('follow_up_id', '=', completed).execute(),
  ],
];

onBothDatabases('verify finds a follow-up', (kind) => {
  let ids: Ids;
  const house = new House(kind, async ({ workstation, staff }) => {
    const [open] = await samplePatients(workstation, staff, [{}]);
    await finish(workstation, staff, staff.users.nurse, { objectTo: ['process_call'], opinion: '没人应铃' });
    const completed = await workstation.parts.store.db.selectFrom('interview').select('follow_up_id').executeTakeFirstOrThrow();
    ids = {
      open: open?.followUpId ?? '',
      stay: open?.dischargeId ?? '',
      completed: completed.follow_up_id,
      department: staff.departments.orthopedics,
      nurse: staff.users.nurse.id,
    };
  });
  const checked = async () => {
    const { checks } = await house.supervisor.upkeep.verify({});
    return checks.find(({ name }) => name === 'followUps');
  };

  it.each(faults)('of which %s', async (_, words, plant) => {
    expect(await checked()).toMatchObject({ ok: true });
    await plant(house.workstation.parts.store.db, ids);
    expect(await checked()).toMatchObject({ ok: false, detail: expect.stringMatching(new RegExp(`${words}.*住院号 ZY`)) });
  });
});
