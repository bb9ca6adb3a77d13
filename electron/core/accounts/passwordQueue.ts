/**
 * The queue in front of the one password-hashing worker: one job at a time, oldest first, and no more waiting than
 * can be answered in a few seconds.
 */
import { Worker } from 'node:worker_threads';
import { Refusal } from '../../../shared/base/contract/errors.ts';

/** A password to be hashed, or to be held against a hash. */
export interface HashOrder {
  readonly password: string;
  readonly hash: string | null;
}
export type HashAnswer = { readonly hash: string } | { readonly fits: boolean } | { readonly failed: string };

interface Waiting {
  readonly order: HashOrder;
  readonly resolve: (answer: HashAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** At some 40 ms each the last one waits for about a second. */
export const mostWaiting = 32;

/** Beside this file: as source where Node runs the source, as built module in the bundle. */
function workerFile(): URL {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./passwordWorker.${ending}`, import.meta.url);
}

const waiting: Waiting[] = [];
let running: Waiting | undefined;
let worker: Worker | undefined;

/** Started by the first password; it keeps no process alive that has nothing else to do. */
function started(): Worker {
  const made = new Worker(workerFile());
  made.on('message', (answer: HashAnswer) => {
    const done = running;
    running = undefined;
    if ('failed' in answer) done?.reject(new Error(answer.failed));
    else done?.resolve(answer);
    next();
  });
  made.on('error', (error: Error) => ended(error));
  made.on('exit', () => ended(new Error('the password worker ended')));
  return made;
}

/** What it was working on fails; the next password starts another worker. */
function ended(error: Error): void {
  worker = undefined;
  const failed = running;
  running = undefined;
  failed?.reject(error);
  next();
}

function next(): void {
  if (running) return;
  running = waiting.shift();
  if (!running) return void worker?.unref();
  worker ??= started();
  worker.ref();
  worker.postMessage(running.order);
}

/** @throws Refusal SIGN_IN_BUSY where too many wait already */
export function askWorker(order: HashOrder): Promise<HashAnswer> {
  if (waiting.length >= mostWaiting) return Promise.reject(new Refusal('SIGN_IN_BUSY'));
  return new Promise((resolve, reject) => {
    waiting.push({ order, resolve, reject });
    next();
  });
}
