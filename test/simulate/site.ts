/** The data location of a simulated hospital: a folder with a SQLite file, or a database on a PostgreSQL server. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openPostgres, openSqlite, type Store } from '../../electron/core/base/db/open.ts';

export interface Site {
  /** Folder of the data file, of uploads and backups. */
  readonly dataDir: string;
  open(): Promise<Store>;
  /** The same data a second time. PostgreSQL copies only what nobody has open. */
  copy(): Promise<Site>;
  remove(): Promise<void>;
}

/** Makes empty sites of one kind of database. */
export type Ground = () => Promise<Site>;

/** A folder in the system's temporary folder (TMPDIR): on a memory disk a run is several times faster. */
const scratch = () => mkdtempSync(join(tmpdir(), 'simulate-'));

function sqliteSite(dataDir: string): Site {
  return {
    dataDir,
    open: () => openSqlite(dataDir),
    async copy() {
      const folder = scratch();
      cpSync(dataDir, folder, { recursive: true });
      return sqliteSite(folder);
    },
    remove: async () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

export const onSqlite: Ground = async () => sqliteSite(scratch());

let databases = 0;

/** @param url of the server, without a database name */
export function onPostgres(url: string): Ground {
  const administer = async (statement: string) => {
    const client = new pg.Client({ connectionString: `${url}postgres` });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  async function site(template?: string): Promise<Site> {
    databases += 1;
    const name = `simulate_${process.pid}_${databases}`;
    await administer(`create database ${name}${template === undefined ? '' : ` template ${template}`}`);
    const dataDir = scratch();
    return {
      dataDir,
      open: () => openPostgres(`${url}${name}`),
      copy: () => site(name),
      async remove() {
        await administer(`drop database ${name} with (force)`);
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  }
  return () => site();
}
