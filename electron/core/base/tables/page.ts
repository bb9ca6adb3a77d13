/**
 * Reads the tables of an HTML page as one sheet, one below the other, because exports start a new table for every
 * printed page.
 */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type { Cell } from '../../../../shared/base/rules/text.ts';
import { columnLimit, rowLimit, tooManyRows, truncated, unreadable } from './limits.ts';
import { type MergedDown, type Table, tableOf } from './table.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const isElement = (node: Node): node is Element => 'tagName' in node;
const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : []);
/** What a browser does not show. */
const unseen: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript', 'head']);
const lineBreaks: ReadonlySet<string> = new Set(['br', 'p', 'div', 'li']);

const attribute = (element: Element, name: string) => element.attrs.find((each) => each.name === name)?.value;

/** How many columns or rows a cell takes. */
function span(element: Element, name: 'colspan' | 'rowspan'): number {
  const count = Number.parseInt(attribute(element, name) ?? '1', 10);
  return Number.isNaN(count) || count < 1 ? 1 : Math.min(count, name === 'colspan' ? columnLimit : rowLimit);
}

const isHidden = (element: Element) =>
  attribute(element, 'hidden') !== undefined || /display\s*:\s*none/i.test(attribute(element, 'style') ?? '');

/** The text of a cell, without tables within it: their rows are lines of their own. */
function textOf(node: Node): string {
  if (node.nodeName === '#text' && 'value' in node) return node.value;
  if (!isElement(node) || unseen.has(node.tagName) || node.tagName === 'table') return '';
  const text = node.childNodes.map(textOf).join('');
  return lineBreaks.has(node.tagName) ? `\n${text}` : text;
}

const cellText = (cell: Element) =>
  cell.childNodes
    .map(textOf)
    .join('')
    .replace(/[ \t\r\f]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();

interface Sheet {
  readonly rows: Cell[][];
  readonly merged: MergedDown[];
  readonly hidden: Set<number>;
}

/** Cells of a row above that reach into this one: by column, how many rows more. */
type Reach = Map<number, number>;

/** Adds one row, its cells where those from above leave room; answers the tables within its cells. */
function addRow(sheet: Sheet, row: Element, reach: Reach): Element[] {
  if (sheet.rows.length >= rowLimit) throw tooManyRows();
  const cells: Cell[] = [];
  const number = sheet.rows.length + 1;
  const taken = new Map(reach);
  for (const [column, left] of reach) {
    if (left > 1) reach.set(column, left - 1);
    else reach.delete(column);
  }
  let column = 0;
  const inner: Element[] = [];
  for (const cell of row.childNodes) {
    if (!isElement(cell) || (cell.tagName !== 'td' && cell.tagName !== 'th')) continue;
    while (taken.has(column)) column += 1;
    if (column >= columnLimit) break;
    const [wide, high] = [span(cell, 'colspan'), span(cell, 'rowspan')];
    const text = cellText(cell);
    cells[column] = text === '' ? null : text;
    if (high > 1) {
      sheet.merged.push({ column, from: number, to: number + high - 1 });
      for (let at = column; at < column + wide; at += 1) reach.set(at, high - 1);
    }
    column += wide;
    inner.push(...tablesIn(cell));
  }
  sheet.rows.push(Array.from(cells, (cell) => cell ?? null));
  if (isHidden(row)) sheet.hidden.add(number);
  return inner;
}

/** The outermost tables within a node, in their order. */
function tablesIn(node: Node): Element[] {
  const found: Element[] = [];
  const open: Node[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isElement(next) && next.tagName === 'table' && next !== node) found.push(next);
    else open.push(...childrenOf(next).toReversed());
  }
  return found;
}

const sections: ReadonlySet<string> = new Set(['thead', 'tbody', 'tfoot']);

function addTable(sheet: Sheet, table: Element): void {
  for (const part of table.childNodes) {
    if (!isElement(part) || !sections.has(part.tagName)) continue;
    const reach: Reach = new Map();
    for (const row of part.childNodes) {
      if (!isElement(row) || row.tagName !== 'tr') continue;
      for (const inner of addRow(sheet, row, reach)) addTable(sheet, inner);
    }
  }
}

const notTables = /<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1\s*>/gi;

/** A page says where its table ends; one that was cut does not. */
function checkEnd(html: string): void {
  const bare = html.replace(notTables, '');
  const [opened, closed] = [bare.match(/<table[\s>]/gi), bare.match(/<\/table\s*>/gi)];
  if (!opened) throw unreadable('这是网页，里面没有表格，可能是医院系统的登录已过期');
  if (opened.length > (closed?.length ?? 0) && !/<\/(?:html|body)\s*>\s*$/i.test(bare)) throw truncated();
}

/** @throws Refusal FILE_UNREADABLE, FILE_TOO_LARGE */
export function pageTables(html: string, encoding: string): Table[] {
  checkEnd(html);
  const sheet: Sheet = { rows: [], merged: [], hidden: new Set() };
  for (const table of tablesIn(parse(html))) addTable(sheet, table);
  const none: readonly Cell[] = [];
  const line = (index: number) => {
    const row = sheet.rows[index];
    return row?.some((cell) => cell !== null) ? row : none;
  };
  return [tableOf('', encoding, sheet.rows.length, line, { merged: sheet.merged, hiddenRows: sheet.hidden })];
}
