/** Starts the desktop: single instance → key → core → window → menu. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, type BrowserWindow, session } from 'electron';
import { offerAbilities } from './desktop/abilities.ts';
import { type CoreProcess, CoreRefused, startCore } from './desktop/coreProcess.ts';
import { offerRestart, sayRefused, showRecoveryKey } from './desktop/dialogs.ts';
import { keyOf } from './desktop/keychain.ts';
import { setMenu } from './desktop/menu.ts';
import { registerPageScheme, servePage } from './desktop/protocol.ts';
import { secureContents, secureSession } from './desktop/security.ts';
import { lookForUpdate } from './desktop/update.ts';
import { bringToFront, openWindow } from './desktop/window.ts';
import { applicationDir, defaultDataDir, folderAbove } from './places.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
let core: CoreProcess | undefined;
let window: BrowserWindow | undefined;

async function start(): Promise<void> {
  await app.whenReady();
  secureSession(session.defaultSession);
  servePage(folderAbove('dist/renderer'));
  offerAbilities(async (number) => (await core?.softphone(number)) ?? null);
  const { key, recoveryKey } = keyOf(defaultDataDir());
  // Before anything else can fail: the key is made once, and without this it would never be shown.
  if (recoveryKey) await showRecoveryKey(recoveryKey);
  await openCore(key);
  window = openWindow(join(here, 'preload.cjs'), (loaded) => core?.connect(loaded.webContents));
  setMenu();
  await lookForUpdate(applicationDir());
}

async function openCore(key: Buffer | undefined): Promise<void> {
  const place = { dataDir: defaultDataDir(), resourcesDir: folderAbove('resources'), key };
  core = await startCore(join(here, 'core.js'), place, async () => {
    core = undefined;
    if (!(await offerRestart())) return app.quit();
    await openCore(key).catch(giveUp);
    window?.webContents.reload();
  });
}

function giveUp(error: unknown): void {
  const refused = error instanceof CoreRefused;
  if (!refused) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  sayRefused(refused ? error.message : '系统钥匙串不能解开数据密钥，或程序文件不完整。请联系信息科，用恢复密钥打开数据。');
  app.exit(1);
}

app.enableSandbox();
app.setPath('userData', applicationDir());
registerPageScheme();
secureContents();
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => window && bringToFront(window));
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => core?.stop());
  start().catch(giveUp);
} else {
  app.quit();
}
