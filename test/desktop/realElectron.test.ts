/**
 * Tests the built desktop in real Electron. The suite includes it only where Electron's program file is present (see
 * vitest.config.ts).
 */
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { electronBinary } from '../../electron/electronBinary.ts';
import { newDataDir } from '../helpers/host.ts';
import { root } from '../helpers/rooms.ts';

let desktop: ElectronApplication;
let page: Page;

beforeAll(async () => {
  const home = newDataDir();
  desktop = await _electron.launch({
    executablePath: electronBinary() ?? '',
    args: [join(root, 'dist/electron/main.js')],
    env: { ...process.env, XDG_CONFIG_HOME: home, APPDATA: home, HOME: home },
  });
  page = await desktop.firstWindow();
  await page.waitForLoadState('load');
});
afterAll(() => desktop?.close());

it('serves the page from its own scheme under the strict policy, and the page reaches the core', async () => {
  expect(page.url()).toMatch(/^app:\/\/workstation\//);
  await page.getByText('医院名称').first().waitFor();
});

it('gives the page the named abilities and nothing of Node', async () => {
  const seen = await page.evaluate(() => ({
    abilities: Object.keys((window as { desktop?: object }).desktop ?? {}).sort(),
    node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in window),
  }));
  expect(seen).toEqual({ abilities: ['dial', 'print'], node: [] });
});

it('lets the page neither leave nor reach the network', async () => {
  const reached = await page.evaluate(async () => {
    window.open('https://example.com/');
    return fetch('https://example.com/').then(
      () => true,
      () => false,
    );
  });
  expect(reached).toBe(false);
  expect(desktop.windows()).toHaveLength(1);
});
