/** Tests that the open work of a user who leaves or changes role goes, in the same step, to somebody who can do it. */
import { expect, it } from 'vitest';
import { recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import type { Client } from '../../../electron/core/workstation.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { seedInterview } from '../feedback/seed.ts';
import { finish } from '../quality/seed.ts';

onBothDatabases('a nurse who leaves', (kind) => {
  const house = new House(kind);
  const db = () => house.workstation.parts.store.db;
  const change = (who: 'nurse' | 'nurse2' | 'head' | 'supervisor', to: object) => {
    const { id, name, role, departmentId } = house.staff.users[who];
    return { id, name, role, departmentId, active: false, version: 1, ...to } as Parameters<Client['hospital']['updateUser']>[0];
  };
  const save = (who: Parameters<typeof change>[0], to: object) => house.as('admin').hospital.updateUser(change(who, to));
  const checked = async () => (await house.as('admin').upkeep.verify({})).checks.find(({ name }) => name === 'openWork');

  /** Two patients of hers, one with an appointment, a call not ended, two cases, a review sent back and a note. */
  async function leaveOpen() {
    const { workstation, staff } = house;
    const { nurse, nurse2 } = staff.users;
    const [first, second, third] = await samplePatients(workstation, staff, [
      { nurseId: nurse.id },
      { nurseId: nurse.id },
      { nurseId: nurse.id },
    ]);
    if (!first || !second || !third) throw new Error('no patients');
    const { calls, interviews } = house.as('nurse');
    const call = async ({ followUpId, phoneIds: [phoneId = ''] }: typeof first) => {
      await calls.take({ followUpId });
      return calls.dial({ followUpId, phoneId });
    };
    const { attemptId } = await call(first);
    await calls.endCall({ followUpId: first.followUpId, attemptId, outcome: 'appointment', appointmentAt: '2026-11-11T02:00:00.000Z' });
    const running = await call(second);
    await interviews.beginInterview({ followUpId: second.followUpId, attemptId: running.attemptId });
    const seeded = await workstation.transaction((ctx) => seedInterview(ctx, staff.departments.cardiology, nurse.id));
    const at = '2026-11-10T02:00:00.000Z';
    const said = { ...seeded, kind: 'opinion', itemCode: null, aspect: 'process', severity: 'general', staffName: '' } as const;
    const told = { ...said, departmentId: staff.departments.cardiology, registeredAt: at, registeredBy: nurse.id };
    const written = { causeKind: '人', cause: '缺人', measures: '补人', responsible: '陈护士长', doneDate: null };
    const cases = await workstation.transaction((ctx) =>
      recordFeedback(ctx, [
        { ...told, text: '等得太久', steps: [] },
        {
          ...told,
          text: '没人应铃',
          steps: [
            { action: 'dispatch', at, by: nurse.id },
            { action: 'accept', at, by: staff.users.head.id },
            { action: 'rectify', at, by: staff.users.head.id, ...written },
            { action: 'review_pass', at, by: staff.users.supervisor.id, comment: '' },
          ],
        },
      ]),
    );
    await finish(workstation, staff, nurse);
    await house.supervisor.quality.drawReviews({ month: '2026-11' });
    const { rows } = await house.supervisor.quality.reviews({});
    const review = { id: rows[0]?.id ?? '' };
    await house.supervisor.quality.decideReview({ ...review, expectedVersion: 1, verdict: 'send_back', note: '再听一遍' });
    await house.as('nurse2').followOn.writeHandOver({ text: '三床下午再打', toUserId: nurse.id });
    return { first, second, third, running, cases, review, nurse, nurse2 };
  }

  it('is not deactivated while work is open and nobody is named for it; what is open is shown', async () => {
    const { nurse } = await leaveOpen();
    expect(await house.as('admin').hospital.openWork(change('nurse', {}))).toEqual({
      followUps: 3,
      appointments: 1,
      calls: 1,
      cases: 1,
      replies: 1,
      reviews: 1,
      handOvers: 1,
      headless: null,
      deputyFor: [],
    });
    await expect(save('nurse', {})).rejects.toMatchObject({
      code: 'OPEN_WORK',
      message: expect.stringContaining('未完成的回访 3 例（其中预约 1 例）、还没有记录结果的通话 1 个'),
    });
    await expect(save('nurse', { handTo: nurse.id })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect((await house.as('admin').hospital.users({})).find(({ id }) => id === nurse.id)?.active).toBe(true);
  });

  it('leaves it all to the colleague named, in the same step; her call is ended as what is known of it', async () => {
    const { first, second, running, cases, review, nurse, nurse2 } = await leaveOpen();
    await save('nurse', { handTo: nurse2.id });
    const open = await db().selectFrom('follow_up').select(['id', 'nurse_id', 'held_by']).where('state', '=', 'open').execute();
    expect(open.map((row) => [row.nurse_id, row.held_by])).toEqual([
      [nurse2.id, null],
      [nurse2.id, null],
      [nurse2.id, null],
    ]);
    expect(await db().selectFrom('attempt').select(['outcome', 'nurse_id']).where('id', '=', running.attemptId).execute()).toEqual([
      { outcome: 'partial', nurse_id: nurse.id },
    ]);
    const colleague = house.as('nurse2');
    for (const { followUpId } of [first, second]) await colleague.calls.take({ followUpId });
    expect((await colleague.feedback.list({ filter: 'to_reply' })).rows.map(({ id }) => id)).toEqual([cases[1]?.id]);
    const handedOver = await colleague.followOn.handOvers({ box: 'all' });
    expect(handedOver.rows).toMatchObject([{ to: '赵敏', movedFrom: '王静' }]);
    const returned = await house.supervisor.quality.review(review);
    expect(returned).toMatchObject({ state: 'returned', mayDecide: true });
    expect(returned.history.at(-1)).toMatchObject({ by: '信息科', note: '王静已离岗，转随访办处理' });
    expect(await checked()).toMatchObject({ ok: true });
    const log = await house.as('admin').upkeep.audit({});
    expect(log.rows.map(({ action }) => action)).toContain('accounts.moveOpenWork');
  });

  it('or to the pool, where every nurse finds it', async () => {
    const { first, cases } = await leaveOpen();
    await save('nurse', { handTo: null });
    const colleague = house.as('nurse2');
    await colleague.calls.take({ followUpId: first.followUpId });
    expect((await colleague.feedback.list({ filter: 'open' })).rows.map(({ id }) => id).sort()).toEqual(cases.map(({ id }) => id).sort());
    expect((await colleague.followOn.handOvers({ box: 'all' })).rows).toMatchObject([{ to: null, movedFrom: '王静' }]);
    expect(await checked()).toMatchObject({ ok: true });
  });

  it('the same holds where she becomes a head: what a head cannot do goes on with somebody who can', async () => {
    await leaveOpen();
    const departmentId = house.staff.departments.orthopedics;
    await expect(save('nurse', { active: true, role: 'head', departmentId })).rejects.toMatchObject({ code: 'OPEN_WORK' });
    await save('nurse', { active: true, role: 'head', departmentId, handTo: null });
    expect(await checked()).toMatchObject({ ok: true });
  });

  it('a supervisor with open cases who is the only one stays', async () => {
    await leaveOpen();
    await expect(save('supervisor', {})).rejects.toMatchObject({ code: 'LAST_SUPERVISOR' });
  });

  it('a head who leaves is told which department has none then, with its open cases', async () => {
    await leaveOpen();
    expect((await house.as('admin').hospital.openWork(change('head', {}))).headless).toEqual({ department: '心血管内科', cases: 2 });
    await save('head', {});
  });

  it('left behind by an older program is shown by the check, and moved by saving the user again', async () => {
    const { nurse } = await leaveOpen();
    await db().updateTable('app_user').set({ active: 0 }).where('id', '=', nurse.id).execute();
    expect(await checked()).toMatchObject({ ok: false, detail: expect.stringContaining('王静已不能处理：未完成的回访 3 例') });
    await save('nurse', { handTo: null });
    expect(await checked()).toMatchObject({ ok: true });
  });
});
