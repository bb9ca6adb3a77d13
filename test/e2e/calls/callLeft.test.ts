/** Tests abandoned calls: page reloaded, user signed out, host gone, ended with too little data. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePatients } from '../../helpers/calling.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';

describe('a call left in the middle', () => {
  const stage = new Stage(now);

  beforeAll(async () => {
    const workstation = await openWorkstation('sqlite', now, stage.dataDir);
    const staff = await withStaff(workstation);
    await samplePatients(workstation, staff, [{ name: '张桂兰' }]);
    await workstation.close();
    await stage.startHost();
    await stage.openBrowser();
    await stage.signIn('nurse');
  });
  afterAll(() => stage.close());

  const { press, write } = { press: stage.press.bind(stage), write: stage.write.bind(stage) };
  const at = (code: string) => stage.page.locator(`[data-testid=current-item][data-code="${code}"]`).waitFor();
  const saved = () => stage.page.locator('[data-testid=saved][data-state=saved]').waitFor();
  const focused = () => stage.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.className);
  const words = () => stage.page.getByLabel('意见内容').inputValue();
  const history = () => stage.page.locator('.call-left').getByText('拨打记录').locator('..');

  async function reload(): Promise<void> {
    await saved();
    await stage.page.reload();
    await stage.callGoesOn();
  }

  it('loaded anew while an opinion is written, goes on in the words of that opinion', async () => {
    await stage.page.getByTestId('queue').waitFor();
    await press('Enter');
    await stage.page.locator('[data-phase=before]').waitFor();
    await press('Enter');
    await stage.page.locator('[data-phase=ringing]').waitFor();
    await press('Space');
    await at('greeting');
    await press('Enter', '1', 'y', '1', 'Enter', 'Enter', 'Enter');
    await at('quality_effect');
    await press('3');
    await write('伤口一直没好');
    await reload();
    await expect.poll(focused).toBe('意见内容');
    await write('，换药也没人管');
    await expect.poll(words).toBe('伤口一直没好，换药也没人管');
    // One more beside it: that is the one that is gone on with.
    await press('Alt+n');
    await write('饭菜凉');
    await reload();
    await expect.poll(focused).toBe('意见内容');
    await expect.poll(words).toBe('饭菜凉');
  });

  it('gives the keys back to the question once an opinion is written', async () => {
    await press('Control+Enter');
    await expect.poll(focused).toContain('call-say');
    await expect.poll(words).toBe('伤口一直没好，换药也没人管');
    await press('ArrowDown');
    await at('quality_doctor');
    await press('1');
    await at('quality_nursing');
    await reload();
    await expect.poll(focused).not.toBe('意见内容');
  });

  it('asks before anybody signs out of it', async () => {
    await stage.page.getByRole('button', { name: /王静/ }).click();
    await stage.page.getByText('退出登录', { exact: true }).click();
    const asked = stage.page.getByRole('dialog').filter({ hasText: '现在退出登录？' });
    await asked.getByText('还有一通电话没有记下结果').waitFor();
    await stage.look('left-01-sign-out');
    await asked.getByRole('button', { name: '返回' }).click();
    await asked.waitFor({ state: 'detached' });
    await at('quality_nursing');
  });

  it('loaded anew without the host, says so and goes on by itself when it is back, still signed in', async () => {
    await saved();
    await stage.page.route('**/rpc/**', (route) => route.abort());
    await stage.page.reload();
    await stage.page.getByTestId('unreachable').getByText('正在自动重试').waitFor();
    await stage.look('left-02-unreachable');
    await stage.page.unroute('**/rpc/**');
    await stage.callGoesOn();
    await at('quality_nursing');
  });

  it('says before it is saved that 完成 with few answers is 中途中断, and afterwards what it became', async () => {
    await history().getByText('正在通话').waitFor();
    await press('F9', 'w');
    await stage.page.getByTestId('too-few').getByText('会记为“中途中断”').waitFor();
    await stage.look('left-03-too-few');
    await press('Enter');
    await stage.page.locator('[data-testid=call-result][data-outcome=partial]').waitFor();
    await history().getByText('刚才：中途中断').waitFor();
    expect(await stage.page.getByText('还没有拨打过').count()).toBe(0);
    await stage.look('left-04-result');
  });
});
