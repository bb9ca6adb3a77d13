/** The command line, verb by verb, as a scheduled task would run it. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { utils, write } from 'xlsx';
import { startHost } from '../../electron/host.ts';
import { type CommandResult, workstation } from '../helpers/commandLine.ts';
import { newDataDir } from '../helpers/host.ts';

const departments = ['骨科', '心血管内科', '产科'];
/** 60 discharges of October 2026: 57 good, two died, one without a name. */
const rows = Array.from({ length: 60 }, (_, index) => {
  const outcome = index < 2 ? '死亡' : '治愈';
  const name = index === 59 ? '' : `患者${String.fromCodePoint(0x4e00 + index)}`;
  const phone = `138${String(10_000_000 + index * 7919)}`;
  const day = String(1 + (index % 28)).padStart(2, '0');
  return `ZY${1000 + index},${name},女,${phone},2026-10-${day},${departments[index % 3]},肺炎,${outcome}`;
});
const csv = ['住院号,姓名,性别,联系电话,出院日期,出院科室,主要诊断,治疗转归', ...rows].join('\r\n');

const dataDir = newDataDir();
const file = join(dataDir, '十月.csv');
const run = (...args: string[]): Promise<CommandResult> => workstation([...args, '--data', dataDir]);
const json = async (...args: string[]): Promise<Record<string, unknown>> => {
  const { code, stdout, stderr } = await run(...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  return JSON.parse(stdout) as Record<string, unknown>;
};

beforeAll(async () => {
  const host = await startHost({ dataDir, port: 0 });
  const body = JSON.stringify({ hospital: '市第一人民医院', name: '信息科', login: 'admin', password: 'Huifang-2026' });
  await fetch(`${host.url}api/hospital/setUp`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await host.close();
  writeFileSync(file, csv);
});

describe('a month from file to figures', () => {
  it('previews without writing', async () => {
    expect(await json('import', file, '--preview')).toEqual({
      batchId: null,
      counts: expect.objectContaining({ read: 60, added: 59, rejected: 1 }),
      rejects: [{ row: 61, reason: expect.stringContaining('姓名') }],
      full: false,
      otherSheets: [],
      newDepartments: departments,
      guesses: [],
      effects: { fields: [], drawn: 0, deathDoubts: 0, trusted: [] },
    });
  });

  it('imports, and the same file again adds nothing', async () => {
    const first = await json('import', file);
    expect(first).toMatchObject({ batchId: expect.any(String), counts: { read: 60, added: 59, changed: 0, unchanged: 0, rejected: 1 } });
    expect(first['rejects']).toEqual([{ row: 61, reason: expect.stringContaining('姓名') }]);
    expect(await json('import', file)).toMatchObject({ counts: { read: 60, added: 0, unchanged: 59, rejected: 1 } });
  });

  it('draws by the seed given, lists every sampled patient, and says what was left out and why', async () => {
    const drawn = await json('draw', '--month', '2026-10', '--size', '12', '--by', 'department', '--seed', '2026');
    expect(drawn).toMatchObject({
      month: '2026-10',
      frame: { total: 59, eligible: 57, excluded: { died: 2 } },
      drawn: 12,
      seed: '2026',
      algorithm: expect.any(String),
      frameHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const strata = drawn['strata'] as { name: string; eligible: number; drawn: number }[];
    expect(strata.map(({ name }) => name).sort()).toEqual([...departments].sort());
    expect(strata.reduce((sum, stratum) => sum + stratum.drawn, 0)).toBe(12);
    expect(new Set(drawn['sampled'] as string[]).size).toBe(12);
    expect((drawn['sampled'] as string[]).every((number) => /^ZY\d{4}$/.test(number))).toBe(true);
  });

  it('refuses a second draw of the month', async () => {
    const { code, stdout, stderr } = await run('draw', '--month', '2026-10', '--size', '5', '--json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('已经抽过样');
  });

  it('draws again and finds the same list', async () => {
    expect(await json('verify-draw', '--month', '2026-10')).toMatchObject({ ok: true, draws: [{ ok: true }] });
  });

  it('reports a month without interviews as having no rate, with its workbook', async () => {
    const out = join(dataDir, '月报.xlsx');
    const report = await json('report', '--month', '2026-10', '--rule', 'strict', '--out', out);
    expect(report).toMatchObject({ month: '2026-10', rule: 'strict', interviews: 0, satisfied: 0, rate: null, interval: null, out });
    expect(report['series']).toHaveLength(12);
    expect(report).toHaveProperty('departments');
    expect(report).toHaveProperty('aspects');
    expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK');
  });

  it('verifies and backs up', async () => {
    const verified = await json('verify');
    expect(verified).toMatchObject({ ok: true });
    expect((verified['checks'] as { ok: boolean }[]).every(({ ok }) => ok)).toBe(true);
    const saved = await json('backup');
    expect(saved).toMatchObject({ discharges: 59, interviews: 0 });
    expect(statSync(String(saved['file'])).size).toBe(saved['bytes']);
  });

  it('speaks Chinese lines to people', async () => {
    const { code, stdout } = await run('verify-draw', '--month', '2026-10');
    expect({ code, first: stdout.split('\n')[0] }).toEqual({ code: 0, first: '2026-10 的抽样可以重现，名单一致。' });
  });
});

describe('what is refused', () => {
  it.each([
    [['import', '/nowhere/十月.csv'], '找不到文件'],
    [['verify-draw', '--month', '2025-01'], '2025-01'],
    [['draw', '--month', '2026-13', '--size', '5'], '月份应为 YYYY-MM'],
    [['draw', '--month', '2025-01', '--size', '5'], '没有符合条件的出院记录'],
    [['draw', '--month', '2026-10', '--size', 'many'], '选项的值不正确 --size'],
    [['draw', '--size', '5'], '缺少必需的选项 --month'],
    [['report', '--month', '2026-10', '--rule', 'kind'], '选项的值不正确 --rule'],
    [['import'], '缺少参数 FILE'],
    [['dance'], '没有这个命令 dance'],
    [['verify', '--loud'], '没有这个选项 --loud'],
  ])('%j ends with 1 and says why', async (args, words) => {
    const { code, stdout, stderr } = await run(...args, '--json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('columns that are only guessed are refused, until they are accepted', async () => {
    const path = join(dataDir, '猜的.csv');
    writeFileSync(path, '住院号,姓名,出院日期,入院科室,诊断\nG1,王芳,2025-03-04,骨科,肺炎\n');
    expect(await run('import', path, '--preview')).toMatchObject({ code: 0, stdout: expect.stringContaining('“入院科室”作为出院科室') });
    const refused = await run('import', path);
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/“入院科室”作为出院科室.*--accept-mapping/) });
    expect(await run('import', path, '--accept-mapping')).toMatchObject({ code: 0, stdout: expect.stringContaining('新增 1') });
  });

  it('a blank empties what is stored only where the file is told to win', async () => {
    const path = join(dataDir, '空格.csv');
    const written = (doctor: string) =>
      writeFileSync(path, `住院号,姓名,出院日期,科室,诊断,主管医师\nW1,王芳,2025-03-04,骨科,肺炎,${doctor}\n`);
    written('王医生');
    await run('import', path);
    written('');
    expect(await run('import', path)).toMatchObject({ code: 0, stdout: expect.stringContaining('保留现有内容（人次）：主管医师 1') });
    const emptied = await run('import', path, '--file-wins', '主管医师');
    expect(emptied).toMatchObject({ code: 0, stdout: expect.stringContaining('清空已有内容（人次）：主管医师 1') });
    expect(await run('import', path, '--file-wins', '血型')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('没有“血型”这个项目'),
    });
  });

  it('a workbook of several sheets says which it left out, and imports the one that is named', async () => {
    const path = join(dataDir, '分科室.xlsx');
    const sheet = (number: string, department: string) =>
      utils.aoa_to_sheet([
        ['住院号', '姓名', '出院日期', '科室', '诊断'],
        [number, '王芳', '2025-03-04', department, '肺炎'],
      ]);
    const book = utils.book_new(sheet('B1', '骨科'), '骨科');
    utils.book_append_sheet(book, sheet('B2', '儿科'), '儿科');
    writeFileSync(path, write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    const first = await run('import', path);
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('没有导入：儿科。请用 --sheet 逐张导入。') });
    const second = await run('import', path, '--sheet', '儿科');
    expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('新建了科室：儿科。') });
    const both = await run('import', path, '--all-sheets');
    expect(both).toMatchObject({ code: 0, stdout: expect.stringContaining('未变 2') });
    const none = await run('import', path, '--sheet', '内科');
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('工作表“内科”') });
  });

  it('a file that is no table is refused and adds nothing', async () => {
    const wrong = join(dataDir, '说明.csv');
    writeFileSync(wrong, '这里没有表格\n只有两行文字\n');
    const { code, stderr } = await run('import', wrong);
    expect(code).toBe(1);
    expect(stderr).toContain('没有找到表头');
  });

  it.each([
    ['verify'],
    ['backup'],
    ['report', '--month', '2026-10'],
    ['verify-draw', '--month', '2026-10'],
    ['draw', '--month', '2026-10', '--size', '5'],
  ])('%j of a mistyped folder says so and makes none', async (...args) => {
    const folder = join(dataDir, 'mistyped');
    const { code, stdout, stderr } = await workstation([...args, '--data', folder]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(`${folder} 里没有回访工作站的数据，请检查 --data 后面的路径。\n`);
    expect(existsSync(folder)).toBe(false);
  });

  it('a key that is not a key is refused, and a wrong one leaves the file as it was', async () => {
    const short = await workstation(['verify', '--data', dataDir], { WORKSTATION_KEY: '1234' });
    expect({ code: short.code, stderr: short.stderr }).toEqual({ code: 1, stderr: expect.stringContaining('恢复密钥') });
    const before = readFileSync(join(dataDir, 'workstation.db'));
    const wrong = await workstation(['verify', '--data', dataDir], { WORKSTATION_KEY: 'ab'.repeat(32) });
    expect({ code: wrong.code, stderr: wrong.stderr }).toEqual({ code: 1, stderr: expect.stringContaining('密钥不对') });
    expect(readFileSync(join(dataDir, 'workstation.db')).equals(before)).toBe(true);
  });

  it('a workbook that cannot be written is a fault', async () => {
    const { code, stderr } = await run('report', '--month', '2026-10', '--out', join(dataDir, 'missing', 'x.xlsx'));
    expect(code).toBe(2);
    expect(stderr).toContain('文件读写失败');
  });
});

it('keeps an encrypted data folder that only its recovery key opens', async () => {
  const folder = newDataDir();
  const WORKSTATION_KEY = 'A1B2-'.repeat(16).slice(0, -1);
  expect((await workstation(['import', file, '--preview', '--data', folder], { WORKSTATION_KEY })).code).toBe(0);
  expect(existsSync(join(folder, 'workstation.db'))).toBe(true);
  expect(readFileSync(join(folder, 'workstation.db')).subarray(0, 15).toString()).not.toBe('SQLite format 3');
  expect((await workstation(['verify', '--data', folder])).stderr).toContain('密钥不对');
  expect((await workstation(['verify', '--data', folder], { WORKSTATION_KEY })).code).toBe(0);
});
