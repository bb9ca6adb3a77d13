/**
 * `npm run mutate`: changes the shared rules one place at a time and asks whether a rule-level test notices. Prints killed and all per room and the
 * changes that no test noticed; fails below 95 %.
 *
 * `npm run mutate -- --rooms calls,sampling` takes these rooms alone; `--sample 300` takes windows of lines with about so many lines in all, the
 * same ones for the same `--seed`. Constants of a module are left out: they exist before a test begins.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { codeUnitBytes, murmur3 } from '../shared/sampling/rules/murmur3.ts';
import { root } from './helpers/rooms.ts';
import { equivalents } from './mutation/equivalents.ts';

type MutantResult = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

const wanted = 0.95;
const windowLines = 15;

const { values: given } = parseArgs({
  options: { rooms: { type: 'string' }, sample: { type: 'string' }, seed: { type: 'string', default: '1' } },
});

const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n');
const roomOf = (file: string) => file.split('/')[1] ?? '';

function ruleFiles(): string[] {
  const rooms = given.rooms?.split(',');
  return readdirSync(join(root, 'shared'), { recursive: true, encoding: 'utf8' })
    .map((path) => `shared/${path.replaceAll('\\', '/')}`)
    .filter((file) => /^shared\/[^/]+\/rules\/.*\.ts$/.test(file) && (!rooms || rooms.includes(roomOf(file))))
    .toSorted();
}

/** Windows of lines, in an order that the seed alone decides, until they hold about so many changes: one a line on average. */
function sampled(files: readonly string[], size: number): string[] {
  const order = (text: string) => murmur3(codeUnitBytes(text), Number(given.seed));
  return files
    .flatMap((file) => {
      const lines = linesOf(join(root, file)).length;
      return Array.from({ length: Math.ceil(lines / windowLines) }, (_, at) => `${file}:${at * windowLines + 1}-${(at + 1) * windowLines}`);
    })
    .toSorted((a, b) => order(a) - order(b))
    .slice(0, Math.ceil(size / windowLines));
}

/** The changed code as one line, for the report. */
function before({ fileName, location: { start, end } }: MutantResult): string {
  const lines = linesOf(fileName).slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines.map((line, at) => line.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined).trim()).join(' ');
}

const short = (code: string) => (code.length > 90 ? `${code.slice(0, 90)}…` : code);
const fileOf = ({ fileName }: MutantResult) => relative(root, fileName).replaceAll('\\', '/');
const isEquivalent = (mutant: MutantResult) =>
  equivalents.some(({ file, code, to }) => fileOf(mutant) === file && before(mutant) === code && mutant.replacement === to);

const files = ruleFiles();
const results = await new Stryker({
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  mutate: given.sample ? sampled(files, Number(given.sample)) : files,
  ignoreStatic: true,
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // A loop that no longer ends is found by this; a loaded machine must not look like one.
  timeoutMS: 20_000,
  reporters: ['progress-append-only'],
  tempDirName: join(tmpdir(), 'followup-mutants'),
  ignorePatterns: ['dist', 'release', '.git'],
  // The compiler installed here has no programming interface for Stryker to rewrite its settings with.
  tsconfigFile: 'none.json',
  allowConsoleColors: false,
}).runMutationTest();

const alive = results.filter((one) => (one.status === 'Survived' || one.status === 'NoCoverage') && !isEquivalent(one));
const killed = results.filter(({ status }) => status === 'Killed' || status === 'Timeout');
for (const one of alive.toSorted((a, b) => a.fileName.localeCompare(b.fileName) || a.location.start.line - b.location.start.line))
  process.stdout.write(`${fileOf(one)}:${one.location.start.line}  ${short(before(one))}  →  ${short(one.replacement ?? '')}\n`);
for (const room of new Set(files.map(roomOf))) {
  const of = (list: readonly MutantResult[]) => list.filter((one) => roomOf(fileOf(one)) === room).length;
  if (of(killed) + of(alive) > 0) process.stdout.write(`${room}: ${of(killed)} of ${of(killed) + of(alive)}\n`);
}
const share = killed.length / (killed.length + alive.length);
process.stdout.write(`${killed.length} of ${killed.length + alive.length} changes noticed (${(share * 100).toFixed(1)} %)\n`);
process.exitCode = share >= wanted ? 0 : 1;
