/**
 * Oracle, by `oracledb` in its thin mode (no client library; Oracle Database 12.1 and later). Written after the driver's
 * documented API and types; no Oracle stands in this project's test run.
 */

import oracledb from 'oracledb';
import { type ErrorCode, Refusal } from '../../../../shared/base/contract/errors.ts';
import type { Cell } from '../../../../shared/base/rules/text.ts';
import { cellFrom, civilCell, plainCell } from '../cells.ts';
import { type Answer, connectMilliseconds, type Driver, type Question, type Session, type Target } from '../driver.ts';
import { codeIn, nameIn } from '../failures.ts';
import { written } from '../statement.ts';

const rowsPerPortion = 1_000;

async function open(target: Target): Promise<Session> {
  const { host, port, database, user, password, tls, certificate } = target;
  const connection = await oracledb.getConnection({
    user,
    password,
    // A whole descriptor: the short form refuses some service names. None of its parts can hold a bracket.
    connectString: `(DESCRIPTION=(ADDRESS=(PROTOCOL=${tls === 'off' ? 'TCP' : 'TCPS'})(HOST=${host})(PORT=${port}))(CONNECT_DATA=(SERVICE_NAME=${database})))`,
    transportConnectTimeout: connectMilliseconds / 1_000,
    connectTimeout: connectMilliseconds / 1_000,
    sslServerDNMatch: tls === 'verify',
    ...(certificate ? { walletContent: certificate } : {}),
  });
  return {
    ask: (question) => answer(connection, question),
    close: () => connection.close({ drop: true }),
  };
}

async function answer(connection: oracledb.Connection, question: Question): Promise<Answer> {
  connection.callTimeout = question.milliseconds;
  // So that a date parameter, which travels as YYYY-MM-DD, compares with a DATE with and without to_date.
  await connection.execute("alter session set nls_date_format = 'YYYY-MM-DD'");
  await connection.execute('set transaction read only');
  const found = await rowsOf(connection, question);
  return { server: `Oracle ${connection.oracleServerVersionString ?? ''}`.trim(), ...found };
}

async function rowsOf(connection: oracledb.Connection, { statement, dates, rows: most }: Question): Promise<Omit<Answer, 'server'>> {
  // FROM and TO are reserved words there.
  const { text, names } = written(statement, (bind) => `:day_${bind}`);
  const binds = Object.fromEntries(names.map((bind) => [`day_${bind}`, { val: dates[bind], type: oracledb.DB_TYPE_VARCHAR }]));
  const result = await connection.execute<unknown[]>(text, binds, {
    resultSet: true,
    outFormat: oracledb.OUT_FORMAT_ARRAY,
    // Numbers as text keep every digit of a long inpatient number.
    fetchTypeHandler: ({ dbType }) =>
      dbType === oracledb.DB_TYPE_NUMBER || dbType === oracledb.DB_TYPE_CLOB || dbType === oracledb.DB_TYPE_NCLOB
        ? { type: oracledb.STRING }
        : undefined,
  });
  const types = (result.metaData ?? []).map((column) => column.dbType);
  const columns = (result.metaData ?? []).map((column) => column.name);
  const rows: Cell[][] = [];
  for (;;) {
    const portion = (await result.resultSet?.getRows(Math.min(rowsPerPortion, most + 1 - rows.length))) ?? [];
    for (const row of portion) rows.push(row.map((value, index) => cellOf(value, types[index])));
    if (portion.length === 0 || rows.length > most) break;
  }
  return { columns, rows: rows.slice(0, most), more: rows.length > most };
}

/** DATE and TIMESTAMP arrive with the database's fields as local fields of this machine; those with a zone as instants. */
function cellOf(value: unknown, type: unknown): Cell {
  if (!(value instanceof Date)) return cellFrom(value);
  if (type === oracledb.DB_TYPE_TIMESTAMP_TZ || type === oracledb.DB_TYPE_TIMESTAMP_LTZ) return civilCell(value);
  return plainCell(new Date(value.getTime() - value.getTimezoneOffset() * 60_000));
}

const meanings: Readonly<Record<string, ErrorCode>> = {
  'ORA-01017': 'SOURCE_LOGIN',
  'ORA-28000': 'SOURCE_LOGIN',
  'ORA-28001': 'SOURCE_LOGIN',
  'ORA-01045': 'SOURCE_LOGIN',
  'ORA-12514': 'SOURCE_DATABASE_UNKNOWN',
  'NJS-518': 'SOURCE_DATABASE_UNKNOWN',
  'ORA-00942': 'SOURCE_TABLE_UNKNOWN',
  'ORA-00904': 'SOURCE_COLUMN_UNKNOWN',
  'ORA-01031': 'SOURCE_FORBIDDEN',
  'ORA-00900': 'SOURCE_SYNTAX',
  'ORA-00907': 'SOURCE_SYNTAX',
  'ORA-00911': 'SOURCE_SYNTAX',
  'ORA-00923': 'SOURCE_SYNTAX',
  'ORA-00933': 'SOURCE_SYNTAX',
  'ORA-00936': 'SOURCE_SYNTAX',
  'ORA-01456': 'SOURCE_NOT_READ_ONLY',
  'NJS-123': 'SOURCE_TIMEOUT',
  'NJS-500': 'SOURCE_LOST',
  'NJS-501': 'SOURCE_LOST',
};
const unreachable: Readonly<Record<string, string>> = {
  'NJS-503': '地址或端口不通',
  'NJS-510': '没有应答',
  'NJS-511': '端口没有开放，或监听没有启动',
  'NJS-530': '找不到这个主机名',
};

function refusal(error: unknown, { user, database, host, port }: Target): Refusal | null {
  const own = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const name = nameIn(error, /"([^"]+)"(?!.*")/);
  const code = codeIn(meanings, error);
  if (code) return new Refusal(code, { user, database, name: name || '（服务器没有说是哪一个）', near: '', detail: '它试图修改数据' });
  if (own in unreachable) return new Refusal('SOURCE_UNREACHABLE', { host, port, detail: unreachable[own] ?? '' });
  if (/^NJS-50[5-8]$/.test(own)) return new Refusal('SOURCE_TLS', { detail: '证书没有通过核对，或服务器不支持加密' });
  // The account has only the verifier of Oracle 10g and before, whatever the server's age: a new password makes new ones.
  if (own === 'NJS-116') return new Refusal('SOURCE_VERIFIER', { user });
  if (own === 'NJS-138') return new Refusal('SOURCE_VERSION', { detail: '需要 Oracle 12.1 或更新的版本' });
  return null;
}

export const oracle: Driver = { open, refusal };
