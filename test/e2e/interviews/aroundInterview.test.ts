/** Tests in a real browser what a nurse must not say, the tasks that calls leave, and that nothing stays on her PC. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePatients } from '../../helpers/calling.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';

describe('around an interview in the browser', () => {
  const stage = new Stage(now);

  beforeAll(async () => {
    const workstation = await openWorkstation('sqlite', now, stage.dataDir);
    const staff = await withStaff(workstation);
    await samplePatients(workstation, staff, [
      { name: '周敏', icd10: 'B20', diagnosis: '人类免疫缺陷病毒病', phones: ['13800138005'], dischargeDate: '2026-11-01' },
      { name: '何桂芳', phones: ['13800138002'], dischargeDate: '2026-11-02' },
      { name: '欧阳建国', revisitDate: '2026-11-13', phones: ['13800138001'], dischargeDate: '2026-11-02' },
      { name: '孙丽', revisitDate: '2026-11-08', phones: ['13800138006'], dischargeDate: '2026-11-03' },
    ]);
    await workstation.close();
    await stage.startHost();
    await stage.openBrowser();
    await stage.signIn('nurse');
  });
  afterAll(() => stage.close());

  const { press, write } = { press: stage.press.bind(stage), write: stage.write.bind(stage) };
  const at = (code: string) => stage.page.locator(`[data-testid=current-item][data-code="${code}"]`).waitFor();
  const missing = (what: string) => stage.page.locator(`[data-code=identity][data-missing=${what}]`).waitFor();
  const saveState = (state: string) => stage.page.locator(`[data-testid=saved][data-state=${state}]`).waitFor();
  const unsentKeys = () => stage.page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('unsent')));

  /** From the queue to the greeting of its first patient. */
  async function pickUp(name: string): Promise<void> {
    await stage.page.getByTestId('queue').waitFor();
    await press('Enter');
    await stage.page.locator('[data-phase=before]').waitFor();
    await stage.page.locator('.call-head h1').getByText(name).waitFor();
    await press('Enter');
    await stage.page.locator('[data-phase=ringing]').waitFor();
    await press('Space');
    await at('greeting');
  }

  it('nothing of a sensitive stay is said, by no way, until it is known who answers', async () => {
    await pickUp('周敏');
    const middle = stage.page.locator('.call-middle');
    expect(await middle.textContent()).not.toMatch(/住院给您治|出院|免疫/);
    await stage.look('around-01-greeting');
    await stage.page.getByRole('navigation', { name: '访谈进度' }).getByRole('button', { name: '医疗质量' }).click();
    await middle.getByText('先确认接听的是谁').waitFor();
    expect(await middle.textContent()).not.toMatch(/住院给您治|出院|免疫/);
    await stage.look('around-02-barred');
    await press('3');
    await middle.getByText('不谈住院的事').first().waitFor();
    await press('F8');
    await expect.poll(() => stage.page.getByRole('button', { name: /记表扬/ }).isDisabled()).toBe(true);
    await expect.poll(() => stage.page.getByLabel('意见内容').count()).toBe(0);
    await stage.look('around-03-somebody-else');
    await press('2');
    await at('identity');
    await press('0', '1');
    await missing('consent');
    await press('F9', 'f', 'Enter');
    await stage.page.locator('[data-testid=call-result][data-outcome=denies_stay]').waitFor();
    await press('Escape');
  });

  it('of no stay is anything on the screen, and no key passes, before it is known who answers and that they agree', async () => {
    await pickUp('何桂芳');
    const told = /心血管|李主任|高血压|11月|复查/;
    const shown = () => stage.page.getByTestId('call').textContent();
    expect(await shown()).not.toMatch(told);
    await press('Enter');
    await missing('identity');
    await press('Enter', 'ArrowDown', 'y', 'Enter');
    await missing('identity');
    expect(await shown()).not.toMatch(told);
    await stage.look('around-04-gate');
    await press('2', '3');
    await missing('consent');
    // The sentence that asks for consent may name the date, nothing else.
    expect((await shown())?.replaceAll('11月2日', '')).not.toMatch(told);
    await stage.look('around-05-consent');
    await press('Enter');
    await missing('consent');
    await press('y');
    await at('condition');
    await stage.page.locator('.call-head').getByText('心血管内科').waitFor();
    await press('F4');
    await missing('relation');
    await expect.poll(shown).not.toMatch(told);
    await press('0', '3');
    await missing('stranger');
    await press('F9');
    const outcomes = stage.page.getByTestId('outcomes');
    await outcomes.waitFor();
    expect(await outcomes.getByText('完成', { exact: true }).count()).toBe(0);
    await press('Escape', 'F9', '7');
    await write('家里人说不要再打了');
    await press('Enter');
    await stage.page.locator('[data-testid=call-result][data-outcome=refused]').waitFor();
    await press('Escape');
  });

  it('revisits are left to the nurse to remind of, a denied stay to the supervisor to verify', async () => {
    await stage.room('复诊与核实');
    const revisits = stage.page.getByTestId('revisits');
    await revisits.getByText('欧阳建国').waitFor();
    await stage.look('around-04-revisits');
    await revisits.getByRole('button', { name: '已提醒' }).click();
    await stage.page.getByText('7 天内没有要复诊的患者').waitFor();
    await stage.page.getByRole('button', { name: /过期未复诊/ }).click();
    await revisits.getByText('孙丽').waitFor();
    const supervisor = await stage.another('supervisor');
    await supervisor.getByRole('link', { name: /复诊与核实/ }).click();
    await supervisor.getByRole('button', { name: /待核实/ }).click();
    await supervisor.getByLabel('周敏的核实结果').fill('电话登记的是同名邻居，已请病区更正');
    await supervisor.screenshot({ path: new URL('../../out/around-05-to-verify.png', import.meta.url).pathname });
    await supervisor.keyboard.press('Enter');
    await supervisor.getByText('没有等待核实的患者').waitFor();
    await supervisor.getByRole('button', { name: /已核实/ }).click();
    await supervisor.getByText('电话登记的是同名邻居，已请病区更正').waitFor();
    await supervisor.context().close();
  });

  it('nothing of the patient’s words is left in the tab after signing out', async () => {
    await stage.room('回访任务');
    await pickUp('欧阳建国');
    await press('Enter', '1', 'y', '1', 'Enter', 'Enter', 'Enter', '3');
    await stage.page.getByLabel('意见内容').waitFor();
    await saveState('saved');
    stage.page.on('dialog', (dialog) => void dialog.accept());
    await stage.host.kill('SIGKILL');
    await write('没发出去的话');
    await saveState('retrying');
    await expect.poll(() => unsentKeys()).not.toEqual([]);
    await stage.page.locator('.shell-top').getByText('王静').click();
    await stage.page.getByText('退出登录', { exact: true }).click();
    await stage.page.getByRole('button', { name: '仍然退出' }).click();
    await stage.startHost();
    await stage.page.goto(stage.host.url);
    await stage.page.getByLabel('用户名').waitFor();
    await expect.poll(() => unsentKeys()).toEqual([]);
  });
});
