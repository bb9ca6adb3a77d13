/**
 * Entry of the password worker: hashing occupies a processor for tens of milliseconds, and in a worker it blocks no
 * request.
 */
import { randomBytes } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { argon2id, argon2Verify } from 'hash-wasm';
import type { HashAnswer, HashOrder } from './passwordQueue.ts';

/** OWASP's second Argon2id profile: 19 MiB, two passes, one lane. */
const cost = { parallelism: 1, iterations: 2, memorySize: 19_456, hashLength: 32 } as const;

async function answerTo({ password, hash }: HashOrder): Promise<HashAnswer> {
  if (hash !== null) return { fits: await argon2Verify({ password, hash }) };
  return { hash: await argon2id({ password, salt: randomBytes(16), ...cost, outputType: 'encoded' }) };
}

parentPort?.on('message', (order: HashOrder) => {
  answerTo(order).then(
    (answer) => parentPort?.postMessage(answer),
    (error: unknown) => parentPort?.postMessage({ failed: error instanceof Error ? error.message : String(error) } satisfies HashAnswer),
  );
});
