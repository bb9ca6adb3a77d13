/** Updates from the hospital's own server, only if the administrator configured one. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

/** `update.json` in the application folder: {"url": "https://…"}. Null where it is missing or not an https address. */
export function updateServer(applicationDir: string): string | null {
  const file = join(applicationDir, 'update.json');
  if (!existsSync(file)) return null;
  try {
    const { url } = JSON.parse(readFileSync(file, 'utf8')) as { url?: unknown };
    return typeof url === 'string' && URL.canParse(url) && new URL(url).protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}

/** Looks for a newer version; a server that does not answer is no reason to disturb anybody. */
export async function lookForUpdate(applicationDir: string): Promise<void> {
  const url = updateServer(applicationDir);
  if (!url || !app.isPackaged) return;
  try {
    const { default: updater } = await import('electron-updater');
    updater.autoUpdater.setFeedURL({ provider: 'generic', url });
    await updater.autoUpdater.checkForUpdatesAndNotify();
  } catch (error) {
    process.stderr.write(`update: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
