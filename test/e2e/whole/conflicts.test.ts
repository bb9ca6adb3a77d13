/**
 * Tests forms whose record somebody else saved in the meantime: nothing is overwritten, and both versions can be
 * chosen.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Settings } from '../../../shared/base/contract/settings.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { password, Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';

describe('a form that is older than what is stored', () => {
  const stage = new Stage(now);
  beforeAll(async () => {
    const workstation = await openWorkstation('sqlite', now, stage.dataDir);
    await withStaff(workstation);
    await workstation.close();
    await stage.startHost();
    await stage.openBrowser();
  });
  afterAll(() => stage.close());

  const notice = () => stage.page.getByLabel(/^电话录音时/);
  const conflict = () => stage.page.locator('.conflict');

  /** Another admin at another PC. */
  async function elsewhere<T>(procedure: string, input: object): Promise<T> {
    const { body } = await stage.host.post('accounts/signIn', { login: 'admin', password });
    const answer = await stage.host.post(procedure, input, String(body['token']));
    expect(answer.status, procedure).toBe(200);
    return answer.body as T;
  }
  const stored = () => elsewhere<Settings>('upkeep/settings', {});
  const theySave = async (change: Partial<Settings>) => elsewhere('upkeep/saveSettings', { ...(await stored()), ...change });

  it('is not saved over it: what differs stands side by side, and the admin keeps what was typed', async () => {
    await stage.signIn('admin');
    await stage.room('系统维护');
    await stage.page.getByRole('tab', { name: '设置' }).click();
    await notice().fill('本次通话录音，可以吗？');
    await theySave({ recordingNotice: '为保证质量，通话会录音。', recentDays: 45 });
    await stage.page.getByRole('button', { name: '保存设置' }).click();
    await conflict().waitFor();
    const row = conflict().getByRole('row').filter({ hasText: '本次通话录音，可以吗？' });
    await row.getByText('为保证质量，通话会录音。').waitFor();
    await conflict().getByRole('row').filter({ hasText: '45' }).waitFor();
    // What the form does not hold was not changed here.
    await expect.poll(() => conflict().getByRole('row').count()).toBe(3);
    // The choice is on the screen without a search for it.
    const { bottom, height } = await conflict()
      .getByRole('button', { name: '用已经保存的' })
      .evaluate((button) => ({ bottom: button.getBoundingClientRect().bottom, height: innerHeight }));
    expect(bottom).toBeLessThan(height);
    await stage.look('conflict-1-settings');
    expect(await stored()).toMatchObject({ recordingNotice: '为保证质量，通话会录音。', recentDays: 45 });
    await conflict().getByRole('button', { name: '用我填的保存' }).click();
    await conflict().waitFor({ state: 'detached' });
    await expect.poll(async () => (await stored()).recordingNotice).toBe('本次通话录音，可以吗？');
  });

  it('or takes what is stored, and nothing typed is left over', async () => {
    await notice().fill('录音');
    await theySave({ recordingNotice: '' });
    await stage.page.getByRole('button', { name: '保存设置' }).click();
    await conflict().getByRole('button', { name: '用已经保存的' }).click();
    await conflict().waitFor({ state: 'detached' });
    await expect.poll(() => notice().inputValue()).toBe('');
    await stage.page.reload();
    await stage.page.getByRole('tab', { name: '设置' }).click();
    await expect.poll(() => notice().inputValue()).toBe('');
    expect(await stage.page.getByText('这里有改过还没有保存的内容').count()).toBe(0);
  });
});
