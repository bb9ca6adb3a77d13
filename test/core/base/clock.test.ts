/**
 * Tests a clock that was set back by days: detection, refusal of writes, and the confirmation that the record was
 * wrong.
 */
import { expect, it } from 'vitest';
import { House } from '../../helpers/house.ts';
import { onBothDatabases, staffPassword } from '../../helpers/workstation.ts';

onBothDatabases('a clock that was set back', (kind) => {
  const house = new House(kind);
  const save = async (maxAttempts: number) => {
    const { upkeep } = house.supervisor;
    return upkeep.saveSettings({ ...(await upkeep.settings({})), maxAttempts });
  };
  const signIn = (login: string, password = staffPassword) => house.workstation.anyone.accounts.signIn({ login, password });
  const logged = async () => (await house.supervisor.upkeep.audit({ limit: 100 })).total;

  it('bars writing in plain words and lets people look, until it is right again', async () => {
    await save(4);
    const before = await logged();
    house.workstation.setNow('2026-11-08T02:00:00.000Z');
    await expect(save(6)).rejects.toMatchObject({
      code: 'CLOCK_BEHIND',
      message: expect.stringContaining('时钟是 2026-11-08 10:00，比已有记录的最新时间 2026-11-10 10:00 还早'),
    });
    const file = new File(['住院号,姓名,出院日期,科室\nZY1,王芳,2026-10-09,骨科'], '十月.csv');
    await expect(house.as('admin').import.previewImport({ file })).rejects.toMatchObject({ code: 'CLOCK_BEHIND' });
    expect((await house.supervisor.upkeep.settings({})).maxAttempts).toBe(4);
    expect(await logged()).toBe(before);
    expect(await house.supervisor.upkeep.clock({})).toMatchObject({ behind: true, newest: '2026-11-10T02:00:00.000Z' });
    expect((await signIn('nurse')).user.login).toBe('nurse');
    await expect(save(6)).rejects.toMatchObject({ code: 'CLOCK_BEHIND' });
    house.workstation.setNow('2026-11-10T02:05:00.000Z');
    expect((await save(6)).maxAttempts).toBe(6);
  });

  it('by minutes or a time zone is no wrong date', async () => {
    await save(4);
    house.workstation.setNow('2026-11-09T18:00:00.000Z');
    expect((await save(6)).maxAttempts).toBe(6);
  });

  it('after a wrong date in the future goes on when the admin confirms, which is logged; locks and sessions of that date are gone', async () => {
    house.workstation.setNow('2030-01-01T02:00:00.000Z');
    const { token } = await signIn('nurse');
    for (let guess = 0; guess < 5; guess += 1) await signIn('nurse2', 'guess-number-1').catch(() => undefined);
    house.workstation.setNow('2026-11-10T03:00:00.000Z');
    await expect(save(6)).rejects.toMatchObject({ code: 'CLOCK_BEHIND' });
    await expect(signIn('nurse2')).rejects.toMatchObject({ code: 'ACCOUNT_LOCKED' });
    await expect(house.supervisor.upkeep.confirmClock({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await house.as('admin').upkeep.confirmClock({});
    expect((await save(6)).maxAttempts).toBe(6);
    expect((await signIn('nurse2')).user.login).toBe('nurse2');
    await expect(house.workstation.withToken(token).accounts.me({})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    const { rows } = await house.supervisor.upkeep.audit({ limit: 10 });
    expect(rows.find(({ action }) => action === 'upkeep.confirmClock')).toMatchObject({
      user: '信息科',
      detail: '{"newest":"2030-01-01T02:00:00.000Z"}',
    });
    await expect(house.as('admin').upkeep.confirmClock({})).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect((await house.supervisor.upkeep.verify({})).checks.find(({ name }) => name === 'audit')).toMatchObject({ ok: true });
  });
});
