/** Paths of data and resources on this machine. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The workstation's folder among the user's application data. */
export function applicationDir(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  const name = 'discharge-follow-up';
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), name);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), name);
}

/** The data folder where none is named: the same one for desktop, host and command line. */
export function defaultDataDir(): string {
  return join(applicationDir(), 'data');
}

/**
 * The nearest folder of that name above this file: the repository's, run from source or from dist; the package's when installed.
 * Where there is none yet, the place where the repository's will be.
 */
export function folderAbove(name: string): string {
  const start = dirname(fileURLToPath(import.meta.url));
  return nearestAbove(start, name) ?? join(dirname(nearestAbove(start, 'package.json') ?? start), name);
}

function nearestAbove(start: string, name: string): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return join(folder, name);
    if (folder === dirname(folder)) return null;
  }
}
