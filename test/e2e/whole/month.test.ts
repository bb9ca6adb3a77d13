/** Tests one month through the screens only: from an empty folder to the exported tables. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read, utils } from 'xlsx';
import { type Expected, makeDirtyWorkbook, makeGb18030Csv } from '../../fixtures/make.ts';
import { newDataDir } from '../../helpers/host.ts';
import { password, Stage } from '../stage.ts';

const opinionText = '夜里按铃等了二十多分钟，护士来了说话很冲，10月2号晚上，三楼。希望道歉。';

describe('a month of follow-up in the browser', () => {
  const stage = new Stage('2026-11-10T02:00:00.000Z');
  const folder = newDataDir();
  let workbook: Expected;
  let csv: Expected;
  /** Department of the patient who objected. */
  let department = '';

  beforeAll(async () => {
    workbook = makeDirtyWorkbook(join(folder, '10月出院.xlsx'), '2026-10');
    csv = makeGb18030Csv(join(folder, '10月补充.csv'), '2026-10');
    await stage.startHost();
    await stage.openBrowser();
  });
  afterAll(() => stage.close());

  const item = () => stage.page.getByTestId('current-item');
  const at = (code: string) => stage.page.locator(`[data-testid=current-item][data-code="${code}"]`).waitFor();
  const saved = () => stage.page.locator('[data-testid=saved][data-state=saved]').waitFor();
  const answered = (count: number) => stage.page.locator(`[data-testid=progress][data-answered="${count}"]`).waitFor();

  /** From the queue to the first item, by keyboard: take, dial, picked up, the steps before the questionnaire. */
  async function reachFirstItem(): Promise<void> {
    await stage.page.getByTestId('queue').waitFor();
    await stage.press('Enter');
    await stage.page.locator('[data-phase=before]').waitFor();
    await stage.press('Enter');
    await stage.page.locator('[data-phase=ringing]').waitFor();
    await stage.press('Space');
    await at('greeting');
    await stage.press('Enter', '1', 'y', '1', 'Enter', 'Enter', 'Enter');
    await answered(0);
  }

  /** How many items apply to the patient in the call: one is for those of 65 and older. */
  async function itemsOfCall(): Promise<number> {
    const [, count] = /\/ (\d+)/.exec((await stage.page.getByTestId('progress').locator('h2').textContent()) ?? '') ?? [];
    return Number(count);
  }

  /** Answers items with the best option until `count` of the questionnaire are answered; without a count, all. */
  async function answerUntil(count: number | undefined, from: number): Promise<void> {
    const last = count ?? (await itemsOfCall());
    for (let done = from + 1; done <= last; done += 1) {
      await stage.press('1');
      await answered(done);
    }
  }

  /** From the end of the questionnaire to the result: nothing more, no praise, end, confirm. */
  async function finish(): Promise<void> {
    await at('openOpinion');
    await stage.press('1');
    await at('praise');
    await stage.press('1');
    await at('closing');
    await stage.press('1');
    await stage.page.getByTestId('outcomes').waitFor();
    await stage.press('Enter');
    await stage.page.locator('[data-testid=call-result][data-outcome=completed]').waitFor();
  }

  async function addUser(name: string, login: string, role: string, departmentName?: string): Promise<void> {
    await stage.page.getByRole('button', { name: '添加用户' }).click();
    const dialog = stage.page.getByRole('dialog');
    await dialog.getByLabel('姓名').fill(name);
    await dialog.getByLabel('用户名').fill(login);
    await dialog.getByLabel('角色').click();
    await stage.page.locator('.ant-select-dropdown:visible').getByText(role, { exact: true }).click();
    if (departmentName) {
      await dialog.getByLabel('科室').click();
      await dialog.getByLabel('科室').fill(departmentName);
      await stage.page.locator('.ant-select-dropdown:visible').getByText(departmentName, { exact: true }).click();
    }
    await dialog.getByLabel('初始密码').fill(password);
    await dialog.getByRole('button', { name: '保存' }).click();
    await stage.page.getByRole('cell', { name: login, exact: true }).waitFor();
  }

  async function importFile(file: Expected): Promise<void> {
    await stage.room('导入');
    await stage.page.locator('input[type=file]').setInputFiles(file.path);
    await stage.page.getByRole('button', { name: new RegExp(`导入 ${file.added.toLocaleString('zh-CN')} 条`) }).waitFor();
  }

  it('is set up: a hospital, its admin, then a nurse and a supervisor', async () => {
    await stage.look('01-set-up');
    await stage.page.getByLabel('医院名称').fill('市第一人民医院');
    await stage.page.getByLabel('管理员姓名').fill('赵工');
    await stage.page.getByLabel('用户名').fill('admin');
    await stage.page.getByLabel('密码', { exact: true }).fill('12345678');
    await stage.page.getByLabel('再输一次').fill('12345678');
    await stage.press('Enter');
    await stage.page.getByText('密码不符合要求').waitFor();
    await stage.page.getByLabel('密码', { exact: true }).fill(password);
    await stage.page.getByLabel('再输一次').fill(password);
    await stage.press('Enter');
    await stage.page.getByRole('button', { name: '登录' }).waitFor();
    await stage.look('02-sign-in');
    await stage.page.getByLabel('用户名').fill('admin');
    await stage.page.getByLabel('密码', { exact: true }).fill('Wrong-2026');
    await stage.press('Enter');
    await stage.page.getByText('用户名或密码不正确').waitFor();
    await stage.signIn('admin');
    await stage.room('用户与科室');
    await addUser('王静', 'nurse', '回访员');
    await addUser('周主任', 'supervisor', '随访办/质管办');
    await stage.look('03-users');
  });

  it('imports a dirty workbook of 2,000 rows and a GB18030 text export, and says what it refuses', async () => {
    await importFile(workbook);
    await stage.look('04-import-preview');
    await stage.press('F9');
    await stage.page.getByText(`新增 ${workbook.added.toLocaleString('zh-CN')} 条`).waitFor();
    await stage.look('05-import-done');
    await stage.page.getByRole('button', { name: '再导入一个文件' }).click();
    await importFile(csv);
    await stage.press('F9');
    await stage.page.getByText(`新增 ${csv.added} 条`).waitFor();
    await stage.room('出院记录');
    await stage.page
      .getByText(`${(workbook.added + csv.added).toLocaleString('zh-CN')} 条`)
      .first()
      .waitFor();
    await stage.page.locator('.ant-table-row').first().waitFor();
    await stage.look('06-discharges');
  });

  it('adds nothing when the same file comes again', async () => {
    await stage.room('导入');
    await stage.page.locator('input[type=file]').setInputFiles(workbook.path);
    await stage.page.getByText('再次导入不会多出记录').waitFor();
    await stage.page.getByRole('button', { name: /没有变化/ }).waitFor();
  });

  it('refuses a file that is no table, in a sentence, and changes nothing', async () => {
    await stage.room('出院记录');
    await stage.room('导入');
    await stage.page
      .locator('input[type=file]')
      .setInputFiles({ name: '照片.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('不是表格'.repeat(50)) });
    await stage.page.getByRole('alert').waitFor();
    await stage.look('07-import-refused');
  });

  it('draws 120 of the eligible ones, and the draw can be verified', async () => {
    await stage.signIn('supervisor');
    await stage.room('抽样');
    await stage.page.getByLabel('样本量').fill('120');
    await stage.page.getByRole('button', { name: '抽取 120 例' }).waitFor();
    await stage.look('08-plan');
    await stage.page.getByRole('button', { name: '抽取 120 例' }).click();
    await stage.page.getByRole('button', { name: '确定抽样' }).click();
    await stage.page.getByRole('button', { name: /复核/ }).click();
    await stage.page.getByText(/一致/).first().waitFor();
    await stage.look('09-drawn');
  });

  it('leads through a first interview by keyboard alone, in fewer than 60 presses', async () => {
    await stage.signIn('nurse');
    await stage.page.getByTestId('queue').waitFor();
    await stage.look('10-work-list');
    let presses = 0;
    const press = stage.press.bind(stage);
    stage.press = async (...keys) => {
      presses += keys.length;
      await press(...keys);
    };
    await reachFirstItem();
    await stage.look('11-item');
    await answerUntil(undefined, 0);
    await finish();
    stage.press = press;
    expect(presses).toBeLessThan(60);
    await stage.look('12-result');
    await stage.press('Escape');
  });

  it('loses nothing that was saved when the browser closes and the host is killed in mid-interview', async () => {
    await reachFirstItem();
    await answerUntil(9, 0);
    await stage.press('3');
    await stage.page.getByTestId('opinion-box').waitFor();
    await stage.write(opinionText);
    await saved();
    await stage.look('13-opinion');
    const step = await item().getAttribute('data-code');
    const header = await stage.page.locator('.call-head').textContent();
    department = csvDepartment(header ?? '');
    await stage.closeBrowser();
    await stage.host.kill('SIGKILL');
    await stage.startHost();
    await stage.openBrowser();
    await stage.signIn('nurse');
    await stage.page.getByTestId('running-call').waitFor();
    await stage.look('14-running-call');
    await stage.press('Space');
    await stage.callGoesOn();
    await at(step ?? '');
    await answered(10);
    await expect.poll(() => stage.page.getByLabel('意见内容').inputValue()).toBe(opinionText);
    await stage.look('14-resumed');
    await stage.press('ArrowDown');
    await answerUntil(undefined, 10);
    await finish();
    await stage.page.getByText('登记意见和表扬 1 条').waitFor();
    await stage.press('Escape');
  });

  /** The department in the header of a call, one of those in the files. */
  function csvDepartment(header: string): string {
    const known = [...new Set([...workbook.departments, ...csv.departments])].toSorted((a, b) => b.length - a.length);
    return known.find((name) => header.includes(name)) ?? '';
  }

  it('records praise with the name of the praised, by keyboard', async () => {
    await reachFirstItem();
    await stage.press('F8');
    await stage.write('天天教我量血压，很耐心');
    await stage.press('Tab');
    await stage.write('陈思');
    await stage.press('Control+Enter');
    await answerUntil(undefined, 0);
    await finish();
    await stage.press('Escape');
  });

  it('shows every key of a screen on ?', async () => {
    await stage.page.getByTestId('queue').waitFor();
    await stage.press('?');
    await stage.page.getByRole('dialog').getByText('取下一位').waitFor();
    await stage.look('15-keys');
    await stage.press('Escape');
  });

  it('brings the opinion from registered to closed: supervisor, head, supervisor, nurse, supervisor', async () => {
    expect(department).not.toBe('');
    await stage.signIn('admin');
    await stage.room('用户与科室');
    await addUser('李主任', 'head', '科主任/护士长', department);

    await stage.signIn('supervisor');
    await stage.room('意见与整改');
    await stage.page.getByRole('button', { name: /夜里按铃/ }).click();
    await stage.page.getByRole('button', { name: /^转办 / }).waitFor();
    await stage.look('16-dispatch');
    await stage.press('Control+Enter');
    await stage.page.getByText(`已转办到${department}`).waitFor();

    await stage.signIn('head');
    await stage.page.getByRole('button', { name: /夜里按铃/ }).click();
    expect(await stage.page.locator('.shell-main').textContent()).not.toMatch(/1[3-9]\d{9}/);
    await stage.press('Control+Enter');
    await stage.page.getByLabel('原因', { exact: true }).fill('当晚两名护士同时抢救，无人应铃；事后解释语气急。');
    await stage.page.getByLabel('整改措施').fill('①当班护士已电话致歉；②夜班抢救时由二线护士应铃，写入排班。');
    await stage.page.getByLabel('责任人').fill('陈护士长');
    await stage.page.getByText('草稿已保存').waitFor();
    await stage.look('17-rectification');
    await stage.press('Control+Enter');
    await stage.page.getByText('已提交审核').waitFor();

    await stage.signIn('supervisor');
    await stage.room('意见与整改');
    await stage.page.getByRole('button', { name: /夜里按铃/ }).click();
    await stage.page.getByRole('button', { name: /^审核通过/ }).waitFor();
    await stage.look('18-review');
    await stage.press('Control+Enter');
    await stage.page.getByText('审核通过，可以回复患者了').waitFor();

    await stage.signIn('nurse');
    await stage.room('待回复患者');
    await stage.page.getByRole('button', { name: /夜里按铃/ }).click();
    await stage.press('Alt+D');
    await stage.page.getByRole('group', { name: '这次拨打的结果' }).waitFor();
    await stage.page.getByLabel('回复内容').fill('已告知整改措施，护士长再次致歉。');
    await stage.press('Alt+1');
    await stage.page.getByRole('radio', { name: /^认可/, checked: true }).waitFor({ state: 'attached' });
    await stage.look('19-reply');
    await stage.press('Control+Enter');
    await stage.page.getByText('已登记：患者认可').waitFor();

    await stage.signIn('supervisor');
    await stage.room('意见与整改');
    await stage.page.getByRole('button', { name: /夜里按铃/ }).click();
    await stage.page.getByRole('button', { name: /^销账 / }).waitFor();
    await stage.press('Control+Enter');
    await stage.page.getByText('已销账').first().waitFor();
    await stage.look('20-closed');
  });

  it('shows the month in tables and exports them with the right numbers', async () => {
    await stage.room('满意度报表');
    await stage.page.getByText('66.67 %').first().waitFor();
    await stage.page.getByText(/2 \/ 3 例/).waitFor();
    await stage.look('21-report');
    const coming = stage.page.waitForEvent('download');
    await stage.page.getByRole('button', { name: /导出 Excel/ }).click();
    const path = await (await coming).path();
    const book = read(await readFile(path));
    const cells = book.SheetNames.flatMap((name) => Object.values(book.Sheets[name] ?? {})).map((cell) => (cell as { v?: unknown }).v);
    expect(cells).toContain(2 / 3);
    const [monthly = ''] = book.SheetNames;
    const rows = utils.sheet_to_json<unknown[]>(book.Sheets[monthly] ?? {}, { header: 1 });
    expect(rows.flat()).toEqual(expect.arrayContaining([3, 2]));
  });

  it('keeps the register in its 14 columns', async () => {
    await stage.room('登记本');
    for (const column of [
      '姓名',
      '性别',
      '年龄',
      '地址',
      '电话',
      '出院日期',
      '疾病诊断',
      '治疗转归',
      '回访时间',
      '复诊时间',
      '意见反馈',
      '整改措施',
      '回复时间',
      '回复内容',
    ])
      await stage.page.getByRole('columnheader', { name: column }).first().waitFor({ state: 'attached' });
    await stage.look('22-register');
  });

  it('finds everything sound at the end', async () => {
    await stage.room('系统维护');
    await stage.page.getByRole('button', { name: '全面检查' }).click();
    await stage.page.getByText('抽样可复现').waitFor();
    await expect.poll(() => stage.page.getByText('有问题').count()).toBe(0);
    await stage.look('23-verify');
  });
});
