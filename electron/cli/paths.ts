/**
 * Resolves paths on the command line against the user's folder, because npm runs scripts in the repository's folder.
 */
import { resolve } from 'node:path';

export function fromWhereTyped(path: string): string {
  const byNpm = ['workstation', 'serve', 'start'].includes(process.env['npm_lifecycle_event'] ?? '');
  return resolve((byNpm && process.env['INIT_CWD']) || process.cwd(), path);
}
