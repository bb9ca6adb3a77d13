/** One PostgreSQL server for a test run, and an empty database of the newest schema on both kinds, which the tests copy. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { identityKey } from '../../electron/core/base/db/identity.ts';
import { databaseFile, openPostgres, openSqlite } from '../../electron/core/base/db/open.ts';
import { startPostgres } from './postgres.ts';

/** Name of the PostgreSQL database that the tests copy. */
export const templateDatabase = 'empty_workstation';

declare module 'vitest' {
  export interface ProvidedContext {
    /** postgres://…/ of the server, without a database name; it holds `templateDatabase`. */
    postgresUrl: string;
    /** An empty data file of the newest schema, without an identity. */
    sqliteTemplate: string;
  }
}

async function fillPostgres(url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: `${url}postgres` });
  await admin.connect();
  await admin.query(`create database ${templateDatabase}`);
  await admin.end();
  await (await openPostgres(`${url}${templateDatabase}`)).close();
}

async function fillSqlite(folder: string): Promise<void> {
  const store = await openSqlite(folder);
  // Each copy is given an identity of its own when it is opened.
  await store.db.deleteFrom('setting').where('key', '=', identityKey).execute();
  await store.close();
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'followup-template-'));
  const [server] = await Promise.all([startPostgres(), fillSqlite(folder)]);
  await fillPostgres(server.url);
  project.provide('postgresUrl', server.url);
  project.provide('sqliteTemplate', join(folder, databaseFile));
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
