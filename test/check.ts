/** `npm run check`: types of every floor, lint and format, rooms, dead code. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { brokenRules, root } from './helpers/rooms.ts';

export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly output: string;
}

function run(name: string, script: string, args: readonly string[]): Promise<Finding> {
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ name, ok: code === 0, output }));
  });
}

const types = (floor: string) => () => run(`types of ${floor}`, 'typescript/bin/tsc', ['-p', floor]);

const checks: readonly (() => Promise<Finding>)[] = [
  ...['shared', 'electron', 'renderer', 'test'].map(types),
  () => run('lint and format', '@biomejs/biome/bin/biome', ['check', '--diagnostic-level=error', '.']),
  () => run('dead code', 'knip/bin/knip.js', ['--config', '.knip.json', '--no-progress']),
  async () => {
    const broken = brokenRules();
    return { name: 'rooms', ok: broken.length === 0, output: broken.join('\n') };
  },
];

/** Runs all checks, two at a time, and prints what fails. */
export async function check(): Promise<Finding[]> {
  const findings: Finding[] = [];
  const waiting = [...checks];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const finding = await next();
      findings.push(finding);
      process.stdout.write(finding.ok ? `ok      ${finding.name}\n` : `FAILED  ${finding.name}\n${finding.output}\n`);
    }
  };
  await Promise.all([worker(), worker()]);
  return findings;
}

if (import.meta.main) process.exitCode = (await check()).every(({ ok }) => ok) ? 0 : 1;
