/**
 * The question put to a hospital database: one SELECT with its two dates as parameters, never as text. The text that is
 * sent is the text that was checked: comments are dropped, so that no server reads more into one than this file did.
 */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { DatabaseKind } from '../../../shared/base/contract/words.ts';
import type { QuerySource } from '../../../shared/connections/contract/connections.ts';

/** `from` is the first day, `to` the day after the last one. */
export type Bind = 'from' | 'to';
type Piece = string | { readonly bind: Bind };
export type Statement = readonly Piece[];

/** The statement in a driver's words; `names` are the parameters in order of appearance. */
export function written(statement: Statement, place: (bind: Bind, position: number) => string): { text: string; names: Bind[] } {
  const names: Bind[] = [];
  const text = statement.map((piece) => (typeof piece === 'string' ? piece : place(piece.bind, names.push(piece.bind)))).join('');
  return { text, names };
}

/** Words that change something inside what begins as a query: a writing WITH, SELECT … INTO, FOR UPDATE. */
const changing = ['insert', 'update', 'delete', 'merge', 'into'];
/** SQL Server needs no semicolon between two statements: whatever may begin a second one. */
const secondStatement = `drop alter create truncate grant revoke deny exec execute commit rollback save begin declare set use kill
  shutdown waitfor dbcc bulk backup restore print raiserror throw goto while if return openrowset openquery opendatasource
  reconfigure updatetext writetext readtext setuser revert`.split(/\s+/);
const refused: Readonly<Record<DatabaseKind, ReadonlySet<string>>> = {
  postgres: new Set(changing),
  mysql: new Set(changing),
  oracle: new Set(changing),
  sqlserver: new Set([...changing, ...secondStatement]),
};

const refuse = (detail: string) => new Refusal('SOURCE_NOT_READ_ONLY', { detail });
const wrongBind = (detail: string) => new Refusal('SOURCE_PARAMETERS', { detail });

/** Where a quoted part that starts at `at` ends (index after it). @throws Refusal where it never does */
function endOfQuote(text: string, at: number, kind: DatabaseKind): number {
  const open = text[at] ?? '';
  const close = open === '[' ? ']' : open;
  const escapes =
    (kind === 'mysql' && open !== '`') || (kind === 'postgres' && open === "'" && /(?:^|[^\p{L}\p{N}_$])e$/iu.test(text.slice(0, at)));
  for (let index = at + 1; index < text.length; index += 1) {
    if (escapes && text[index] === '\\') index += 1;
    else if (text[index] === close) {
      if (text[index + 1] !== close) return index + 1;
      index += 1;
    }
  }
  throw refuse('引号没有成对');
}

const pairs: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}', '<': '>' };

/** Oracle's q'[it's]'. */
function endOfOracleQuote(text: string, at: number): number {
  const open = text[at + 1] ?? '';
  const end = text.indexOf(`${pairs[open] ?? open}'`, at + 2);
  if (end < 0) throw refuse('引号没有成对');
  return end + 2;
}

/** Comments nest in PostgreSQL and SQL Server. */
function endOfComment(text: string, at: number, kind: DatabaseKind): number {
  const nests = kind === 'postgres' || kind === 'sqlserver';
  let depth = 1;
  for (let index = at + 2; index < text.length; index += 1) {
    const pair = text.slice(index, index + 2);
    if (pair === '*/') {
      depth -= 1;
      index += 1;
      if (depth === 0) return index + 1;
    } else if (nests && pair === '/*') {
      depth += 1;
      index += 1;
    }
  }
  throw refuse('注释没有结束');
}

interface Scanned {
  /** The text with comments gone, cut at its parameters. */
  readonly pieces: Statement;
  /** The same without what stands in quotes. */
  readonly bare: string;
}

/** Where the quoted part that begins here ends; null where none begins. */
function quoteEnd(text: string, at: number, kind: DatabaseKind): number | null {
  const quotes = { postgres: `'"`, mysql: `'"\``, sqlserver: `'"[`, oracle: `'"` }[kind];
  if (!quotes.includes(text[at] ?? ' ')) return null;
  const isOracle = kind === 'oracle' && text[at] === "'" && /(?:^|[^\p{L}\p{N}_$#])n?q$/iu.test(text.slice(0, at));
  return isOracle ? endOfOracleQuote(text, at) : endOfQuote(text, at, kind);
}

/** Where the comment that begins here ends; null where none begins. */
function commentEnd(text: string, at: number, kind: DatabaseKind): number | null {
  const pair = text.slice(at, at + 2);
  if (pair === '/*') return endOfComment(text, at, kind);
  if (pair !== '--' && !(text[at] === '#' && kind === 'mysql')) return null;
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function bindAt(text: string, at: number): Bind | null {
  const name = /^:([\p{L}_][\p{L}\p{N}_]*)/u.exec(text.slice(at, at + 40))?.[1];
  if (name === undefined) return null;
  const bind = name.toLowerCase();
  if (bind === 'from' || bind === 'to') return bind;
  throw wrongBind(`不认识 :${name}，只有 :from（开始日）和 :to（结束日的次日）`);
}

function scan(text: string, kind: DatabaseKind): Scanned {
  const pieces: Piece[] = [];
  let plain = '';
  let bare = '';
  for (let at = 0; at < text.length; ) {
    const quote = quoteEnd(text, at, kind);
    const comment = quote === null ? commentEnd(text, at, kind) : null;
    const isCast = text.startsWith('::', at);
    const bind = quote === null && comment === null && !isCast && text[at] === ':' ? bindAt(text, at) : null;
    if (bind !== null) {
      pieces.push(plain, { bind });
      plain = '';
    } else plain += comment === null ? text.slice(at, quote ?? at + (isCast ? 2 : 1)) : ' ';
    if (quote === null) bare += comment === null && bind === null ? text.slice(at, at + (isCast ? 2 : 1)) : ' ';
    at = quote ?? comment ?? at + (bind !== null ? bind.length + 1 : isCast ? 2 : 1);
  }
  pieces.push(plain);
  return { pieces, bare };
}

/** @throws Refusal SOURCE_NOT_READ_ONLY, SOURCE_PARAMETERS */
function statementOfSql(sql: string, kind: DatabaseKind): Statement {
  const { pieces, bare } = scan(sql.trim().replace(/[;\s]+$/, ''), kind);
  if (bare.includes(';')) throw refuse('有多条语句（分号）');
  if (!/^[\s(]*(?:select|with)\b/i.test(bare)) throw refuse('应以 SELECT 或 WITH 开头');
  const words = bare.toLowerCase().match(/[\p{L}_@#][\p{L}\p{N}_@$#]*/gu) ?? [];
  const found = words.find((word) => refused[kind].has(word));
  if (found) throw refuse(`含有 ${found.toUpperCase()}（如果它是列名，请给它加引号）`);
  const foreign = kind === 'mysql' ? /\?/.exec(bare) : kind === 'postgres' ? /(?<![\p{L}\p{N}_$])\$/u.exec(bare) : null;
  if (foreign) throw wrongBind(`不能用 ${foreign[0]}，日期请写 :from 和 :to`);
  const binds = new Set(pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.bind])));
  for (const bind of ['from', 'to'] as const) if (!binds.has(bind)) throw wrongBind(`缺少 :${bind}`);
  return pieces;
}

const namePart = /^[\p{L}_][\p{L}\p{N}_$#]{0,127}$/u;

/** A name in the kind's own quotes. Oracle keeps unquoted names in capitals. @throws Refusal SOURCE_NAME */
function quoted(name: string, kind: DatabaseKind, parts: number): string {
  const all = name.split('.');
  if (all.length > parts || !all.every((part) => namePart.test(part))) throw new Refusal('SOURCE_NAME', { name });
  const quote = { postgres: '""', mysql: '``', sqlserver: '[]', oracle: '""' }[kind];
  return all.map((part) => `${quote[0]}${kind === 'oracle' ? part.toUpperCase() : part}${quote[1]}`).join('.');
}

/**
 * The checked statement of a connection.
 * @throws Refusal SOURCE_NOT_READ_ONLY, SOURCE_PARAMETERS, SOURCE_NAME
 */
export function statementOf(source: QuerySource, kind: DatabaseKind): Statement {
  if (source.kind === 'sql') return statementOfSql(source.text, kind);
  const column = quoted(source.dateColumn, kind, 1);
  const view = quoted(source.view, kind, kind === 'sqlserver' ? 3 : 2);
  return [`select * from ${view} where ${column} >= `, { bind: 'from' }, ` and ${column} < `, { bind: 'to' }];
}
