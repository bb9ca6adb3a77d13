/**
 * Tests a call that cannot save: unsent data is never shown as saved, an ended session is reported, and nothing typed
 * is lost.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePatients } from '../../helpers/calling.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { password, Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';

describe('a call that cannot save', () => {
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
  const saveState = (state: string) => stage.page.locator(`[data-testid=saved][data-state=${state}]`).waitFor();
  const urgentButton = () => stage.page.locator('.call-bar button', { hasText: 'F2' });
  const token = async (login: string) => String((await stage.host.post('accounts/signIn', { login, password })).body['token']);

  async function storedTexts(): Promise<string[]> {
    const followUpId = stage.page.url().split('/call/')[1] ?? '';
    const { body } = await stage.host.post('calls/brief', { followUpId }, await token('nurse'));
    return (body['interview'] as { opinions: { text: string }[] }).opinions.map(({ text }) => text);
  }

  it('does not say 已上报 of a warning sign while the network is cut, and asks to ring the department', async () => {
    await stage.page.getByTestId('queue').waitFor();
    await press('Enter');
    await stage.page.locator('[data-phase=before]').waitFor();
    await press('Enter');
    await stage.page.locator('[data-phase=ringing]').waitFor();
    await press('Space');
    await at('greeting');
    await press('Enter', '1', 'y');
    await at('condition');
    await saveState('saved');
    await stage.page.context().setOffline(true);
    await press('a');
    await stage.page.getByTestId('unreported').getByText('请马上打电话告诉心血管内科').waitFor();
    await expect.poll(() => urgentButton().textContent()).toContain('正在上报');
    await expect.poll(() => stage.page.getByText('已上报').count()).toBe(0);
    // Also where the step was left.
    await press('Escape', 'Control+Enter', 'Enter');
    await at('guidance');
    await stage.page.getByTestId('unreported').waitFor();
    await stage.look('unsent-01-alarm');
    await stage.page.context().setOffline(false);
    await saveState('saved');
    await stage.page.getByTestId('unreported').waitFor({ state: 'detached' });
    await press('ArrowUp', 'a');
    await expect.poll(() => urgentButton().textContent()).toContain('已上报');
    await press('Escape', 'Control+Enter');
  });

  it('says that the session ended, takes the password in the call, and goes on with every word', async () => {
    const held = await stage.page.evaluate(() => sessionStorage.getItem('session') ?? '');
    await stage.host.post('accounts/signOut', {}, held);
    await press('F2');
    await write('夜里按铃没有人来');
    const asking = stage.page.getByTestId('session-ended');
    await asking.getByText('写下的内容还在这台电脑上').waitFor();
    await stage.page.getByText('未保存，请重新登录').waitFor();
    await stage.look('unsent-02-session');
    expect(await storedTexts()).toHaveLength(1);
    await press('F9', '8');
    await write('先不说了');
    await press('Enter');
    await stage.page.getByTestId('outcomes').getByText('请重新登录').waitFor();
    await press('Escape', 'Escape');
    await stage.page.getByTestId('outcomes').waitFor({ state: 'detached' });
    await stage.page.getByLabel('意见内容').focus();
    await press('Alt+p');
    await write(`${password}x`);
    await press('Enter');
    await asking.getByText('用户名或密码不正确').waitFor();
    await write(password);
    await press('Enter');
    await asking.waitFor({ state: 'detached' });
    await saveState('saved');
    await expect.poll(() => stage.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('意见内容');
    expect(await storedTexts()).toContain('夜里按铃没有人来');
  });

  it('keeps the call on the screen when the account is disabled, and says so', async () => {
    const admin = await token('admin');
    const users = (await stage.host.post('hospital/users', {}, admin)).body as unknown as {
      id: string;
      name: string;
      login: string;
      version: number;
    }[];
    const { id, name, version } = users.find(({ login }) => login === 'nurse') ?? {};
    const { status } = await stage.host.post(
      'hospital/updateUser',
      { id, name, role: 'nurse', departmentId: null, active: false, handTo: null, version },
      admin,
    );
    expect(status).toBe(200);
    await write('，也没有人解释');
    await stage.page.getByTestId('session-ended').getByText('账号已停用').waitFor();
    await stage.page.getByText('未保存，请重新登录').waitFor();
    await expect.poll(() => stage.page.getByLabel('意见内容').inputValue()).toBe('夜里按铃没有人来，也没有人解释');
  });
});
