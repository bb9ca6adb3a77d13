/** `serve`: the host, until it is told to stop. */
import { type Host, startHost } from '../host.ts';
import { type GlobalOptions, say } from './outcome.ts';
import { placeOf } from './session.ts';

export async function serve(options: GlobalOptions & { readonly port: number }): Promise<void> {
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
