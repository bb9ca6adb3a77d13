/** A fresh clone: sources and packages are there, nothing is built. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import { newDataDir } from '../helpers/host.ts';
import { root } from '../helpers/rooms.ts';

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function clone(): string {
  const folder = newDataDir();
  for (const part of ['electron', 'shared', 'renderer', 'resources', 'test/helpers', 'package.json', 'package-lock.json', 'tsconfig.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Starts a program of the clone; its address, once it says one. */
function urlOf(folder: string, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(said)));
    createInterface(child.stdout).once('line', (line) => resolve((JSON.parse(line) as { url: string }).url));
  });
}

it('is served with its page, which `serve` builds first', async () => {
  const folder = clone();
  const url = await urlOf(folder, ['electron/cli.ts', 'serve', '--json', '--port', '0', '--data', newDataDir()]);
  const page = await fetch(url);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('id="root"')]);
});

it('a host that was started before the page was built serves it from then on', async () => {
  const folder = clone();
  const url = await urlOf(folder, ['test/helpers/hostEntry.ts', JSON.stringify({ dataDir: newDataDir(), port: 0 })]);
  const before = await fetch(url);
  expect([before.status, await before.text()]).toEqual([503, '界面尚未构建，请先运行 npm run build。']);
  mkdirSync(join(folder, 'dist/renderer'), { recursive: true });
  writeFileSync(join(folder, 'dist/renderer/index.html'), '<div id="root"></div>');
  expect((await fetch(url)).status).toBe(200);
});
