/** Tests every room for every role at normal and double zoom: accessibility, console messages, keyboard. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePatients } from '../../helpers/calling.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { password, Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';
/** Rooms by the letter that leads to them after G. */
const rooms: Readonly<Record<string, string>> = {
  supervisor: 'RPFZMYBKLDCIAWTJ',
  nurse: 'RPFZMYKLDCWJ',
  admin: 'CISUT',
  head: 'YB',
  director: 'RYBLW',
};

describe('the rooms', () => {
  const stage = new Stage(now);
  beforeAll(async () => {
    const workstation = await openWorkstation('sqlite', now, stage.dataDir);
    const staff = await withStaff(workstation);
    await samplePatients(
      workstation,
      staff,
      Array.from({ length: 12 }, (_, index) => ({
        name: `患者${index + 1}`,
        ...(index < 3 ? { revisitDate: `2026-11-1${index + 1}` } : index < 6 ? { revisitDate: `2026-10-1${index}` } : {}),
        dischargeDate: index < 4 ? '2026-10-20' : '2026-11-03',
      })),
    );
    await workstation.close();
    await stage.startHost();
  });
  afterAll(() => stage.close());

  for (const zoom of [1, 2])
    for (const [login, letters] of Object.entries(rooms))
      it(`of the ${login} at ${zoom * 100} %`, async () => {
        await stage.openBrowser(zoom);
        const page = await stage.tab(login);
        for (const letter of letters) {
          await page.keyboard.press('g');
          await page.getByText('再按一个字母直达').waitFor();
          await page.keyboard.press(letter.toLowerCase());
          await page.getByText('再按一个字母直达').waitFor({ state: 'detached' });
          await stage.settled(page);
          await stage.look(`60-${login}-${letter}-${zoom * 100}`, page);
          // The thing to do next is whole.
          const cut = await page.locator('.page-head .ant-btn-primary').evaluateAll(
            (buttons) =>
              buttons.filter((button) => {
                const { left, right } = button.getBoundingClientRect();
                return left < 0 || right > innerWidth;
              }).length,
          );
          expect(cut, `${login} ${letter}`).toBe(0);
        }
        await page.keyboard.press('?');
        await page.getByRole('heading', { name: '去别的页面' }).waitFor();
        await stage.look(`60-${login}-keys-${zoom * 100}`, page);
      });

  it('in the list of revisits a row is chosen and dealt with by keys', async () => {
    await stage.openBrowser();
    const page = await stage.tab('nurse', 'revisits');
    await page.locator('[data-testid=revisits] .row-cursor').waitFor();
    expect(await page.getByRole('link', { name: /复诊与核实/ }).textContent()).toMatch(/3$/);
    await page.keyboard.press('ArrowDown');
    await page.locator('.row-cursor', { hasText: '患者2' }).waitFor();
    await page.keyboard.press('1');
    await page.locator('[data-testid=revisits] tr', { hasText: '患者2' }).waitFor({ state: 'detached' });
  });

  it('a wrong password keeps the focus in the field, and what was typed is selected', async () => {
    await stage.openBrowser();
    const { page } = stage;
    await page.getByLabel('用户名').fill('nurse');
    await page.getByLabel('密码', { exact: true }).fill('falsch');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await page.keyboard.insertText(password);
    await page.keyboard.press('Enter');
    await page.getByTestId('queue').waitFor();
  });

  it('in a call each question is a heading that has the focus, and the focus is never on the body', async () => {
    const { page } = stage;
    const focused = () =>
      page.evaluate(() => ({ tag: document.activeElement?.tagName ?? '', text: document.activeElement?.textContent ?? '' }));
    await stage.press('Enter');
    await page.locator('[data-phase=before]').waitFor();
    await stage.press('Enter');
    await page.locator('[data-phase=ringing]').waitFor();
    await expect.poll(focused).toMatchObject({ tag: 'H2', text: expect.stringContaining('您好') });
    await page.getByRole('button', { name: /接通了/ }).click();
    await page.locator('[data-testid=current-item][data-code=greeting]').waitFor();
    await expect.poll(async () => (await focused()).tag).toBe('H2');
    expect(await page.getByRole('heading', { level: 2 }).first().isVisible()).toBe(true);
    await expect.poll(() => page.getByRole('timer').count()).toBe(1);
  });
});
