/** Tests feedback by keyboard alone in the demo hospital: suggestions, other departments, praise by name. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Stage } from '../stage.ts';

describe('opinions while the patient speaks', () => {
  const stage = new Stage('2026-11-23T02:00:00.000Z');
  beforeAll(async () => {
    await stage.startHost();
    await stage.openBrowser();
    await stage.page.getByRole('button', { name: /演示医院/ }).click();
    await stage.page.getByRole('button', { name: '登录', exact: true }).waitFor({ timeout: 240_000 });
    await signIn('nurse');
  });
  afterAll(() => stage.close());

  const at = (code: string) => stage.page.locator(`[data-testid=current-item][data-code="${code}"]`).waitFor();
  const saved = () => stage.page.locator('[data-testid=saved][data-state=saved]').waitFor();
  const box = () => stage.page.getByTestId('opinion-box');
  const captured = () => stage.page.getByRole('complementary', { name: '本次记录' });
  const focused = () => stage.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  // A menu that is still closing keeps Tab to itself.
  const menuClosed = () => stage.page.locator('.ant-select-dropdown:visible').waitFor({ state: 'detached' });
  const chosen = async (field: string) =>
    box()
      .locator('.ant-select', { has: stage.page.getByLabel(field, { exact: true }) })
      .textContent();

  async function signIn(login: string): Promise<void> {
    await stage.page.evaluate(() => sessionStorage.clear());
    await stage.page.goto(stage.host.url);
    await stage.page.getByLabel('用户名').fill(login);
    await stage.page.getByLabel('密码', { exact: true }).fill('Demo-2026');
    await stage.press('Enter');
    await stage.page.getByRole('navigation', { name: '导航' }).waitFor();
  }

  it('an objection opens the box: focused, with subject and department filled in', async () => {
    await stage.page.getByTestId('queue').waitFor();
    await stage.press('Enter');
    await stage.page.locator('[data-phase=before]').waitFor();
    await stage.press('Enter');
    await stage.page.locator('[data-phase=ringing]').waitFor();
    await stage.press('Space');
    await at('greeting');
    await stage.press('Enter', '1', 'y', '1', 'Enter', 'Enter', 'Enter');
    await at('quality_effect');
    for (let item = 0; item < 10; item += 1) await stage.press('1');
    await at('attitude_medtech');
    await stage.press('ArrowUp');
    await at('attitude_nurse');
    await stage.press('3');
    await box().waitFor();
    await expect.poll(() => focused()).toBe('意见内容');
    await expect.poll(() => chosen('归类')).toBe('服务态度 → 护士态度');
  });

  it('what is typed brings a suggestion with its reasons, and one key takes it', async () => {
    await stage.write('夜里按铃没人来，家属自己跑到护士站去叫的');
    const suggestion = stage.page.getByTestId('suggestion');
    await suggestion.getByText('服务流程 → 呼叫应答').waitFor();
    await suggestion.getByText(/相似 \d+ 件：“/).waitFor();
    await stage.look('opinions-1-suggestion');
    await stage.press('Alt+Enter');
    await suggestion.waitFor({ state: 'detached' });
    await expect.poll(() => chosen('归类')).toBe('服务流程 → 呼叫应答');
    await expect.poll(() => focused()).toBe('意见内容');
    await stage.write('，希望晚上多安排个人。');
    await expect
      .poll(() => box().locator('[data-said=true]').allTextContents())
      .toEqual(['✓ 什么事', '✓ 什么时候', '✓ 在哪里', '✓ 谁', '✓ 希望怎么办']);
    await saved();
    await stage.look('opinions-2-taken');
  });

  it('a grave matter is named as such, while typing goes on; ignored it changes nothing, one key marks it', async () => {
    await stage.press('Alt+N');
    await expect.poll(focused).toBe('意见内容');
    await stage.write('夜里老人从床上摔下来，头磕破缝了三针');
    const suggestion = stage.page.getByTestId('suggestion');
    await suggestion.getByText('紧急').waitFor();
    await expect.poll(() => chosen('轻重')).toBe('一般');
    await stage.look('opinions-2-grave');
    await stage.write('，床栏是坏的');
    await expect.poll(() => stage.page.getByLabel('意见内容').inputValue()).toBe('夜里老人从床上摔下来，头磕破缝了三针，床栏是坏的');
    await expect.poll(() => chosen('轻重')).toBe('一般');
    await suggestion.getByText('紧急').waitFor();
    await stage.press('Alt+Enter');
    await expect.poll(() => chosen('轻重')).toBe('紧急');
    await expect.poll(() => focused()).toBe('意见内容');
    await saved();
    await stage.look('opinions-2-urgent');
  });

  it('one key begins another opinion against a department found by its initials; digits choose in menus', async () => {
    await stage.press('Alt+K');
    await expect.poll(focused).toBe('责任科室');
    await stage.page.keyboard.type('hq');
    await stage.page.locator('.ant-select-dropdown:visible').getByText('后勤保障科').waitFor();
    await stage.look('opinions-3-department');
    await stage.press('Enter');
    await menuClosed();
    // The words are next: whoever goes on typing types them into the box.
    await expect.poll(() => focused()).toBe('意见内容');
    await stage.press('Tab');
    await expect.poll(() => focused()).toBe('类型');
    await stage.press('2');
    await expect.poll(() => chosen('类型')).toBe('建议');
    await stage.press('Tab');
    await expect.poll(() => focused()).toBe('归类');
    await stage.page.keyboard.type('22');
    await stage.press('Enter');
    await menuClosed();
    await expect.poll(() => chosen('归类')).toBe('医疗环境 → 卫生间与热水');
    await stage.press('Shift+Tab', 'Shift+Tab');
    await expect.poll(() => focused()).toBe('意见内容');
    await stage.write('卫生间地上老是湿的');
    await expect.poll(() => chosen('责任科室')).toBe('后勤保障科');
    await stage.press('Control+Enter');
    await saved();
    await captured()
      .getByRole('button', { name: /卫生间地上老是湿的 转 后勤保障科/ })
      .waitFor();
    await at('attitude_nurse');
  });

  it('praise: names of those who treated the patient, by key, more than one', async () => {
    await stage.press('F8');
    await stage.write('天天教我量血压，特别耐心');
    await stage.page.getByTestId('staff-names').getByText('主管医师').waitFor();
    await stage.look('opinions-4-praise');
    await stage.press('Alt+1', 'Alt+2');
    const names = await stage.page.getByLabel('被表扬的人').inputValue();
    expect(names).toMatch(/^[^、]+、[^、]+$/);
    await stage.press('Control+Enter');
    await saved();
    await captured().getByText(`${names}：`).waitFor();
    await stage.look('opinions-5-captured');
    await stage.press('Escape', '?');
    await stage.page.getByRole('dialog').getByText('记给别的科室').waitFor();
    await stage.press('Escape');
  });

  it('after a reload everything stands where it was, the objection’s opinion under its new subject', async () => {
    await stage.page.reload();
    await stage.callGoesOn();
    await box().waitFor();
    await expect.poll(() => stage.page.getByLabel('意见内容').inputValue()).toContain('按铃没人来');
    await expect.poll(() => chosen('归类')).toBe('服务流程 → 呼叫应答');
    await expect.poll(() => captured().locator('.captured').count()).toBe(4);
    await expect.poll(() => stage.page.getByTestId('suggestion').count()).toBe(0);
  });

  it('the supervisor sees whether suggestions help', async () => {
    await stage.press('ArrowDown', '1', '1', '1');
    await stage.page.locator('[data-testid=progress][data-answered="13"]').waitFor();
    await stage.press('F9');
    await stage.page.getByTestId('outcomes').waitFor();
    await stage.press('Enter');
    await stage.page.locator('[data-testid=call-result][data-outcome=completed]').waitFor();
    await signIn('supervisor');
    await stage.room('意见与整改');
    await stage.page.locator('.side-row').first().waitFor();
    await stage.press('b');
    await stage.page.getByRole('row', { name: /服务流程 → 呼叫应答/ }).waitFor();
    await stage.look('opinions-6-use');
  });
});
