/** Tests 交接班 (shift hand-over). */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const now = '2026-11-10T02:00:00.000Z';

onBothDatabases('a hand-over', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, now);
    staff = await withStaff(workstation);
  });
  afterEach(() => workstation.close());

  const as = (who: keyof Staff['users']) => workstation.as(staff.users[who]);

  it('for the next shift waits for every other nurse until she ticks it, and stays', async () => {
    const { id } = await as('nurse').followOn.writeHandOver({ text: '下午三点后骨科一病区换号码，先问护士站' });
    expect((await as('nurse').followOn.handOversWaiting({})).waiting).toBe(0);
    expect((await as('nurse2').followOn.handOversWaiting({})).waiting).toBe(1);
    expect((await as('nurse2').followOn.handOvers({ box: 'waiting' })).rows).toMatchObject([
      { id, from: '王静', to: null, mine: false, waits: true, readBy: [] },
    ]);
    workstation.setNow('2026-11-10T03:00:00.000Z');
    await as('nurse2').followOn.readHandOver({ id });
    await as('nurse2').followOn.readHandOver({ id });
    expect(await as('nurse2').followOn.handOvers({ box: 'waiting' })).toMatchObject({ total: 0, waiting: 0 });
    const readBy = [{ name: '赵敏', at: '2026-11-10T03:00:00.000Z' }];
    expect((await as('nurse2').followOn.handOvers({})).rows).toMatchObject([{ id, waits: false, readBy }]);
    expect((await as('nurse').followOn.handOvers({ box: 'sent' })).rows).toMatchObject([{ id, mine: true, readBy }]);
    expect((await as('supervisor').followOn.handOvers({ box: 'all' })).rows).toMatchObject([{ id, readBy }]);
  });

  it('to one colleague is nobody else’s, but the supervisor sees it', async () => {
    const { id } = await as('nurse').followOn.writeHandOver({ text: '请接着打', toUserId: staff.users.nurse2.id });
    const third = await workstation.transaction(async (ctx) => {
      const row = { login: 'n3', name: '孙护士', role: 'nurse' as const, department_id: null, password_hash: '' };
      const made = { id: ctx.newId(), ...row, active: 1 as const, created_at: now };
      await ctx.db.insertInto('app_user').values(made).execute();
      return { ...staff.users.nurse, id: made.id, name: made.name };
    });
    const other = workstation.as(third);
    expect((await other.followOn.handOvers({ box: 'all' })).rows).toEqual([]);
    await expect(other.followOn.readHandOver({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await as('supervisor').followOn.handOvers({ box: 'all' })).rows).toMatchObject([{ id, to: '赵敏', waits: false }]);
    expect((await as('supervisor').followOn.handOversWaiting({})).waiting).toBe(0);
    await expect(as('nurse').followOn.writeHandOver({ text: '给院长', toUserId: staff.users.director.id })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    await expect(as('nurse').followOn.writeHandOver({ text: '   ' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('from before a nurse came does not wait for her', async () => {
    await as('nurse').followOn.writeHandOver({ text: '旧的' });
    await workstation.transaction(({ db }) =>
      db.updateTable('app_user').set({ created_at: '2026-11-11T00:00:00.000Z' }).where('id', '=', staff.users.nurse2.id).execute(),
    );
    expect((await as('nurse2').followOn.handOvers({})).rows).toEqual([]);
  });

  it('about a patient shows masked numbers, the surname alone to who cannot take the patient, and is written down', async () => {
    const [own, pool] = await samplePatients(workstation, staff, [
      { name: '张桂兰', nurseId: staff.users.nurse.id, phones: ['13812345678'] },
      { name: '王芳', phones: ['13900139000'] },
    ]);
    const about = (followUpId = '') => as('nurse').followOn.writeHandOver({ text: '女儿手机 139 0013 9000，晚上再打', followUpId });
    await about(own?.followUpId);
    workstation.setNow('2026-11-10T02:01:00.000Z');
    await about(pool?.followUpId);
    const { rows } = await as('nurse2').followOn.handOvers({});
    expect(rows.map((row) => row.about)).toMatchObject([
      { name: '王芳', phone: '139****9000', takeable: true, department: '心血管内科' },
      { name: '张某', phone: '', takeable: false },
    ]);
    expect(rows[0]?.text).toBe('女儿手机 139****9000，晚上再打');
    expect((await as('supervisor').followOn.handOvers({ box: 'all' })).rows[1]?.about).toMatchObject({
      name: '张桂兰',
      phone: '138****5678',
    });
    await expect(as('nurse2').followOn.writeHandOver({ text: '不是我的', followUpId: own?.followUpId ?? '' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const seen = await workstation.transaction(({ db }) =>
      db.selectFrom('audit').select(['user_name', 'action', 'detail']).orderBy('seq').execute(),
    );
    expect(seen.filter(({ action }) => action === 'calling.viewHandOver').map(({ user_name }) => user_name)).toEqual([
      '赵敏',
      '赵敏',
      '周主任',
      '周主任',
    ]);
    expect(seen.map(({ detail }) => detail).join()).not.toMatch(/139|女儿|张/);
  });

  it('about a patient stands before the call until it was made', async () => {
    const [patient] = await samplePatients(workstation, staff, [{}]);
    const followUpId = patient?.followUpId ?? '';
    await as('nurse').followOn.writeHandOver({ text: '先找儿子', followUpId });
    workstation.setNow('2026-11-10T02:05:00.000Z');
    await as('nurse2').calls.take({ followUpId });
    expect((await as('nurse2').calls.beforeCall({ followUpId })).handOvers).toMatchObject([
      { text: '先找儿子', from: '王静', to: null, waits: true },
    ]);
    const { attemptId } = await as('nurse2').calls.dial({ followUpId, phoneId: patient?.phoneIds[0] ?? '' });
    await as('nurse2').calls.endCall({ followUpId, attemptId, outcome: 'busy' });
    await as('nurse2').calls.take({ followUpId });
    const after = await as('nurse2').calls.beforeCall({ followUpId });
    expect(after.handOvers).toEqual([]);
    expect(after.events.map(({ kind }) => kind)).toEqual(['attempt', 'hand_over', 'drawn']);
  });
});
