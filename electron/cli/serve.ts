/** The verb `serve`: runs the host until it is stopped. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Host, startHost } from '../host.ts';
import { folderAbove } from '../places.ts';
import { type GlobalOptions, say } from './outcome.ts';
import { placeOf } from './session.ts';

/** Builds the page where it is missing or older than its sources; without the tools for that, a page that is there is served as it is. */
async function buildPage(): Promise<void> {
  try {
    const { buildRenderer } = await import('../build.ts');
    await buildRenderer();
  } catch (error) {
    const toolMissing = (error as { code?: string }).code === 'ERR_MODULE_NOT_FOUND';
    if (!toolMissing || !existsSync(join(folderAbove('dist/renderer'), 'index.html'))) throw error;
  }
}

export async function serve(options: GlobalOptions & { readonly port: number }): Promise<void> {
  await buildPage();
  const host = await startHost({ ...placeOf(options), port: options.port });
  say(options, { url: host.url, port: host.port }, [`回访工作站已启动：${host.url} （按 Ctrl+C 停止）`]);
  await untilStopped(host);
}

/** Waits for Ctrl+C or the system's request to end, then closes the host in order. */
export async function untilStopped(host: Host): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await host.close();
}
