/** Writes a file completely or not at all, so that an interruption never leaves half a file. */
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/** The name of a file that is still being written. */
export const unfinished = (file: string): string => `${file}.part`;

export function putWhole(file: string, text: string): void {
  const handle = openSync(unfinished(file), 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(unfinished(file), file);
}
