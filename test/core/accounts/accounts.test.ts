/** Tests sign-in, sessions, users and roles. */
import { expect, it } from 'vitest';
import { departmentIdsByName } from '../../../electron/core/accounts/departments.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases, staffPassword } from '../../helpers/workstation.ts';

onBothDatabases('accounts', (kind) => {
  const house = new House(kind);

  it('signs in with the right password and knows the user by the token', async () => {
    const { token, user } = await house.workstation.anyone.accounts.signIn({ login: 'NURSE', password: staffPassword });
    expect(user).toMatchObject({ name: '王静', role: 'nurse' });
    expect(await house.workstation.withToken(token).accounts.me({})).toMatchObject({
      hospital: '市第一人民医院',
      user: { login: 'nurse' },
    });
  });

  it('counts wrong passwords, locks after five for 15 minutes, and says so in Chinese', async () => {
    const wrong = () => house.workstation.anyone.accounts.signIn({ login: 'nurse', password: 'wrong-one-1' });
    for (const left of [4, 3, 2, 1]) await expect(wrong()).rejects.toMatchObject({ code: 'WRONG_PASSWORD', data: { left } });
    await expect(wrong()).rejects.toMatchObject({ code: 'ACCOUNT_LOCKED', message: expect.stringContaining('10:15') });
    await expect(house.workstation.anyone.accounts.signIn({ login: 'nurse', password: staffPassword })).rejects.toMatchObject({
      code: 'ACCOUNT_LOCKED',
    });
    house.workstation.setNow('2026-11-10T02:15:01.000Z');
    expect((await house.workstation.anyone.accounts.signIn({ login: 'nurse', password: staffPassword })).user.login).toBe('nurse');
  });

  it('ends a session by sign-out and by idleness', async () => {
    const first = await house.workstation.anyone.accounts.signIn({ login: 'nurse', password: staffPassword });
    await house.workstation.withToken(first.token).accounts.signOut({});
    await expect(house.workstation.withToken(first.token).accounts.me({})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    const second = await house.workstation.anyone.accounts.signIn({ login: 'nurse', password: staffPassword });
    house.workstation.setNow('2026-11-10T03:00:01.000Z');
    await expect(house.workstation.withToken(second.token).accounts.me({})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  it('refuses a role what it may not do, and a stranger everything', async () => {
    await expect(house.as('nurse').hospital.users({})).rejects.toMatchObject({ code: 'FORBIDDEN', status: 403 });
    await expect(house.workstation.anyone.hospital.departments({})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  it('refuses weak passwords and a login that is taken, changing nothing', async () => {
    const admin = house.as('admin');
    const user = { login: 'new', name: '新人', role: 'nurse', departmentId: null } as const;
    await expect(admin.hospital.createUser({ ...user, password: '12345678' })).rejects.toMatchObject({ code: 'WEAK_PASSWORD' });
    await expect(admin.hospital.createUser({ ...user, login: 'Nurse', password: staffPassword })).rejects.toMatchObject({
      code: 'LOGIN_TAKEN',
    });
    expect(await admin.hospital.users({})).toHaveLength(6);
    await expect(
      house.workstation.anyone.hospital.setUp({ hospital: '别的医院', name: '甲', login: 'root', password: staffPassword }),
    ).rejects.toMatchObject({
      code: 'ALREADY_SET_UP',
    });
  });

  it('nobody has a log-in that looks like another one’s, and whoever types it otherwise is who is meant', async () => {
    const admin = house.as('admin');
    const user = { name: '新人', role: 'nurse', departmentId: null, password: staffPassword } as const;
    for (const login of ['ｎｕｒｓｅ', 'NURSE', 'nur\u200bse', 'nurse\u2060', '\ufeffnurse'])
      await expect(admin.hospital.createUser({ ...user, login }), login).rejects.toMatchObject({ code: 'LOGIN_TAKEN' });
    expect(await admin.hospital.createUser({ ...user, login: 'Ｗａｎｇ２' })).toMatchObject({ login: 'wang2' });
    for (const login of ['wang2', 'Ｗａｎｇ２', ' WANG2 '])
      expect((await house.workstation.anyone.accounts.signIn({ login, password: staffPassword })).user.login).toBe('wang2');
    // One of an earlier version keeps its log-in as it was written.
    await house.workstation.transaction(({ db }) =>
      db.updateTable('app_user').set({ login: 'ｌｉ３' }).where('login', '=', 'wang2').execute(),
    );
    expect((await house.workstation.anyone.accounts.signIn({ login: 'ｌｉ３', password: staffPassword })).user.login).toBe('ｌｉ３');
    await expect(admin.hospital.createUser({ ...user, login: 'li3' })).rejects.toMatchObject({ code: 'LOGIN_TAKEN' });
  });

  it('knows a renamed department by its old name, and no two that differ in nothing but width or case', async () => {
    const admin = house.as('admin');
    const [old] = (await admin.hospital.departments({})).filter(({ name }) => name === '骨科');
    if (!old) throw new Error('no 骨科');
    await admin.hospital.saveDepartment({ ...old, name: 'ICU 一区' });
    const known = await house.workstation.transaction(({ db }) => departmentIdsByName(db));
    expect([known.get('骨科'), known.get('icu一区')]).toEqual([old.id, old.id]);
    await expect(admin.hospital.saveDepartment({ ...old, id: null, name: 'ＩＣＵ一区' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('ICU 一区'),
    });
  });

  it('refuses a user of a department that does not exist', async () => {
    const admin = house.as('admin');
    const user = { login: 'new', name: '新人', role: 'head', departmentId: 'nowhere', password: staffPassword } as const;
    await expect(admin.hospital.createUser(user)).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('科室') });
    const { id } = house.staff.users.head;
    await expect(admin.hospital.updateUser({ ...user, id, active: true, version: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('says what is wrong with an input in Chinese, with its place', async () => {
    const call = house.as('admin').hospital.saveDepartment({ id: null, name: '', kind: 'clinical', sensitive: false, active: true });
    await expect(call).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('name') });
  });
});
