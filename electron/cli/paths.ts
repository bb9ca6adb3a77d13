/** Paths on the command line mean what the person sees: npm runs scripts in the repository's folder, not in theirs. */
import { resolve } from 'node:path';

export function fromWhereTyped(path: string): string {
  const byNpm = ['workstation', 'serve', 'start'].includes(process.env['npm_lifecycle_event'] ?? '');
  return resolve((byNpm && process.env['INIT_CWD']) || process.cwd(), path);
}
