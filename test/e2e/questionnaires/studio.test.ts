/** The questionnaire studio on the screen: from a draft to the version that nurses read. */
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read, utils, write } from 'xlsx';
import type { Draft } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { password, Stage } from '../stage.ts';

describe('the questionnaire studio in the browser', () => {
  const stage = new Stage('2026-11-10T02:00:00.000Z');
  beforeAll(async () => {
    await stage.startHost();
    await ask('hospital/setUp', '', { hospital: '市第一人民医院', name: '赵工', login: 'admin', password });
    const admin = await tokenOf('admin');
    for (const [login, name, role] of [
      ['supervisor', '周主任', 'supervisor'],
      ['supervisor2', '钱主任', 'supervisor'],
      ['nurse', '王静', 'nurse'],
    ] as const)
      await ask('hospital/createUser', admin, { login, name, role, departmentId: null, password });
    await stage.openBrowser();
    await stage.signIn('supervisor');
  });
  afterAll(() => stage.close());

  async function ask<T>(procedure: string, token: string, input: object): Promise<T> {
    const response = await fetch(`${stage.host.url}api/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(input),
    });
    expect(response.ok, `${procedure}: ${response.status}`).toBe(true);
    return (await response.json()) as T;
  }
  const tokenOf = async (login: string) => (await ask<{ token: string }>('accounts/signIn', '', { login, password })).token;
  const button = (name: string | RegExp) => stage.page.getByRole('button', { name });
  const saved = () => stage.page.locator('[data-testid=draft-saved][data-state=saved]').waitFor();
  const item = (code: string) => stage.page.locator(`[data-testid=current-item][data-code="${code}"]`);
  const draftId = () => stage.page.url().split('/').at(-1) ?? '';
  const place = (name: string) =>
    stage.page.getByRole('navigation', { name: '问卷的各处' }).getByRole('button', { name, exact: false }).first();

  it('shows what there is, and what to begin with', async () => {
    await stage.room('问卷');
    await stage.page.getByText('用于新访谈').waitFor();
    await button('以“行风与服务测评”起草').waitFor();
    await stage.look('60-studio-shelf');
    await button('新建空白问卷').click();
    await stage.page.getByLabel('问卷名称').waitFor();
    await stage.look('61-studio-empty');
    await button('返回').click();
    await stage.page.getByText('（未命名）').waitFor();
    await stage.page.getByRole('row', { name: '（未命名）' }).getByRole('button', { name: '删除' }).click();
    await stage.page.locator('.ant-popover').getByRole('button', { name: '删除' }).click();
    await stage.page.getByText('没有草稿。').waitFor();
  });

  it('edits a draft as it is typed, with the nurse’s view beside it', async () => {
    await button('以此为底稿').click();
    await stage.page.getByLabel('问句').waitFor();
    await stage.look('62-studio-item');
    await stage.page.getByLabel('问句').fill('这次住院，给您治病的效果，您满意吗？');
    await item('quality_effect').getByText('这次住院，给您治病的效果，您满意吗？').waitFor();
    await saved();
    await stage.page.getByLabel('量表').click();
    await stage.page.locator('.ant-select-dropdown:visible').getByText('0–10 分', { exact: true }).click();
    await item('quality_effect').getByText('10 分（最好）').waitFor();
    await stage.look('63-studio-ten');
    await stage.press('Escape', '1', '0');
    await expect.poll(() => item('quality_effect').locator('[aria-pressed=true]').textContent()).toContain('10 分');
    await stage.press('1', 'Enter');
    await expect.poll(() => item('quality_effect').locator('[aria-pressed=true]').textContent()).toContain('1 分');
    await stage.press('Control+z');
    await item('quality_effect').getByText('基本满意').waitFor();
    await saved();
  });

  it('is worked by keys: next place, order, a new item', async () => {
    await stage.press('PageDown');
    await item('quality_doctor').waitFor();
    await stage.press('Alt+ArrowDown');
    await stage.page.getByText('条目 3 / 27').waitFor();
    await stage.press('Alt+ArrowUp');
    await stage.page.getByText('条目 2 / 27').waitFor();
    await stage.press('F8');
    await stage.page.getByText('条目 3 / 28').waitFor();
    await expect.poll(() => stage.page.evaluate(() => document.activeElement?.id)).toBe('item-say');
    await saved();
  });

  it('is put in order by the mouse, up, down and into another aspect, and put back by one key', async () => {
    const { page } = stage;
    const rows = page.locator('.studio-scroll [draggable=true]');
    const titles = () => rows.locator('.studio-entry > span:first-child').allTextContents();
    const before = await titles();
    /** Held over the target long enough to be looked at, then let go. */
    const drag = async (from: number, to: number, look?: string) => {
      await rows.nth(from).hover();
      await page.mouse.down();
      await rows.nth(to).hover();
      await rows.nth(to).hover();
      await page.locator('.studio-over').waitFor();
      if (look) await stage.look(look);
      await page.mouse.up();
    };
    const moved = (from: number, to: number) => before.toSpliced(from, 1).toSpliced(to, 0, before[from] ?? '');
    await drag(0, 3, '64-studio-drag');
    await expect.poll(titles).toEqual(moved(0, 3));
    await page.getByText('条目 4 / 28').waitFor();
    await saved();
    await stage.press('Control+z');
    await expect.poll(titles).toEqual(before);
    await drag(3, 1);
    await expect.poll(titles).toEqual(moved(3, 1));
    await stage.press('Control+z');
    await expect.poll(titles).toEqual(before);
    // Let go outside the list nothing is moved.
    await rows.nth(1).hover();
    await page.mouse.down();
    await rows.nth(2).hover();
    await page.getByLabel('简称').hover();
    await page.mouse.up();
    await expect.poll(() => titles()).toEqual(before);
    await page.locator('.studio-over').waitFor({ state: 'detached' });
    await rows.nth(2).locator('button').click();
    await page.getByText('条目 3 / 28').waitFor();
    await saved();
  });

  it('says beside the place what is missing, and leads there', async () => {
    await stage.page.getByText('还没有写要念的问句。').waitFor();
    await button('加一个条件').click();
    await stage.page.getByText('条件还没有填值。').waitFor();
    await stage.page.locator('.ant-segmented-item', { hasText: '检查' }).click();
    await stage.page.getByText('条目 3·问句').waitFor();
    await stage.look('64-studio-findings');
    await stage.press('F9');
    await stage.page.getByText('处要改，不能发布').waitFor();
    await button('去改').click();
    await stage.page.getByText('条目 3·问句').click();
    await stage.page.getByLabel('问句').fill('医生查房时，有没有问您还有哪里不舒服？');
    await stage.page.getByLabel('简称').fill('查房询问');
    await stage.page.getByLabel('条件的值').click();
    await stage.press('Escape');
    await stage.page.getByLabel('条件看什么').click();
    await stage.page.locator('.ant-select-dropdown:visible').getByText('年龄（岁）').click();
    await stage.page.getByLabel('条件的值').fill('70');
    await stage.press('Tab');
    await stage.page.getByText('只在年龄（岁）不大于“70”时问。').waitFor();
    // Another operator keeps what was typed.
    await stage.page.getByLabel('条件怎么比').click();
    await stage.page.locator('.ant-select-dropdown:visible').getByText('不小于', { exact: true }).click();
    await stage.page.getByText('只在年龄（岁）不小于“70”时问。').waitFor();
    await stage.look('65-studio-condition');
    await saved();
  });

  it('edits scripts with variables and guidance with red flags', async () => {
    await place('问候').click();
    await stage.page.getByText('您好，我是市第一人民医院随访中心的回访员周主任。请问是张秀兰女士吗？').waitFor();
    await stage.look('66-studio-script');
    await stage.page.locator('.ant-segmented-item', { hasText: '指导' }).click();
    await place('高血压').click();
    await stage.page.getByLabel('指导内容').waitFor();
    await stage.look('67-studio-guidance');
    await stage.page.locator('.ant-segmented-item', { hasText: '通话' }).click();
    await place('出院患者满意度电话回访').click();
    await stage.page.getByLabel('问卷名称').waitFor();
    await stage.look('68-studio-about');
  });

  it('is tried as a call with an invented patient; nothing is stored, nothing is asked of the core, nothing goes to a head', async () => {
    const asked: string[] = [];
    // The alarm bar above every screen asks by the clock, call or no call.
    const note = (request: Request) => /\/(calling|feedback)\/(?!alarms)/.test(request.url()) && asked.push(request.url());
    stage.page.on('request', note);
    await stage.press('F3');
    await item('greeting').waitFor();
    await stage.press('Enter', '1', 'y', '1', 'Enter', 'Enter', 'Enter');
    await item('quality_effect').waitFor();
    await stage.press('1');
    await item('quality_doctor').waitFor();
    await stage.press('3');
    await stage.page.getByTestId('opinion-box').waitFor();
    await stage.write('按铃半小时没有人来，伤口渗血');
    await stage.press('F2');
    await stage.page.getByTestId('not-reported').getByText('试拨，不上报').waitFor();
    await stage.look('69-studio-rehearsal');
    await stage.press('F8');
    await stage.write('护士小刘很耐心');
    await stage.page.clock.fastForward(1_000);
    await stage.page.getByText('没有可选的姓名，请直接填写').waitFor();
    stage.page.off('request', note);
    expect(asked).toEqual([]);
    await stage.press('F3');
    await stage.page.getByLabel('问卷名称').waitFor();
  });

  it('tells the second of two supervisors, and keeps both', async () => {
    const other = await tokenOf('supervisor2');
    const theirs = await ask<Draft>('questionnaires/draft', other, { id: draftId() });
    const content = { ...theirs.content, title: '钱主任改的名称' };
    await ask('questionnaires/saveDraft', other, { id: theirs.id, revision: theirs.revision, content });
    await stage.page.getByLabel('问卷名称').fill('出院患者满意度电话回访（新）');
    await stage.page.getByText('钱主任也在改这份草稿，而且先存了').waitFor();
    await stage.look('70-studio-conflict');
    await button('这里用我的，对方的另存一份').click();
    await stage.page.getByText('另一份已存为草稿').waitFor();
    await saved();
    await button('返回').click();
    await button('钱主任改的名称（钱主任的）').waitFor();
  });

  it('compares and publishes; new interviews begin with it', async () => {
    await button('出院患者满意度电话回访（新）').click();
    await stage.page.getByText('条目 1 / 28').waitFor();
    await stage.press('F9');
    await stage.page.getByText('前后的满意度不能直接相比').waitFor();
    await expect.poll(() => stage.page.evaluate(() => document.activeElement?.textContent)).toBe('发布');
    await stage.page.locator('.ant-segmented-item', { hasText: '条目' }).last().click();
    await stage.look('71-studio-publish');
    await stage.page.getByRole('dialog').getByRole('button', { name: '发布' }).click();
    await stage.page.getByText('已发布为第 2 版').waitFor();
    await stage.page.getByRole('row', { name: /第 2 版.*用于新访谈/ }).waitFor();
    await stage.page
      .getByRole('row', { name: /第 2 版/ })
      .getByRole('button', { name: '比较' })
      .click();
    await stage.page.getByText('按 27 个共同条目').waitFor();
    await stage.look('72-studio-compare');
    await stage.page.locator('.ant-modal-close').click();
    await stage.look('73-studio-shelf-after');
  });

  it('goes out as a workbook; mistakes come back by sheet and row', async () => {
    const downloading = stage.page.waitForEvent('download');
    await stage.page
      .getByRole('row', { name: /第 2 版/ })
      .getByRole('button', { name: '导出' })
      .click();
    await stage.page.locator('.ant-dropdown:visible').getByText('Excel 工作簿').click();
    const book = read(await readFile(await (await downloading).path()));
    utils.sheet_add_aoa(book.Sheets['条目'] ?? {}, [['服务']], { origin: 'B3' });
    utils.sheet_add_aoa(book.Sheets['选项'] ?? {}, [[120]], { origin: 'E2' });
    const wrong = join(stage.dataDir, '改过的问卷.xlsx');
    writeFileSync(wrong, new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer));
    await button('导入').click();
    await stage.page.locator('input[type=file]').setInputFiles(wrong);
    await stage.page.getByText('有 2 处不对，没有导入').waitFor();
    await stage.page.getByRole('row', { name: /选项 2 得分要在 0 到 100 之间/ }).waitFor();
    await stage.look('74-studio-import-errors');
    await stage.page.locator('.ant-modal-close').click();
  });

  it('is read by nurses', async () => {
    await stage.signIn('nurse');
    await stage.room('问卷');
    await stage.page.getByText('查房询问').waitFor();
    await expect.poll(() => button('新建空白问卷').count()).toBe(0);
    await stage.look('75-studio-reader');
  });
});
