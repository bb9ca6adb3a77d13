/** Reads a file in a worker thread of its own, so that no request waits for it. */
import { Worker } from 'node:worker_threads';
import { Refusal } from '../../../../shared/base/contract/errors.ts';
import type { RejectedRow } from '../importRows.ts';
import { openPacked, type StayPortion } from '../portions.ts';
import type { ReadHeader, ReadOrder, SkippedLine, WorkerMessage } from './protocol.ts';

export interface ReadResult {
  readonly header: ReadHeader;
  /** Stays in the file's order. */
  readonly portions: readonly StayPortion[];
  readonly rejects: readonly RejectedRow[];
  /** Every row there can be is used: the export may have been cut there. */
  readonly full: boolean;
  /** Skipped rows: those that are kept, and their whole number. */
  readonly skipped: readonly SkippedLine[];
  readonly skippedCount: number;
  readonly hiddenRows: number;
}

/** Beside this file: as source where Node runs the source, as built module in the bundle. */
function workerFile(): URL {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./readWorker.${ending}`, import.meta.url);
}

const memoryLimit = 4_096;
/** Rows are packed soon after they are read: with more room the process only grows (measured: a fifth, and no time won). */
const youngMemory = 32;

/**
 * @param progress told the share of the file read, 0–1
 * @throws Refusal FILE_EMPTY, FILE_TOO_LARGE, FILE_ENCRYPTED, FILE_UNREADABLE, HEADER_NOT_FOUND
 */
export async function readFile(order: ReadOrder, progress: (done: number) => void): Promise<ReadResult> {
  const worker = new Worker(workerFile(), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: memoryLimit, maxYoungGenerationSizeMb: youngMemory },
  });
  try {
    return await new Promise<ReadResult>((resolve, reject) => {
      const portions: StayPortion[] = [];
      const rejects: RejectedRow[] = [];
      let header: ReadHeader | undefined;
      worker.on('message', (message: WorkerMessage) => {
        if (message.type === 'refused') reject(new Refusal(message.code, message.data));
        else if (message.type === 'header') header = message.header;
        else if (message.type === 'rows') {
          if (message.stays.rows.length > 0) portions.push(openPacked(message.stays));
          for (const each of message.rejects) rejects.push(each);
          progress(message.done);
        } else if (header) {
          const { full, skipped, skippedCount, hiddenRows } = message;
          resolve({ header, portions, rejects, full, skipped, skippedCount, hiddenRows });
        }
      });
      worker.on('error', (error: Error & { code?: string }) => {
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Refusal('FILE_TOO_LARGE', { limit: '可用内存' }) : error);
      });
      worker.on('exit', () => reject(new Error('the reading worker ended early')));
    });
  } finally {
    await worker.terminate();
  }
}
