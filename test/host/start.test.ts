/** What can be wrong before anything runs: each is recognised, said in Chinese, and changes nothing. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startHost } from '../../electron/host.ts';
import { workstation } from '../helpers/commandLine.ts';
import { newDataDir, startTestHost } from '../helpers/host.ts';

it('a port in use is refused before the data folder is touched', async () => {
  const running = await startHost({ dataDir: newDataDir(), port: 0 });
  const dataDir = newDataDir();
  const { code, stderr } = await workstation(['serve', '--data', dataDir, '--port', String(running.port)]);
  await running.close();
  expect(code).toBe(1);
  expect(stderr).toBe(`端口 ${running.port} 已被占用，请关闭占用它的程序，或用 --port 指定其他端口。\n`);
  expect(readdirSync(dataDir)).toEqual([]);
});

it('a data folder in use by another process is refused', async () => {
  const running = await startTestHost();
  const { code, stderr } = await workstation(['verify', '--data', running.dataDir]);
  expect(code).toBe(1);
  expect(stderr).toContain('正被另一个回访工作站程序使用');
  expect((await running.post('accounts/status')).status).toBe(200);
  await running.kill();
});

it('a folder that cannot be written to is refused', async () => {
  const file = join(newDataDir(), 'file');
  writeFileSync(file, '');
  const { code, stderr } = await workstation(['demo', '--data', join(file, 'data')]);
  expect(code).toBe(1);
  expect(stderr).toContain('不能写入');
});

it('a foreign file in the data file’s place is refused and left as it is', async () => {
  const dataDir = newDataDir();
  const file = join(dataDir, 'workstation.db');
  const text = '这不是数据文件，而是一份很长的说明。'.repeat(200);
  writeFileSync(file, text);
  const { code, stderr } = await workstation(['verify', '--data', dataDir]);
  expect(code).toBe(1);
  expect(stderr).toContain('不是回访工作站的数据文件');
  expect(readFileSync(file, 'utf8')).toBe(text);
});

it('a data folder that does not exist yet is made, with its parents', async () => {
  const dataDir = join(newDataDir(), '一', '二');
  const running = await startTestHost({ dataDir });
  await running.kill();
  expect(readdirSync(dataDir)).toContain('workstation.db');
});

it('stops in order when it is asked to, and can be started again at once on the same folder', async () => {
  const first = await startTestHost();
  await first.kill('SIGTERM');
  const second = await startTestHost({ dataDir: first.dataDir });
  expect((await second.post('accounts/status')).status).toBe(200);
  await second.kill();
});

it.each(['70000', '65536'])('a port that is none, %s, is refused before the data folder is touched', async (port) => {
  const dataDir = newDataDir();
  const { code, stderr } = await workstation(['serve', '--data', dataDir, '--port', port]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '输入有误：端口应为 0 到 65535 的整数。\n' });
  expect(readdirSync(dataDir)).toEqual([]);
});
