/** Driver for MySQL and MariaDB, by `mysql2`. */

import { type Connection, createConnection, type FieldPacket, type RowDataPacket } from 'mysql2';
import { type ErrorCode, Refusal } from '../../../../shared/base/contract/errors.ts';
import type { Cell } from '../../../../shared/base/rules/text.ts';
import { cellFrom } from '../cells.ts';
import { type Answer, connectMilliseconds, type Driver, type Question, type Session, type Target } from '../driver.ts';
import { codeIn, nameIn } from '../failures.ts';
import { written } from '../statement.ts';

async function open(target: Target): Promise<Session> {
  const { host, port, database, user, password, tls, certificate } = target;
  const connection = createConnection({
    host,
    port,
    database,
    user,
    password,
    ...(tls === 'off' ? {} : { ssl: { rejectUnauthorized: tls === 'verify', ...(certificate ? { ca: certificate } : {}) } }),
    connectTimeout: connectMilliseconds,
    charset: 'utf8mb4',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    multipleStatements: false,
    // A server could otherwise ask for any file of this machine.
    flags: ['-LOCAL_FILES'],
  });
  connection.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  return {
    ask: (question) => answer(connection, question),
    close: async () => connection.destroy(),
  };
}

function order(connection: Connection, sql: string): Promise<RowDataPacket[]> {
  return new Promise((resolve, reject) => {
    connection.query<RowDataPacket[]>(sql, (error, rows) => (error ? reject(error) : resolve(rows)));
  });
}

async function answer(connection: Connection, question: Question): Promise<Answer> {
  const [row] = await order(connection, 'select version() as version');
  const version = String(row?.['version'] ?? '');
  const isMariaDb = /mariadb/i.test(version);
  await order(connection, 'set session transaction read only');
  await order(
    connection,
    isMariaDb
      ? `set session max_statement_time = ${question.milliseconds / 1_000}`
      : `set session max_execution_time = ${Math.trunc(question.milliseconds)}`,
  );
  await order(connection, "set session time_zone = '+08:00'");
  await order(connection, 'start transaction read only');
  const found = await rowsOf(connection, question);
  return { server: `${isMariaDb ? 'MariaDB' : 'MySQL'} ${version.replace(/-mariadb.*$/i, '')}`, ...found };
}

/** A server-side prepared statement: its parameters travel apart from its text. */
function rowsOf(connection: Connection, { statement, dates, rows: most }: Question): Promise<Omit<Answer, 'server'>> {
  const { text, names } = written(statement, () => '?');
  return new Promise((resolve, reject) => {
    const rows: Cell[][] = [];
    let columns: string[] = [];
    const query = connection.execute({ sql: text, values: names.map((bind) => dates[bind]), rowsAsArray: true });
    query.on('fields', (fields: FieldPacket[]) => {
      columns = fields.map((field) => field.name);
    });
    query.on('result', (row: unknown) => {
      if (!Array.isArray(row)) return;
      if (rows.length < most) rows.push(row.map(cellFrom));
      else resolve({ columns, rows, more: true });
    });
    query.on('error', reject);
    query.on('end', () => resolve({ columns, rows, more: false }));
  });
}

const meanings: Readonly<Record<string, ErrorCode>> = {
  ER_ACCESS_DENIED_ERROR: 'SOURCE_LOGIN',
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: 'SOURCE_LOGIN',
  ER_HOST_NOT_PRIVILEGED: 'SOURCE_LOGIN',
  ER_HOST_IS_BLOCKED: 'SOURCE_LOGIN',
  ER_BAD_DB_ERROR: 'SOURCE_DATABASE_UNKNOWN',
  ER_DBACCESS_DENIED_ERROR: 'SOURCE_DATABASE_UNKNOWN',
  ER_NO_SUCH_TABLE: 'SOURCE_TABLE_UNKNOWN',
  ER_BAD_FIELD_ERROR: 'SOURCE_COLUMN_UNKNOWN',
  ER_TABLEACCESS_DENIED_ERROR: 'SOURCE_FORBIDDEN',
  ER_COLUMNACCESS_DENIED_ERROR: 'SOURCE_FORBIDDEN',
  ER_SPECIFIC_ACCESS_DENIED_ERROR: 'SOURCE_FORBIDDEN',
  ER_PARSE_ERROR: 'SOURCE_SYNTAX',
  ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION: 'SOURCE_NOT_READ_ONLY',
  ER_QUERY_TIMEOUT: 'SOURCE_TIMEOUT',
  ER_STATEMENT_TIMEOUT: 'SOURCE_TIMEOUT',
  ER_QUERY_INTERRUPTED: 'SOURCE_TIMEOUT',
  ER_SERVER_SHUTDOWN: 'SOURCE_LOST',
};

/** MariaDB's own numbers, which the driver does not name. */
const numbered: Readonly<Record<string, ErrorCode>> = { '1969': 'SOURCE_TIMEOUT', '1045': 'SOURCE_LOGIN', '1698': 'SOURCE_LOGIN' };

function refusal(error: unknown, { user, database }: Target): Refusal | null {
  const number = typeof error === 'object' && error !== null && 'errno' in error ? String(error.errno) : '';
  const code = numbered[number] ?? codeIn(meanings, error);
  if (codeIn({ HANDSHAKE_NO_SSL_SUPPORT: 'SOURCE_TLS' }, error)) return new Refusal('SOURCE_TLS', { detail: '服务器不支持加密' });
  const name = nameIn(error, /'(.+?)'/);
  return code ? new Refusal(code, { user, database, name, near: nameIn(error, /near '(.{1,40})/), detail: '它试图修改数据' }) : null;
}

export const mysql: Driver = { open, refusal };
