/**
 * Tests the installers: the configuration is valid, and a real packing run includes what is needed and nothing else.
 */
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Configuration } from 'app-builder-lib';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { newDataDir } from '../helpers/host.ts';
import { root } from '../helpers/rooms.ts';

const file = join(root, 'electron-builder.yml');
const reporting = { add: () => undefined } as unknown as Parameters<typeof validateConfiguration>[1];

describe('electron-builder.yml', () => {
  let config: Configuration;
  beforeAll(async () => {
    config = await getConfig(root, file, null);
  });

  it('is valid for the installed electron-builder', async () => {
    await expect(validateConfiguration(config, reporting)).resolves.toBeUndefined();
  });

  it('would not be, if it named an option that does not exist', async () => {
    await expect(validateConfiguration({ ...config, asarr: true } as Configuration, reporting)).rejects.toThrow('asarr');
  });

  it('sets every fuse to its safe side', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('makes an installer for Windows, an AppImage and a deb, with icons that exist', () => {
    expect(config.win?.target).toEqual([{ target: 'nsis', arch: 'x64' }]);
    expect(config.linux?.target).toEqual(['AppImage', 'deb']);
    for (const icon of [config.win?.icon, config.linux?.icon]) expect(existsSync(join(root, String(icon)))).toBe(true);
  });
});

describe('a packed desktop', () => {
  let packed: string;

  /** Packs around an empty stand-in for Electron's own files, which are not what is asked here. */
  beforeAll(async () => {
    const folder = newDataDir();
    const stand = join(folder, 'electron');
    for (const name of ['locales', 'resources']) mkdirSync(join(stand, name), { recursive: true });
    for (const name of ['electron', 'version', 'LICENSE', 'LICENSES.chromium.html', 'locales/zh-CN.pak', 'locales/en-US.pak'])
      writeFileSync(join(stand, name), '');
    chmodSync(join(stand, 'electron'), 0o755);
    const config = join(folder, 'config.json');
    const output = join(folder, 'release');
    writeFileSync(config, JSON.stringify({ extends: file, electronDist: stand, electronFuses: null, directories: { output } }));
    const builder = join(root, 'node_modules/electron-builder/cli.js');
    await promisify(execFile)(process.execPath, [builder, '--linux', 'dir', '--x64', '--config', config, '--publish', 'never'], {
      cwd: root,
    });
    packed = join(output, 'linux-unpacked/resources');
  });

  const unpacked = (path = '') => readdirSync(join(packed, path), { recursive: true, encoding: 'utf8' });

  it('holds the database driver for its own platform only, outside the archive', () => {
    const native = unpacked().filter((name) => name.endsWith('.node'));
    expect(native).toEqual([join('app.asar.unpacked', 'node_modules', 'better-sqlite3', 'prebuilds', 'linux-x64.node')]);
  });

  it('holds the bundles and the page, and no other module and no source', () => {
    const archive = readFileSync(join(packed, 'app.asar'));
    const header = JSON.parse(archive.subarray(16, 16 + archive.readUInt32LE(12)).toString('utf8')) as { files: Tree };
    const names = pathsOf(header.files);
    for (const name of ['dist/electron/main.js', 'dist/electron/core.js', 'dist/electron/readWorker.js', 'dist/electron/preload.cjs'])
      expect(names).toContain(name);
    expect(names).toContain('dist/renderer/index.html');
    expect(names.filter((name) => name.startsWith('node_modules/') && !name.startsWith('node_modules/better-sqlite3/'))).toEqual([]);
    expect(names.filter((name) => /\.(ts|tsx|map)$/.test(name))).toEqual([]);
  });

  it('holds the questionnaire and the other texts, without the icons', () => {
    expect(unpacked('resources')).toContain(join('questionnaires', 'six-aspects.json'));
    expect(unpacked('resources').filter((name) => name.startsWith('icons'))).toEqual([]);
  });
});

interface Tree {
  readonly [name: string]: { readonly files?: Tree };
}

function pathsOf(tree: Tree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([name, { files }]) => (files ? pathsOf(files, `${prefix}${name}/`) : [`${prefix}${name}`]));
}
