/** Tests when the data file is encrypted, and that the program says so when it is not. */
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { keyOf } from '../../electron/desktop/keychain.ts';
import { lookForUpdate, updateServer } from '../../electron/desktop/update.ts';
import { newDataDir } from '../helpers/host.ts';

const double = await vi.hoisted(() => import('../helpers/electron.ts'));
vi.mock('electron', () => double.electronDouble());
vi.mock('electron-updater', () => {
  throw new Error('cannot be loaded');
});
const { keychainDouble } = double;

beforeEach(() => {
  keychainDouble.isEncryptionAvailable.mockReturnValue(true);
  keychainDouble.getSelectedStorageBackend.mockReturnValue('gnome_libsecret');
});

it('makes a key once for a new folder and finds it again', () => {
  const folder = join(newDataDir(), 'data');
  const first = keyOf(folder);
  const second = keyOf(folder);
  expect(first.key).toHaveLength(32);
  expect(first.recoveryKey).toMatch(/^([0-9A-F]{4}-){15}[0-9A-F]{4}$/);
  expect(second).toEqual({ key: first.key, recoveryKey: null });
});

it('lets nobody else read the sealed key', () => {
  const folder = join(newDataDir(), 'data');
  keyOf(folder);
  // Windows has no such bits: there the user's profile folder is closed to others.
  const open = process.platform === 'win32' ? 0 : statSync(join(folder, 'workstation.key')).mode & 0o077;
  expect(open).toBe(0);
});

it('leaves an existing unencrypted data file as it is', () => {
  const folder = join(newDataDir(), 'data');
  mkdirSync(folder);
  writeFileSync(join(folder, 'workstation.db'), '');
  expect(keyOf(folder)).toEqual({ key: undefined, recoveryKey: null });
  expect(existsSync(join(folder, 'workstation.key'))).toBe(false);
});

it('stores no key where there is no keychain to seal it', () => {
  keychainDouble.isEncryptionAvailable.mockReturnValue(false);
  const folder = join(newDataDir(), 'data');
  expect(keyOf(folder)).toEqual({ key: undefined, recoveryKey: null });
  expect(existsSync(join(folder, 'workstation.key'))).toBe(false);
});

it.each([
  ['{"url":"https://update.hospital.example/followup/"}', 'https://update.hospital.example/followup/'],
  ['{"url":"http://update.hospital.example/"}', null],
  ['{"url":"file:///tmp/"}', null],
  ['{"url":42}', null],
  ['not json', null],
])('looks for updates only where the administrator named an https server: %s', (text, url) => {
  const folder = newDataDir();
  expect(updateServer(folder)).toBeNull();
  writeFileSync(join(folder, 'update.json'), text);
  expect(updateServer(folder)).toBe(url);
});

it('an update that cannot be looked for is no reason to end the program', async () => {
  const folder = newDataDir();
  writeFileSync(join(folder, 'update.json'), '{"url":"https://update.hospital.example/followup/"}');
  double.appDouble.isPackaged = true;
  await expect(lookForUpdate(folder)).resolves.toBeUndefined();
  double.appDouble.isPackaged = false;
});
