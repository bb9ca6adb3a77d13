import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { resourcesDir } from '../../helpers/parts.ts';
import { openWorkstation, type TestWorkstation } from '../../helpers/workstation.ts';

/** Ten minutes past midnight on the first of November, in the hospital. */
const newMonth = '2026-10-31T16:10:00.000Z';

let workstation: TestWorkstation;
const folders: string[] = [];
afterEach(async () => {
  await workstation.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Resources whose opinions name no rectification: the first month cannot be told to its end. */
function brokenResources(): string {
  const folder = mkdtempSync(join(tmpdir(), 'resources-'));
  folders.push(folder);
  cpSync(resourcesDir, folder, { recursive: true });
  const file = join(folder, 'demo', 'opinions.json');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/"fix": \d+/g, '"fix": 99'));
  return folder;
}

async function publishedFigures(): Promise<readonly (readonly [string, number, number | null])[]> {
  const report = await workstation.system.reporting.month({ month: '2026-10', rule: 'strict' });
  return report.series.map(({ month, interviews, satisfied }) => [month, interviews, satisfied]);
}

it('builds in the first minutes of a month, after a failed try that left nothing, all in the past', async () => {
  workstation = await openWorkstation('sqlite', newMonth);
  const { parts } = workstation;
  Object.assign(parts, { resourcesDir: brokenResources() });
  await expect(workstation.anyone.hospital.setUpDemo({})).rejects.toMatchObject({ code: 'BAD_INPUT' });
  expect(await workstation.anyone.accounts.status({})).toEqual({ ready: false, hospital: null, demo: false });

  Object.assign(parts, { resourcesDir });
  await workstation.anyone.hospital.setUpDemo({});
  expect(await workstation.anyone.accounts.status({})).toMatchObject({ ready: true, demo: true });
  const figures = await publishedFigures();
  expect(figures.at(0)).toEqual(['2025-11', 500, 423]);
  expect(figures.at(-1)).toEqual(['2026-10', 700, 664]);
  expect(figures.reduce((sum, [, interviews]) => sum + interviews, 0)).toBe(8138);
  const { db } = parts.store;
  const last = async (table: 'attempt' | 'feedback_event' | 'interview' | 'discharge', column: string) =>
    (
      await db
        .selectFrom(table)
        .select((eb) => eb.fn.max(column as 'id').as('last'))
        .executeTakeFirstOrThrow()
    ).last;
  expect((await last('attempt', 'started_at')) < newMonth).toBe(true);
  expect((await last('interview', 'finished_at')) < newMonth).toBe(true);
  expect((await last('feedback_event', 'at')) <= newMonth).toBe(true);
  expect(await last('discharge', 'discharge_date')).toBe('2026-10-31');
  const states = await db.selectFrom('feedback').select('state').distinct().orderBy('state').execute();
  expect(states.map(({ state }) => state)).toEqual(['accepted', 'closed', 'dispatched', 'rectified', 'registered', 'replied', 'reviewed']);
}, 120_000);

it('refuses a last month that is not over, changing nothing', async () => {
  workstation = await openWorkstation('sqlite', newMonth);
  await expect(workstation.anyone.hospital.setUpDemo({ until: '2026-11' })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('上个月'),
  });
  expect(await workstation.anyone.accounts.status({})).toMatchObject({ ready: false });
});
