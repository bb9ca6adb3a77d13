/** Tests the lock of an idle screen: what lies beneath is unreachable until the password is entered. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, Stage } from '../stage.ts';

const stage = new Stage('2026-11-10T02:00:00.000Z');

beforeAll(async () => {
  await stage.startHost();
  await stage.host.post('hospital/setUp', { hospital: '市第一人民医院', name: '信息科', login: 'admin', password });
  await stage.openBrowser();
  await stage.signIn('admin');
});
afterAll(() => stage.close());

const locked = () => stage.page.getByRole('heading', { name: '屏幕已锁定' });

it('locks after ten idle minutes, and no key reaches the page beneath', async () => {
  await stage.page.clock.fastForward('10:01');
  await locked().waitFor();
  for (let press = 0; press < 12; press += 1) {
    await stage.press('Tab');
    await expect.poll(() => stage.page.evaluate(() => document.activeElement?.closest('#root') ?? null)).toBeNull();
  }
  await stage.look('50-locked');
});

it('comes back with the password, the page as it was', async () => {
  await stage.page.getByLabel('密码', { exact: true }).fill(password);
  await stage.press('Enter');
  await locked().waitFor({ state: 'detached' });
  await stage.page.getByRole('navigation', { name: '导航' }).getByRole('link').first().click();
});

it('is not opened by loading the page anew', async () => {
  await stage.page.clock.fastForward('10:01');
  await locked().waitFor();
  await stage.page.reload();
  await stage.page.getByLabel('用户名').waitFor();
  await expect.poll(() => stage.page.getByRole('navigation', { name: '导航' }).count()).toBe(0);
});
