import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Schema } from '../../../electron/core/base/db/schema.ts';
import { settings } from '../../../shared/base/contract/settings.ts';
import { feedbackStates } from '../../../shared/base/contract/words.ts';
import { dayPartOf } from '../../../shared/worklist/rules/dayParts.ts';
import { openWorkstation, type TestWorkstation } from '../../helpers/workstation.ts';

const kinds = ['sqlite', 'postgres'] as const;
const now = '2026-11-23T02:00:00.000Z';
const firstMonth = '2025-11';
const lastMonth = '2026-10';
const currentMonth = '2026-11';
const defaults = settings.parse({});

/** Tables that hold the demo's content, each with the columns that order it. Log, sessions and secrets are a machine's own. */
const tables: Partial<Record<keyof Schema, readonly string[]>> = {
  department: ['id'],
  department_alias: ['alias'],
  import_batch: ['id'],
  patient: ['id'],
  discharge: ['id'],
  phone: ['id'],
  do_not_call_entry: ['id'],
  draw: ['id'],
  draw_stratum: ['draw_id', 'stratum'],
  frame_member: ['draw_id', 'stay_key'],
  follow_up: ['id'],
  attempt: ['id'],
  interview: ['id'],
  answer: ['interview_id', 'item_code'],
  interview_aspect: ['interview_id', 'aspect'],
  feedback: ['id'],
  rectification: ['feedback_id', 'round'],
  reply: ['id'],
  feedback_event: ['id'],
};

async function digests({ parts }: TestWorkstation): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [table, order] of Object.entries(tables)) {
    let query = parts.store.db.selectFrom(table as 'department').selectAll();
    for (const column of order) query = query.orderBy(column as 'id');
    const hash = createHash('sha256');
    for (const row of await query.execute()) hash.update(JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1))));
    found[table] = hash.digest('hex');
  }
  return found;
}

describe('demo hospital', () => {
  const built = new Map<(typeof kinds)[number], TestWorkstation>();
  beforeAll(async () => {
    for (const kind of kinds) {
      const workstation = await openWorkstation(kind, now);
      built.set(kind, workstation);
      // Nobody is signed in yet: whoever sets it up may listen until there is a hospital.
      const [heard] = await Promise.all([
        workstation.anyone.upkeep.changes({}).then(async (pushes) => (await pushes.next()).value),
        workstation.anyone.hospital.setUpDemo({}),
      ]);
      expect(heard).toMatchObject({ to: [0], topics: [], progress: { task: 'demo', done: 0 } });
      await expect(workstation.anyone.upkeep.changes({})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    }
  }, 300_000);
  afterAll(async () => {
    for (const workstation of built.values()) await workstation.close();
  });
  const of = (kind: (typeof kinds)[number]): TestWorkstation => {
    const workstation = built.get(kind);
    if (!workstation) throw new Error('not built');
    return workstation;
  };

  it('is the same on both databases, row by row', async () => {
    expect(await digests(of('postgres'))).toEqual(await digests(of('sqlite')));
  });

  describe.each(kinds)('on %s', (kind) => {
    it('has 24 clinical departments and about 36,000 discharges over twelve months', async () => {
      const departments = await of(kind).system.hospital.departments({});
      expect(departments.filter((department) => department.kind === 'clinical')).toHaveLength(24);
      const months = await of(kind).system.discharges.months({});
      const full = months.filter(({ month }) => month !== currentMonth);
      expect(full).toHaveLength(12);
      expect(full.reduce((sum, { discharges }) => sum + discharges, 0)).toBe(36_000);
    });

    it('publishes 8,138 interviews, 84.60 % in the first month and 94.86 % in the last, rising between', async () => {
      const report = await of(kind).system.reporting.month({ month: lastMonth, rule: 'strict' });
      expect(report.series.map(({ month }) => month)).toEqual(expect.arrayContaining([firstMonth, lastMonth]));
      expect(report.series.reduce((sum, { interviews }) => sum + interviews, 0)).toBe(8138);
      expect(report.series.at(0)).toMatchObject({ month: firstMonth, interviews: 500, satisfied: 423, rate: 423 / 500 });
      expect(report.series.at(-1)).toMatchObject({ month: lastMonth, interviews: 700, satisfied: 664, rate: 664 / 700 });
      const rates = report.series.map(({ rate }) => rate ?? 0);
      expect(rates.toSorted((a, b) => a - b)).toEqual(rates);
      expect(report.departments.filter(({ interviews }) => interviews > 0)).toHaveLength(24);
    });

    it('has called about half of the month in progress, with work in most groups of the queue', async () => {
      const { rows, total } = await of(kind).system.worklist.workList({ month: currentMonth, scope: 'all', limit: 1000 });
      expect(total).toBeGreaterThan(100);
      const groups = new Set(rows.map(({ group }) => group));
      for (const group of ['due_appointment', 'missed_appointment', 'no_answer', 'never_called', 'later'] as const)
        expect(groups).toContain(group);
      const day = await of(kind).system.calls.dayLine({ month: currentMonth });
      expect(day.sampled).toBe(300);
      expect(day.completed).toBeGreaterThan(90);
      expect(day.completed).toBeLessThan(180);
    });

    it('tells every nurse the same sample, completes and refusals on the work list as in the workload', async () => {
      const { db } = of(kind).parts.store;
      const people = await db.selectFrom('app_user').select(['id', 'name', 'role']).where('role', 'in', ['nurse', 'supervisor']).execute();
      const told = { nurses: 0, refused: 0 };
      for (const month of [lastMonth, currentMonth])
        for (const person of people) {
          const as = of(kind).as({ ...person, departmentId: null });
          const { sampled, completed, refused, open, notReached, otherEnded } = await as.calls.dayLine({ month });
          const { nurses, together } = await as.reporting.nurseFigures({ month });
          const figure = person.role === 'nurse' ? nurses[0] : together;
          const hers = { sampled: figure?.sampled ?? 0, completed: figure?.completed ?? 0, refused: figure?.refused ?? 0 };
          expect({ sampled, completed, refused }, `${month} ${person.name}`).toEqual(hers);
          expect(open + completed + refused + notReached + otherEnded).toBe(sampled);
          if (person.role === 'nurse' && figure) told.nurses += 1;
          told.refused += refused;
        }
      expect(told.nurses).toBeGreaterThan(2);
      expect(told.refused).toBeGreaterThan(0);
    });

    it('holds in the month in progress broken-off interviews with answers, open opinions and interviews to review', async () => {
      const { db } = of(kind).parts.store;
      const brokenOff = await db
        .selectFrom('follow_up')
        .innerJoin('interview', 'interview.follow_up_id', 'follow_up.id')
        .innerJoin('answer', 'answer.interview_id', 'interview.id')
        .select((eb) => ['interview.id', eb.fn.countAll<number>().as('answers')])
        .where('follow_up.month', '=', currentMonth)
        .where('follow_up.last_outcome', '=', 'partial')
        .groupBy('interview.id')
        .execute();
      expect(brokenOff.length).toBeGreaterThan(0);
      const open = await db.selectFrom('feedback').select('id').where('month', '=', currentMonth).where('state', '<>', 'closed').execute();
      expect(open.length).toBeGreaterThan(0);
      const { counts } = await of(kind).system.quality.reviews({ month: currentMonth });
      expect(counts.open).toBeGreaterThan(0);
      expect(counts.sent_back).toBe(1);
    });

    it('lets nobody make two calls at once, and nobody call outside the hours', async () => {
      const calls = await of(kind)
        .parts.store.db.selectFrom('attempt')
        .select(['nurse_id', 'started_at', 'ended_at'])
        .orderBy('nurse_id')
        .orderBy('started_at')
        .execute();
      const overlapping = calls.filter(({ nurse_id, started_at }, at) => {
        const before = calls[at - 1];
        return before?.nurse_id === nurse_id && (before.ended_at ?? '') > started_at;
      });
      expect(overlapping).toEqual([]);
      const outside = calls.filter(({ started_at }) => dayPartOf(started_at, defaults.dayParts) === null);
      expect(outside).toEqual([]);
    });

    it('gives every interview that was broken off its answers', async () => {
      const empty = await of(kind)
        .parts.store.db.selectFrom('interview')
        .leftJoin('answer', 'answer.interview_id', 'interview.id')
        .select('interview.id')
        .where('item_code', 'is', null)
        .execute();
      expect(empty).toEqual([]);
    });

    it('has a nurse who left and whose open follow-ups are in the pool', async () => {
      const left = (await of(kind).system.hospital.users({})).filter(({ active }) => !active);
      expect(left.map(({ name }) => name)).toEqual(['陈丽']);
      const hers = await of(kind)
        .parts.store.db.selectFrom('follow_up')
        .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
        .where('nurse_id', '=', left[0]?.id ?? '')
        .groupBy('state')
        .execute();
      expect(hers.map(({ state }) => state)).toEqual(['ended']);
      const pool = await of(kind)
        .parts.store.db.selectFrom('follow_up')
        .select('id')
        .where('month', '=', currentMonth)
        .where('state', '=', 'open')
        .where('nurse_id', 'is', null)
        .execute();
      expect(pool.length).toBeGreaterThan(10);
    });

    it('has a head for every department but one', async () => {
      const departments = await of(kind).system.hospital.departments({});
      const users = await of(kind).system.hospital.users({});
      const headed = new Set(users.filter(({ role, active }) => role === 'head' && active).map(({ departmentId }) => departmentId));
      expect(departments.filter(({ id }) => !headed.has(id)).map(({ name }) => name)).toEqual(['康复医学科']);
    });

    it('has closed what is old and left the last two months in every open state', async () => {
      const rows = await of(kind)
        .parts.store.db.selectFrom('feedback')
        .select(['state', 'severity', 'round', 'month', 'acknowledged_at', 'department_id', 'due_at'])
        .orderBy('id')
        .execute();
      const states = new Set(rows.map(({ state }) => state));
      for (const state of ['registered', 'dispatched', 'accepted', 'rectified', 'reviewed', 'replied', 'closed'] as const)
        expect(states, feedbackStates.zh[state]).toContain(state);
      expect(rows.filter(({ state, month }) => state !== 'closed' && month < '2026-09')).toEqual([]);
      expect(rows.some(({ state, round }) => state === 'accepted' && round === 2)).toBe(true);
      expect(
        rows.some(({ severity, acknowledged_at, state }) => severity === 'urgent' && state === 'dispatched' && acknowledged_at === null),
      ).toBe(true);
      const open = rows.filter(({ state }) => state !== 'closed' && state !== 'registered');
      expect(open.some(({ due_at }) => due_at !== null && due_at < now)).toBe(true);
      expect(open.some(({ due_at }) => due_at !== null && due_at > now)).toBe(true);
    });

    it('puts overdue, due and urgent cases before the head of 心血管内科', async () => {
      const { token } = await of(kind).anyone.accounts.signIn({ login: 'head', password: 'Demo-2026' });
      const { rows, counts } = await of(kind).withToken(token).feedback.list({ filter: 'mine' });
      expect(counts.overdue).toBeGreaterThan(0);
      expect(counts.dueSoon).toBeGreaterThan(0);
      expect(rows.length).toBeGreaterThan(4);
      expect(rows[0]).toMatchObject({ severity: 'urgent', acknowledged: false, department: '心血管内科' });
    });

    it('passes the program’s own verification', async () => {
      const { ok, checks } = await of(kind).system.upkeep.verify({});
      expect(checks.filter((check) => !check.ok)).toEqual([]);
      expect(ok).toBe(true);
    });

    it('is made once', async () => {
      await expect(of(kind).anyone.hospital.setUpDemo({})).rejects.toMatchObject({ code: 'ALREADY_SET_UP' });
    });
  });
});
