/** Tests that a questionnaire's workbook is read back without loss, and that faults are reported by sheet and row. */
import { describe, expect, it } from 'vitest';
import { read, utils, type WorkBook, write } from 'xlsx';
import { readWorkbook } from '../../../electron/core/questionnaires/workbook/read.ts';
import { questionnaireWorkbook } from '../../../electron/core/questionnaires/workbook/write.ts';
import { fc } from '../../helpers/properties.ts';
import { contents, shipped } from '../../helpers/questionnaires.ts';

const bytesOf = async (content: Parameters<typeof questionnaireWorkbook>[0]) =>
  new Uint8Array(await (await questionnaireWorkbook(content, '问卷.xlsx')).arrayBuffer());

describe('a questionnaire as a workbook', () => {
  it('comes back as it went out, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(contents, async (content) => {
        expect(await readWorkbook(await bytesOf(content))).toEqual({ content, problems: [] });
      }),
      { numRuns: 30 },
    );
  });

  it('comes back as it went out after another program has saved it', async () => {
    const content = shipped('service-score');
    const saved = write(read(await bytesOf(content)), { type: 'array', bookType: 'xlsx' }) as ArrayBuffer;
    expect(await readWorkbook(new Uint8Array(saved))).toEqual({ content, problems: [] });
    const old = write(read(await bytesOf(content)), { type: 'array', bookType: 'biff8' }) as ArrayBuffer;
    expect((await readWorkbook(new Uint8Array(old))).content).toEqual(content);
  });

  it('offers the words of closed lists in their columns', async () => {
    const { files } = read(await bytesOf(shipped('experience')), { bookFiles: true }) as unknown as {
      files: Readonly<Record<string, { content: Uint8Array }>>;
    };
    const items = Buffer.from(files['xl/worksheets/sheet3.xml']?.content ?? []).toString('utf8');
    expect(items).toMatch(/sqref="F2:F2000"[^>]*>\s*<formula1>"单选,多选,数字,日期,文字"/);
  });

  it('has the sheets in the order of the work', async () => {
    const book = read(await bytesOf(shipped('conduct')));
    expect(book.SheetNames).toEqual(['说明', '维度', '条目', '选项', '条件', '话术', '健康指导', '警示症状']);
  });
});

describe('a workbook with mistakes', () => {
  const edited = async (change: (book: WorkBook) => void) => {
    const book = read(await bytesOf(shipped('experience')));
    change(book);
    const { content, problems } = await readWorkbook(new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer));
    expect(content === null).toBe(problems.length > 0);
    return problems;
  };
  const set = (sheet: string, cell: string, value: string | number) => (book: WorkBook) =>
    utils.sheet_add_aoa(book.Sheets[sheet] ?? {}, [[value]], { origin: cell });

  it.each([
    ['an aspect nobody knows', set('条目', 'B3', '服务'), '条目', 3, '“维度”应是医疗质量'],
    ['a kind nobody knows', set('条目', 'F4', '打分'), '条目', 4, '“题型”应是单选'],
    ['a code twice', set('条目', 'A5', 'nurse_respect'), '条目', 5, '与前面的行相同'],
    ['a weight in words', set('条目', 'J2', '很重'), '条目', 2, '“权重”要填数字'],
    ['an option of nothing', set('选项', 'A2', 'gone'), '选项', 2, '“条目”表里没有编号“gone”'],
    ['a score above 100', set('选项', 'E2', 120), '选项', 2, '得分要在 0 到 100 之间'],
    ['a tick that is none', set('选项', 'F2', '√'), '选项', 2, '要填“是”或空着'],
    ['a condition on something unknown', set('条件', 'B2', '天气'), '条件', 2, '“依据”应是条目、科室'],
    ['a comparison nobody knows', set('条件', 'D2', '>='), '条件', 2, '“比较”应是是、不是'],
    ['a script nobody knows', set('话术', 'A2', '开场'), '话术', 2, '“话术”应是问候'],
    ['a red flag of nothing', set('警示症状', 'A2', '没有'), '警示症状', 2, '“健康指导”表里没有“没有”'],
    ['two guidances of one name', set('健康指导', 'A3', '高血压'), '健康指导', 3, '与前面的行相同'],
    ['a rule nobody knows', set('说明', 'B4', '平均'), '说明', 4, '“内容”应是一项不满即不满意'],
    ['a share beyond one', set('说明', 'B6', 50), '说明', 6, '完成比例要在 0 到 1 之间'],
    ['a question too long', set('条目', 'D2', '长'.repeat(2_001)), '条目', 2, '“问句”最多 2000 字，现在有 2001 字。'],
    ['a name too long', set('条目', 'C2', '长'.repeat(101)), '条目', 2, '“简称”最多 100 字，现在有 101 字。'],
    ['the title on two lines', set('说明', 'A7', '问卷名称'), '说明', 7, '“问卷名称”写了两行。'],
    ['a column that was renamed', set('条目', 'D1', '问题'), '条目', 1, '缺少列：“问句”'],
  ] as const)('is told: %s', async (_, change, sheet, row, text) => {
    const problems = await edited((book) => void change(book));
    expect(problems).toContainEqual({ sheet, row, text: expect.stringContaining(text) });
  });

  it('takes letters and digits that an input method made wide, blank lines, and a value behind an emptied cell', async () => {
    const book = read(await bytesOf(shipped('experience')));
    const rows = utils.sheet_to_json<(string | number | null)[]>(book.Sheets['条目'] ?? {}, { header: 1 });
    book.Sheets['条目'] = utils.aoa_to_sheet(rows.flatMap((row) => [row, [], ['', '  ']]));
    const typed = [
      set('条目', 'A4', 'ｎｕｒｓｅ＿respect　'),
      set('选项', 'B2', '１'),
      set('选项', 'E2', '１００'),
      set('条件', 'C2', 'ｔoilet_need'),
      set('条件', 'E2', ''),
      set('条件', 'G2', 'yes'),
    ];
    for (const change of typed) change(book);
    const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
    expect(await readWorkbook(bytes)).toEqual({ content: shipped('experience'), problems: [] });
  });

  it('says in Chinese what no row alone is to blame for', async () => {
    const problems = await edited((book) => {
      const [head = [], row = []] = utils.sheet_to_json<string[]>(book.Sheets['维度'] ?? {}, { header: 1 });
      book.Sheets['维度'] = utils.aoa_to_sheet([head, ...Array.from({ length: 7 }, () => row)]);
    });
    expect(problems).toEqual([{ sheet: '', row: 0, text: expect.stringMatching(/^数值过大.*（aspects）$/) }]);
  });

  it('tells a sheet that is gone, and all mistakes at once', async () => {
    const problems = await edited((book) => {
      book.SheetNames = book.SheetNames.filter((name) => name !== '选项');
      set('条目', 'B3', '服务')(book);
      set('条目', 'F4', '打分')(book);
    });
    expect(problems).toContainEqual({ sheet: '选项', row: 0, text: '缺少工作表“选项”。' });
    expect(problems.filter(({ sheet }) => sheet === '条目')).toHaveLength(2);
  });

  it('of another kind is no questionnaire', async () => {
    const book = utils.book_new(utils.aoa_to_sheet([['姓名', '电话']]), '名单');
    await expect(readWorkbook(new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('里面没有问卷的工作表'),
    });
  });
});
