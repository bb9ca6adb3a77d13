/** A real workstation for a test, on SQLite in a temporary folder or on PostgreSQL; only clock, ids and randomness are fakes. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe, inject } from 'vitest';
import { addDepartment } from '../../electron/core/accounts/departments.ts';
import { hashPassword } from '../../electron/core/accounts/passwords.ts';
import { insertUser } from '../../electron/core/accounts/users.ts';
import { type Actor, type Parts, systemActor } from '../../electron/core/base/context.ts';
import { databaseFile, openPostgres, openSqlite } from '../../electron/core/base/db/open.ts';
import { foundHospital } from '../../electron/core/hospital/setUp.ts';
import { type Client, createWorkstation } from '../../electron/core/workstation.ts';
import { buildDemo } from '../../electron/demo/buildDemo.ts';
import type { Role } from '../../shared/base/contract/words.ts';
import { templateDatabase } from './databases.ts';
import { resourcesDir, type Transact, transactionOn } from './parts.ts';

export interface TestWorkstation {
  readonly kind: 'sqlite' | 'postgres';
  readonly parts: Parts;
  /** Moves the clock: an ISO instant. */
  setNow(instant: string): void;
  /** Calls as a signed-in user of this role (made by `withStaff`) or as any actor. */
  as(actor: Actor): Client;
  readonly system: Client;
  readonly anyone: Client;
  withToken(token: string): Client;
  /** Runs a core function in a transaction of its own, as the given actor. */
  readonly transaction: Transact;
  close(): Promise<void>;
}

let counter = 0;

/** Ids that rise, are unique in a test run, and repeat from run to run. */
function risingIds(): () => string {
  let next = 0;
  return () => `t${String(++next).padStart(9, '0')}`;
}

async function postgresDatabase(server?: string): Promise<string> {
  const url = server ?? inject('postgresUrl');
  const name = `t_${process.pid}_${Date.now()}_${++counter}`;
  const admin = new pg.Client({ connectionString: `${url}postgres` });
  await admin.connect();
  // The server of the test run holds an empty database of the newest schema.
  await admin.query(`create database ${name}${server ? '' : ` template ${templateDatabase}`}`);
  await admin.end();
  return `${url}${name}`;
}

/**
 * @param folder a data folder that outlives the workstation; default: one of its own
 * @param key 32 bytes for an encrypted data file
 * @param server a PostgreSQL server; default: the one of the test run
 */
export async function openWorkstation(
  kind: 'sqlite' | 'postgres',
  now = '2026-11-10T02:00:00.000Z',
  folder?: string,
  key?: Buffer,
  server?: string,
): Promise<TestWorkstation> {
  const dataDir = folder ?? mkdtempSync(join(tmpdir(), 'followup-'));
  // Benches run without vitest, so without its template.
  if (kind === 'sqlite' && folder === undefined && !key && process.env.VITEST)
    copyFileSync(inject('sqliteTemplate'), join(dataDir, databaseFile));
  const store = kind === 'sqlite' ? await openSqlite(dataDir, key) : await openPostgres(await postgresDatabase(server));
  let clock = now;
  let seed = 0;
  const lines: string[] = [];
  const parts: Parts = {
    store,
    dataDir,
    resourcesDir,
    clock: () => new Date(clock),
    newId: risingIds(),
    newSeed: () => String(++seed).padStart(16, '0'),
    log: (line) => {
      lines.push(line);
      console.error(line);
    },
    buildDemo,
  };
  const workstation = createWorkstation(parts);
  return {
    kind,
    parts,
    setNow: (instant) => {
      clock = instant;
    },
    as: (actor) => workstation.as({ actor }),
    system: workstation.as({ actor: systemActor }),
    anyone: workstation.as({}),
    withToken: (token) => workstation.as({ token }),
    transaction: transactionOn(parts),
    async close() {
      await workstation.close();
      if (folder === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export const staffPassword = 'Huifang-2026';

export interface Staff {
  readonly departments: Readonly<Record<'cardiology' | 'orthopedics' | 'obstetrics', string>>;
  readonly users: Readonly<Record<Exclude<Role, 'system'> | 'nurse2', Actor>>;
}

/** The same in every test of a file, as making it takes as long as a sign-in. */
let staffHash: ReturnType<typeof hashPassword> | undefined;

/** A founded hospital with three clinical departments and one user per role (two nurses; the head is of 心血管内科). */
export async function withStaff(workstation: TestWorkstation): Promise<Staff> {
  staffHash ??= hashPassword(staffPassword, { login: 'staff', name: '' });
  const hash = await staffHash;
  return workstation.transaction(async (ctx) => {
    await foundHospital(ctx, '市第一人民医院');
    const departments = {
      cardiology: await addDepartment(ctx, '心血管内科', 'clinical'),
      orthopedics: await addDepartment(ctx, '骨科', 'clinical'),
      obstetrics: await addDepartment(ctx, '产科', 'clinical'),
    };
    const add = async (login: string, name: string, role: Exclude<Role, 'system'>, departmentId: string | null): Promise<Actor> => ({
      id: await insertUser(ctx, { login, name, role, departmentId }, hash),
      name,
      role,
      departmentId,
    });
    return {
      departments,
      users: {
        nurse: await add('nurse', '王静', 'nurse', null),
        nurse2: await add('nurse2', '赵敏', 'nurse', null),
        head: await add('head', '李主任', 'head', departments.cardiology),
        supervisor: await add('supervisor', '周主任', 'supervisor', null),
        director: await add('director', '陈院长', 'director', null),
        admin: await add('admin', '信息科', 'admin', null),
      },
    };
  });
}

/** Runs the same tests on SQLite and on PostgreSQL. */
export function onBothDatabases(name: string, tests: (kind: 'sqlite' | 'postgres') => void): void {
  describe.each(['sqlite', 'postgres'] as const)(`${name} (%s)`, tests);
}
