/** `npm start`: builds what is stale, then the desktop where Electron is installed, else this machine's browser. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal } from '../../shared/base/contract/errors.ts';
import { electronBinary } from '../electronBinary.ts';
import { type Host, startHost } from '../host.ts';
import { folderAbove } from '../places.ts';
import { exitCodeOf } from './outcome.ts';
import { untilStopped } from './serve.ts';
import { placeOf } from './session.ts';

const usualPort = 8787;

export async function start(argv: readonly string[]): Promise<void> {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { data: { type: 'string' }, port: { type: 'string' }, browser: { type: 'boolean' } },
    });
    const { buildDesktop, buildRenderer } = await import('../build.ts');
    await buildRenderer();
    const electron = values.browser || values.port || values.data ? null : electronBinary();
    if (electron) {
      await buildDesktop();
      process.exitCode = await runDesktop(electron);
      return;
    }
    const host = await hostOn(values.port, placeOf(values.data ? { data: values.data } : {}));
    process.stdout.write(`没有可用的 Electron 窗口，改用浏览器打开：${host.url} （按 Ctrl+C 停止）\n`);
    openBrowser(host.url);
    await untilStopped(host);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

function runDesktop(electron: string): Promise<number> {
  const desktop = spawn(electron, [join(folderAbove('dist/electron'), 'main.js')], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    desktop.once('error', reject);
    desktop.once('exit', (code) => resolve(code ?? 0));
  });
}

/** On the port asked for, or on the usual one and, where that is taken, on any free one. */
async function hostOn(port: string | undefined, place: ReturnType<typeof placeOf>): Promise<Host> {
  if (port !== undefined) return startHost({ ...place, port: Number(port) });
  try {
    return await startHost({ ...place, port: usualPort });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'PORT_IN_USE') throw error;
    process.stdout.write(`端口 ${usualPort} 已被占用，换用空闲端口。\n`);
    return startHost({ ...place, port: 0 });
  }
}

/** As far as there is one; without a browser the address in the terminal is enough. */
function openBrowser(url: string): void {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return;
  const [command, ...args] =
    process.platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler', url]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', url];
  if (!command) return;
  const opener = spawn(command, args, { stdio: 'ignore', detached: true });
  opener.once('error', () => undefined);
  opener.unref();
}
