/** Tests departments without a head, feedback sent to the wrong department, and a wrong severity. */
import { expect, it } from 'vitest';
import { insertUser } from '../../../electron/core/accounts/users.ts';
import type { Actor } from '../../../electron/core/base/context.ts';
import { recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import type { FeedbackCase } from '../../../shared/feedback/contract/feedback.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { seedInterview } from './seed.ts';

const at = '2026-11-10T02:00:00.000Z';
const written = { causeKind: '人', cause: '只有一人值班', measures: '加一人值班', responsible: '陈护士长', doneDate: null };

onBothDatabases('a department without a head', (kind) => {
  const house = new House(kind);
  const room = (who: 'nurse' | 'head' | 'supervisor' | 'director') => house.as(who).feedback;
  const next = ({ id, version }: FeedbackCase) => ({ id, expectedVersion: version });

  async function registered(): Promise<FeedbackCase> {
    const { workstation, staff } = house;
    const seeded = await workstation.transaction((ctx) => seedInterview(ctx, staff.departments.cardiology, staff.users.nurse.id));
    const [opinion] = await workstation.transaction((ctx) =>
      recordFeedback(ctx, [
        {
          ...seeded,
          kind: 'opinion',
          itemCode: null,
          aspect: 'process',
          departmentId: staff.departments.orthopedics,
          severity: 'general',
          text: '石膏拆了半天没人来',
          staffName: '',
          registeredAt: at,
          registeredBy: staff.users.nurse.id,
          steps: [],
        },
      ]),
    );
    return room('nurse').get({ id: opinion?.id ?? '' });
  }
  const dispatched = async (departmentId = house.staff.departments.orthopedics) =>
    room('nurse').dispatch({ ...next(await registered()), departmentId, severity: 'general' });
  async function handIn(who: 'head' | 'supervisor', found: FeedbackCase): Promise<FeedbackCase> {
    const accepted = await room(who).accept(next(found));
    const { version } = await room(who).saveRectification({ ...next(accepted), ...written });
    return room(who).submitRectification({ id: found.id, expectedVersion: version });
  }

  it('is said to have none, before and after a case is sent to it; the supervisor has the next word and acts, marked 代办', async () => {
    const list = await house.as('nurse').hospital.departments({});
    expect(list.flatMap(({ name, headed }) => (headed ? name : []))).toEqual(['心血管内科']);
    let found = await dispatched();
    expect(found).toMatchObject({ headed: false, deputy: false });
    expect((await room('supervisor').list({ filter: 'mine' })).rows.map(({ id }) => id)).toEqual([found.id]);
    found = await handIn('supervisor', await room('supervisor').get({ id: found.id }));
    expect(found).toMatchObject({ state: 'rectified', deputy: true });
    found = await room('supervisor').review({ ...next(found), verdict: 'passed' });
    expect(found.timeline.map(({ action, deputy }) => `${action}${deputy ? ' 代办' : ''}`)).toEqual([
      'register',
      'dispatch',
      'accept 代办',
      'rectify 代办',
      'review_pass',
    ]);
  });

  it('a supervisor who handed a rectification in does not review it, unless nobody else is there to', async () => {
    const { workstation } = house;
    const found = await handIn('supervisor', await dispatched());
    const second = await workstation.transaction((ctx) =>
      insertUser(ctx, { login: 's2', name: '吴主任', role: 'supervisor', departmentId: null }, ''),
    );
    const other: Actor = { id: second, name: '吴主任', role: 'supervisor', departmentId: null };
    for (const verdict of ['passed', 'returned'] as const)
      await expect(room('supervisor').review({ ...next(found), verdict, comment: '看过' })).rejects.toMatchObject({
        code: 'OWN_RECTIFICATION',
        message: expect.stringContaining('另一位随访办'),
      });
    expect((await workstation.as(other).feedback.review({ ...next(found), verdict: 'passed' })).state).toBe('reviewed');
  });

  it('a rectification is not done before the case was registered, nor in the future', async () => {
    const accepted = await room('supervisor').accept(next(await dispatched()));
    let version = accepted.version;
    const handInOn = async (doneDate: string) => {
      ({ version } = await room('supervisor').saveRectification({ id: accepted.id, expectedVersion: version, ...written, doneDate }));
      return room('supervisor').submitRectification({ id: accepted.id, expectedVersion: version });
    };
    await expect(handInOn('2026-11-09')).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('不能早于') });
    await expect(handInOn('2026-11-11')).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('不能晚于今天') });
    expect((await handInOn('2026-11-10')).state).toBe('rectified');
  });

  it('a supervisor does not take the steps of a head who is there', async () => {
    const found = await dispatched(house.staff.departments.cardiology);
    expect((await room('supervisor').list({ filter: 'mine' })).rows).toEqual([]);
    await expect(room('supervisor').accept(next(found))).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(room('supervisor').acknowledge(next(found))).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect((await handIn('head', found)).timeline.some(({ deputy }) => deputy)).toBe(false);
  });

  it('its named deputy sees its cases and acts, marked 代办; not once it has a head, and not after leaving', async () => {
    const { workstation, staff } = house;
    const admin = house.as('admin');
    const department = async () => (await admin.hospital.departments({})).find(({ id }) => id === staff.departments.orthopedics);
    const orthopedics = await department();
    if (!orthopedics) throw new Error('no 骨科');
    await expect(admin.hospital.saveDepartment({ ...orthopedics, deputyId: staff.users.nurse.id })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    await admin.hospital.saveDepartment({ ...orthopedics, deputyId: staff.users.head.id });
    const found = await dispatched();
    expect((await room('head').list({ filter: 'mine' })).rows.map(({ id }) => id)).toEqual([found.id]);
    const accepted = await room('head').accept(next(found));
    expect(accepted.timeline.at(-1)).toMatchObject({ by: '李主任', action: 'accept', deputy: true });
    const head = await workstation.transaction((ctx) =>
      insertUser(ctx, { login: 'h2', name: '孙主任', role: 'head', departmentId: orthopedics.id }, ''),
    );
    await expect(room('head').get({ id: found.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const own: Actor = { id: head, name: '孙主任', role: 'head', departmentId: orthopedics.id };
    expect((await workstation.as(own).feedback.get({ id: found.id })).actions).toEqual(['rectify']);
    await admin.hospital.updateUser({ ...staff.users.head, role: 'head', active: false, version: 1 });
    expect((await department())?.deputyId).toBeNull();
  });

  it('an urgent case of it is the supervisor’s at once, who may acknowledge it', async () => {
    let found = await registered();
    found = await room('nurse').dispatch({ ...next(found), departmentId: house.staff.departments.orthopedics, severity: 'urgent' });
    expect(await room('supervisor').alarms({})).toMatchObject([{ id: found.id, mayAcknowledge: true }]);
    await room('supervisor').acknowledge(next(found));
    expect(await room('supervisor').alarms({})).toEqual([]);
  });

  it('a case sent to the wrong department is given to the right one at any time; both stay in its history and the clock goes on', async () => {
    const { cardiology, orthopedics } = house.staff.departments;
    const sent = await dispatched(cardiology);
    house.workstation.setNow('2026-11-12T02:00:00.000Z');
    await expect(room('supervisor').transfer({ ...next(sent), departmentId: cardiology, reason: '错' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    await expect(house.as('head').feedback.transfer({ ...next(sent), departmentId: orthopedics, reason: '错' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    let found = await handIn('head', sent);
    found = await room('supervisor').transfer({ ...next(found), departmentId: orthopedics, reason: '是骨科的石膏' });
    expect(found).toMatchObject({ state: 'dispatched', department: '骨科', dueAt: sent.dueAt, round: 2, acknowledged: false });
    expect(found.timeline.at(-1)).toMatchObject({ action: 'transfer', why: '心血管内科 → 骨科：是骨科的石膏' });
    await expect(room('head').get({ id: found.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    found = await handIn('supervisor', found);
    expect(found.rectifications.map(({ round, department }) => [round, department])).toEqual([
      [1, '心血管内科'],
      [2, '骨科'],
    ]);
  });

  it('a severity that was wrong is changed with a reason; the limit counts from the day it was sent out', async () => {
    const sent = await dispatched();
    expect(sent.dueAt).toBe('2026-11-17T02:00:00.000Z');
    house.workstation.setNow('2026-11-12T02:00:00.000Z');
    await expect(room('supervisor').regrade({ ...next(sent), severity: 'general', reason: '错' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    const found = await room('supervisor').regrade({ ...next(sent), severity: 'several', reason: '还有放射科' });
    expect(found).toMatchObject({ state: 'dispatched', severity: 'several', dueAt: '2026-11-24T02:00:00.000Z' });
    expect(found.timeline.at(-1)).toMatchObject({ action: 'regrade', why: '一般 → 多科室：还有放射科' });
  });
});
