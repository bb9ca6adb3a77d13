/** Runs a short simulation on both databases and checks the invariants; tests the simulation itself. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { onBothDatabases } from '../helpers/workstation.ts';
import { found } from './founding.ts';
import type { Invariant } from './invariants/invariant.ts';
import { scriptOf, startOf } from './script.ts';
import { shortest } from './shrink.ts';
import { simulate } from './simulate.ts';
import { onPostgres, onSqlite, type Site } from './site.ts';

onBothDatabases('the hospital simulated', (kind) => {
  let hospital: Site;
  beforeAll(async () => {
    hospital = await found(kind === 'sqlite' ? onSqlite : onPostgres(inject('postgresUrl')));
  });
  afterAll(() => hospital.remove());

  it.each(kind === 'sqlite' ? ['101', '102'] : ['104'])('keeps the rules of the field, seed %s', async (seed) => {
    const run = await simulate(hospital, seed, scriptOf(seed, startOf(Number(seed)), 2, 100));
    expect(run.found).toEqual([]);
    expect(run.steps).toBe(200);
  });
});

describe('a script', () => {
  let hospital: Site;
  beforeAll(async () => {
    hospital = await found(onSqlite);
  });
  afterAll(() => hospital.remove());

  it('runs the same a second time', async () => {
    const script = scriptOf('105', '2026-09', 1, 40);
    const [first, second] = [await simulate(hospital, '105', script), await simulate(hospital, '105', script)];
    expect(second.journal).toEqual(first.journal);
    expect(second.found).toEqual(first.found);
  });

  it('is shortened to the steps that break a rule', async () => {
    const nobodyIsCalled: Invariant = {
      name: 'nobody is called',
      says: 'planted',
      check: (rows) => rows.attempt.slice(0, 1).map((one) => ({ about: one.id, detail: 'a call' })),
    };
    const short = await shortest(hospital, '106', scriptOf('106', '2026-09', 1, 12), 'nobody is called', Number.POSITIVE_INFINITY, {
      rules: [nobodyIsCalled],
    });
    // Nobody can be called before somebody was imported and drawn.
    expect(short?.steps.map((step) => step.move)).toEqual(expect.arrayContaining(['import', 'draw']));
    expect(short?.steps.length).toBeLessThanOrEqual(4);
  });
});
