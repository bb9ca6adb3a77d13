/** Assembles the month's tables: series, departments × aspects, items, calls (domain §9, tables 1, 2, 3, 6). */

import type { RateRule } from '../../../shared/base/contract/words.ts';
import { addMonths } from '../../../shared/base/rules/time.ts';
import { commonItems } from '../../../shared/questionnaires/rules/commonItems.ts';
import type { MonthReport } from '../../../shared/reporting/contract/reporting.ts';
import { isRateHidden } from '../../../shared/statistics/rules/hiding.ts';
import { share } from '../../../shared/statistics/rules/percent.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import { type HiddenByMonth, hiddenFrom } from '../statistics/index.ts';
import { countAspects, countItems } from './breakdown.ts';
import { aspectFigures, departmentFigures, opinionTotals } from './departments.ts';
import { countFieldwork } from './fieldwork.ts';
import { type Figure, proportionOf } from './figures.ts';
import { type Compared, figureOf, monthsCompared, questionnairesOf, versionsUsed } from './monthsCompared.ts';
import { type Reader, readerOf } from './reader.ts';
import { countOverItems, countSatisfaction, type Satisfaction } from './satisfaction.ts';
import { weightsOf } from './weights.ts';

interface MonthQuery {
  readonly month: string;
  readonly rule: RateRule;
  readonly commonItems: boolean;
}

/** @throws Refusal BAD_INPUT where the rule cannot be computed from these questionnaires, or from what they share */
export async function monthReport(ctx: Context, { month, rule, commonItems: common }: MonthQuery): Promise<MonthReport> {
  const { db } = ctx;
  const reader = await readerOf(ctx);
  const { departmentId } = reader;
  const from = addMonths(month, -12);
  const hidden = await hiddenFrom(db, ctx.actor, from, month);
  const weights: Compared['weights'] = departmentId === null ? await weightsOf(db, from, month) : new Map();
  const satisfaction = await countSatisfaction(db, rule, from, month);
  const all: Compared = { satisfaction, weights, common: false, isHidden: hidingOf(hidden, reader, rule === 'strict') };
  const shared = common ? commonItems(satisfaction.versions.map(({ content }) => content)) : null;
  const compared: Compared = shared
    ? {
        satisfaction: await countOverItems(db, rule, satisfaction.versions, shared, from, month),
        weights,
        common: true,
        isHidden: hidingOf(hidden, reader, false),
      }
    : all;
  const aspectRows = await countAspects(db, month, departmentId);
  const names = new Map((await db.selectFrom('department').select(['id', 'name']).execute()).map((row) => [row.id, row.name]));
  const now = figureOf(all, month, departmentId);
  const commonNow = figureOf(compared, month, departmentId);
  const departments = await departmentFigures({ db, month, reader, hidden: hidden(month), all, compared }, aspectRows, names);
  return {
    ...proportionOf(now, all.isHidden(month, now)),
    month,
    rule,
    departmentName: departmentId ? (names.get(departmentId) ?? '') : null,
    smallSample: now.people < reader.rankFrom,
    ...monthsCompared(compared, { month, rule, departmentId }),
    common: shared && {
      items: shared.length,
      leftOut: leftOut(satisfaction, month, reader, shared),
      now: proportionOf(commonNow, compared.isHidden(month, commonNow)),
    },
    severalVersions: satisfaction.versions.length > 1,
    departments,
    ...opinionTotals(departments),
    aspects: aspectFigures(aspectRows, hidden(month), weights.get(month)),
    items: await itemFigures(db, month, reader, hidden, satisfaction),
    fieldwork: await countFieldwork(db, month, departmentId),
    versions: versionsUsed(satisfaction, month, departmentId).map(({ label }) => label),
    questionnaires: questionnairesOf(satisfaction, month, departmentId),
    line: reader.line,
  };
}

function hidingOf(hidden: HiddenByMonth, { hideBelow }: Reader, plainStrict: boolean): Compared['isHidden'] {
  return (month: string, { people }: Figure) => isRateHidden(hidden(month), plainStrict, people, hideBelow);
}

/** Titles of this month's items that the other questionnaires do not ask, or ask otherwise. */
function leftOut(satisfaction: Satisfaction, month: string, reader: Reader, shared: readonly string[]): string[] {
  const items = versionsUsed(satisfaction, month, reader.departmentId).flatMap(({ content }) => content.items);
  return [...new Set(items.filter(({ code }) => !shared.includes(code)).map(({ title }) => title))];
}

/** By objections, most first; items hidden from the reader are left out. */
async function itemFigures(
  db: Db,
  month: string,
  reader: Reader,
  hidden: HiddenByMonth,
  { versions }: Satisfaction,
): Promise<MonthReport['items']> {
  const titles = new Map(versions.flatMap(({ content }) => content.items.map((item) => [item.code, item.title] as const)));
  const { all, items } = hidden(month);
  const rows = all ? [] : await countItems(db, month, reader.departmentId);
  return rows
    .filter((row) => !items.has(row.itemCode))
    .map((row) => ({ ...row, title: titles.get(row.itemCode) ?? row.itemCode, rate: share(row.objections, row.counted) }))
    .sort(
      (a, b) => b.objections - a.objections || b.objections * a.counted - a.objections * b.counted || (a.itemCode < b.itemCode ? -1 : 1),
    );
}
