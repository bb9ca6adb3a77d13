/** Entry of the reading worker. */
import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../../../../shared/base/contract/errors.ts';
import type { ReadOrder } from './protocol.ts';
import { readContent, type Tell } from './readContent.ts';

const tell: Tell = (message, ...handedOver) => parentPort?.postMessage(message, handedOver);

readContent(workerData as ReadOrder, tell).catch((error: unknown) => {
  if (!(error instanceof Refusal)) throw error;
  tell({ type: 'refused', code: error.code, data: error.data });
});
