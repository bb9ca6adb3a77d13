/** The host as its own process for a test, with a clock that may begin at another instant. Options come as JSON in argv. */

import type { Limits } from '../../electron/host/limits.ts';
import { startHost } from '../../electron/host.ts';

interface EntryOptions {
  readonly dataDir: string;
  readonly port: number;
  /** ISO instant at which this host's clock starts and from which it runs on; default: the real time. */
  readonly startAt?: string;
  readonly limits?: Partial<Limits>;
}

const { dataDir, port, startAt, limits = {} } = JSON.parse(process.argv[2] ?? '{}') as EntryOptions;
const shift = startAt ? Date.parse(startAt) - Date.now() : 0;
const host = await startHost({ dataDir, port, limits, clock: () => new Date(Date.now() + shift) });
process.stdout.write(`${JSON.stringify({ url: host.url })}\n`);
process.once('SIGTERM', async () => {
  await host.close();
  process.exit(0);
});
