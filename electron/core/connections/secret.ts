/** Encrypts passwords of hospital databases at rest: AES-256-GCM, with a key that is never in the data file. */

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Parts } from '../base/context.ts';
import { makeFolder } from '../base/privateFiles.ts';
import type { Target } from './driver.ts';

const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** Beside the data file; 32 bytes, for the owner's eyes only. */
export const keyFileName = 'connections.key';

/** What a password was given for. A sealed one opens only together with exactly this: it cannot be sent elsewhere. */
export type Purpose = Pick<Target, 'kind' | 'host' | 'port' | 'user' | 'tls' | 'certificate'> & { readonly id: string };

/**
 * The key: derived from the one in the operating system's keychain where the desktop has it, else a file of its own made
 * at first use.
 */
function keyOf({ keychainKey, dataDir }: Parts): Buffer {
  if (keychainKey) return Buffer.from(hkdfSync('sha256', keychainKey, Buffer.alloc(0), 'hospital connections', 32));
  const file = join(dataDir, keyFileName);
  makeFolder(dataDir);
  try {
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(file);
}

function contextOf({ id, kind, host, port, user, tls, certificate }: Purpose): Buffer {
  return Buffer.from(JSON.stringify([id, kind, host, port, user, tls, certificate]));
}

/** Base64 of nonce, tag and encrypted password. */
export function sealPassword(parts: Parts, purpose: Purpose, password: string): string {
  const iv = randomBytes(ivBytes);
  const sealing = createCipheriv(cipher, keyOf(parts), iv).setAAD(contextOf(purpose));
  const encrypted = Buffer.concat([sealing.update(password, 'utf8'), sealing.final()]);
  return Buffer.concat([iv, sealing.getAuthTag(), encrypted]).toString('base64');
}

/** Null where the key is another one, or the password was given for another purpose. */
export function openPassword(parts: Parts, purpose: Purpose, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const opening = createDecipheriv(cipher, keyOf(parts), bytes.subarray(0, ivBytes), { authTagLength: tagBytes }).setAAD(
      contextOf(purpose),
    );
    opening.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    return Buffer.concat([opening.update(bytes.subarray(ivBytes + tagBytes)), opening.final()]).toString('utf8');
  } catch {
    return null;
  }
}
