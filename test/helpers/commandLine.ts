/** Runs the command line as a child process. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Runs one verb to its end. */
export function workstation(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
  const { npm_lifecycle_event: _event, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--import', './electron/guard.mjs', 'electron/cli.ts', ...args], {
    cwd: repository,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
