/** Lists whose rows are dealt with by keys: the key opens the form, and its first field has the focus. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verdicts } from '../../../shared/base/contract/words.ts';
import { Stage } from '../stage.ts';
import { type DraftsHouse, furnish } from './draftsHouse.ts';

describe('keys that open a form', () => {
  const stage = new Stage('2026-11-10T12:40:00.000Z');
  let house: DraftsHouse;
  beforeAll(async () => {
    house = await furnish(stage.dataDir);
    await stage.startHost();
    await stage.openBrowser();
  });
  afterAll(() => stage.close());

  const dialog = () => stage.page.getByRole('dialog');
  const closed = () => dialog().waitFor({ state: 'detached' });
  const focused = () =>
    stage.page.evaluate(() => {
      const field = document.activeElement;
      const named = field?.getAttribute('aria-label') ?? document.querySelector(`label[for="${field?.id ?? ''}"]`)?.textContent;
      return named ?? field?.tagName ?? '';
    });

  it('号码核对: Enter answers for the ward, P prints its slip, as the row and the list of keys say', async () => {
    await stage.signIn('nurse');
    await stage.room('号码核对');
    const number = (await stage.page.locator('.row-cursor td').first().textContent()) ?? '';
    const row = stage.page.locator('.row-cursor', { hasText: number });
    await row.getByRole('button', { name: '登记答复 ↵' }).waitFor();
    await stage.press('Enter');
    await dialog().waitFor();
    await expect.poll(focused).toBe('正确号码');
    await stage.write('13900139001');
    await stage.look('keys-05-ward-answer');
    await stage.press('Escape');
    await closed();
    await stage.press('p');
    await dialog().getByText('打印号码核对单').waitFor();
    await expect.poll(focused).toBe('原因（必填）');
    await stage.press('Escape');
    await closed();
    await stage.press('?');
    for (const label of ['登记答复', '打印病区的核对单']) await dialog().getByText(label).waitFor();
    await stage.press('Escape');
    await closed();
    await stage.press('Enter');
    await dialog().getByRole('button', { name: /登记/ }).click();
    await closed();
    await row.waitFor({ state: 'detached' });
  });

  it('号码核对: O opens a follow-up again that ended for its number, with the reason first', async () => {
    await stage.signIn('supervisor');
    await stage.room('号码与勿扰');
    await stage.page.locator('.ant-segmented-item', { hasText: '可重开' }).click();
    const row = stage.page.locator('.row-cursor', { hasText: '韩梅' });
    await row.getByRole('button', { name: '重开 O' }).waitFor();
    await stage.press('o');
    await dialog().getByText('重开 韩梅 的回访').waitFor();
    await expect.poll(focused).toBe('原因（必填）');
    await stage.write('女儿来电告知新号码');
    await stage.press('Enter');
    await closed();
    await row.waitFor({ state: 'detached' });
  });

  it('补抽: Enter on the chosen row opens the form, with the reason first', async () => {
    await stage.room('抽样');
    await stage.page.locator('.ant-segmented-item', { hasText: '补抽' }).click();
    await stage.page.locator('.row-cursor').getByRole('button', { name: '补抽 ↵' }).waitFor();
    await stage.press('Enter');
    await dialog().waitFor();
    await expect.poll(focused).toBe('补抽原因');
    await stage.look('keys-06-replace');
    await stage.press('Escape');
    await closed();
  });

  it('更正: 2 in the review and E in the story open the first answer', async () => {
    await stage.room('质控复核');
    await stage.page.getByTestId('decide').waitFor();
    await stage.press('2');
    await dialog().waitFor();
    await expect.poll(focused).toBe('治疗效果');
    await stage.press('Escape');
    await closed();
    await stage.page.goto(`${stage.host.url}#/discharges/${house.interviewed}`);
    await stage.page.getByRole('button', { name: '更正 E' }).waitFor();
    await stage.press('e');
    await dialog().waitFor();
    await expect.poll(focused).toBe('治疗效果');
    await stage.look('keys-07-correction');
    await stage.press('Escape');
    await closed();
  });

  it('登记回复: the cursor stands in the reply, and Alt with a digit gives the patient’s verdict while it is being typed', async () => {
    await stage.page.goto(`${stage.host.url}#/feedback/${house.cases.toReply}`);
    await stage.page.locator('.case-head').waitFor();
    await expect.poll(focused).toBe('回复内容');
    await stage.write('已告知');
    for (const [index, verdict] of verdicts.codes.entries()) {
      await stage.press(`Alt+${index + 1}`);
      const chosen = stage.page.getByRole('radio', { name: new RegExp(`^${verdicts.zh[verdict]}`) });
      await expect.poll(() => chosen.isChecked()).toBe(true);
    }
    await expect.poll(() => stage.page.getByLabel('回复内容').inputValue()).toBe('已告知');
  });
});
