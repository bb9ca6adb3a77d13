/** Tests the order of the queue and taking follow-ups from it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const now = '2026-11-10T02:00:00.000Z';
const minutes = (count: number) => new Date(Date.parse(now) + count * 60_000).toISOString();

onBothDatabases('the work list', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, now);
    staff = await withStaff(workstation);
  });
  afterEach(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);
  const nurse2 = () => workstation.as(staff.users.nurse2);
  const settle = (followUpId: string, row: object) =>
    workstation.transaction((ctx) => ctx.db.updateTable('follow_up').set(row).where('id', '=', followUpId).execute());

  it('is one queue: appointments, call-backs, retries, never called, and what waits', async () => {
    const patients = await samplePatients(
      workstation,
      staff,
      Array.from({ length: 10 }, (_, index) => ({ name: `第${index}位`, dischargeDate: index === 6 ? '2026-10-26' : '2026-11-03' })),
    );
    const states: object[] = [
      { appointment_at: minutes(60), next_at: minutes(60), last_outcome: 'appointment', contacted: 1, attempts: 1 },
      { appointment_at: minutes(4), next_at: minutes(4), last_outcome: 'appointment', contacted: 1, attempts: 1 },
      { appointment_at: minutes(-90), next_at: minutes(-90), last_outcome: 'appointment', contacted: 1, attempts: 1 },
      { next_at: minutes(-5), last_outcome: 'no_answer', attempts: 1 },
      { next_at: minutes(-5), last_outcome: 'busy', attempts: 1 },
      { next_at: minutes(-5), last_outcome: 'partial', contacted: 1, attempts: 1 },
      {},
      {},
      { next_at: minutes(23 * 60), last_outcome: 'no_answer', last_attempt_at: minutes(-10), attempts: 3 },
      { next_at: minutes(-9), last_outcome: 'powered_off', attempts: 1 },
    ];
    for (const [index, state] of states.entries())
      if (Object.keys(state).length > 0) await settle(patients[index]?.followUpId ?? '', state);
    const { total, rows } = await nurse().worklist.workList({});
    expect(total).toBe(10);
    expect(rows.map((row) => [row.name, row.group])).toEqual([
      ['第1位', 'due_appointment'],
      ['第2位', 'missed_appointment'],
      ['第5位', 'callback'],
      ['第4位', 'busy'],
      ['第9位', 'not_reached'],
      ['第3位', 'no_answer'],
      ['第6位', 'never_called'],
      ['第7位', 'never_called'],
      ['第0位', 'later'],
      ['第8位', 'hidden_today'],
    ]);
    expect(rows[6]).toMatchObject({ window: 'late', daysSince: 15, phone: '138****0006', department: '心血管内科', heldBy: null });
    const page = await nurse().worklist.workList({ offset: 3, limit: 2 });
    expect(page.rows.map((row) => row.name)).toEqual(['第4位', '第9位']);
    expect((await nurse().worklist.workList({ group: 'never_called' })).total).toBe(2);
  });

  it('shows a nurse her own and the open pool, and takes nothing of others', async () => {
    const [own, foreign, pool] = await samplePatients(workstation, staff, [
      { name: '自己', nurseId: staff.users.nurse.id },
      { name: '别人', nurseId: staff.users.nurse2.id },
      { name: '公共' },
    ]);
    expect((await nurse().worklist.workList({ scope: 'all' })).rows.map((row) => [row.name, row.mine])).toEqual([
      ['自己', true],
      ['公共', false],
    ]);
    expect((await workstation.as(staff.users.supervisor).worklist.workList({ scope: 'all' })).total).toBe(3);
    await expect(nurse().calls.take({ followUpId: foreign?.followUpId ?? '' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await nurse().calls.takeNext({})).followUpId).toBe(own?.followUpId);
    expect((await nurse2().calls.takeNext({})).followUpId).toBe(foreign?.followUpId);
    expect((await nurse().calls.take({ followUpId: pool?.followUpId ?? '' })).heldUntil).toBe(minutes(30));
  });

  it('gives a follow-up to one nurse at a time, by name, until the hold expires or is given back', async () => {
    const [{ followUpId } = { followUpId: '' }] = await samplePatients(workstation, staff, [{}]);
    await nurse().calls.take({ followUpId });
    await expect(nurse2().calls.take({ followUpId })).rejects.toMatchObject({ code: 'HELD_BY_OTHER', data: { name: '王静' } });
    await expect(nurse2().calls.takeNext({})).rejects.toMatchObject({ code: 'NOTHING_TO_TAKE' });
    expect((await nurse2().worklist.workList({})).rows[0]).toMatchObject({ heldBy: '王静', mine: false });
    workstation.setNow(minutes(31));
    await nurse2().calls.take({ followUpId });
    await expect(nurse().calls.brief({ followUpId })).rejects.toMatchObject({ code: 'NOT_HELD' });
    await nurse2().calls.release({ followUpId });
    expect((await nurse().calls.takeNext({})).followUpId).toBe(followUpId);
  });

  it('never gives one follow-up to two nurses who press at the same moment', async () => {
    const patients = await samplePatients(
      workstation,
      staff,
      Array.from({ length: 12 }, () => ({})),
    );
    const nurses = await workstation.transaction(async (ctx) => {
      const people = Array.from({ length: 12 }, (_, index) => ({ ...staff.users.nurse, id: ctx.newId(), name: `护士${index}` }));
      for (const person of people)
        await ctx.db
          .insertInto('app_user')
          .values({
            id: person.id,
            login: person.id,
            name: person.name,
            role: 'nurse',
            department_id: null,
            password_hash: '',
            active: 1,
            created_at: ctx.now,
          })
          .execute();
      return people;
    });
    const [contested] = patients;
    const taken = await Promise.allSettled(
      nurses.map((person) => workstation.as(person).calls.take({ followUpId: contested?.followUpId ?? '' })),
    );
    expect(taken.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of taken) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'HELD_BY_OTHER' });
    const winner = nurses[taken.findIndex((one) => one.status === 'fulfilled')] ?? staff.users.nurse;
    await workstation.as(winner).calls.release({ followUpId: contested?.followUpId ?? '' });

    const next = await Promise.all(nurses.map((person) => workstation.as(person).calls.takeNext({})));
    expect(new Set(next.map((one) => one.followUpId)).size).toBe(12);
    await expect(nurse().calls.takeNext({})).rejects.toMatchObject({ code: 'NOTHING_TO_TAKE' });
  });

  it('counts the month and what is left for today', async () => {
    const patients = await samplePatients(
      workstation,
      staff,
      Array.from({ length: 20 }, () => ({})),
    );
    const [first, second, third] = patients;
    if (!first || !second || !third) return expect.unreachable();
    for (const patient of [first, second]) {
      await nurse().calls.take(patient);
      const { attemptId } = await nurse().calls.dial({ followUpId: patient.followUpId, phoneId: patient.phoneIds[0] ?? '' });
      const outcome = patient === first ? 'no_answer' : 'refused';
      await nurse().calls.endCall({ followUpId: patient.followUpId, attemptId, outcome, note: '不愿意' });
    }
    expect(await nurse().calls.dayLine({})).toEqual({
      month: '2026-11',
      sampled: 2,
      completed: 0,
      open: 1,
      pool: 18,
      toCall: 19,
      appointments: 0,
      appointmentsToday: 0,
      refused: 1,
      notReached: 0,
      otherEnded: 0,
      completedToday: 0,
      dialledToday: 2,
      completesNeededToday: 1,
      dialsNeededToday: 3,
      monthDials: 2,
      monthCompletes: 0,
      workingDaysLeft: 25,
      nextAppointment: null,
      repliesWaiting: 0,
    });
  });
});
