/** Tests one call at a time through the screens: fast keys, a lost connection, an undone outcome, an abandoned call. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePatients } from '../../helpers/calling.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { password, Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';

describe('one call at a time in the browser', () => {
  const stage = new Stage(now);
  const press = (...keys: readonly string[]) => stage.press(...keys);
  const phase = (name: string) => stage.page.locator(`[data-phase=${name}]`).waitFor();

  beforeAll(async () => {
    const workstation = await openWorkstation('sqlite', now, stage.dataDir);
    const staff = await withStaff(workstation);
    await samplePatients(workstation, staff, [
      { name: '张桂兰', phones: ['13800138001'], dischargeDate: '2026-11-01' },
      { name: '李建国', phones: ['13800138002'], dischargeDate: '2026-11-02' },
      { name: '王秀英', phones: ['13800138003'], dischargeDate: '2026-11-03' },
    ]);
    await workstation.close();
    await stage.startHost();
    await stage.openBrowser();
    await stage.signIn('nurse');
  });
  afterAll(() => stage.close());

  /** What the core says the nurse's calls are. */
  async function running(): Promise<readonly { name: string; answeredAt: string | null }[]> {
    const { body } = await stage.host.post('accounts/signIn', { login: 'nurse', password });
    const calls = await stage.host.post('calls/runningCalls', {}, String(body['token']));
    return calls.body as unknown as { name: string; answeredAt: string | null }[];
  }

  it('拨打 pressed without a line says that nothing was dialled, and nothing is dialled when the line is back', async () => {
    await stage.page.getByTestId('queue').waitFor();
    await press('Enter');
    await phase('before');
    await stage.page.context().setOffline(true);
    await press('Enter');
    await stage.page.getByText('没有拨出，也不会自动补拨').waitFor();
    await stage.page.context().setOffline(false);
    // The page speaks with the host again.
    await press('j');
    await stage.page.getByRole('dialog').waitFor();
    await press('Escape');
    await stage.page.getByRole('dialog').waitFor({ state: 'detached' });
    await phase('before');
    expect(await running()).toEqual([]);
  });

  it('three quick Enters on 拨打 dial once and say nothing of an answer; the space bar says that somebody picked up', async () => {
    await stage.keysReady();
    for (let times = 0; times < 3; times += 1) await stage.page.keyboard.press('Enter');
    await phase('ringing');
    await stage.page.keyboard.press('Enter');
    await stage.keysReady();
    await press('Enter');
    expect(await running()).toMatchObject([{ name: '张桂兰', answeredAt: null }]);
    await phase('ringing');
    await stage.look('one-call-01-ringing');
  });

  it('no answer is saved with one key, and taken back with Ctrl+Z within seconds', async () => {
    await press('1');
    await stage.page.locator('[data-testid=call-result][data-outcome=no_answer]').waitFor();
    // The seconds in which it may be undone stand still while the keys become ready.
    await stage.keysReady();
    await stage.page.clock.pauseAt((await stage.page.evaluate(() => Date.now())) + 500);
    await stage.page.screenshot({ path: new URL('../../out/one-call-02-undo.png', import.meta.url).pathname });
    await stage.page.keyboard.press('Control+z');
    await stage.page.clock.resume();
    await phase('ringing');
    expect(await running()).toMatchObject([{ name: '张桂兰', answeredAt: null }]);
    await press('Space');
    await phase('talking');
    expect((await running())[0]?.answeredAt).not.toBeNull();
  });

  it('a call that was left stands over every screen and in a second window, keeps the next from being taken, and leads back', async () => {
    await stage.page.goBack();
    await stage.page.getByTestId('queue').waitFor();
    const bar = stage.page.getByTestId('running-call');
    await bar.getByText('张桂兰').waitFor();
    await expect.poll(() => stage.page.getByRole('button', { name: /取下一位/ }).isDisabled()).toBe(true);
    await stage.look('one-call-03-bar');
    const second = await stage.another('nurse');
    await second.getByTestId('running-call').getByText('138****8001').waitFor();
    await second.keyboard.press('Space');
    await second.getByTestId('left-call').waitFor();
    await second.context().close();
    await stage.room('登记本');
    await bar.getByText('张桂兰').waitFor();
    await press('Space');
    await phase('talking');
    expect(await stage.page.getByTestId('left-call').count()).toBe(0);
  });

  it('after its page was closed, a call asks when it ended instead of counting on', async () => {
    await stage.page.clock.fastForward('05:00');
    await stage.page.reload();
    const asked = stage.page.getByTestId('left-call');
    await asked.waitFor();
    await stage.look('one-call-04-left');
    await press('g');
    await stage.page.getByLabel('挂断的时间').fill('0900');
    await press('Enter');
    await asked.getByText('应在拨出之后、现在之前').waitFor();
    const dialled = await asked.getByText(/这通电话 (\d\d:\d\d) 开始/).textContent();
    const [, time = ''] = /(\d\d:\d\d) 开始/.exec(dialled ?? '') ?? [];
    await stage.page.getByLabel('挂断的时间').fill(time);
    await press('Enter');
    await stage.page.getByTestId('outcomes').waitFor();
    await press('7');
    await stage.write('不想说了');
    await press('Enter');
    const result = stage.page.locator('[data-testid=call-result][data-outcome=refused]');
    await result.waitFor();
    // Within the minute that was said, not the minutes that have passed since.
    await result.getByText(/拨出到挂断 (\d+ 秒|1 分)/).waitFor();
    expect(await running()).toEqual([]);
  });
});
