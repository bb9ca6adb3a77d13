/** The key of the data file: created once, stored beside the data, encrypted by the operating system's keychain. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { safeStorage } from 'electron';

export interface DataKey {
  /** Undefined where the data file is not encrypted. */
  readonly key: Buffer | undefined;
  /** Set on the day the key was made, to be shown once: it opens the file without this machine's keychain. */
  readonly recoveryKey: string | null;
}

const open: DataKey = { key: undefined, recoveryKey: null };

/**
 * The key for a data folder. A data file that has no key was made by the host or on a machine without a keychain and
 * stays as it is. Without a keychain a new file is not encrypted: a key in plain text beside the data would only look like it.
 * @throws Error where the keychain refuses (another user's, or replaced): the recovery key is needed.
 */
export function keyOf(dataDir: string): DataKey {
  const keyFile = join(dataDir, 'workstation.key');
  if (existsSync(keyFile)) return { key: Buffer.from(safeStorage.decryptString(readFileSync(keyFile)), 'hex'), recoveryKey: null };
  if (existsSync(join(dataDir, 'workstation.db')) || !hasKeychain()) return open;
  const key = randomBytes(32);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(keyFile, safeStorage.encryptString(key.toString('hex')), { mode: 0o600, flag: 'wx' });
  return { key, recoveryKey: recoveryText(key) };
}

/** On Linux without a key ring Electron falls back to a password that is in its source. */
function hasKeychain(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

/** 64 hex digits in groups of four, to be written down. */
function recoveryText(key: Buffer): string {
  return key.toString('hex').toUpperCase().match(/.{4}/g)?.join('-') ?? '';
}
