/** A year's discharges on the screen: a hundred thousand rows, each shown as what becomes of it, while others go on working. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownBefore, type LongRow, longCounts, longRow, longRows, longWorkbook, placesOf } from '../../fixtures/longFile.ts';
import { openWorkstation, withStaff } from '../../helpers/workstation.ts';
import { Stage } from '../stage.ts';

const now = '2026-11-10T02:00:00.000Z';

interface FetchedPage {
  readonly offset: number;
  readonly kind: LongRow['kind'] | 'warned' | undefined;
  readonly rows: readonly LongRow[];
  /** From the request to the last byte of the answer. ms */
  readonly took: number;
}

/** A page of rows as it came over the wire. */
async function pageOf(response: Response): Promise<FetchedPage> {
  const asked = response.request().postDataJSON() as { json: Pick<FetchedPage, 'offset' | 'kind'> };
  const answer = (await response.json()) as { json: { rows: LongRow[] } };
  await response.finished();
  const { requestStart, responseEnd } = response.request().timing();
  return { ...asked.json, rows: answer.json.rows, took: responseEnd - requestStart };
}

/** How long each of these requests waits while something else goes on: one of each every 50 ms. ms */
async function waits(asks: readonly (() => Promise<unknown>)[], until: Promise<unknown>): Promise<number[][]> {
  let over = false;
  const end = until.finally(() => {
    over = true;
  });
  const took = asks.map(async (ask) => {
    const each: number[] = [];
    while (!over) {
      const start = performance.now();
      await ask();
      each.push(performance.now() - start);
      await setTimeout(50);
    }
    return each;
  });
  await end;
  return Promise.all(took);
}

const everyPlace = Array.from({ length: longRows }, (_, index) => index);

const worst = (values: readonly number[]) => Math.round(Math.max(0, ...values));
const median = (values: readonly number[]) => Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);

describe('a hundred thousand rows on the screen', () => {
  const stage = new Stage(now);
  const pages: Promise<FetchedPage>[] = [];
  const file = join(stage.dataDir, '全年.xlsx');
  beforeAll(async () => {
    const workstation = await openWorkstation('sqlite', now, stage.dataDir);
    await withStaff(workstation);
    const { uploadId } = await workstation.system.import.previewImport({
      file: new File([knownBefore()], '上半年.csv'),
      departments: [],
    });
    await workstation.system.import.commitImport({ uploadId });
    await workstation.close();
    writeFileSync(file, longWorkbook());
    await stage.startHost();
    await stage.openBrowser();
    await stage.signIn('admin');
    await stage.room('导入');
    stage.page.on('response', (response) => {
      if (response.url().endsWith('/import/previewRows')) pages.push(pageOf(response));
    });
    await stage.page.evaluate(() => {
      const tasks: number[] = [];
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask' });
      Object.assign(window, { longTasks: tasks });
    });
  });
  afterAll(() => stage.close());

  const list = () => stage.page.getByRole('table', { name: '逐行核对' });
  const number = (index: number) => list().getByText(longRow(index).inpatientNumber, { exact: true }).first();
  const only = (words: string) => stage.page.locator('.ant-segmented-item', { hasText: words }).click();
  /** Waits for a row of the file, then reads all that are in sight: each has to stand at its place. */
  const shows = async (index: number, places: readonly number[] = everyPlace) => {
    await number(index).waitFor();
    await list().getByText('…', { exact: true }).first().waitFor({ state: 'hidden' });
    const seen = await list()
      .locator('.long-row')
      .evaluateAll((rows) =>
        rows.map((row) => ({
          at: Number(row.getAttribute('aria-rowindex')) - 2,
          row: Number(row.children[0]?.textContent),
          inpatientNumber: row.children[3]?.textContent,
        })),
      );
    expect(seen).toEqual(
      seen.map(({ at }) => {
        const { row, inpatientNumber } = longRow(places[at] ?? -1);
        return { at, row, inpatientNumber };
      }),
    );
  };
  const wheelTo = async (index: number, by: number) => {
    await list().hover();
    while (!(await number(index).isVisible())) {
      await stage.page.mouse.wheel(0, by);
      await setTimeout(20);
    }
    await shows(index);
  };
  /** The longest task of the page since the last look, ms. */
  const longestTask = async () =>
    worst(await stage.page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks.splice(0)));
  /** What others wait for the host meanwhile: a procedure that reads the database, and a file. */
  const meanwhile = async (what: string, work: Promise<unknown>) => {
    const [status = [], page = []] = await waits([() => stage.host.post('accounts/status'), () => fetch(stage.host.url)], work);
    console.log(
      `${what}: a light procedure every 50 ms, ${status.length} times: median ${median(status)} ms, worst ${worst(status)} ms; the page itself ${page.length} times: median ${median(page)} ms, worst ${worst(page)} ms; longest task in the browser ${await longestTask()} ms`,
    );
  };

  it('counts every kind, and answers others while it reads', async () => {
    await stage.page.locator('input[type=file]').setInputFiles(file);
    await meanwhile(`reading ${longRows} rows`, stage.page.getByRole('button', { name: /^导入 / }).waitFor({ timeout: 60_000 }));
    for (const [words, count] of [
      ['新增', longCounts.new],
      ['更新', longCounts.changed],
      ['未变', longCounts.unchanged],
      ['文件内重复', longCounts.duplicate],
      ['退回', longCounts.rejected],
      ['有提示', longCounts.warned],
    ] as const)
      await stage.page.locator('.ant-segmented-item', { hasText: `${words} ${count.toLocaleString('zh-CN')}` }).waitFor();
    await stage.look('28-import-long-rejected');
  });

  it('scrolls from the top to the middle to the end by wheel and keys', async () => {
    await only('全部');
    await shows(0);
    await longestTask();
    await wheelTo(300, 300);
    await stage.press('End');
    await shows(longRows - 1);
    await stage.press('PageUp');
    await shows(longRows - 20);
    await stage.press('Home');
    await shows(0);
    await stage.press('PageDown', 'PageDown');
    await shows(22);
    const height = await stage.page.getByRole('region', { name: '逐行核对' }).evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2;
      return element.scrollHeight;
    });
    expect(height).toBeGreaterThan(longRows * 20);
    await shows(longRows / 2);
    await wheelTo(longRows / 2 - 100, -300);
    console.log(`scrolling: longest task in the browser ${await longestTask()} ms`);
    await stage.look('20-import-long');
    await stage.press('End');
    await shows(longRows - 1);
    await stage.look('29-import-long-end');
  });

  it('shows one kind at a time, each to its end', async () => {
    const tasks: number[] = [];
    for (const [words, kind] of [
      ['退回', 'rejected'],
      ['有提示', 'warned'],
      ['更新', 'changed'],
      ['文件内重复', 'duplicate'],
      ['未变', 'unchanged'],
      ['新增', 'new'],
    ] as const) {
      await longestTask();
      await only(words);
      const places = placesOf(kind);
      await shows(places[0] ?? 0, places);
      await stage.press('End');
      await shows(places.at(-1) ?? 0, places);
      tasks.push(await longestTask());
      await stage.look(`30-import-long-${kind}`);
    }
    console.log(`filtering: longest task in the browser ${worst(tasks)} ms`);
  });

  it('brought on each page exactly the rows that stand there', async () => {
    const fetched = await Promise.all(pages);
    expect(fetched.length).toBeGreaterThan(10);
    for (const { offset, kind, rows } of fetched) {
      const places = kind === undefined ? everyPlace : placesOf(kind);
      const expected = places.slice(offset, offset + 200).map(longRow);
      expect(rows.length).toBe(expected.length);
      expect(rows).toMatchObject(expected);
    }
    const took = fetched.map((page) => page.took);
    console.log(`${fetched.length} pages of up to 200 rows: median ${median(took)} ms, worst ${worst(took)} ms`);
  });

  it('says how often each reason stands in the file', async () => {
    await stage.page.getByRole('tab', { name: /退回与提示/ }).click();
    const each = longCounts.changed;
    for (const reason of ['出院日期读不出', '缺姓名', '文件内重复', '提示：号码无法拨打'])
      await stage.page.getByRole('row', { name: new RegExp(`^${reason} ${each}`) }).waitFor();
    await stage.look('31-import-long-reasons');
  });

  it('writes it, and answers others meanwhile', async () => {
    await longestTask();
    await stage.press('F9');
    const written = longCounts.new + longCounts.changed;
    await meanwhile(
      `writing ${written} rows`,
      stage.page.getByText(`新增 ${longCounts.new.toLocaleString('zh-CN')} 条`).waitFor({ timeout: 60_000 }),
    );
    await stage.look('32-import-long-done');
  });
});
