/** The table of departments × aspects: rate, rank, change, feedback. */

import { aspectCodes } from '../../../shared/base/contract/words.ts';
import type { AspectFigure, DepartmentFigure, MonthReport } from '../../../shared/reporting/contract/reporting.ts';
import { type Hidden, hidesAny } from '../../../shared/statistics/rules/hiding.ts';
import { share } from '../../../shared/statistics/rules/percent.ts';
import { ranks } from '../../../shared/statistics/rules/ranking.ts';
import type { Db } from '../base/db/schema.ts';
import { type AspectRow, countOpinions } from './breakdown.ts';
import { hospitalFigure, proportionOf } from './figures.ts';
import { type Compared, changeOf, figureOf, rowsOf } from './monthsCompared.ts';
import type { Reader } from './reader.ts';
import type { Weights } from './weights.ts';

interface Departments {
  readonly db: Db;
  readonly month: string;
  readonly reader: Reader;
  /** What the reader may not see of the own department. */
  readonly hidden: Hidden;
  readonly all: Compared;
  /** What changes are computed from. */
  readonly compared: Compared;
}

/** A supporting department that no patient was discharged from and none objected to has no line. */
export async function departmentFigures(
  { db, month, reader, hidden, all, compared }: Departments,
  aspectRows: readonly AspectRow[],
  names: ReadonlyMap<string, string>,
): Promise<DepartmentFigure[]> {
  const opinions = await countOpinions(db, month);
  const present = new Set([...rowsOf(all.satisfaction, month, null).map((row) => row.departmentId), ...opinions.keys()]);
  const counted = [...present]
    .map((id) => ({ id, now: figureOf(all, month, id), said: opinions.get(id) }))
    .filter(({ now, said }) => now.people > 0 || (said?.opinions ?? 0) > 0 || (said?.reflected ?? 0) > 0);
  const places = ranks(
    counted.map(({ now }) => ({ interviews: now.people < reader.rankFrom ? 0 : now.n, satisfied: now.satisfied })),
    1,
  );
  const figures = counted.map(({ id, now, said }, index): DepartmentFigure => {
    const isHidden = now.people > 0 && all.isHidden(month, now);
    return {
      ...proportionOf(now, isHidden),
      departmentId: id,
      name: names.get(id) ?? '',
      rank: isHidden ? null : (places[index] ?? null),
      smallSample: now.people < reader.rankFrom,
      hidden: isHidden,
      belowLine: !isHidden && now.n > 0 && now.satisfied < reader.line * now.n,
      points: isHidden ? null : changeOf(compared, month, id),
      aspects: aspectFigures(
        aspectRows.filter((row) => row.departmentId === id),
        hidden,
      ),
      // How often somebody objected tells about the hidden rate.
      opinions: hidden.all ? null : (said?.opinions ?? 0),
      // Only objections that still stand are counted, so the count tells about any answer that is hidden.
      reflected: hidesAny(hidden) ? null : (said?.reflected ?? 0),
      closureRate: hidden.all || !said ? null : share(said.closed, said.answerable),
    };
  });
  return figures.filter((figure) => reader.departmentId === null || figure.departmentId === reader.departmentId).sort(byRank);
}

/** Ranked ones first, then by size; the id decides between equals. */
function byRank(a: DepartmentFigure, b: DepartmentFigure): number {
  const place = (figure: DepartmentFigure) => figure.rank ?? Number.MAX_SAFE_INTEGER;
  return place(a) - place(b) || b.interviews - a.interviews || (a.departmentId < b.departmentId ? -1 : 1);
}

/** Opinions of all departments together; null where one of them is hidden. */
export function opinionTotals(departments: readonly DepartmentFigure[]): Pick<MonthReport, 'opinions' | 'reflected'> {
  const sum = (values: readonly (number | null)[]) =>
    values.reduce<number | null>((total, value) => (total === null || value === null ? null : total + value), 0);
  return { opinions: sum(departments.map(({ opinions }) => opinions)), reflected: sum(departments.map(({ reflected }) => reflected)) };
}

/** Every aspect in the questionnaire's order, summed over the given departments and weighted as the hospital is. */
export function aspectFigures(rows: readonly AspectRow[], hidden: Hidden, weights?: Weights): AspectFigure[] {
  return aspectCodes.codes.map((aspect) => {
    const counts = rows.filter((row) => row.aspect === aspect).map((row) => ({ ...row, people: row.n }));
    return {
      ...proportionOf(hospitalFigure(counts, weights), hidden.all || hidden.aspects.has(aspect)),
      aspect,
      name: aspectCodes.zh[aspect],
    };
  });
}
