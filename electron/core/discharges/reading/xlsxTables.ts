/** The worksheets of an xlsx, read as they unpack: never the whole sheet in memory. */
import { TextDecoder } from 'node:util';
import { damaged, unreadable } from './limits.ts';
import type { Table } from './table.ts';
import { type CellMeanings, SheetScanner } from './xlsxSheet.ts';
import { runText, tagsOf } from './xml.ts';
import { unpack, type Zip, type ZipEntry } from './zip.ts';

function decoderOf(first: Uint8Array): TextDecoder {
  const wide = first[0] === 0xff && first[1] === 0xfe;
  return new TextDecoder(wide ? 'utf-16le' : 'utf-8');
}

/** Calls `take` with the entry's text as it unpacks. */
async function eachText(zip: Zip, entry: ZipEntry, take: (text: string, read: number) => boolean | undefined): Promise<void> {
  let decoder: TextDecoder | undefined;
  let read = 0;
  await unpack(zip, entry, (piece) => {
    decoder ??= decoderOf(piece);
    read += piece.length;
    return take(decoder.decode(piece, { stream: true }), read);
  });
}

async function textOf(zip: Zip, name: string): Promise<string> {
  const entry = zip.entries.get(name.toLowerCase());
  if (!entry) return '';
  const parts: string[] = [];
  await eachText(zip, entry, (text) => {
    parts.push(text);
    return true;
  });
  return parts.join('');
}

async function sharedStrings(zip: Zip, name: string): Promise<string[]> {
  const entry = zip.entries.get(name.toLowerCase());
  if (!entry) return [];
  const strings: string[] = [];
  let rest = '';
  const item = /<(?:\w+:)?si(?:\s[^>]*)?(?:\/>|>(.*?)<\/(?:\w+:)?si>)/gs;
  await eachText(zip, entry, (text) => {
    const all = rest + text;
    let end = 0;
    item.lastIndex = 0;
    for (let found = item.exec(all); found; found = item.exec(all)) {
      strings.push(runText(found[1] ?? ''));
      end = item.lastIndex;
    }
    rest = all.slice(end);
    return true;
  });
  return strings;
}

const builtInDates: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** A number format shows a date where letters of dates stand outside of quotes, escapes and brackets. */
function isDateFormat(code: string): boolean {
  return /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').replace(/general/gi, ''));
}

function dateStyles(styles: string): boolean[] {
  const custom = new Map(tagsOf(styles, 'numFmt').map((each) => [Number(each['numFmtId']), isDateFormat(each['formatCode'] ?? '')]));
  const formats = /<(?:\w+:)?cellXfs[\s>].*?<\/(?:\w+:)?cellXfs>/s.exec(styles)?.[0] ?? '';
  return tagsOf(formats, 'xf').map((format) => {
    const id = Number(format['numFmtId']);
    return custom.get(id) ?? builtInDates.some(([from, to]) => id >= from && id <= to);
  });
}

/** Place of a part named by another: relative to the folder, or absolute. */
function partName(target: string): string {
  if (target.startsWith('/')) return target.slice(1).toLowerCase();
  const parts: string[] = ['xl'];
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/').toLowerCase();
}

function sheetTable(zip: Zip, entry: ZipEntry, sheet: string, meanings: CellMeanings): Table {
  return {
    sheet,
    encoding: '',
    async read(take) {
      const scanner = new SheetScanner(meanings);
      let closed = false;
      let stopped = false;
      await eachText(zip, entry, (text, read) => {
        const lines = scanner.push(text);
        closed ||= scanner.closed;
        stopped = take(lines, read / entry.unpacked) === false;
        return !stopped;
      });
      if (!closed && !stopped) throw damaged();
    },
  };
}

/** @throws Refusal FILE_UNREADABLE, FILE_ENCRYPTED, FILE_TOO_LARGE */
export async function xlsxTables(zip: Zip): Promise<Table[]> {
  const workbook = await textOf(zip, 'xl/workbook.xml');
  const relations = tagsOf(await textOf(zip, 'xl/_rels/workbook.xml.rels'), 'Relationship');
  const worksheets = new Set(relations.flatMap((each) => (each['Type']?.endsWith('/worksheet') ? [each['Id'] ?? ''] : [])));
  const targets = new Map(relations.map((each) => [each['Id'] ?? '', partName(each['Target'] ?? '')]));
  const partOf = (kind: string) =>
    targets.get(relations.find((each) => each['Type']?.endsWith(`/${kind}`))?.['Id'] ?? '') ?? `xl/${kind}.xml`;
  const meanings: CellMeanings = {
    strings: await sharedStrings(zip, partOf('sharedStrings')),
    dateStyles: dateStyles(await textOf(zip, partOf('styles'))),
    from1904: tagsOf(workbook, 'workbookPr').some((each) => /^(1|true)$/.test(each['date1904'] ?? '')),
  };
  const sheets = tagsOf(workbook, 'sheet');
  const tables = sheets.flatMap((each) => {
    const entry = worksheets.has(each['id'] ?? '') ? zip.entries.get(targets.get(each['id'] ?? '') ?? '') : undefined;
    return entry ? [sheetTable(zip, entry, each['name'] ?? '', meanings)] : [];
  });
  if (tables.length === 0) throw unreadable('工作簿里没有工作表');
  return tables;
}
