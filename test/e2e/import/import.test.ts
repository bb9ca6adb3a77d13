/** Tests the import through the screens. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read, utils, write } from 'xlsx';
import { refusedFiles } from '../../fixtures/corpusRefused.ts';
import { password, Stage } from '../stage.ts';

const header = ['住院号', '姓名', '性别', '年龄', '联系电话', '出院日期', '科室', '主要诊断', '备注'];
const many = 2_000;

describe('an import on the screen', () => {
  const stage = new Stage('2026-11-10T02:00:00.000Z');
  const folder = join(stage.dataDir, 'files');
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    await stage.startHost();
    await stage.openBrowser();
    await stage.page.getByLabel('医院名称').fill('市第一人民医院');
    await stage.page.getByLabel('管理员姓名').fill('赵工');
    await stage.page.getByLabel('用户名').fill('admin');
    await stage.page.getByLabel('密码', { exact: true }).fill(password);
    await stage.page.getByLabel('再输一次').fill(password);
    await stage.press('Enter');
    await stage.page.getByRole('button', { name: '登录' }).waitFor();
    await stage.signIn('admin');
    await stage.room('导入');
  });
  afterAll(() => stage.close());

  const choose = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return stage.page.locator('input[type=file]').setInputFiles(path);
  };
  const confirm = (count: number) => stage.page.getByRole('button', { name: new RegExp(`导入 ${count.toLocaleString('zh-CN')} 条`) });
  const again = () => stage.page.getByRole('button', { name: '再导入一个文件' }).click();
  const tab = (name: string) => stage.page.getByRole('tab', { name: new RegExp(name) }).click();
  const list = () => stage.page.getByRole('region', { name: '逐行核对' });
  const line = (index: number, remark = '') =>
    `ZY${String(index).padStart(7, '0')},王某${String.fromCharCode(0x4e00 + (index % 500))},男,${20 + (index % 60)}岁,138${String(10_000_000 + index)},2026-10-${String(1 + (index % 28)).padStart(2, '0')},${index % 2 === 0 ? '骨科' : '产科'},骨折,${remark}`;
  const csv = (lines: readonly string[]) => [header.join(','), ...lines].join('\n');

  it('shows every row of a long file as one list that scrolls, to its very end', async () => {
    await choose('全年.csv', csv(Array.from({ length: many }, (_, index) => line(index))));
    await confirm(many).waitFor();
    await list().getByText('ZY0000003', { exact: true }).waitFor();
    const end = await list().evaluate((element) => {
      element.scrollTop = element.scrollHeight;
      return element.scrollHeight;
    });
    expect(end).toBeGreaterThan(many * 20);
    await list()
      .getByText(`ZY${String(many - 1).padStart(7, '0')}`, { exact: true })
      .waitFor();
    await list().evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2;
    });
    await list()
      .getByText(new RegExp(`^ZY${String(Math.floor(many / 2 / 100)).padStart(5, '0')}\\d\\d$`))
      .first()
      .waitFor();
  });

  it('imports it, then says of a second file which fields change, old and new', async () => {
    await stage.press('F9');
    await stage.page.getByText(`新增 ${many.toLocaleString('zh-CN')} 条`).waitFor();
    await again();
    await choose('更正.csv', csv([line(0, '已复查').replace('骨折', '骨折术后'), line(1), line(many)]));
    await confirm(2).waitFor();
    await stage.page.locator('.ant-segmented-item', { hasText: '更新 1' }).click();
    await stage.page.getByText('主要诊断：骨折 → 骨折术后；备注：空 → 已复查').hover();
    await stage.page.getByRole('rowheader', { name: '备注' }).waitFor();
    await stage.look('21-import-changes');
    await stage.press('F9');
    await stage.page.getByText('更新 1 条').waitFor();
  });

  it('says which columns hold something and go nowhere, with the way to give them a field', async () => {
    await again();
    await choose(
      '多几列.csv',
      [
        '住院号,姓名,出院日期,科室,主要诊断,联系电话,岁数,手术名称,切口等级',
        'ZY8000001,王某某,2026-10-02,骨科,骨折,13812345678,63岁,内固定,Ⅰ/甲',
      ].join('\n'),
    );
    const notices = stage.page.getByRole('region', { name: '导入前须知' });
    await notices.getByText('2 列有内容而不导入：手术名称、切口等级').waitFor();
    await stage.look('21-import-left-out');
    await notices.getByRole('button', { name: '去对应' }).click();
    await stage.page.getByLabel('“手术名称”对应').waitFor();
    await stage.press('F9');
    await stage.page.getByText('新增 1 条').waitFor();
  });

  it('suggests what an unknown department means and remembers the choice', async () => {
    await again();
    await choose('科室.csv', csv([line(many + 1).replace('产科', '产科三病区'), line(many + 2).replace('骨科', '骨外科')]));
    await confirm(2).waitFor();
    await tab('新科室');
    await stage.look('22-import-departments');
    await stage.page.getByRole('button', { name: '采用全部 2 条建议' }).click();
    await stage.page.getByRole('tab', { name: /^新科室\s*$/ }).waitFor();
    await stage.press('F9');
    await stage.page.getByText('新增 2 条').waitFor();
  });

  it('reads another sheet of the workbook where the user says so', async () => {
    await again();
    const sheet = (index: number) => utils.aoa_to_sheet([header, line(index).split(',')]);
    const book = utils.book_new(sheet(many + 3), '十月');
    utils.book_append_sheet(book, utils.aoa_to_sheet([header, ...[4, 5].map((index) => line(many + index).split(','))]), '十一月');
    await choose('两月.xlsx', new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer));
    await confirm(1).waitFor();
    await stage.page.getByLabel('工作表').click();
    await stage.page.locator('.ant-select-dropdown:visible').getByText('工作表“十一月”').click();
    await confirm(2).waitFor();
    await stage.look('23-import-sheets');
    await stage.page.getByRole('button', { name: '换一个文件' }).click();
  });

  it('learns a header name of this hospital', async () => {
    await stage.page.getByRole('button', { name: '列名与模板' }).click();
    await stage.page.getByLabel('住院号的本院列名').fill('院内编码');
    await stage.press('Enter');
    await stage.page.getByText('已保存，下次导入按它识别').waitFor();
    await stage.look('24-import-names');
    await stage.page.locator('.ant-modal-close').click();
    await choose('自定义.csv', csv([line(many + 6)]).replace('住院号', '院内编码'));
    await confirm(1).waitFor();
    await stage.press('F9');
    await stage.page.getByText('新增 1 条').waitFor();
  });

  it('names a required column it cannot find, takes it from the user, and knows the layout the next time', async () => {
    await again();
    const odd = (index: number) => csv([line(index)]).replace('科室', '去向');
    await choose('三季度.csv', odd(many + 9));
    await stage.page.getByText('缺少必需的列：出院科室。请在“列对应”里指定后再导入。').waitFor();
    await stage.look('33-import-missing');
    await stage.page.getByLabel('“去向”对应').click();
    await stage.write('出院科室');
    await stage.press('Enter');
    await confirm(1).waitFor();
    await stage.press('F9');
    await stage.page.getByText('新增 1 条').waitFor();
    await again();
    await choose('四季度.csv', odd(many + 10));
    await stage.page.getByText(/按模板“三季度”识别/).waitFor();
    await tab('列对应');
    await stage.look('34-import-template');
    await stage.press('F9');
    await stage.page.getByText('新增 1 条').waitFor();
  });

  it('bars F9 until every guessed column is confirmed', async () => {
    await again();
    await choose('猜的.csv', csv([line(many + 11)]).replace('科室', '入院科室'));
    await stage.page.getByText('有 1 处对应是猜的，逐一确认后才能导入。').waitFor();
    await confirm(1).waitFor();
    expect(await confirm(1).isDisabled()).toBe(true);
    await stage.press('F9');
    await stage.page.getByRole('button', { name: '去确认' }).click();
    await stage.look('35-import-guessed');
    await stage.page.getByLabel('确认“入院科室”的对应').click();
    await stage.page.getByText('有 1 处对应是猜的').waitFor({ state: 'detached' });
    await stage.press('F9');
    await stage.page.getByText('新增 1 条').waitFor();
  });

  it('says what it would change of people, keeps what is stored under blanks, and shows the lines it did not read', async () => {
    await again();
    const blank = (index: number) => line(index).replace(/138\d{8}/, '');
    await choose('空电话.csv', `${csv([blank(2), blank(3).replace('骨折', '骨折术后')])}\n合计,2人`);
    await stage.page.getByRole('tab', { name: /会改变什么/ }).click();
    await stage.page.getByRole('row', { name: /电话/ }).getByText('2', { exact: true }).waitFor();
    await stage.page.getByLabel('患者电话以文件为准').check();
    await stage.page.getByText('导入会清空 2 人的电话。请在“会改变什么”里核对。').waitFor();
    await stage.look('36-import-effects');
    await stage.page.getByLabel('患者电话以文件为准').uncheck();
    await stage.page.getByText('导入会清空 2 人的电话').waitFor({ state: 'detached' });
    await tab('没有读的行');
    await stage.page.getByRole('row', { name: /合计/ }).waitFor();
    await stage.look('37-import-skipped');
    await stage.page.getByRole('button', { name: '换编码' }).click();
    await stage.page.locator('.encoding').first().waitFor();
    await stage.look('38-import-encodings');
    await stage.page.locator('.ant-modal-close').click();
    await stage.press('F9');
    await stage.page.getByText('更新 1 条').waitFor();
  });

  it('reads a sheet for each department in one run, and has somebody look at who may have died', async () => {
    await again();
    const columns = [...header.filter((name) => name !== '科室'), '转归'];
    const row = (index: number, outcome: string) => [...line(index).split(',').toSpliced(6, 1), outcome];
    const book = utils.book_new(utils.aoa_to_sheet([columns, row(many + 21, '好转')]), '骨科');
    utils.book_append_sheet(book, utils.aoa_to_sheet([columns, row(many + 22, '病危自动出院')]), '产科');
    await choose('各科.xlsx', new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer));
    await stage.page.getByRole('button', { name: '列相同的 2 张一起读' }).click();
    await stage.page.getByText('一起读了 2 张工作表：“骨科”、“产科”。').waitFor();
    await tab('列对应');
    await stage.look('39-import-sheets-together');
    await stage.page.getByRole('button', { name: '确认科室' }).click();
    await stage.press('F9');
    await stage.page.getByText('新增 2 条').waitFor();
    await stage.room('出院记录');
    await stage.page.getByRole('button', { name: '去核对' }).click();
    await stage.page.getByRole('cell', { name: '病危自动出院' }).waitFor();
    await stage.page.getByPlaceholder('向谁核对').fill('产科护士长');
    await stage.look('40-death-doubts');
    await stage.page.getByRole('button', { name: '离院时在世' }).click();
    await stage.page.getByText('都已核对').waitFor();
    await stage.page.locator('.ant-drawer-close').click();
    await stage.room('导入');
  });

  it('gives rejected rows back as a workbook that is corrected and imported again; a batch is taken back', async () => {
    await choose('有错.csv', csv([line(many + 7), line(many + 8).replace('2026-10', '2026-13')]));
    await confirm(1).waitFor();
    await stage.look('25-import-rejects');
    await stage.press('F9');
    await stage.page.getByRole('button', { name: '下载退回表' }).click();
    await stage.page.getByLabel('导出原因').fill('改正后重新导入');
    await stage.look('25-import-rejects-reason');
    const downloading = stage.page.waitForEvent('download');
    await stage.press('Enter');
    const rejected = read(await readFile(await (await downloading).path()));
    const rows = utils.sheet_to_json<string[]>(Object.values(rejected.Sheets)[0] ?? {}, { header: 1 });
    const corrected = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell.replace(/^2026-13/, '2026-10') : cell)));
    await again();
    await choose(
      '改好.xlsx',
      new Uint8Array(write(utils.book_new(utils.aoa_to_sheet(corrected), '改'), { type: 'buffer', bookType: 'xlsx' }) as Buffer),
    );
    await confirm(1).waitFor();
    await stage.press('F9');
    await stage.page.getByText('新增 1 条').waitFor();
    await again();
    await stage.page.getByRole('row', { name: /改好/ }).getByRole('button', { name: '撤销' }).click();
    await stage.page.getByPlaceholder('原因（必填）').fill('试导');
    await stage.page.getByRole('button', { name: '撤销这个批次' }).click();
    await stage.page.getByRole('row', { name: /改好/ }).getByText('已撤销').waitFor();
    await stage.look('26-import-undone');
  });

  it('says of each file that is locked, damaged, a bomb or no table what is wrong with it', async () => {
    await stage.page.getByText('把医院系统导出的文件拖到这里').waitFor();
    for (const { name, bytes, expected } of refusedFiles()) {
      const answered = stage.page.waitForResponse(/\/import\/previewImport$/);
      await choose(name, bytes);
      await answered;
      const said = await stage.page.locator('.page').getByRole('alert').textContent();
      expect(said, name).toContain('says' in expected ? expected.says : '');
    }
    await stage.look('27-import-refused');
  });

  it('says of a damaged file what is wrong with it', async () => {
    const whole = new Uint8Array(
      write(utils.book_new(utils.aoa_to_sheet([header, line(1).split(',')]), 'x'), { type: 'buffer', bookType: 'xlsx' }) as Buffer,
    );
    await choose('坏.xlsx', whole.slice(0, whole.length - 200));
    await stage.page.getByText('文件读不出来：文件不完整').waitFor();
    await stage.look('27-import-damaged');
  });
});
