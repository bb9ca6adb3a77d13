/** Procedures of the reporting room. */
import { civilDateOf, civilTimeOf } from '../../../shared/base/rules/time.ts';
import { auditView } from '../base/auditView.ts';
import type { Context } from '../base/context.ts';
import type { Handlers } from '../base/door.ts';
import { readSetting } from '../base/settings.ts';
import { interviewsBehind } from './behind.ts';
import { monthReport } from './monthReport.ts';
import { type Imprint, monthWorkbook } from './monthWorkbook.ts';
import { nurseFigures } from './nurses/figures.ts';
import { nurseWorkbook } from './nurses/workbook.ts';
import { readerOf } from './reader.ts';
import { registerPage } from './register.ts';
import { registerWorkbook } from './registerWorkbook.ts';

async function imprintOf(ctx: Context): Promise<Imprint> {
  return {
    hospital: (await readSetting(ctx.db, 'hospital')) ?? '',
    user: ctx.actor.name,
    at: `${civilDateOf(ctx.now)} ${civilTimeOf(ctx.now)}`,
  };
}

/** Months with counted interviews, newest first. */
async function months(ctx: Context): Promise<{ month: string; interviews: number }[]> {
  const { departmentId } = await readerOf(ctx);
  let query = ctx.db
    .selectFrom('interview')
    .select((eb) => ['month', eb.fn.countAll<number>().as('interviews')])
    .where('satisfied', 'is not', null);
  if (departmentId) query = query.where('department_id', '=', departmentId);
  const rows = await query.groupBy('month').orderBy('month', 'desc').execute();
  return rows.map((row) => ({ month: row.month, interviews: Number(row.interviews) }));
}

export const reporting: Handlers<'reporting'> = {
  months: (ctx) => months(ctx),
  month: monthReport,
  interviews: interviewsBehind,
  async workbook(ctx, query) {
    const { report, imprint } = await ctx.transaction(async (tx) => {
      tx.audit('reporting.exportWorkbook', query.month, { rule: query.rule });
      return { report: await monthReport(tx, query), imprint: await imprintOf(tx) };
    });
    return monthWorkbook(report, imprint);
  },
  workMonths: async ({ db }) => {
    const rows = await db.selectFrom('draw').select('month').distinct().orderBy('month', 'desc').execute();
    return rows.map((row) => row.month);
  },
  nurseFigures,
  async nurseWorkbook(ctx, query) {
    const { figures, imprint } = await ctx.transaction(async (tx) => {
      tx.audit('reporting.exportNurses', query.month);
      return { figures: await nurseFigures(tx, query), imprint: await imprintOf(tx) };
    });
    return nurseWorkbook(figures, imprint);
  },
  async register(ctx, query) {
    const page = await registerPage(ctx, query);
    if (page.rows.length > 0) auditView(ctx, 'reporting.viewRegister', query.month);
    return page;
  },
  registerWorkbook,
};
