/** The month's tables: series, departments × aspects, items, calls (domain §9, tables 1, 2, 3, 6). */
import type { DepartmentFigure, MonthReport } from '../../../shared/contract/reporting.ts';
import { aspectCodes, type RateRule } from '../../../shared/contract/words.ts';
import { commonItems } from '../../../shared/rules/statistics/commonItems.ts';
import { hiddenCells, ranks } from '../../../shared/rules/statistics/ranking.ts';
import { addMonths } from '../../../shared/rules/time.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/schema.ts';
import { type AspectRow, countAspects, countItems, countOpinions } from './breakdown.ts';
import { countFieldwork } from './fieldwork.ts';
import { none, proportionOf, sum } from './figures.ts';
import { changeOf, monthsCompared, rowsOf, versionsUsed } from './monthsCompared.ts';
import { type Reader, readerOf } from './reader.ts';
import { countOverItems, countSatisfaction, type Satisfaction } from './satisfaction.ts';
import { weightedRate } from './weighting.ts';

interface MonthQuery {
  readonly month: string;
  readonly rule: RateRule;
  readonly commonItems: boolean;
}

/** @throws Refusal BAD_INPUT where the rule cannot be computed from these questionnaires, or from what they share */
export async function monthReport(ctx: Context, { month, rule, commonItems: common }: MonthQuery): Promise<MonthReport> {
  const { db } = ctx;
  const reader = await readerOf(ctx);
  const satisfaction = await countSatisfaction(db, rule, addMonths(month, -12), month);
  const aspectRows = await countAspects(db, month, reader.departmentId);
  const names = new Map((await db.selectFrom('department').select(['id', 'name']).execute()).map((row) => [row.id, row.name]));
  const now = sum(rowsOf(satisfaction, month, reader.departmentId));
  const visible = now.people >= reader.hideBelow;
  const shared = common ? commonItems(satisfaction.versions.map(({ content }) => content)) : null;
  const counted = shared ? await countOverItems(db, rule, satisfaction.versions, shared, addMonths(month, -12), month) : satisfaction;
  const compared = monthsCompared(counted, { month, rule, reader, common });
  return {
    ...proportionOf(now, !visible),
    month,
    rule,
    departmentName: reader.departmentId ? (names.get(reader.departmentId) ?? '') : null,
    weighted: rule === 'strict' && !reader.departmentId ? await weightedRate(db, month) : null,
    ...compared,
    common: shared && {
      items: shared.length,
      leftOut: leftOut(satisfaction, month, reader, shared),
      now: proportionOf(sum(rowsOf(counted, month, reader.departmentId)), !visible),
    },
    severalVersions: satisfaction.versions.length > 1,
    departments: await departmentFigures({ db, month, reader, satisfaction, compared: counted, common }, aspectRows, names),
    aspects: aspectFigures(aspectRows, reader, !visible),
    items: await itemFigures(db, month, reader, satisfaction),
    fieldwork: await countFieldwork(db, month, reader.departmentId),
    versions: versionsUsed(satisfaction, month, reader.departmentId).map(({ label }) => label),
    line: reader.line,
  };
}

/** Titles of this month's items that the other questionnaires do not ask, or ask otherwise. */
function leftOut(satisfaction: Satisfaction, month: string, reader: Reader, shared: readonly string[]): string[] {
  const items = versionsUsed(satisfaction, month, reader.departmentId).flatMap(({ content }) => content.items);
  return [...new Set(items.filter(({ code }) => !shared.includes(code)).map(({ title }) => title))];
}

interface Departments {
  readonly db: Db;
  readonly month: string;
  readonly reader: Reader;
  readonly satisfaction: Satisfaction;
  /** What changes are computed from. */
  readonly compared: Satisfaction;
  readonly common: boolean;
}

async function departmentFigures(
  { db, month, reader, satisfaction, compared, common }: Departments,
  aspectRows: readonly AspectRow[],
  names: ReadonlyMap<string, string>,
): Promise<DepartmentFigure[]> {
  const opinions = await countOpinions(db, month);
  const present = new Set([...rowsOf(satisfaction, month, null).map((row) => row.departmentId), ...opinions.keys()]);
  const all = [...present]
    .map((id) => ({
      id,
      now: sum(rowsOf(satisfaction, month, id)),
      points: changeOf(compared, month, id, { hideBelow: reader.hideBelow, common }),
      said: opinions.get(id),
    }))
    // A supporting department that no patient was discharged from and none objected to has no line.
    .filter(({ now, said }) => now.people > 0 || (said?.opinions ?? 0) > 0 || (said?.reflected ?? 0) > 0);
  const places = ranks(
    all.map(({ now }) => ({ interviews: now.people < reader.rankFrom ? 0 : now.n, satisfied: now.satisfied })),
    1,
  );
  const figures = all.map(({ id, now, points, said }, index): DepartmentFigure => {
    const hidden = now.people > 0 && now.people < reader.hideBelow;
    return {
      ...proportionOf(now, hidden),
      departmentId: id,
      name: names.get(id) ?? '',
      rank: places[index] ?? null,
      smallSample: now.people < reader.rankFrom,
      hidden,
      belowLine: !hidden && now.n > 0 && now.satisfied < reader.line * now.n,
      points: hidden ? null : points,
      aspects: aspectFigures(
        aspectRows.filter((row) => row.departmentId === id),
        reader,
        hidden,
      ),
      opinions: said?.opinions ?? 0,
      reflected: said?.reflected ?? 0,
      closureRate: said && said.answerable > 0 ? said.closed / said.answerable : null,
    };
  });
  return figures.filter((figure) => reader.departmentId === null || figure.departmentId === reader.departmentId).sort(byRank);
}

/** Ranked ones first, then by size; the id decides between equals. */
function byRank(a: DepartmentFigure, b: DepartmentFigure): number {
  const place = (figure: DepartmentFigure) => figure.rank ?? Number.MAX_SAFE_INTEGER;
  return place(a) - place(b) || b.interviews - a.interviews || (a.departmentId < b.departmentId ? -1 : 1);
}

/** Every aspect in the questionnaire's order, summed over the given departments. */
export function aspectFigures(rows: readonly AspectRow[], reader: Reader, allHidden: boolean): DepartmentFigure['aspects'] {
  const counts = aspectCodes.codes.map((aspect) =>
    sum(rows.filter((row) => row.aspect === aspect).map((row) => ({ people: row.n, n: row.n, satisfied: row.satisfied }))),
  );
  const hidden = hiddenCells(
    counts.map((count) => count.people),
    reader.hideBelow,
  );
  return aspectCodes.codes.map((aspect, index) => ({
    ...proportionOf(counts[index] ?? none, allHidden || hidden[index] === true),
    aspect,
    name: aspectCodes.zh[aspect],
  }));
}

/** By objections, most first; a head does not see items with fewer counted answers than may be shown. */
async function itemFigures(db: Db, month: string, reader: Reader, { versions }: Satisfaction): Promise<MonthReport['items']> {
  const titles = new Map(versions.flatMap(({ content }) => content.items.map((item) => [item.code, item.title] as const)));
  const rows = await countItems(db, month, reader.departmentId);
  return rows
    .filter((row) => row.counted >= reader.hideBelow)
    .map((row) => ({ ...row, title: titles.get(row.itemCode) ?? row.itemCode, rate: row.objections / row.counted }))
    .sort((a, b) => b.objections - a.objections || b.rate - a.rate || (a.itemCode < b.itemCode ? -1 : 1));
}
