/** The draw for review and the figures per nurse against bare SQL for the same counts, on the same data in the same run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDriver from 'better-sqlite3';
import { databaseFile, openSqlite } from '../../electron/core/base/db/open.ts';
import { drawReviews } from '../../electron/core/quality/drawReviews.ts';
import { nurseFigures } from '../../electron/core/reporting/nurses/figures.ts';
import { stillParts, transactionOn } from '../helpers/parts.ts';
import { fill, lastMonth, median } from './monthTables.ts';

/** The sample, calls, interviews and answers of a month by nurse; and the interviews a draw has to look at. */
const bareFigures = [
  `select id, nurse_id from follow_up where month = '${lastMonth}'`,
  `select f.id, a.nurse_id, a.started_at, a.outcome from follow_up f join attempt a on a.follow_up_id = f.id where f.month = '${lastMonth}'`,
  `select f.id, i.nurse_id, i.state, i.satisfied, i.started_at, a.started_at, a.ended_at from interview i join follow_up f on f.id = i.follow_up_id
   left join attempt a on a.follow_up_id = f.id and a.ordinal = f.attempts where i.month = '${lastMonth}' and i.state <> 'open'`,
  `select i.nurse_id, count(*), sum(1 - a.counted) from interview i join answer a on a.interview_id = i.id
   where i.month = '${lastMonth}' and i.state <> 'open' group by 1`,
];
const bareDraw = [
  `select nurse_id, count(*) from interview where month = '${lastMonth}' and state <> 'open' group by 1`,
  `select id from interview where month = '${lastMonth}' and state <> 'open' order by random() limit (select count(*) / 10 from interview
   where month = '${lastMonth}' and state <> 'open')`,
];

/** Prints, per size, the figures and the draw through the core, the same rows by bare SQL, and their ratios. */
export async function qualityBench(sizes: readonly number[]): Promise<void> {
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'followup-bench-'));
    const parts = stillParts(await openSqlite(folder), folder);
    const through = transactionOn(parts);
    try {
      await fill(parts, size);
      const figures = await median(() => through((ctx) => nurseFigures(ctx, { month: lastMonth })));
      const startDraw = performance.now();
      const { drawn } = await through((ctx) => drawReviews(ctx, { month: lastMonth }));
      const draw = performance.now() - startDraw;
      const again = await median(() => through((ctx) => drawReviews(ctx, { month: lastMonth })));
      await parts.store.close();
      const driver = new SqliteDriver(join(folder, databaseFile));
      driver.pragma('cache_size = -262144');
      const bare = (texts: readonly string[]) => {
        const statements = texts.map((text) => driver.prepare(text));
        return median(() => statements.map((statement) => statement.all()));
      };
      const bareF = await bare(bareFigures);
      const bareD = await bare(bareDraw);
      driver.close();
      console.log(
        `nurse figures, ${size} interviews in 12 months: ${figures.toFixed(1)} ms, bare SQL ${bareF.toFixed(1)} ms, ratio ${(figures / bareF).toFixed(2)}`,
      );
      console.log(
        `review draw, ${drawn} of the month: ${draw.toFixed(1)} ms with its rows written, nothing to draw ${again.toFixed(1)} ms, bare SQL choosing alone ${bareD.toFixed(1)} ms, ratio ${(draw / bareD).toFixed(1)} and ${(again / bareD).toFixed(2)}`,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
