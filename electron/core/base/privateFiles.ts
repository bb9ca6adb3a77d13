/** Makes files and folders that hold patients readable for the program's own user alone (0600, 0700); on Windows the folder's access list decides. */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';

export const privateFile = 0o600;
export const privateFolder = 0o700;

/** A folder that only its owner may enter; one that exists keeps the rights its owner gave it. */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: privateFolder });
}

/** An empty file that only its owner may read, for others to be written into; one that exists loses the rights of everybody else. */
export function makeFile(file: string): void {
  closeSync(openSync(file, 'a', privateFile));
  closeToOthers(file, privateFile);
}

/** Takes the rights of everybody else away from what an earlier version made; what belongs to another user stays as it is. */
export function closeToOthers(path: string, mode: number): void {
  if (process.platform === 'win32' || !existsSync(path)) return;
  try {
    chmodSync(path, mode);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
  }
}
