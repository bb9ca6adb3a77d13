/**
 * Simulated hospital months through the real door, with the field's rules checked on the way:
 *
 *     npm run simulate -- --seeds 1-20 --months 3 --steps 300 [--database postgres] [--from 2026-09]
 *     npm run simulate -- --seeds 7 --months 3 --steps 300 --shrink ['name of a rule']
 *
 * Prints each broken rule with the first seed and step that broke it, and what was called and checked; `--shrink` adds the
 * shortest script that still breaks the rule. Exit code 1 where a rule was broken. Same seed, months and steps: same run.
 * A TMPDIR on a memory disk makes it faster, because every commit is synced.
 */
import { parseArgs } from 'node:util';
import { startPostgres } from '../helpers/postgres.ts';
import { found } from './founding.ts';
import { scriptOf, startOf } from './script.ts';
import { shortest } from './shrink.ts';
import { type Found, simulate } from './simulate.ts';
import { onPostgres, onSqlite, type Site } from './site.ts';
import { Tallies } from './tallies.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '1-3' },
    months: { type: 'string', default: '3' },
    steps: { type: 'string', default: '300' },
    from: { type: 'string' },
    database: { type: 'string', default: 'sqlite' },
    shrink: { type: 'boolean', default: false },
    /** Seconds for each shortened script. */
    seconds: { type: 'string', default: '120' },
  },
});

const scriptFor = (seed: string) => scriptOf(seed, values.from ?? startOf(Number(seed)), Number(values.months), Number(values.steps));

async function runSeeds(hospital: Site): Promise<Found[]> {
  const [low = 1, high = low] = values.seeds.split('-').map(Number);
  const tallies = new Tallies();
  const all: Found[] = [];
  for (let seed = low; seed <= high; seed += 1) {
    const run = await simulate(hospital, String(seed), scriptFor(String(seed)), { tallies });
    all.push(...run.found);
    process.stdout.write(`seed ${seed}: ${run.steps} steps, ${run.journal.length} calls, ${run.found.length} findings\n`);
    for (const one of run.found) process.stdout.write(`    ${lineOf(one)}\n`);
  }
  for (const line of tallies.lines(new Set(all.map((one) => one.invariant)))) process.stdout.write(`${line}\n`);
  return all;
}

const lineOf = (one: Found) =>
  `seed ${one.seed} step ${one.step} ${one.at} [${one.move}] ${one.invariant} ${one.about}: ${one.detail.slice(0, 500)}`;

function print(rule: string, found: readonly Found[]): void {
  const seeds = new Set(found.map((one) => one.seed)).size;
  process.stdout.write(`\n✗ ${rule}: ${found.length} records in ${seeds} seeds\n`);
  for (const one of found.slice(0, 5)) process.stdout.write(`    ${lineOf(one)}\n`);
}

async function printShortest(hospital: Site, rule: string, found: readonly Found[]): Promise<void> {
  const first = found.toSorted((a, b) => a.step - b.step)[0];
  if (!first) return;
  const script = scriptFor(first.seed).filter((one) => one.number <= first.step);
  const short = await shortest(hospital, first.seed, script, rule, Number(values.seconds));
  if (!short) return;
  process.stdout.write(`\nshortest script for “${rule}” (seed ${first.seed}): ${short.steps.length} steps\n`);
  for (const { step, at, who, what, input, answer } of short.run.journal)
    process.stdout.write(`  ${step} ${at} ${who} ${what} ${JSON.stringify(input).slice(0, 300)} → ${answer.slice(0, 120)}\n`);
  for (const one of short.run.found.filter((each) => each.invariant === rule).slice(0, 2))
    process.stdout.write(`  ⇒ ${one.about}: ${one.detail.slice(0, 500)}\n`);
}

const server = values.database === 'postgres' ? await startPostgres() : null;
try {
  const hospital = await found(server ? onPostgres(server.url) : onSqlite);
  const all = await runSeeds(hospital);
  const byRule = Map.groupBy(all, (one) => one.invariant);
  for (const [rule, found] of [...byRule].sort((a, b) => b[1].length - a[1].length)) {
    print(rule, found);
    if (values.shrink && (positionals[0] === undefined || positionals[0] === rule)) await printShortest(hospital, rule, found);
  }
  await hospital.remove();
  process.stdout.write(all.length === 0 ? '\nevery rule held\n' : `\n${byRule.size} rules broken\n`);
  process.exitCode = all.length > 0 ? 1 : 0;
} finally {
  await server?.stop();
}
