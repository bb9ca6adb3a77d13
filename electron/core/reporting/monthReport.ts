/** The month's tables: series, departments × aspects, items, calls (domain §9, tables 1, 2, 3, 6). */
import type { DepartmentFigure, MonthReport, SeriesPoint } from '../../../shared/contract/reporting.ts';
import { aspectCodes, type RateRule } from '../../../shared/contract/words.ts';
import { hiddenCells, ranks } from '../../../shared/rules/statistics/ranking.ts';
import { addMonths } from '../../../shared/rules/time.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/schema.ts';
import { type AspectRow, countAspects, countItems, countOpinions } from './breakdown.ts';
import { countFieldwork } from './fieldwork.ts';
import { type Count, comparisonOf, none, pointsBetween, proportionOf, sum } from './figures.ts';
import { type Reader, readerOf } from './reader.ts';
import { countSatisfaction, type Satisfaction } from './satisfaction.ts';
import { weightedRate } from './weighting.ts';

/** @throws Refusal BAD_INPUT where the rule cannot be computed from these questionnaires */
export async function monthReport(ctx: Context, { month, rule }: { month: string; rule: RateRule }): Promise<MonthReport> {
  const { db } = ctx;
  const reader = await readerOf(ctx);
  const satisfaction = await countSatisfaction(db, rule, addMonths(month, -12), month);
  const aspectRows = await countAspects(db, month, reader.departmentId);
  const names = new Map((await db.selectFrom('department').select(['id', 'name']).execute()).map((row) => [row.id, row.name]));
  const months = Array.from({ length: 13 }, (_, index) => addMonths(month, index - 12));
  const totals = months.map((each) => sum(rowsOf(satisfaction, each, reader.departmentId)));
  const now = totals[12] ?? none;
  const visible = totals.map((total) => total.people >= reader.hideBelow);
  const used = months.map((each) => versionsUsed(satisfaction, each, reader.departmentId).join('、'));
  const compared = (index: number) =>
    rule !== 'topbox' && visible[12] && visible[index]
      ? comparisonOf(months[index] ?? month, now, totals[index] ?? none, used[index] === used[12])
      : null;
  const series = seriesOf(satisfaction, months, totals, visible, reader);
  return {
    ...proportionOf(now, !visible[12]),
    month,
    rule,
    departmentName: reader.departmentId ? (names.get(reader.departmentId) ?? '') : null,
    weighted: rule === 'strict' && !reader.departmentId ? await weightedRate(db, month) : null,
    comparisons: { previous: compared(11), lastYear: compared(0) },
    series,
    departments: await departmentFigures(db, month, reader, satisfaction, aspectRows, names),
    aspects: aspectFigures(aspectRows, reader, !visible[12]),
    items: await itemFigures(db, month, reader, satisfaction),
    fieldwork: await countFieldwork(db, month, reader.departmentId),
    versions: series[11]?.versions ?? [],
    line: reader.line,
  };
}

function rowsOf(satisfaction: Satisfaction, month: string, departmentId: string | null) {
  return satisfaction.rows.filter((row) => row.month === month && (departmentId === null || row.departmentId === departmentId));
}

function seriesOf(
  satisfaction: Satisfaction,
  months: readonly string[],
  totals: readonly Count[],
  visible: readonly boolean[],
  reader: Reader,
): SeriesPoint[] {
  return months.slice(1).map((month, index) => {
    return {
      ...proportionOf(totals[index + 1] ?? none, !visible[index + 1]),
      month,
      points: visible[index] && visible[index + 1] ? pointsBetween(totals[index + 1] ?? none, totals[index] ?? none) : null,
      versions: versionsUsed(satisfaction, month, reader.departmentId),
    };
  });
}

function versionsUsed(satisfaction: Satisfaction, month: string, departmentId: string | null): string[] {
  const ids = new Set(rowsOf(satisfaction, month, departmentId).map((row) => row.versionId));
  return satisfaction.versions.filter((version) => ids.has(version.id)).map((version) => version.label);
}

async function departmentFigures(
  db: Db,
  month: string,
  reader: Reader,
  satisfaction: Satisfaction,
  aspectRows: readonly AspectRow[],
  names: ReadonlyMap<string, string>,
): Promise<DepartmentFigure[]> {
  const opinions = await countOpinions(db, month);
  const present = new Set([...rowsOf(satisfaction, month, null).map((row) => row.departmentId), ...opinions.keys()]);
  const all = [...present]
    .map((id) => ({
      id,
      now: sum(rowsOf(satisfaction, month, id)),
      before: sum(rowsOf(satisfaction, addMonths(month, -1), id)),
      said: opinions.get(id),
    }))
    // A supporting department that no patient was discharged from and none objected to has no line.
    .filter(({ now, said }) => now.people > 0 || (said?.opinions ?? 0) > 0 || (said?.reflected ?? 0) > 0);
  const places = ranks(
    all.map(({ now }) => ({ interviews: now.people < reader.rankFrom ? 0 : now.n, satisfied: now.satisfied })),
    1,
  );
  const figures = all.map(({ id, now, before, said }, index): DepartmentFigure => {
    const hidden = now.people > 0 && now.people < reader.hideBelow;
    return {
      ...proportionOf(now, hidden),
      departmentId: id,
      name: names.get(id) ?? '',
      rank: places[index] ?? null,
      smallSample: now.people < reader.rankFrom,
      hidden,
      belowLine: !hidden && now.n > 0 && now.satisfied < reader.line * now.n,
      points: hidden || before.people < reader.hideBelow ? null : pointsBetween(now, before),
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
