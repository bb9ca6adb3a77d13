/** One measurement in a process of its own: the bare reader, or an import, of one file. Prints a line of JSON. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { openWorkstation } from '../helpers/workstation.ts';

export interface ImportRun {
  /** Reading and comparing; for the bare reader, reading. ms */
  readonly preview: number;
  /** Writing. ms */
  readonly commit: number;
  /** Processor time of all threads, ms: what a busy machine changes least. */
  readonly cpu: number;
  /** Longest time the thread of the core did not turn. ms */
  readonly block: number;
  /** Peak resident memory of the process. MB */
  readonly peak: number;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** In a worker, as the import reads. */
function bare(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./readBare.ts', import.meta.url), { workerData: path });
    worker.once('message', () => void worker.terminate().then(() => resolve()));
    worker.once('error', reject);
  });
}

const [, , what = '', path = ''] = process.argv;
function cpuSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

const peak = () => process.resourceUsage().maxRSS / 1_024;
if (what === 'bare') {
  const start = process.cpuUsage();
  const preview = await timed(() => bare(path));
  console.log(JSON.stringify({ preview, commit: 0, cpu: cpuSince(start), block: 0, peak: peak() } satisfies ImportRun));
} else {
  const workstation = await openWorkstation('sqlite');
  const file = new File([readFileSync(path)], basename(path));
  const start = process.cpuUsage();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  let uploadId = '';
  const preview = await timed(async () => {
    ({ uploadId } = await workstation.system.discharges.previewImport({ file }));
  });
  const commit = await timed(() => workstation.system.discharges.commitImport({ uploadId }));
  const block = delay.max / 1e6;
  console.log(JSON.stringify({ preview, commit, cpu: cpuSince(start), block, peak: peak() } satisfies ImportRun));
  await workstation.close();
}
