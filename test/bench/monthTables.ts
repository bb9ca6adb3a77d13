/** Month tables against the best hand-written SQL for the same tables, on the same data in the same run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDriver from 'better-sqlite3';
import { addDepartment } from '../../electron/core/accounts/departments.ts';
import { insertUser } from '../../electron/core/accounts/users.ts';
import { type Parts, systemActor } from '../../electron/core/base/context.ts';
import { databaseFile, openSqlite } from '../../electron/core/base/db/open.ts';
import { foundHospital } from '../../electron/core/hospital/setUp.ts';
import { createWorkstation } from '../../electron/core/workstation.ts';
import { addMonths } from '../../shared/base/rules/time.ts';
import { addInterviews, allSatisfied, publishedQuestionnaire } from '../helpers/interviews.ts';
import { stillParts, transactionOn } from '../helpers/parts.ts';

export const lastMonth = '2026-10';
const months = Array.from({ length: 12 }, (_, index) => addMonths(lastMonth, index - 11));
const departments = 24;
const rounds = 9;

/** The same tables as the month report: series with departments and versions, aspects, items, calls, opinions. */
const handWritten = [
  `select month, department_id, questionnaire_version_id, count(*), sum(satisfied) from interview
   where month between '${addMonths(lastMonth, -12)}' and '${lastMonth}' and satisfied is not null group by 1, 2, 3`,
  `select department_id, aspect, count(*), sum(objections = 0) from interview_aspect where month = '${lastMonth}' and counted > 0 group by 1, 2`,
  `select a.item_code, a.aspect, count(*), sum(a.objection) from interview i join answer a on a.interview_id = i.id
   where i.month = '${lastMonth}' and i.satisfied is not null and a.counted = 1 group by 1, 2`,
  `select disposition, count(*), sum(attempts > 0), sum(contacted) from follow_up where month = '${lastMonth}' group by 1`,
  `select i.department_id, f.department_id, f.state, f.item_code is null, count(*) from feedback f left join interview i on i.id = f.interview_id
   where f.month = '${lastMonth}' and f.kind <> 'praise' and f.state not in ('draft', 'merged') group by 1, 2, 3, 4`,
];

/** Twelve months of interviews by one nurse in 24 departments, so many in all. */
export async function fill(parts: Parts, size: number): Promise<void> {
  let open = 0;
  const transaction = transactionOn(parts);
  const { ids, nurseId, content } = await transaction(async (ctx) => {
    await foundHospital(ctx, '测试医院');
    const ids: string[] = [];
    for (let index = 0; index < departments; index += 1) ids.push(await addDepartment(ctx, `科室${index + 1}`, 'clinical'));
    const nurseId = await insertUser(ctx, { login: 'nurse', name: '王静', role: 'nurse', departmentId: null }, '');
    return { ids, nurseId, content: (await publishedQuestionnaire(ctx.db)).content };
  });
  const satisfied = allSatisfied(content);
  const dissatisfied = allSatisfied(content, { attitude_nurse: 'dissatisfied', environment_quiet: 'unclear' });
  for (const month of months) {
    const upTo = Math.round((size * (months.indexOf(month) + 1)) / months.length);
    const given = Array.from({ length: upTo - open }, (_, index) => ({
      month,
      departmentId: ids[index % departments] ?? '',
      nurseId,
      answers: index % 10 === 0 ? dissatisfied : satisfied,
      opinions: index % 10 === 0 ? [{ text: '护士态度不好', itemCode: 'attitude_nurse' }] : [],
    }));
    open = upTo;
    await addInterviews({ parts, transaction }, given);
  }
}

export async function median(work: () => unknown): Promise<number> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(rounds / 2)] ?? Number.NaN;
}

/** Prints one line per size: the month's tables through the door, the same tables by hand-written SQL, and their ratio. */
export async function monthTablesBench(sizes: number[]): Promise<{ size: number; ratio: number }[]> {
  const results: { size: number; ratio: number }[] = [];
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'followup-bench-'));
    const parts = stillParts(await openSqlite(folder), folder);
    try {
      await fill(parts, size);
      const workstation = createWorkstation(parts);
      const { reporting } = workstation.as({ actor: systemActor });
      const { interviews } = (await reporting.month({ month: lastMonth })).series.reduce(
        (sum, point) => ({ interviews: sum.interviews + point.interviews }),
        { interviews: 0 },
      );
      if (interviews !== size) throw new Error(`the series holds ${interviews} interviews, not ${size}`);
      const ours = await median(() => reporting.month({ month: lastMonth }));
      await workstation.close();
      const driver = new SqliteDriver(join(folder, databaseFile));
      driver.pragma('cache_size = -262144');
      const statements = handWritten.map((text) => driver.prepare(text));
      const bare = await median(() => statements.map((statement) => statement.all()));
      driver.close();
      const ratio = ours / bare;
      results.push({ size, ratio });
      console.log(
        `month tables, ${size} interviews: ${ours.toFixed(1)} ms, hand-written SQL ${bare.toFixed(1)} ms, ratio ${ratio.toFixed(2)} (aim ≤ 2)`,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return results;
}
