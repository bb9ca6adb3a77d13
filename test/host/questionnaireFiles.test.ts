/** Questionnaires on the command line: out as a file, checked, and back as a draft. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startHost } from '../../electron/host.ts';
import { workstation } from '../helpers/commandLine.ts';
import { newDataDir } from '../helpers/host.ts';

describe('questionnaire export, check, import', () => {
  const dataDir = newDataDir();
  const run = (...args: string[]) => workstation(['questionnaire', ...args, '--data', dataDir]);
  const at = (name: string) => join(dataDir, name);

  beforeAll(async () => {
    const host = await startHost({ dataDir, port: 0 });
    const body = JSON.stringify({ hospital: '市第一人民医院', name: '信息科', login: 'admin', password: 'Huifang-2026' });
    await fetch(`${host.url}api/hospital/setUp`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await host.close();
  });

  it('writes the one in use, or one by its code, as the file’s ending says', async () => {
    const current = await run('export', at('在用.xlsx'));
    expect(current).toMatchObject({ code: 0, stdout: expect.stringContaining('已导出“出院患者满意度电话回访 第 1 版”') });
    expect(readFileSync(at('在用.xlsx')).subarray(0, 2).toString()).toBe('PK');
    expect(await run('export', at('体验.json'), '--code', 'experience')).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(at('体验.json'), 'utf8'))).toMatchObject({ code: 'experience', rule: 'topbox' });
    const unknown = await run('export', at('没有.json'), '--code', 'nobody');
    expect(unknown).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('没有找到编号为 nobody 的问卷') });
    expect(existsSync(at('没有.json'))).toBe(false);
  });

  it('checks a file without writing, then takes it as a draft', async () => {
    expect(await run('check', at('在用.xlsx'))).toMatchObject({ code: 0, stdout: expect.stringContaining('可以发布：27 个条目') });
    const { code, stdout } = await run('import', at('在用.xlsx'), '--json');
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({ code: 0, draftId: expect.any(String), items: 27, problems: [] });
  });

  it('says what is wrong in words and ends with 1', async () => {
    const content = JSON.parse(readFileSync(at('体验.json'), 'utf8')) as { items: { say: string }[] };
    writeFileSync(at('有错.json'), JSON.stringify({ ...content, items: content.items.map((item) => ({ ...item, say: '' })) }));
    const checked = await run('check', at('有错.json'));
    expect(checked).toMatchObject({ code: 1, stdout: expect.stringContaining('要改　条目 1“护士尊重”·问句：还没有写要念的问句。') });
    expect(await run('check', at('没有.json'))).toMatchObject({ code: 1, stderr: expect.stringContaining('找不到文件') });
  });
});
