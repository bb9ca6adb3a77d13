/** A real MariaDB server for the tests of hospital databases: the installed one, on a throw-away folder and a free port. */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import mysql from 'mysql2/promise';

const folders = ['/usr/sbin', '/usr/local/sbin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin', '/usr/libexec'];

function find(names: readonly string[], besides: readonly string[] = []): string | null {
  const all = [...besides, ...folders, ...(process.env['PATH'] ?? '').split(':').filter(Boolean)];
  return all.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path)) ?? null;
}

/** A server whose data folder can be made: Debian packs `my_print_defaults`, which that needs, with the client. */
function findServer(): string | null {
  const named = process.env['MARIADBD_PATH'];
  if (named && existsSync(named)) return named;
  return find(['my_print_defaults']) ? find(['mariadbd', 'mysqld']) : null;
}

/**
 * The server's program file, installed first on a Debian machine that has none and lets us.
 * @throws Error with one sentence where there is none to be had
 */
function ensureServer(): string {
  const found = findServer();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write('No MariaDB here: installing its server from Debian.\n');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['update', '-q'], { stdio: ['ignore', 'ignore', 'inherit'], env });
    execFileSync('apt-get', ['install', '-qy', '--no-install-recommends', 'mariadb-server-core', 'mariadb-client-core'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
  }
  const installed = findServer();
  if (!installed)
    throw new Error('The tests of MySQL/MariaDB hospital databases need mariadbd; install mariadb-server, or name it in MARIADBD_PATH.');
  return installed;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export interface MariaDb {
  readonly port: number;
  /** Runs statements as root, in no database. */
  root(...statements: string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a throw-away server on 127.0.0.1. */
export async function startMariaDb(): Promise<MariaDb> {
  const program = ensureServer();
  const installer = find(['mariadb-install-db', 'mysql_install_db'], [dirname(program), join(dirname(program), '../scripts')]);
  if (!installer) throw new Error(`${program} is here, but not its mariadb-install-db.`);
  const folder = mkdtempSync(join(tmpdir(), 'followup-maria-'));
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  execFileSync(
    installer,
    ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve', ...asRoot],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const port = await freePort();
  const child = spawn(
    program,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--port=${port}`,
      `--socket=${join(folder, 's')}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--innodb-buffer-pool-size=32M',
      '--innodb-flush-method=nosync',
      ...asRoot,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-4_000);
  });
  const root = async (...statements: string[]) => {
    const connection = await mysql.createConnection({ host: '127.0.0.1', port, user: 'root' });
    try {
      for (const statement of statements) await connection.query(statement);
    } finally {
      await connection.end();
    }
  };
  for (let tries = 0; ; tries += 1) {
    try {
      await root('select 1');
      break;
    } catch (error) {
      if (child.exitCode !== null || tries > 150) throw new Error(`MariaDB did not start: ${log}`, { cause: error });
      await wait(100);
    }
  }
  return {
    port,
    root,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
