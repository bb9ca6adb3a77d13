/** Tests the encryption of hospital databases' passwords. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Parts } from '../../../electron/core/base/context.ts';
import { keyFileName, openPassword, type Purpose, sealPassword } from '../../../electron/core/connections/secret.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'followup-secret-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const parts = (keychainKey?: Buffer) => ({ dataDir, keychainKey }) as Parts;
const purpose: Purpose = { id: 'c1', kind: 'oracle', host: 'his', port: 1521, user: 'reader', tls: 'off', certificate: '' };
const password = 'Ru-lai-Shen_Zhang#42 如来';

it('makes a key file for its owner alone at first use, and opens with it again', () => {
  const sealed = sealPassword(parts(), purpose, password);
  const file = join(dataDir, keyFileName);
  expect([statSync(file).mode & 0o777, readFileSync(file).length]).toEqual([0o600, 32]);
  expect(openPassword(parts(), purpose, sealed)).toBe(password);
  expect(sealPassword(parts(), purpose, password)).not.toBe(sealed);
});

it('makes none where the desktop’s keychain holds a key', () => {
  const key = Buffer.alloc(32, 7);
  const sealed = sealPassword(parts(key), purpose, password);
  expect(existsSync(join(dataDir, keyFileName))).toBe(false);
  expect(openPassword(parts(key), purpose, sealed)).toBe(password);
  expect(openPassword(parts(Buffer.alloc(32, 8)), purpose, sealed)).toBeNull();
});

it.each([
  { id: 'c2' },
  { kind: 'mysql' as const },
  { host: 'elsewhere' },
  { port: 1522 },
  { user: 'other' },
  { tls: 'verify' as const },
  { certificate: 'x' },
])('does not open for another purpose: %o', (change) => {
  const sealed = sealPassword(parts(), purpose, password);
  expect(openPassword(parts(), { ...purpose, ...change }, sealed)).toBeNull();
});

it('does not open once a byte of it was changed, or cut', () => {
  const bytes = Buffer.from(sealPassword(parts(), purpose, password), 'base64');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(openPassword(parts(), purpose, changed.toString('base64'))).toBeNull();
    expect(openPassword(parts(), purpose, bytes.subarray(0, at).toString('base64'))).toBeNull();
  }
});
