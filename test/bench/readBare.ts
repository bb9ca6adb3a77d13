/** The bare library reading a file in a worker and handing over the rows: what the import is measured against. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import papa from 'papaparse';
import { type DenseWorkSheet, read } from 'xlsx';

const path = workerData as string;
if (path.endsWith('.csv')) {
  const { data } = papa.parse<string[]>(new TextDecoder('gb18030').decode(readFileSync(path)));
  parentPort?.postMessage(data.length);
} else {
  const book = read(readFileSync(path), { dense: true, cellDates: true, UTC: true, cellHTML: false, cellText: false, cellFormula: false });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''] as DenseWorkSheet;
  parentPort?.postMessage(sheet['!data'].length);
}
