/** Reads every sheet of a file as a table. Runs in the reading worker, because it occupies a processor for seconds. */
import { Refusal } from '../../../../shared/base/contract/errors.ts';
import type { TextEncoding } from '../../../../shared/base/contract/words.ts';
import type { Content } from './content.ts';
import { dbfTable } from './dbfTable.ts';
import { fileKindOf } from './fileKind.ts';
import { HiddenRows } from './hiddenRows.ts';
import { MergedCells } from './mergedCells.ts';
import { sheetRows } from './sheetRows.ts';
import { type Table, tableOf } from './table.ts';
import { textTable } from './textTable.ts';
import { workbookTables } from './workbook.ts';
import { checkZip, type Zip } from './zip.ts';

/** Row by row where it can be; undefined where SheetJS is to try. */
async function zipTables(zip: Zip): Promise<Table[] | undefined> {
  const [merged, hidden] = [new MergedCells(), new HiddenRows()];
  await checkZip(zip, (entry, piece) => {
    merged.look(entry, piece);
    hidden.look(entry, piece);
  });
  return sheetRows(zip, (part) => ({ merged: merged.of(part), hiddenRows: hidden.of(part) })).catch((error: unknown) => {
    if (error instanceof Refusal) throw error;
    return undefined;
  });
}

/**
 * @param encoding the one somebody chose for a text or a page; null to find it
 * @throws Refusal FILE_EMPTY, FILE_TOO_LARGE, FILE_ENCRYPTED, FILE_UNREADABLE
 */
export async function readTables(content: Content, encoding: TextEncoding | null): Promise<Table[]> {
  if ('lines' in content) {
    const { lines } = content;
    return [tableOf('', '', lines.length, (index) => lines[index] ?? [])];
  }
  const { bytes } = content;
  const file = fileKindOf(bytes);
  if (file.kind === 'dbf') return [dbfTable(bytes)];
  if (file.kind === 'text') return [await textTable(bytes, encoding)];
  const tables =
    (file.kind === 'workbook' && file.zip && (await zipTables(file.zip))) || (await workbookTables(bytes, file.kind === 'html', encoding));
  if (tables.length === 0) throw new Refusal('FILE_EMPTY');
  return tables;
}

/** Whether a file's bytes are text, which an encoding must be found for. */
export function isTextual(content: Content): boolean {
  if ('lines' in content) return false;
  const { kind } = fileKindOf(content.bytes);
  return kind === 'text' || kind === 'html';
}
