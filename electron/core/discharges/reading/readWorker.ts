/** Entry of the reading worker: one file in, its header and sealed stays out, in portions. */
import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../../../../shared/contract/errors.ts';
import { findHeader, type Header, type ProposedColumn } from '../../../../shared/rules/import/columns.ts';
import { hideIdCards } from '../../../../shared/rules/import/idCard.ts';
import { isNoData, lineReader } from '../../../../shared/rules/import/normalise.ts';
import { cellText, valueText } from '../../../../shared/rules/import/text.ts';
import { hidePhones } from '../../../../shared/rules/phones.ts';
import type { RejectedRow } from '../importRows.ts';
import { type SealedStay, sealStay } from '../seal.ts';
import type { ReadOrder, WorkerMessage } from './protocol.ts';
import { readTables, type Table } from './readTables.ts';
import { columnsUnder, mappingOf, templateFor } from './templates.ts';

const order = workerData as ReadOrder;
const rowsPerPortion = 2_000;
const tell = (message: WorkerMessage) => parentPort?.postMessage(message);

/** The sheet whose header names most fields. */
function chooseTable(tables: readonly Table[]): { table: Table; header: Header } {
  let best: { table: Table; header: Header; fields: number } | undefined;
  for (const table of tables) {
    const header = findHeader(
      Array.from({ length: Math.min(table.lines, 30) }, (_, index) => table.line(index)),
      order.synonyms,
    );
    const fields = header?.columns.filter((column) => column.field !== null).length ?? 0;
    if (header && fields > (best?.fields ?? 0)) best = { table, header, fields };
  }
  if (!best) throw new Refusal('HEADER_NOT_FOUND');
  return best;
}

/** The first value of a column; identity numbers and phones masked. */
function sampleOf(table: Table, header: Header, { index: column, field }: ProposedColumn): string {
  for (let index = header.line + 1; index < Math.min(table.lines, header.line + 20); index += 1) {
    const text = valueText(table.line(index)[column] ?? null);
    if (text === '') continue;
    const isPhone = field === 'phone' || field === 'contactPhone' || (field === null && /(?<!\d)1[3-9]\d{9}(?!\d)/.test(text));
    return hideIdCards(isPhone ? hidePhones(text) : text).slice(0, 40);
  }
  return '';
}

async function read(): Promise<void> {
  const { table, header } = chooseTable(await readTables(order.content));
  const headers = header.columns.map((column) => column.header);
  const template = order.mapping ? undefined : templateFor(headers, order.templates);
  const chosen = order.mapping ?? template?.mapping;
  const columns = chosen ? columnsUnder(header.columns, chosen) : header.columns;
  const mapping = mappingOf(columns);
  tell({
    type: 'header',
    header: {
      sheet: table.sheet,
      encoding: table.encoding,
      headerRow: header.line + 1,
      columns: columns.map((column) => ({ ...column, sample: sampleOf(table, header, column) })),
      template: template?.name ?? null,
    },
    lines: table.lines,
  });
  const readLine = lineReader(mapping);
  let stays: SealedStay[] = [];
  let rejects: RejectedRow[] = [];
  for (let index = header.line + 1; index < table.lines; index += 1) {
    const cells = table.line(index);
    if (!isNoData(cells, mapping, headers)) {
      const reading = readLine(cells, index + 1);
      if ('stay' in reading) stays.push(sealStay(reading.stay, order.idKey, reading.warnings));
      else
        rejects.push({
          row: index + 1,
          reason: reading.reject.join('；'),
          cells: headers.map((_, column) => hideIdCards(cellText(cells[column] ?? null))),
        });
    }
    if ((index - header.line) % rowsPerPortion === 0) {
      tell({ type: 'rows', stays: JSON.stringify(stays), rejects, upTo: index });
      stays = [];
      rejects = [];
    }
  }
  tell({ type: 'rows', stays: JSON.stringify(stays), rejects, upTo: table.lines });
  tell({ type: 'done' });
}

read().catch((error: unknown) => {
  if (!(error instanceof Refusal)) throw error;
  tell({ type: 'refused', code: error.code, data: error.data });
});
