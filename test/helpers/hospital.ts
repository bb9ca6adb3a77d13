/** A hospital's own database with a month of discharges, on PostgreSQL and MariaDB, and the same rows as a file. */
import mysql from 'mysql2/promise';
import pg from 'pg';
import { inject } from 'vitest';
import type { ConnectionDraft } from '../../shared/connections/contract/connections.ts';
import { startMariaDb } from './mariadb.ts';

export const hospitalPassword = 'Ru-lai-Shen_Zhang#42';
export const readerName = 'huifang';

const header = ['zyh', '姓名', '性别', '年龄', '出院日期', '出院科室', '主要诊断', '联系电话', '身份证号'] as const;

/** Stays of October 2026 at the edges of the month, with what real views hold; one of September and one of November. */
const stays: readonly (readonly (string | null)[])[] = [
  ['0012345', '张三', '男', '63岁', '2026-10-01 00:00:00', '心血管内科', '高血压病3级', '13812345678', null],
  ['0012346', '欧阳明', '女', '3岁2月', '2026-10-31 23:59:58', '骨科', "O'Brien 骨折", '0571-88005501转12', '11010519491231002X'],
  ['0012347', '𠮷田', '1', '15天', '2026-10-15 08:30:00', '产科', '顺产', '138 0013 8000、139 0013 9000', null],
  ['0012348', null, '男', '40', '2026-10-16 09:00:00', '骨科', '骨折', '13600000000', null],
  ['0012349', '李四', '男', '50', '2026-10-17 10:00:00', '疼痛科', '带状疱疹', null, null],
  ['0012340', '王五', '男', '50', '2026-09-30 23:59:59', '骨科', '骨折', '13700000000', null],
  ['0012341', '赵六', '男', '50', '2026-11-01 00:00:00', '骨科', '骨折', '13700000001', null],
];

export const inOctober = stays.slice(0, 5);

/** The rows of October as a file of the same columns. */
export function octoberFile(): File {
  const cell = (value: string | null) => (value === null ? '' : /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return new File([[header, ...inOctober].map((row) => row.map(cell).join(',')).join('\n')], '十月.csv');
}

export interface Hospital {
  readonly kind: 'postgres' | 'mysql';
  /** A complete connection to the view, by a reader who could also write. */
  readonly draft: ConnectionDraft;
  /** Runs a statement as the hospital's own administrator, and answers its rows. */
  run(statement: string): Promise<unknown[]>;
  close(): Promise<void>;
}

const view = { kind: 'view', view: '出院视图', dateColumn: '出院日期' } as const;
const common = {
  version: 0,
  name: '东院',
  user: readerName,
  tls: 'off',
  certificate: '',
  schedule: null,
  password: hospitalPassword,
} as const;

const columns = (quote: string) =>
  header.map((name) => `${quote}${name}${quote} ${name === '出院日期' ? (quote === '"' ? 'timestamp' : 'datetime') : 'varchar(100)'}`);
const values = (row: readonly (string | null)[]) =>
  `(${row.map((value) => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'`)).join(', ')})`;

async function onPostgres(): Promise<Hospital> {
  const server = new URL(inject('postgresUrl'));
  const suffix = `${process.pid}_${Date.now()}`;
  const admin = async (database: string, statement: string) => {
    const client = new pg.Client({ connectionString: new URL(`/${database}`, server).href });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  };
  const database = `his_${suffix}`;
  const user = `${readerName}_${suffix}`;
  await admin('postgres', `create database ${database}`);
  await admin('postgres', `create role ${user} login password '${hospitalPassword}'`);
  const run = (statement: string) => admin(database, statement);
  await run(`create table stays (${columns('"').join(', ')})`);
  await run(`insert into stays values ${stays.map(values).join(', ')}`);
  await run('create view "出院视图" as select * from stays');
  await run(`grant select, insert, update, delete on stays, "出院视图" to ${user}`);
  return {
    kind: 'postgres',
    draft: { ...common, user, kind: 'postgres', host: '127.0.0.1', port: Number(server.port), database, source: view },
    run,
    close: async () => {
      await admin('postgres', `drop database ${database} with (force)`);
      await admin('postgres', `drop role ${user}`);
    },
  };
}

async function onMariaDb(): Promise<Hospital> {
  const server = await startMariaDb();
  await server.root(
    'create database his character set utf8mb4',
    `create table his.stays (${columns('`').join(', ')})`,
    `insert into his.stays values ${stays.map(values).join(', ')}`,
    'create view his.`出院视图` as select * from his.stays',
    `create user '${readerName}'@'%' identified by '${hospitalPassword}'`,
    `grant select, insert, update, delete on his.* to '${readerName}'@'%'`,
  );
  return {
    kind: 'mysql',
    draft: { ...common, kind: 'mysql', host: '127.0.0.1', port: server.port, database: 'his', source: view },
    async run(statement) {
      const connection = await mysql.createConnection({ host: '127.0.0.1', port: server.port, user: 'root', database: 'his' });
      try {
        const [rows] = await connection.query(statement);
        return Array.isArray(rows) ? rows : [];
      } finally {
        await connection.end();
      }
    },
    close: server.stop,
  };
}

/** @throws Error where there is no MariaDB to be had */
export function openHospital(kind: Hospital['kind']): Promise<Hospital> {
  return kind === 'postgres' ? onPostgres() : onMariaDb();
}
