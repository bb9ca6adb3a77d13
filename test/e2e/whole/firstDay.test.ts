/** The first day of a hospital on the screen: set up by keys, departments added, a supervisor who finds nothing yet, the log. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { password, Stage } from '../stage.ts';

describe('the first day in the browser', () => {
  const stage = new Stage('2026-11-10T02:00:00.000Z');
  beforeAll(async () => {
    await stage.startHost();
    await stage.openBrowser();
  });
  afterAll(() => stage.close());

  it('is set up by keys alone: Tab goes from field to field', async () => {
    await stage.page.getByLabel('医院名称').waitFor();
    for (const text of ['市第一人民医院', '赵工', 'admin', password]) {
      await stage.write(text);
      await stage.press('Tab');
    }
    await stage.write(password);
    await stage.press('Enter');
    await stage.page.getByRole('button', { name: '登录' }).waitFor();
    await stage.signIn('admin');
  });

  it('adds a department and a user with Enter', async () => {
    const { page } = stage;
    await stage.room('用户与科室');
    await page.getByRole('tab', { name: '科室' }).click();
    await page.getByRole('button', { name: '添加科室' }).click();
    await page.getByLabel('科室名称').fill('骨科');
    await stage.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('cell', { name: '骨科', exact: true }).waitFor();
    await page.getByRole('tab', { name: '用户' }).click();
    await page.getByRole('button', { name: '添加用户' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('姓名').fill('周主任');
    await dialog.getByLabel('用户名').fill('supervisor');
    await dialog.getByLabel('角色').click();
    await page.locator('.ant-select-dropdown:visible').getByText('随访办/质管办', { exact: true }).click();
    await dialog.getByLabel('初始密码').fill(password);
    await stage.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('cell', { name: '周主任', exact: true }).waitFor();
  });

  it('says in Chinese what a full check looked into and what the log holds, with the pages in sight', async () => {
    const { page } = stage;
    await stage.room('系统维护');
    await page.getByRole('button', { name: '全面检查' }).click();
    await page.getByRole('cell', { name: '未完成的工作都有人负责' }).first().waitFor();
    const names = await page.locator('.ant-table-tbody tr.ant-table-row td:first-child').allTextContents();
    expect(names.filter((name) => /[a-z]/i.test(name))).toEqual([]);
    await stage.look('first-day-check');
    await page.getByRole('tab', { name: '操作日志' }).click();
    const total = page.getByText(/^共 \d+ 条$/);
    await total.waitFor();
    expect(await total.evaluate((shown) => shown.getBoundingClientRect().bottom <= window.innerHeight)).toBe(true);
    await stage.look('first-day-log');
  });

  it('tells a new supervisor whose report is empty which step is next', async () => {
    const { page } = stage;
    await stage.signIn('supervisor');
    await stage.room('满意度报表');
    await page.getByText('下一步：还没有出院记录，请先').waitFor();
    await stage.look('first-day-supervisor');
    await page.locator('.nothing-yet').getByRole('link', { name: '导入' }).click();
    await page
      .getByRole('button', { name: /选择文件|列名与模板/ })
      .first()
      .waitFor();
  });
});
