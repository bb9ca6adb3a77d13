/** Tests the search among open follow-ups against a scan of all of them, and that it never scans. */
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initialsOf } from '../../../electron/core/base/pinyin.ts';
import { findCallBack } from '../../../electron/core/calls/findCallBack.ts';
import { takeDischargeKeys, wrongQueueKeys } from '../../../electron/core/discharges/followUpKeys.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { planOf, queriesOf } from '../../helpers/plans.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const names = ['王芳', '王明', '吴敏', '欧阳娜', 'Maria', '李娜', '万梅'];
const endings = ['8001', '8002', '9001'];

interface Person {
  readonly name: string;
  readonly number: string;
  readonly open: boolean;
}
const people: readonly Person[] = Array.from({ length: 60 }, (_, index) => ({
  name: names[index % names.length] ?? '',
  number: `138000${index % 10}${endings[index % endings.length]}`,
  open: index % 4 !== 3,
}));

async function fill(workstation: TestWorkstation, staff: Staff, persons: readonly Person[]): Promise<void> {
  const sampled = await samplePatients(
    workstation,
    staff,
    persons.map(({ name, number }) => ({ name, phones: [number] })),
  );
  await workstation.transaction(async ({ db }) => {
    const ended = sampled.filter((_, index) => !persons[index]?.open).map(({ followUpId }) => followUpId);
    if (ended.length > 0) await db.updateTable('follow_up').set({ state: 'ended' }).where('id', 'in', ended).execute();
  });
}

const begins = (text: string) => (person: Person) =>
  person.name.toLowerCase().startsWith(text) || initialsOf(person.name).toLowerCase().startsWith(text);
const ends = (digits: string) => (person: Person) => person.number.endsWith(digits);

onBothDatabases('whom a text means', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeEach(async () => {
    workstation = await openWorkstation(kind);
    staff = await withStaff(workstation);
    await fill(workstation, staff, people);
  });
  afterEach(() => workstation.close());
  const calling = () => workstation.as(staff.users.supervisor);

  it.each([
    ['w', begins('w')],
    ['wm', begins('wm')],
    ['WM', begins('wm')],
    ['王', begins('王')],
    ['maria', begins('maria')],
    ['欧阳娜', begins('欧阳娜')],
    ['8001', ends('8001')],
    ['13800008001', ends('13800008001')],
    ['0000', ends('0000')],
  ] as const)('%s: each once, of those that are open, whatever group they are in', async (search, is) => {
    const expected = people.filter((person) => person.open && is(person)).map(({ name }) => name);
    const { rows, total, counts } = await calling().worklist.workList({ scope: 'all', search });
    expect(rows.map((row) => row.name).toSorted()).toEqual(expected.toSorted());
    expect(total).toBe(expected.length);
    expect(counts.never_called).toBe(expected.length);
    const found = await calling().calls.findCallBack({ search });
    expect(found).toHaveLength(Math.min(20, expected.length));
    for (const { name } of found) expect(expected).toContain(name);
  });

  it('by a name as it is now, after it was corrected', async () => {
    await workstation.transaction(async ({ db }) => {
      await db.updateTable('discharge').set({ name: '赵敏', name_key: '赵敏', pinyin: 'zm' }).where('name', '=', '李娜').execute();
      expect(await wrongQueueKeys(db)).toBe(people.filter(({ name }) => name === '李娜').length);
      const all = await db.selectFrom('discharge').select('id').execute();
      await takeDischargeKeys(
        db,
        all.map(({ id }) => id),
      );
      expect(await wrongQueueKeys(db)).toBe(0);
    });
    expect((await calling().worklist.workList({ scope: 'all', search: '李娜' })).total).toBe(0);
    expect((await calling().worklist.workList({ scope: 'all', search: 'zm' })).total).toBe(
      people.filter((one) => one.open && one.name === '李娜').length,
    );
  });

  it('whoever was called last stands first, then those never called, alike on both databases', async () => {
    await workstation.transaction(({ db }) =>
      db
        .updateTable('follow_up')
        .set({ last_attempt_at: '2026-11-10T01:00:00.000Z' })
        .where('id', '=', (eb) =>
          eb
            .selectFrom('follow_up as one')
            .select((of) => of.fn.max('one.id').as('id'))
            .where('one.search_name', '=', '欧阳娜')
            .where('one.state', '=', 'open'),
        )
        .execute(),
    );
    const [first, second] = await calling().calls.findCallBack({ search: 'oy' });
    expect(first?.lastAttemptAt).toBe('2026-11-10T01:00:00.000Z');
    expect(second?.lastAttemptAt).toBeNull();
  });
});

describe('a number that rings', () => {
  it.each(['sqlite', 'postgres'] as const)('is found by the index of its last digits (%s)', async (kind) => {
    const workstation = await openWorkstation(kind);
    const staff = await withStaff(workstation);
    const many = Array.from({ length: 3_000 }, (_, index) => ({
      name: '王芳',
      number: `1380${String(index * 7_919).padStart(7, '0')}`,
      open: true,
    }));
    await fill(workstation, staff, many);
    if (kind === 'postgres') await sql`analyze`.execute(workstation.parts.store.db);
    const plans = await workstation.transaction(async (ctx) => {
      const queries = await queriesOf(ctx, async (watched) =>
        expect(await findCallBack(watched, { search: many[17]?.number ?? '' })).toHaveLength(1),
      );
      return Promise.all(queries.map(async (query) => (await planOf(ctx, kind, query)).join('\n')));
    });
    expect(plans[0]).toContain('phone_tail');
    for (const plan of plans)
      expect(plan).not.toMatch(kind === 'sqlite' ? /SCAN (phone|discharge|follow_up)/ : /Seq Scan on "?(phone|discharge|follow_up)/);
    await workstation.close();
  });
});
