/**
 * Writes workbook sheets in the product's print layout: real numbers, frozen header, A4, header repeated on every
 * page.
 */
import type { CellStyle, ColumnDef, WriteSheet } from 'hucre/xlsx';
import { writeXlsx } from 'hucre/xlsx';
import { cleanText, textForCell } from '../../../../shared/base/rules/textGate.ts';

export type Value = string | number | null;

export interface Column<Row> {
  readonly header: string;
  readonly width: number;
  readonly value: (row: Row) => Value;
  readonly format?: 'percent' | 'points' | 'count' | 'p';
}

const formats = { percent: '0.00 %', points: '+0.00;-0.00;0.00', count: '#,##0', p: '0.0000' } as const;
const line = { style: 'thin', color: { rgb: 'C9D2D7' } } as const;
const border = { top: line, bottom: line, left: line, right: line };
const headerStyle: CellStyle = {
  font: { bold: true, color: { rgb: '17262E' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E3F1F0' } },
  alignment: { vertical: 'center', horizontal: 'center', wrapText: true },
  border,
};

export interface SheetText {
  /** Printed in the middle of every page's head. */
  readonly title: string;
  /** Printed at the foot of every page, left of the page number. */
  readonly foot: string;
}

/** A table: one header row, then one row each. Texts wrap; the page is A4 landscape, as wide as the table. */
export function tableSheet<Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  text: SheetText,
  frozenColumns = 0,
): WriteSheet {
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  columns.forEach((column, index) => {
    cells.set(`0,${index}`, { value: column.header, type: 'string', style: headerStyle });
  });
  return {
    name,
    columns: columns.map((column): ColumnDef => ({ width: column.width, style: styleOf(column) })),
    rows: [columns.map((column) => column.header), ...rows.map((row) => columns.map((column) => column.value(row)))],
    cells,
    rowDefs: new Map([[0, { height: 30 }]]),
    freezePane: { rows: 1, columns: frozenColumns },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { left: 0.4, right: 0.4, top: 0.8, bottom: 0.7, header: 0.35, footer: 0.3 },
    },
    headerFooter: { oddHeader: `&C&"-,Bold"&14 ${safe(text.title)}`, oddFooter: `&L${safe(text.foot)}&R第 &P 页，共 &N 页` },
  };
}

function styleOf<Row>({ format }: Column<Row>): CellStyle {
  const vertical = 'center';
  if (format) return { numFmt: formats[format], border, alignment: { vertical, horizontal: 'right' } };
  return { border, alignment: { vertical, horizontal: 'left', wrapText: true } };
}

/** `&` begins a code in a page's head and foot, which hold at most 255 characters together. */
function safe(text: string): string {
  const short = text.length > 110 ? `${text.slice(0, 109)}…` : text;
  return short.replaceAll('&', '&&');
}

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export async function workbookFile(name: string, title: string, sheets: readonly WriteSheet[]): Promise<File> {
  const bytes = await writeXlsx({
    sheets: sheets.map(readable),
    namedRanges: sheets.map(repeatedHeader),
    properties: { title: cleanText(title) },
    defaultFont: { name: 'Microsoft YaHei', size: 10 },
  });
  return new File([new Uint8Array(bytes)], name, { type: workbookType });
}

const readableCell = <V>(value: V) => (typeof value === 'string' ? textForCell(value) : value);

/** A sheet whose texts any reader opens. */
function readable(sheet: WriteSheet): WriteSheet {
  const { rows, cells, headerFooter } = sheet;
  return {
    ...sheet,
    ...(rows ? { rows: rows.map((row) => row.map(readableCell)) } : {}),
    ...(cells
      ? { cells: new Map([...cells].map(([at, cell]) => [at, 'value' in cell ? { ...cell, value: readableCell(cell.value) } : cell])) }
      : {}),
    ...(headerFooter
      ? {
          headerFooter: {
            ...headerFooter,
            oddHeader: cleanText(headerFooter.oddHeader ?? ''),
            oddFooter: cleanText(headerFooter.oddFooter ?? ''),
          },
        }
      : {}),
  };
}

/** The header row on every printed page. The name is quoted here: unquoted, a sheet called 科室×维度 makes Excel repair the file. */
function repeatedHeader({ name }: WriteSheet) {
  return { name: '_xlnm.Print_Titles', range: `'${name.replaceAll("'", "''")}'!$1:$1`, scope: name };
}
