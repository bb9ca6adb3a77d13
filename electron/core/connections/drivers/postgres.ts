/** Driver for PostgreSQL, by `pg`. */

import pg from 'pg';
import { type ErrorCode, Refusal } from '../../../../shared/base/contract/errors.ts';
import type { Cell } from '../../../../shared/base/rules/text.ts';
import { type Answer, connectMilliseconds, type Driver, type Question, type Session, type Target } from '../driver.ts';
import { codeIn, nameIn, saying } from '../failures.ts';
import { written } from '../statement.ts';

/** Rows the server hands over at a time: a query that is stopped has sent hardly more than was taken. */
const rowsPerPortion = 2_000;

/** Every value as the server writes it: 2026-10-09 08:30:00, 12.50, t. */
const asText = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;

/** What `pg.Query` understands beyond its published type. */
interface PortionedQuery extends pg.QueryConfig {
  readonly rowMode: 'array';
  readonly rows: number;
}

async function open(target: Target): Promise<Session> {
  const { host, port, database, user, password, tls, certificate } = target;
  const verified = { rejectUnauthorized: true, ...(certificate ? { ca: certificate } : {}) };
  const client = new pg.Client({
    host,
    port,
    database,
    user,
    password,
    ssl: tls === 'off' ? false : tls === 'verify' ? verified : { rejectUnauthorized: false },
    connectionTimeoutMillis: connectMilliseconds,
    application_name: 'discharge-follow-up',
    types: asText,
  });
  client.on('error', () => undefined);
  await client.connect();
  return { ask: (question) => answer(client, question), close: () => client.end() };
}

async function answer(client: pg.Client, question: Question): Promise<Answer> {
  await client.query('set default_transaction_read_only = on');
  await client.query(`set statement_timeout = ${Math.trunc(question.milliseconds)}`);
  await client.query("set timezone = 'Asia/Shanghai'");
  await client.query('begin transaction read only');
  const server = await client.query<[string]>({ text: 'show server_version', rowMode: 'array' });
  const found = await rowsOf(client, question);
  return { server: `PostgreSQL ${server.rows[0]?.[0] ?? ''}`.trim(), ...found };
}

function rowsOf(client: pg.Client, { statement, dates, rows: most }: Question): Promise<Omit<Answer, 'server'>> {
  // A parameter of its own for each place: the server takes its type from what it is compared with there.
  const { text, names } = written(statement, (_bind, position) => `$${position}`);
  const order: PortionedQuery = { text, values: names.map((bind) => dates[bind]), types: asText, rowMode: 'array', rows: rowsPerPortion };
  return new Promise((resolve, reject) => {
    const rows: Cell[][] = [];
    const query = client.query(new pg.Query<Cell[]>(order));
    const columns = (result: pg.ResultBuilder | undefined) => result?.fields.map((field) => field.name) ?? [];
    query.on('row', (row: Cell[], result?: pg.ResultBuilder) => {
      if (rows.length < most) rows.push(row);
      else resolve({ columns: columns(result), rows, more: true });
    });
    query.on('error', reject);
    query.on('end', (result: pg.ResultBuilder) => resolve({ columns: columns(result), rows, more: false }));
  });
}

const meanings: Readonly<Record<string, ErrorCode>> = {
  '28P01': 'SOURCE_LOGIN',
  '28000': 'SOURCE_LOGIN',
  '3D000': 'SOURCE_DATABASE_UNKNOWN',
  '42P01': 'SOURCE_TABLE_UNKNOWN',
  '3F000': 'SOURCE_TABLE_UNKNOWN',
  '42703': 'SOURCE_COLUMN_UNKNOWN',
  '42501': 'SOURCE_FORBIDDEN',
  '42601': 'SOURCE_SYNTAX',
  '25006': 'SOURCE_NOT_READ_ONLY',
  '57014': 'SOURCE_TIMEOUT',
  '57P01': 'SOURCE_LOST',
  '57P02': 'SOURCE_LOST',
};

function refusal(error: unknown, { user, database, host, port }: Target): Refusal | null {
  const said = saying(error);
  if (/does not support SSL/.test(said)) return new Refusal('SOURCE_TLS', { detail: '服务器不支持加密' });
  if (/no encryption|SSL off/.test(said)) return new Refusal('SOURCE_TLS', { detail: '服务器只接受加密连接' });
  if (/timeout expired|connection timeout/.test(said)) return new Refusal('SOURCE_UNREACHABLE', { host, port, detail: '没有应答' });
  if (/Connection terminated/.test(said)) return new Refusal('SOURCE_LOST');
  const code = codeIn(meanings, error);
  const name = nameIn(error, /["“](.+?)["”]/);
  return code ? new Refusal(code, { user, database, name, near: name, detail: '它试图修改数据' }) : null;
}

export const postgres: Driver = { open, refusal };
