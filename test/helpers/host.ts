/** Runs a host in a process of its own on a temporary data folder; it can be killed and restarted. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Limits } from '../../electron/host/limits.ts';

export interface TestHost {
  /** http://127.0.0.1:PORT/ */
  readonly url: string;
  readonly dataDir: string;
  /** Its process. */
  readonly pid: number;
  /** All that the process wrote to stderr so far. */
  logs(): string;
  /** Ends the process with this signal and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Calls a procedure through the plain JSON interface. */
  post(path: string, body?: unknown, token?: string): Promise<{ status: number; body: Record<string, unknown> }>;
}

export interface HostStart {
  /** Default: a new temporary folder. */
  readonly dataDir?: string;
  /** Default: a free one. The same again lets an open page find the host after a restart. */
  readonly port?: number;
  /** ISO instant at which the host's clock starts. */
  readonly startAt?: string;
  /** What differs from the usual limits. */
  readonly limits?: Partial<Limits>;
}

const entry = fileURLToPath(new URL('hostEntry.ts', import.meta.url));

const made: string[] = [];
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A temporary data folder, removed when the test process ends. */
export function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'followup-host-'));
  made.push(folder);
  return folder;
}

/** Starts a host and waits until it answers. @throws Error with its stderr where it ends instead */
export async function startTestHost({ dataDir = newDataDir(), port = 0, startAt, limits = {} }: HostStart = {}): Promise<TestHost> {
  const options = JSON.stringify({ dataDir, port, limits, ...(startAt ? { startAt } : {}) });
  const child = spawn(process.execPath, [entry, options], { stdio: ['ignore', 'pipe', 'pipe'] });
  let logs = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    logs += text;
  });
  const url = await firstLine(child, () => logs);
  return {
    url,
    dataDir,
    pid: child.pid ?? 0,
    logs: () => logs,
    kill: (signal = 'SIGTERM') => ended(child, signal),
    async post(path, body = {}, token) {
      const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
      const response = await fetch(`${url}api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
  };
}

function firstLine(child: ChildProcess, logs: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the host ended with ${code}: ${logs()}`)));
    if (child.stdout) createInterface(child.stdout).once('line', (line) => resolve((JSON.parse(line) as { url: string }).url));
  });
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
