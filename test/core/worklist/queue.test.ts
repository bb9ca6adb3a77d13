/** Tests that the queue in SQL equals the queue of the rule, and that its filters work. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Schema } from '../../../electron/core/base/db/schema.ts';
import { readSettings } from '../../../electron/core/base/settings.ts';
import { groupPage, queueCounts, select } from '../../../electron/core/worklist/queue.ts';
import { groupsInOrder } from '../../../electron/core/worklist/queueGroups.ts';
import { attemptOutcomes } from '../../../shared/base/contract/words.ts';
import { type QueueFacts, queueGroup, queuePlace } from '../../../shared/worklist/rules/attempts.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { planOf, queriesOf } from '../../helpers/plans.ts';
import { fc } from '../../helpers/properties.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const now = '2026-11-10T02:00:00.000Z';
const minutes = (count: number) => new Date(Date.parse(now) + count * 60_000).toISOString();

/** Times far and near, and at the very edges: due from −5, missed after 15, midnight at the hospital. */
const instant = fc
  .oneof(fc.integer({ min: -3000, max: 3000 }), fc.constantFrom(-16, -15, -14, -1, 0, 1, 4, 5, 6, 840, 839, -600, -601))
  .map(minutes);

type Drawn = Pick<Schema['follow_up'], 'last_outcome' | 'next_at' | 'last_attempt_at' | 'appointment_at'>;
interface Asked {
  readonly facts: readonly Drawn[];
  readonly offset: number;
  readonly limit: number;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  last_outcome: fc.option(fc.constantFrom(...attemptOutcomes.codes)),
  next_at: fc.option(instant, { freq: 5 }),
  last_attempt_at: fc.option(instant, { freq: 5 }),
  appointment_at: fc.option(instant, { freq: 2 }),
});

const comparePlaces = (a: readonly string[], b: readonly string[]) => {
  const at = a.findIndex((part, index) => part !== b[index]);
  return (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
};

onBothDatabases('the queue', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, now);
    staff = await withStaff(workstation);
  });
  afterEach(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);
  const supervisor = () => workstation.as(staff.users.supervisor);

  it('stands in SQL exactly where the rule puts it, whole and page by page', async () => {
    const dates = ['2026-10-01', '2026-10-27', '2026-11-03', '2026-11-08', '2026-11-09'];
    const stays = Array.from({ length: 60 }, (_, index) => ({ dischargeDate: dates[index % dates.length] ?? '' }));
    const patients = await samplePatients(workstation, staff, stays);
    const settings = await workstation.transaction(({ db }) => readSettings(db));
    const case_ = fc.record({
      facts: fc.array(drawn, { minLength: stays.length, maxLength: stays.length }),
      offset: fc.integer({ min: 0, max: 70 }),
      limit: fc.integer({ min: 1, max: 70 }),
    });
    const holds = async ({ facts, offset, limit }: Asked) => {
      const expected = await workstation.transaction(async ({ db }) => {
        const all: { id: string; group: string; place: readonly string[] }[] = [];
        for (const [index, row] of facts.entries()) {
          const id = patients[index]?.followUpId ?? '';
          await db.updateTable('follow_up').set(row).where('id', '=', id).execute();
          const asked: QueueFacts = {
            dischargeDate: stays[index]?.dischargeDate ?? '',
            attempts: 1,
            contacted: false,
            lastOutcome: row.last_outcome,
            lastAttemptAt: row.last_attempt_at,
            nextAt: row.next_at,
            appointmentAt: row.appointment_at,
          };
          all.push({ id, group: queueGroup(asked, now, settings), place: queuePlace(asked, id, now, settings) });
        }
        return all.toSorted((a, b) => comparePlaces(a.place, b.place)).map(({ id, group }) => [id, group]);
      });
      const whole = await supervisor().worklist.workList({ scope: 'all', limit: 1000 });
      expect(whole.rows.map((row) => [row.followUpId, row.group])).toEqual(expected);
      expect(Object.entries(whole.counts).filter(([, count]) => count > 0)).toEqual(
        [...Map.groupBy(expected, ([, group]) => group)].map(([group, members]) => [group, members.length]),
      );
      const page = await supervisor().worklist.workList({ scope: 'all', offset, limit });
      expect(page.rows.map((row) => row.followUpId)).toEqual(expected.slice(offset, offset + limit).map(([id]) => id));
    };
    await fc.assert(fc.asyncProperty(case_, holds), { numRuns: 12 });
  });

  it('changes by the clock alone exactly when it says, and not before', async () => {
    const patients = await samplePatients(
      workstation,
      staff,
      Array.from({ length: 4 }, () => ({})),
    );
    const groups = async () => (await nurse().worklist.workList({})).rows.map((row) => [row.followUpId, row.group]);
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { minLength: 4, maxLength: 4 }), async (facts) => {
        workstation.setNow(now);
        await workstation.transaction(async ({ db }) => {
          for (const [index, row] of facts.entries())
            await db
              .updateTable('follow_up')
              .set(row)
              .where('id', '=', patients[index]?.followUpId ?? '')
              .execute();
        });
        const before = await groups();
        const { changesAt } = await nurse().worklist.workList({});
        expect(changesAt > now).toBe(true);
        workstation.setNow(new Date(Date.parse(changesAt) - 1).toISOString());
        expect(await groups()).toEqual(before);
      }),
      { numRuns: 12 },
    );
    await workstation.transaction(({ db }) =>
      db
        .updateTable('follow_up')
        .set({ last_outcome: 'appointment', appointment_at: minutes(30), next_at: minutes(30) })
        .execute(),
    );
    workstation.setNow(now);
    const { changesAt } = await nurse().worklist.workList({});
    expect(changesAt).toBe(minutes(25));
    workstation.setNow(changesAt);
    expect((await nurse().worklist.workList({})).counts).toMatchObject({ due_appointment: 4, later: 0 });
  });

  it('is chosen from by group, window, whose it is, department, month and text', async () => {
    const { departments, users } = staff;
    await samplePatients(workstation, staff, [
      { name: '张桂兰', nurseId: users.nurse.id, dischargeDate: '2026-10-26', month: '2026-10' },
      { name: '张建国', dischargeDate: '2026-10-27', month: '2026-10', departmentId: departments.orthopedics, phones: ['13800138000'] },
      { name: '欧阳明', nurseId: users.nurse2.id },
      { name: '王芳' },
    ]);
    const names = async (asked: Parameters<ReturnType<typeof nurse>['worklist']['workList']>[0], who = supervisor()) =>
      (await who.worklist.workList({ scope: 'all', ...asked })).rows.map((row) => row.name);
    expect(await names({ window: 'late' })).toEqual(['张桂兰']);
    expect(await names({ window: 'due' })).toEqual(['张建国']);
    expect(await names({ whose: 'pool' })).toEqual(['张建国', '王芳']);
    expect(await names({ whose: 'own' })).toEqual(['张桂兰', '欧阳明']);
    expect(await names({ whose: 'own' }, nurse())).toEqual(['张桂兰']);
    expect(await names({ departmentId: departments.orthopedics })).toEqual(['张建国']);
    expect(await names({ month: '2026-10' })).toEqual(['张桂兰', '张建国']);
    expect(await names({ search: '张' })).toEqual(['张桂兰', '张建国']);
    expect(await names({ search: 'oym' })).toEqual(['欧阳明']);
    expect(await names({ search: 'oym' }, nurse())).toEqual([]);
    expect(await names({ search: '8000' })).toEqual(['张建国']);
    expect(await names({ search: '138****8000' })).toEqual(['张建国']);
    expect(await names({ search: '？' })).toEqual([]);
    expect((await supervisor().worklist.workList({ scope: 'all', search: '张', window: 'late' })).counts).toMatchObject({
      never_called: 1,
      later: 0,
    });
    await expect(workstation.as(users.director).worklist.workList({ search: '张' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('does not name a sensitive diagnosis to whoever passes the desk', async () => {
    await samplePatients(workstation, staff, [
      { name: '周玲玲', diagnosis: '艾滋病' },
      { name: '王芳', diagnosis: '急性阑尾炎' },
    ]);
    const rows = (await nurse().worklist.workList({})).rows.map(({ name, diagnosis }) => [name, diagnosis]);
    expect(rows).toEqual([
      ['周玲玲', '敏感诊断'],
      ['王芳', '急性阑尾炎'],
    ]);
  });
});

describe('the queue in the data file', () => {
  it('is read from an index for every group, never from all follow-ups', async () => {
    const workstation = await openWorkstation('sqlite', now);
    const staff = await withStaff(workstation);
    await workstation.transaction(async (ctx) => {
      const ofGroup = /^SEARCH follow_up USING (COVERING )?INDEX follow_up_(agreed|never_called|again)/;
      const filters = [{}, { nurseId: staff.users.nurse.id, free: true }, { window: 'late' as const }];
      const index: Readonly<Record<string, RegExp>> = {
        wm: /^SEARCH follow_up USING (COVERING INDEX follow_up_open_initials|INDEX follow_up_open_name)/,
        王: /^SEARCH follow_up USING COVERING INDEX follow_up_open_name/,
        '8000': /^SEARCH (phone USING INDEX phone_tail|follow_up USING (COVERING )?INDEX follow_up_(discharge_id|open_number))/,
      };
      const searches = Object.keys(index).map((search) => ({ search, month: '2026-11', window: 'late' as const }));
      for (const filter of [...filters, ...searches]) {
        const selection = await select(ctx, await readSettings(ctx.db), filter);
        const queries = await queriesOf(ctx, async (watched) => {
          await queueCounts(watched, selection);
          for (const group of groupsInOrder) await groupPage(watched, selection, group, { offset: 0, limit: 200 });
        });
        for (const query of queries) {
          const details = await planOf(ctx, 'sqlite', query);
          // What a text means is gone through once, after its index.
          const meant = 'search' in filter && details.some((step) => step.startsWith('CO-ROUTINE follow_up'));
          const steps = details.filter((step) => /follow_up|phone/.test(step) && !step.startsWith('CO-ROUTINE'));
          if (meant) steps.splice(steps.indexOf('SCAN follow_up'), 1);
          expect(steps).not.toEqual([]);
          const through = 'search' in filter ? index[filter.search] : ofGroup;
          for (const step of steps) expect(step).toMatch(through ?? ofGroup);
        }
      }
    });
    await workstation.close();
  });
});
