/**
 * SQL Server, by `tedious`, the driver under `mssql`. Written after the driver's documented API and types; no SQL Server
 * stands in this project's test run.
 */

import { Connection, Request, TYPES } from 'tedious';
import { type ErrorCode, Refusal } from '../../../../shared/base/contract/errors.ts';
import type { Cell } from '../../../../shared/base/rules/text.ts';
import { cellFrom, civilCell } from '../cells.ts';
import { type Answer, connectMilliseconds, type Driver, type Question, type Session, type Target } from '../driver.ts';
import { codeIn, nameIn } from '../failures.ts';
import { written } from '../statement.ts';

async function open(target: Target): Promise<Session> {
  const { host, port, database, user, password, tls, certificate } = target;
  const connection = new Connection({
    server: host,
    authentication: { type: 'default', options: { userName: user, password } },
    options: {
      port,
      database,
      encrypt: tls !== 'off',
      trustServerCertificate: tls !== 'verify',
      ...(tls === 'verify' && certificate ? { cryptoCredentialsDetails: { ca: certificate } } : {}),
      readOnlyIntent: true,
      appName: 'discharge-follow-up',
      connectTimeout: connectMilliseconds,
      rowCollectionOnRequestCompletion: false,
      // Dates without a zone arrive with the database's own fields as UTC fields.
      useUTC: true,
    },
  });
  connection.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  return {
    ask: (question) => answer(connection, question),
    close: async () => connection.close(),
  };
}

/** In a transaction that is always taken back: what slipped through the check of the text changes nothing. */
async function answer(connection: Connection, question: Question): Promise<Answer> {
  const version = await run(connection, "select cast(serverproperty('ProductVersion') as nvarchar(40)) as version", question, {});
  await new Promise<void>((resolve, reject) => {
    connection.beginTransaction((error) => (error ? reject(error) : resolve()));
  });
  const { text } = written(question.statement, (bind) => `@${bind}`);
  const found = await run(connection, text, question, question.dates);
  if (!found.more)
    await new Promise<void>((resolve) => {
      connection.rollbackTransaction(() => resolve());
    });
  return { server: `SQL Server ${version.rows[0]?.[0] ?? ''}`.trim(), ...found };
}

/** One statement through `sp_executesql`; the dates are parameters of the type `date`. */
function run(
  connection: Connection,
  text: string,
  { rows: most, milliseconds }: Question,
  dates: Readonly<Record<string, string>>,
): Promise<Omit<Answer, 'server'>> {
  return new Promise((resolve, reject) => {
    const rows: Cell[][] = [];
    let columns: string[] = [];
    const request = new Request(text, (error) => (error ? reject(error) : resolve({ columns, rows, more: false })));
    for (const [name, date] of Object.entries(dates)) request.addParameter(name, TYPES.Date, new Date(`${date}T00:00:00.000Z`));
    request.setTimeout(milliseconds);
    request.on('columnMetadata', (found) => {
      columns = (Array.isArray(found) ? found : Object.values(found)).map((column) => column.colName);
    });
    request.on('row', (row: readonly { readonly value: unknown; readonly metadata: { readonly type: { readonly name: string } } }[]) => {
      if (rows.length < most) rows.push(row.map(({ value, metadata }) => cellOf(value, metadata.type.name)));
      else {
        resolve({ columns, rows, more: true });
        connection.cancel();
      }
    });
    connection.execSql(request);
  });
}

function cellOf(value: unknown, type: string): Cell {
  return value instanceof Date && type === 'DateTimeOffset' ? civilCell(value) : cellFrom(value);
}

/** Numbers of the server and codes of the driver. */
const meanings: Readonly<Record<string, ErrorCode>> = {
  '18456': 'SOURCE_LOGIN',
  '18452': 'SOURCE_LOGIN',
  '18470': 'SOURCE_LOGIN',
  '18487': 'SOURCE_LOGIN',
  '18488': 'SOURCE_LOGIN',
  '4060': 'SOURCE_DATABASE_UNKNOWN',
  '911': 'SOURCE_DATABASE_UNKNOWN',
  '208': 'SOURCE_TABLE_UNKNOWN',
  '207': 'SOURCE_COLUMN_UNKNOWN',
  '229': 'SOURCE_FORBIDDEN',
  '230': 'SOURCE_FORBIDDEN',
  '916': 'SOURCE_FORBIDDEN',
  '102': 'SOURCE_SYNTAX',
  '156': 'SOURCE_SYNTAX',
  '105': 'SOURCE_SYNTAX',
  '3906': 'SOURCE_NOT_READ_ONLY',
};

function refusal(error: unknown, { user, database, host, port }: Target): Refusal | null {
  const number = typeof error === 'object' && error !== null && 'number' in error ? String(error.number) : '';
  const name = nameIn(error, /['"](.+?)['"]/);
  const data = { user, database, host, port, name, near: name, detail: '它试图修改数据' };
  const code = meanings[number] ?? codeIn({ ELOGIN: 'SOURCE_LOGIN' }, error);
  if (code) return new Refusal(code, data);
  if (codeIn({ ESOCKET: 'SOURCE_UNREACHABLE', EINSTLOOKUP: 'SOURCE_UNREACHABLE' }, error) && error instanceof Error && !error.cause)
    return new Refusal('SOURCE_UNREACHABLE', { ...data, detail: '地址或端口不通' });
  return null;
}

export const sqlServer: Driver = { open, refusal };
