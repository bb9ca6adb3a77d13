/**
 * Tests protection against password guessing: failures are counted and slowed down, answers tell nothing, and other
 * users are not held up.
 */
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { mostWaiting } from '../../../electron/core/accounts/passwordQueue.ts';
import { hashPassword, passwordFits } from '../../../electron/core/accounts/passwords.ts';
import { requestUnlock } from '../../../electron/core/accounts/unlocking.ts';
import { createWorkstation } from '../../../electron/core/workstation.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases, staffPassword } from '../../helpers/workstation.ts';

interface Said {
  readonly code: string;
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>>;
}
const outcome = (call: Promise<unknown>): Promise<Said | 'in'> =>
  call.then(
    () => 'in' as const,
    (error: Said) => ({ code: error.code, message: error.message, data: error.data }),
  );

it('hashing leaves the main thread to others', async () => {
  const hash = await hashPassword('Zq7#mm-Lk2', { login: 'wangj', name: '王静' });
  let turns = 0;
  let over = false;
  const checking = passwordFits('Zq7#mm-Lk2', hash).finally(() => {
    over = true;
  });
  while (!over) {
    await setImmediate();
    turns += 1;
  }
  expect(await checking).toBe(true);
  expect(turns).toBeGreaterThan(50);
});

it('no more passwords wait than can be checked soon; one more is refused in words, and the others are checked', async () => {
  const hash = await hashPassword('Zq7#mm-Lk2', { login: 'wangj', name: '王静' });
  const asked = await Promise.allSettled(Array.from({ length: mostWaiting + 3 }, () => passwordFits('Zq7#mm-Lk2', hash)));
  const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(refused).toMatchObject([{ code: 'SIGN_IN_BUSY', message: '现在登录的人太多，请过几秒再试。' }, { code: 'SIGN_IN_BUSY' }]);
  expect(asked.filter((one) => one.status === 'fulfilled' && one.value)).toHaveLength(mostWaiting + 1);
});

onBothDatabases('signing in', (kind) => {
  const house = new House(kind);
  const signIn = (login: string, password: string, address?: string) =>
    outcome(
      createWorkstation(house.workstation.parts)
        .as(address ? { address } : {})
        .accounts.signIn({ login, password }),
    );

  it('answers for a log-in that does not exist, or is no more active, as for one that does: codes, words, counts, lock', async () => {
    const { id } = house.staff.users.nurse2;
    await house.as('admin').hospital.updateUser({ id, name: '赵敏', role: 'nurse', departmentId: null, active: false, version: 1 });
    const answers = async (login: string) => {
      const said: (Said | 'in')[] = [];
      for (let guess = 0; guess < 7; guess += 1) said.push(await signIn(login, `guess-number-${guess}`));
      return said;
    };
    const known = await answers('nurse');
    expect(known.map((one) => one !== 'in' && one.code)).toEqual([...Array(4).fill('WRONG_PASSWORD'), ...Array(3).fill('ACCOUNT_LOCKED')]);
    expect(await answers('nobody-of-that-name')).toEqual(known);
    expect(await answers('nurse2')).toEqual(known);
    const { rows } = await house.as('admin').upkeep.audit({ limit: 30 });
    expect(rows.filter(({ action }) => action === 'accounts.signInFailed')).toHaveLength(12);
    expect(JSON.stringify(rows)).not.toContain('nobody-of-that-name');
  });

  it('keeps a locked log-in locked for 15 minutes, also to the right password, and forgets failures after that', async () => {
    for (let guess = 0; guess < 5; guess += 1) await signIn('admin', 'guess-number-1');
    expect(await signIn('admin', staffPassword)).toMatchObject({ code: 'ACCOUNT_LOCKED', data: { until: '10:15' } });
    house.workstation.setNow('2026-11-10T02:15:01.000Z');
    expect(await signIn('admin', 'guess-number-1')).toMatchObject({ code: 'WRONG_PASSWORD', data: { left: 4 } });
    expect(await signIn('admin', staffPassword)).toBe('in');
  });

  it('the only admin, locked out by strangers, is let in again on the machine itself: by the command, and while a host runs', async () => {
    for (let guess = 0; guess < 5; guess += 1) await signIn('admin', 'guess-number-1');
    await house.workstation.system.accounts.unlock({ login: ' Admin ' });
    expect(await signIn('admin', staffPassword)).toBe('in');
    for (let guess = 0; guess < 5; guess += 1) await signIn('admin', 'guess-number-1');
    expect(await signIn('admin', staffPassword)).toMatchObject({ code: 'ACCOUNT_LOCKED' });
    await requestUnlock(house.workstation.parts.dataDir, 'ADMIN');
    expect(await signIn('nurse', staffPassword)).toBe('in');
    expect(await signIn('admin', staffPassword)).toBe('in');
    for (let guess = 0; guess < 5; guess += 1) await signIn('admin', 'guess-number-1');
    expect(await signIn('admin', staffPassword)).toMatchObject({ code: 'ACCOUNT_LOCKED' });
    const { rows } = await house.as('admin').upkeep.audit({ limit: 50 });
    expect(rows.filter(({ action }) => action === 'accounts.unlock').map(({ user }) => user)).toEqual(['系统', '系统']);
    await expect(house.as('nurse').accounts.unlock({ login: 'admin' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('a machine that guesses at many log-ins waits longer each time; others do not wait for it', async () => {
    const at = '10.1.2.3';
    for (let guess = 0; guess < 10; guess += 1)
      expect(await signIn(`someone-${guess}`, 'guess-number-1', at)).toMatchObject({ code: 'WRONG_PASSWORD' });
    expect(await signIn('someone-11', 'guess-number-1', at)).toMatchObject({ code: 'WRONG_PASSWORD' });
    expect(await signIn('nurse', staffPassword, at)).toMatchObject({
      code: 'GUESSING_TOO_FAST',
      message: '这台电脑输错密码的次数太多，请等 1 秒再试。',
    });
    expect(await signIn('nurse', staffPassword, '10.1.2.4')).toBe('in');
    house.workstation.setNow('2026-11-10T02:00:02.000Z');
    expect(await signIn('someone-12', 'guess-number-1', at)).toMatchObject({ code: 'WRONG_PASSWORD' });
    expect(await signIn('nurse', staffPassword, at)).toMatchObject({ data: { seconds: 2 } });
    house.workstation.setNow('2026-11-10T02:00:05.000Z');
    expect(await signIn('nurse', staffPassword, at)).toBe('in');
    house.workstation.setNow('2026-11-10T02:20:00.000Z');
    for (let guess = 0; guess < 10; guess += 1)
      expect(await signIn(`other-${guess}`, 'guess-number-1', at)).toMatchObject({ code: 'WRONG_PASSWORD' });
  });

  it('twenty guesses at once from one machine are no way round the wait', async () => {
    const guesses = await Promise.all(Array.from({ length: 20 }, (_, at) => signIn(`someone-${at}`, 'guess-number-1', '10.1.2.3')));
    expect(guesses.filter((one) => one !== 'in' && one.code === 'GUESSING_TOO_FAST')).toHaveLength(9);
  });

  it('a wrong current password counts like a wrong log-in, and the same password is no new one', async () => {
    const nurse = house.as('nurse').accounts;
    const change = (current: string, next: string) => outcome(nurse.changePassword({ current, next }));
    expect(await change(staffPassword, staffPassword)).toMatchObject({ code: 'WEAK_PASSWORD', message: expect.stringContaining('相同') });
    for (const left of [4, 3, 2, 1])
      expect(await change('guess-number-1', 'Zq7#mm-Lk2')).toMatchObject({ code: 'WRONG_PASSWORD', data: { left } });
    expect(await change('guess-number-1', 'Zq7#mm-Lk2')).toMatchObject({ code: 'ACCOUNT_LOCKED' });
    expect(await change(staffPassword, 'Zq7#mm-Lk2')).toMatchObject({ code: 'ACCOUNT_LOCKED' });
    expect(await signIn('nurse', staffPassword)).toMatchObject({ code: 'ACCOUNT_LOCKED' });
    house.workstation.setNow('2026-11-10T02:15:01.000Z');
    expect(await change(staffPassword, 'Wangjing-2026')).toMatchObject({ code: 'WEAK_PASSWORD', message: expect.stringContaining('姓名') });
    expect(await change(staffPassword, 'Zq7#mm-Lk2')).toBe('in');
    expect(await signIn('nurse', 'Zq7#mm-Lk2')).toBe('in');
  });

  it('a first start that is over costs no hashing', async () => {
    const again = { hospital: '别的医院', name: '甲', login: 'root1', password: '12345678' };
    await expect(house.workstation.anyone.hospital.setUp(again)).rejects.toMatchObject({ code: 'ALREADY_SET_UP' });
  });
});
