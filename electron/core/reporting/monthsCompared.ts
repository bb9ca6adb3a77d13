/**
 * Compares months: the series, the month before and the same month last year. A comparison over two questionnaires is
 * always marked.
 */

import type { RateRule } from '../../../shared/base/contract/words.ts';
import { addMonths } from '../../../shared/base/rules/time.ts';
import { sameQuestionnaire } from '../../../shared/questionnaires/rules/commonItems.ts';
import type { Comparison, MonthReport, SeriesPoint } from '../../../shared/reporting/contract/reporting.ts';
import type { QuestionnaireCount } from '../../../shared/reporting/rules/mixedQuestionnaires.ts';
import { byCodeUnits } from '../../../shared/sampling/rules/codeUnitOrder.ts';
import { changeBetween, comparisonOf, type Figure, hospitalFigure, plainFigure, proportionOf, sum } from './figures.ts';
import type { Satisfaction } from './satisfaction.ts';
import type { Version } from './versions.ts';
import type { Weights } from './weights.ts';

/** What months are compared by. */
export interface Compared {
  readonly satisfaction: Satisfaction;
  /** Of the months whose draws were not proportional. */
  readonly weights: ReadonlyMap<string, Weights>;
  /** The counts are over the items that all questionnaires share. */
  readonly common: boolean;
  /** Whether the reader may not see a month's rate. */
  readonly isHidden: (month: string, figure: Figure) => boolean;
}

export function rowsOf(satisfaction: Satisfaction, month: string, departmentId: string | null) {
  return satisfaction.rows.filter((row) => row.month === month && (departmentId === null || row.departmentId === departmentId));
}

/** A month of a department, or of the whole hospital (null), which is weighted where its draws were not proportional. */
export function figureOf(
  { satisfaction, weights }: Pick<Compared, 'satisfaction' | 'weights'>,
  month: string,
  departmentId: string | null,
): Figure {
  const rows = rowsOf(satisfaction, month, departmentId);
  return departmentId === null ? hospitalFigure(rows, weights.get(month)) : plainFigure(sum(rows));
}

/** The questionnaires of a month, oldest first. */
export function versionsUsed(satisfaction: Satisfaction, month: string, departmentId: string | null): Version[] {
  const ids = new Set(rowsOf(satisfaction, month, departmentId).map((row) => row.versionId));
  return satisfaction.versions.filter((version) => ids.has(version.id));
}

/** The interviews of a month by questionnaire, its versions together under the newest title; the most first. */
export function questionnairesOf(satisfaction: Satisfaction, month: string, departmentId: string | null): QuestionnaireCount[] {
  const rows = rowsOf(satisfaction, month, departmentId);
  const byCode = Map.groupBy(versionsUsed(satisfaction, month, departmentId), ({ code }) => code);
  return [...byCode.values()]
    .map((versions) => ({
      title: versions.at(-1)?.title ?? '',
      interviews: sum(rows.filter(({ versionId }) => versions.some(({ id }) => id === versionId))).people,
    }))
    .sort((a, b) => b.interviews - a.interviews || byCodeUnits(a.title, b.title));
}

/** Whether two months count the same items. */
function comparable({ satisfaction, common }: Compared, month: string, other: string, departmentId: string | null): boolean {
  const ids = (one: string) => versionsUsed(satisfaction, one, departmentId).map(({ id }) => id);
  return common || sameQuestionnaire(ids(month), ids(other));
}

/** Change of a department (null: the hospital) against the month before, in points; null where they do not compare. */
export function changeOf(compared: Compared, month: string, departmentId: string | null): number | null {
  const last = addMonths(month, -1);
  const now = figureOf(compared, month, departmentId);
  const before = figureOf(compared, last, departmentId);
  if (compared.isHidden(month, now) || compared.isHidden(last, before)) return null;
  return comparable(compared, month, last, departmentId) ? changeBetween(now, before) : null;
}

interface Asked {
  readonly month: string;
  readonly rule: RateRule;
  readonly departmentId: string | null;
}

/** Twelve months ending with this one, and the two comparisons; under `topbox` months are not compared. */
export function monthsCompared(compared: Compared, { month, rule, departmentId }: Asked): Pick<MonthReport, 'series' | 'comparisons'> {
  const figures = new Map(
    Array.from({ length: 13 }, (_, index) => addMonths(month, index - 12)).map((one) => [one, figureOf(compared, one, departmentId)]),
  );
  const figure = (one: string) => figures.get(one) ?? plainFigure(sum([]));
  const shown = (one: string) => !compared.isHidden(one, figure(one));
  const same = (one: string, other: string) => comparable(compared, one, other, departmentId);
  const against = (other: string): Comparison | null =>
    rule !== 'topbox' && shown(month) && shown(other) ? comparisonOf(other, figure(month), figure(other), same(month, other)) : null;
  const series = Array.from({ length: 12 }, (_, index): SeriesPoint => {
    const one = addMonths(month, index - 11);
    const before = addMonths(one, -1);
    return {
      ...proportionOf(figure(one), !shown(one)),
      month: one,
      points: changeOf(compared, one, departmentId),
      versions: versionsUsed(compared.satisfaction, one, departmentId).map(({ label }) => label),
      questionnaires: questionnairesOf(compared.satisfaction, one, departmentId),
      otherQuestionnaire: shown(one) && shown(before) && figure(one).n > 0 && figure(before).n > 0 && !same(one, before),
    };
  });
  return { series, comparisons: { previous: against(addMonths(month, -1)), lastYear: against(addMonths(month, -12)) } };
}
