/** Reads one file and returns its header and its prepared discharges, in portions. */

import { hidePhones } from '../../../../shared/base/rules/phones.ts';
import { valueText } from '../../../../shared/base/rules/text.ts';
import { leftOutColumns, type ProposedColumn } from '../../../../shared/import/rules/columns.ts';
import { departmentOfSheet } from '../../../../shared/import/rules/departmentOfSheet.ts';
import { hideIdCards } from '../../../../shared/import/rules/idCard.ts';
import { isFull } from '../../base/tables/limits.ts';
import { isTextual, readTables } from '../../base/tables/readTables.ts';
import { type Seal, sealStay } from '../../discharges/index.ts';
import type { RejectedRow } from '../importRows.ts';
import { pack, staysPerPortion } from '../portions.ts';
import { chooseTables, columnsLike, type Found } from './chooseTables.ts';
import { type ReadOrder, type SkippedLine, skippedKept, type WorkerMessage } from './protocol.ts';
import { readSheet } from './readSheet.ts';
import { columnsUnder, templateFor } from './templates.ts';

/** The first value of a column; identity numbers and phones masked. */
function sampleOf({ first, header }: Found, { index: column, field }: ProposedColumn): string {
  for (const line of first.slice(header.line + header.depth, header.line + 20)) {
    const text = valueText(line.cells[column] ?? null).slice(0, 200);
    if (text === '') continue;
    const isPhone = field === 'phone' || field === 'contactPhone' || (field === null && /(?<!\d)1[3-9]\d{9}(?!\d)/.test(text));
    return hideIdCards(isPhone ? hidePhones(text) : text).slice(0, 40);
  }
  return '';
}

/** What a sheet without a department column is about; null where it has one, or says nothing. */
function departmentFor({ table, header, first }: Found, columns: readonly ProposedColumn[]) {
  if (columns.some(({ field }) => field === 'department')) return null;
  return departmentOfSheet(
    table.sheet,
    first.slice(0, header.line).map(({ cells }) => cells),
  );
}

/** Emits the header, then portions, then the end. `handedOver` lists the buffers transferred to the receiver. */
export type Tell = (message: WorkerMessage, ...handedOver: ArrayBuffer[]) => void;

/** @throws Refusal FILE_EMPTY, FILE_TOO_LARGE, FILE_ENCRYPTED, FILE_UNREADABLE, HEADER_NOT_FOUND */
export async function readContent(order: ReadOrder, tell: Tell): Promise<void> {
  const { found, with: others, ...choice } = await chooseTables(await readTables(order.content, order.encoding), order);
  const headers = found.header.columns.map((column) => column.header);
  const template = order.mapping ? undefined : templateFor(headers, order.templates);
  const chosen = order.mapping ?? template?.mapping;
  const columns = chosen ? columnsUnder(found.header.columns, chosen) : found.header.columns;
  const sheets = [found, ...others].map((each) => {
    const own = each === found ? columns : columnsLike(each.header.columns, columns);
    return { ...each, columns: own, about: departmentFor(each, own) };
  });
  const shown = columns.map((column) => ({ ...column, header: column.header.slice(0, 100), sample: sampleOf(found, column) }));
  const nameOf = (sheet: string) => (sheets.length > 1 ? sheet : '');
  tell({
    type: 'header',
    header: {
      sheet: found.table.sheet,
      ...choice,
      read: sheets.map(({ table }) => table.sheet),
      departmentsOf: sheets.flatMap(({ table, about }) => (about ? [{ ...about, sheet: table.sheet }] : [])),
      textual: isTextual(order.content),
      encoding: found.table.encoding,
      headerRow: found.first[found.header.line]?.row ?? 1,
      columns: shown,
      leftOut: leftOutColumns(shown, order.synonyms),
      template: template?.name ?? null,
    },
  });
  let stays: Seal[] = [];
  let rejects: RejectedRow[] = [];
  const skipped: SkippedLine[] = [];
  let skippedCount = 0;
  let last = 0;
  let hiddenRows = 0;
  let sheet = '';
  let share = 0;
  const send = (done: number) => {
    const packed = pack(stays, sheet);
    tell({ type: 'rows', stays: packed, rejects, done }, packed.bytes.buffer);
    [stays, rejects] = [[], []];
  };
  const sendFull = () => {
    if (stays.length + rejects.length >= staysPerPortion) send(share);
  };
  for (const [at, each] of sheets.entries()) {
    sheet = nameOf(each.table.sheet);
    const { about, ...read } = each;
    const { today, withoutHidden } = order;
    const end = await readSheet(
      { ...read, name: sheet, department: about?.department ?? null, today, withoutHidden },
      {
        stay: (stay, warnings) => {
          stays.push(sealStay(stay, order.idKey, warnings));
          sendFull();
        },
        reject: (row) => {
          rejects.push(row);
          sendFull();
        },
        skip: (line) => {
          skippedCount += 1;
          if (skipped.length < skippedKept) skipped.push(line);
        },
        portion: (done) => {
          share = (at + done) / sheets.length;
        },
      },
    );
    last = Math.max(last, end.last);
    hiddenRows += end.hidden;
    send((at + 1) / sheets.length);
  }
  tell({ type: 'done', full: isFull(last), skipped, skippedCount, hiddenRows });
}
