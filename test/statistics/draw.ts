/** Is every eligible discharge equally likely to be drawn? Counts over 10,000 seeded draws, with the p-value of the chi-square test. */
import { pathToFileURL } from 'node:url';
import { type DrawRule, drawSample, type Strata } from '../../shared/sampling/rules/draw.ts';
import { chiSquareP } from './chiSquare.ts';

const draws = 10_000;
const sizes: Readonly<Record<string, number>> = { 心血管内科: 240, 骨科: 120, 产科: 60, 眼科: 12, 疼痛科: 5 };
const rule: DrawRule = { method: 'stratified', size: 60, allocation: 'proportional', minimum: 2, reserves: 3 };

const frame: Strata = new Map(
  Object.entries(sizes).map(([stratum, size]) => [
    stratum,
    Array.from(
      { length: size },
      (_, at) => `${stratum === '产科' ? 'CK' : 'ZY'}${String(20_260_000 + at * 7)}|2026-10-${1 + (at % 31)}-${stratum}`,
    ),
  ]),
);

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/**
 * Chi-square of how often each of `size` members was among `taken` of them. Inside one draw members are drawn without
 * replacement, so counts vary less than independent ones by (size − taken) / (size − 1); the statistic is divided by it.
 */
function chiSquareOf(counts: readonly number[], size: number, taken: number): { value: number; p: number } {
  const expected = (draws * taken) / size;
  const plain = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const value = (plain * (size - 1)) / (size - taken);
  return { value, p: chiSquareP(value, size - 1) };
}

const digits = (value: number, places: number) => value.toFixed(places);

/** Prints per stratum: being sampled, being the first drawn, being a reserve; and whether two neighbours come together too often. */
export async function drawStatistics(): Promise<void> {
  const sampled = new Map<string, number>();
  const first = new Map<string, number>();
  const reserve = new Map<string, number>();
  const drawn = new Map<string, number>();
  let pairs = 0;
  const [left = '', right = ''] = frame.get('骨科') ?? [];
  for (let seed = 0; seed < draws; seed += 1) {
    const result = drawSample(frame, rule, `统计 ${seed}`);
    if ('refused' in result) throw new Error(result.refused);
    for (const { key, drawn: count } of result.strata) drawn.set(key, count);
    const together = new Set<string>();
    for (const { key, chosen, rank } of result.chosen) {
      add(chosen === 'sampled' ? sampled : reserve, key);
      if (rank === 1) add(first, key);
      if (chosen === 'sampled' && (key === left || key === right)) together.add(key);
    }
    if (together.size === 2) pairs += 1;
  }
  console.log(
    `chi-square over ${draws.toLocaleString('en')} seeded draws of ${rule.size} (p uniform on 0–1 where all are equally likely):`,
  );
  for (const [stratum, keys] of frame) {
    const taken = drawn.get(stratum) ?? 0;
    const reserves = Math.min(rule.reserves, keys.length - taken);
    const test = (counts: ReadonlyMap<string, number>, of: number) => {
      const { value, p } = chiSquareOf(
        keys.map((key) => counts.get(key) ?? 0),
        keys.length,
        of,
      );
      return `χ² ${digits(value, 1)}, p ${digits(p, 3)}`;
    };
    console.log(
      `  ${stratum} ${taken} of ${keys.length} (df ${keys.length - 1}): sampled ${test(sampled, taken)} · drawn first ${test(first, 1)} · reserve ${test(reserve, reserves)}`,
    );
  }
  const [size, taken] = [frame.get('骨科')?.length ?? 0, drawn.get('骨科') ?? 0];
  const chance = (taken * (taken - 1)) / (size * (size - 1));
  const z = (pairs - draws * chance) / Math.sqrt(draws * chance * (1 - chance));
  console.log(
    `  two neighbours of 骨科 drawn together ${pairs} times, expected ${digits(draws * chance, 1)}: χ² ${digits(z * z, 2)}, p ${digits(chiSquareP(z * z, 1), 3)}`,
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await drawStatistics();
