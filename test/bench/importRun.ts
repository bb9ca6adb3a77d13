/** One measurement in a process of its own: the bare reader, an import, or bare inserts, of one file. Prints a line of JSON. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { openWorkstation, type TestWorkstation } from '../helpers/workstation.ts';
import { insertBare } from './insertBare.ts';

export interface ImportRun {
  /** Reading and comparing; for the bare reader, reading; none for bare inserts. ms */
  readonly preview: number;
  /** Writing; none for the bare reader. ms */
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

function cpuSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

const peak = () => process.resourceUsage().maxRSS / 1_024;

async function reading(path: string): Promise<ImportRun> {
  const start = process.cpuUsage();
  const preview = await timed(() => bare(path));
  return { preview, commit: 0, cpu: cpuSince(start), block: 0, peak: peak() };
}

async function importing(path: string, andThen: (workstation: TestWorkstation, run: ImportRun) => Promise<ImportRun>): Promise<ImportRun> {
  const workstation = await openWorkstation('sqlite');
  const file = new File([readFileSync(path)], basename(path));
  const start = process.cpuUsage();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  let uploadId = '';
  const preview = await timed(async () => {
    ({ uploadId } = await workstation.system.import.previewImport({ file }));
  });
  const commit = await timed(() => workstation.system.import.commitImport({ uploadId }));
  const cpu = cpuSince(start);
  // The end of the transaction is only seen when the loop has turned once more.
  await setTimeout(50);
  const run = await andThen(workstation, { preview, commit, cpu, block: delay.max / 1e6, peak: peak() });
  await workstation.close();
  return run;
}

/** Of what an import of the file wrote. */
const inserting = async ({ parts }: TestWorkstation): Promise<ImportRun> => {
  const start = process.cpuUsage();
  const commit = await insertBare(parts.store.db);
  return { preview: 0, commit, cpu: cpuSince(start), block: commit, peak: peak() };
};

const [, , what = '', path = ''] = process.argv;
const run = what === 'bare' ? reading(path) : importing(path, what === 'inserts' ? inserting : async (_, measured) => measured);
console.log(JSON.stringify(await run));
