/** Tests the fast workbook reader against SheetJS on the same bytes. */
import { describe, expect, it } from 'vitest';
import { type CellObject, utils, write } from 'xlsx';
import { fileKindOf } from '../../../electron/core/base/tables/fileKind.ts';
import { sheetRows } from '../../../electron/core/base/tables/sheetRows.ts';
import type { Line, Table } from '../../../electron/core/base/tables/table.ts';
import { workbookTables } from '../../../electron/core/base/tables/workbook.ts';
import { type Cell, cellText } from '../../../shared/base/rules/text.ts';
import { makeXlsx } from '../../fixtures/binary.ts';
import { makeCorpus } from '../../fixtures/corpus.ts';
import { fc } from '../../helpers/properties.ts';

async function linesOf(table: Table): Promise<Line[]> {
  const lines: Line[] = [];
  await table.read((portion) => {
    lines.push(...portion);
    return true;
  });
  return lines;
}

/** A moment in ISO's form is read as its date, whoever hands it over. */
const civil = (cell: Cell) => (typeof cell === 'string' ? cell.replace(/^(\d{4}-\d\d-\d\d)T.*$/, '$1') : cell);

/** A sheet's cells by row number, without what is empty: what an import can see of it. */
async function seen(tables: readonly Table[]): Promise<[sheet: string, rows: [row: number, cells: [column: number, cell: Cell][]][]][]> {
  const sheets: [string, [number, [number, Cell][]][]][] = [];
  for (const table of tables) {
    const rows = (await linesOf(table)).map(({ row, cells }): [number, [number, Cell][]] => [
      row,
      cells.flatMap((cell, column): [number, Cell][] => (cellText(cell) === '' ? [] : [[column, civil(cell)]])),
    ]);
    sheets.push([table.sheet, rows.filter(([, cells]) => cells.length > 0)]);
  }
  return sheets.filter(([, rows]) => rows.length > 0);
}

async function quick(bytes: Uint8Array): Promise<Table[] | undefined> {
  const file = fileKindOf(bytes);
  return file.kind === 'workbook' && file.zip ? sheetRows(file.zip, () => ({})) : undefined;
}

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;
const readable = makeCorpus().filter((file) => isZip(file.bytes) && 'stays' in file.expected);

describe('a workbook read row by row', () => {
  /** Binary and OpenDocument: SheetJS's. */
  const left = ['xlsb.xls', 'ods.xls'];
  it.each(readable.filter(({ name }) => !left.includes(name)))('$name: what SheetJS reads', async ({ bytes }) => {
    expect(await seen((await quick(bytes)) ?? [])).toEqual(await seen(await workbookTables(bytes, false)));
  });

  const formats = [
    'yyyy-mm-dd',
    'yyyy/m/d h:mm',
    'yyyy"年"m"月"d"日"',
    '[$-804]yyyy"年"mm"月"dd"日";@',
    'm/d/yy',
    'General',
    '0.00',
    '0"岁"',
    '@',
  ];
  const cell: fc.Arbitrary<CellObject | null> = fc.oneof(
    fc.constant(null),
    fc
      .string({ unit: 'binary', maxLength: 12 })
      .map((text) => text.replace(/[\p{C}￾￿]/gu, ''))
      .filter((text) => text.trim() !== '')
      .map((v): CellObject => ({ t: 's', v })),
    fc.constantFrom('王𠮷', ' 前后空格 ', '1.38E+10', 'a&b<c>"d"', '第一行\n第二行').map((v): CellObject => ({ t: 's', v })),
    fc
      .record({
        // Days, and days with a time of day in whole seconds.
        v: fc.oneof(
          fc.integer({ min: 1, max: 60_000 }),
          fc.integer({ min: 61 * 86_400, max: 60_000 * 86_400 }).map((seconds) => seconds / 86_400),
        ),
        z: fc.constantFrom(...formats),
      })
      .map(({ v, z }): CellObject => ({ t: 'n', v, z })),
    fc.boolean().map((v): CellObject => ({ t: 'b', v })),
    fc.constant<CellObject>({ t: 'e', v: 0x2a }),
  );

  it('has the cells that SheetJS finds in it, whatever they hold, with and without shared strings', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (rows, bookSST) => {
          const sheet = utils.aoa_to_sheet(rows, { dense: true });
          const bytes = new Uint8Array(write(utils.book_new(sheet, '出院'), { type: 'buffer', bookType: 'xlsx', bookSST }));
          expect(await seen((await quick(bytes)) ?? [])).toEqual(await seen(await workbookTables(bytes, false)));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('looked at in its beginning, still gives every row', async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => [`ZY${index}`, '王芳']);
    const bytes = new Uint8Array(write(utils.book_new(utils.aoa_to_sheet(rows), '出院'), { type: 'buffer', bookType: 'xlsx' }));
    const [table] = (await quick(bytes)) ?? [];
    if (!table) return expect.unreachable();
    await table.read(() => false);
    const lines = await linesOf(table);
    expect(lines.length).toBe(5_000);
    expect([lines[0]?.row, lines[4_999]?.cells[0]]).toEqual([1, 'ZY4999']);
  });

  it('leaves out rows that are only formatted, as many as there are', async () => {
    const blank = (row: number) => `<row r="${row}"><c r="A${row}" s="0"/><c r="B${row}" s="0"/></row>`;
    const blanks = (from: number, count: number) => Array.from({ length: count }, (_, at) => blank(from + at)).join('');
    const filled = '<row r="101"><c r="A101" t="inlineStr"><is><t>住院号</t></is></c></row>';
    const lines = async (tables: readonly Table[] | undefined) => Promise.all((tables ?? []).map(linesOf));
    const bytes = makeXlsx({ sheet: `<sheetData>${blanks(1, 100)}${filled}${blanks(102, 3_000)}</sheetData>` });
    expect(await lines(await quick(bytes))).toEqual([[{ row: 101, cells: ['住院号'] }]]);
    expect(await lines(await quick(makeXlsx({ sheet: `<sheetData>${blanks(1, 100)}</sheetData>` })))).toEqual([[]]);
  });

  it('is left to SheetJS where its parts are not called as usual', async () => {
    const sheet = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>住院号</t></is></c></row></sheetData>';
    expect(await quick(makeXlsx({ sheet }))).toHaveLength(1);
    const bytes = Buffer.from(makeXlsx({ sheet, sharedStrings: '<si><t>住院号</t></si>', stored: true }));
    const renamed = bytes.toString('latin1').replaceAll('xl/sharedStrings.xml', 'xl/SharedStrings.xml');
    expect(await quick(Uint8Array.from(Buffer.from(renamed, 'latin1')))).toBeUndefined();
  });
});
