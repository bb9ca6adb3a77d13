/** Months side by side: the series, the month before and the same month last year; never two questionnaires silently. */
import type { Comparison, MonthReport, SeriesPoint } from '../../../shared/contract/reporting.ts';
import type { RateRule } from '../../../shared/contract/words.ts';
import { sameQuestionnaire } from '../../../shared/rules/statistics/commonItems.ts';
import { addMonths } from '../../../shared/rules/time.ts';
import { comparisonOf, pointsBetween, proportionOf, sum } from './figures.ts';
import type { Reader } from './reader.ts';
import type { Satisfaction } from './satisfaction.ts';
import type { Version } from './versions.ts';

export function rowsOf(satisfaction: Satisfaction, month: string, departmentId: string | null) {
  return satisfaction.rows.filter((row) => row.month === month && (departmentId === null || row.departmentId === departmentId));
}

/** The questionnaires of a month, oldest first. */
export function versionsUsed(satisfaction: Satisfaction, month: string, departmentId: string | null): Version[] {
  const ids = new Set(rowsOf(satisfaction, month, departmentId).map((row) => row.versionId));
  return satisfaction.versions.filter((version) => ids.has(version.id));
}

/** Whether two months count the same items. */
function comparable(satisfaction: Satisfaction, month: string, other: string, departmentId: string | null, common: boolean): boolean {
  const ids = (one: string) => versionsUsed(satisfaction, one, departmentId).map(({ id }) => id);
  return common || sameQuestionnaire(ids(month), ids(other));
}

interface Shown {
  readonly hideBelow: number;
  /** The counts are over the items that all questionnaires share. */
  readonly common: boolean;
}

/** Change of a department (null: the hospital) against the month before, in points; null where they do not compare. */
export function changeOf(
  satisfaction: Satisfaction,
  month: string,
  departmentId: string | null,
  { hideBelow, common }: Shown,
): number | null {
  const last = addMonths(month, -1);
  const now = sum(rowsOf(satisfaction, month, departmentId));
  const before = sum(rowsOf(satisfaction, last, departmentId));
  if (now.people < hideBelow || before.people < hideBelow) return null;
  return comparable(satisfaction, month, last, departmentId, common) ? pointsBetween(now, before) : null;
}

interface Asked {
  readonly month: string;
  readonly rule: RateRule;
  readonly reader: Reader;
  readonly common: boolean;
}

/** Twelve months ending with this one, and the two comparisons; under `topbox` months are not compared. */
export function monthsCompared(
  satisfaction: Satisfaction,
  { month, rule, reader: { departmentId, hideBelow }, common }: Asked,
): Pick<MonthReport, 'series' | 'comparisons'> {
  const total = (one: string) => sum(rowsOf(satisfaction, one, departmentId));
  const shown = (one: string) => total(one).people >= hideBelow;
  const same = (one: string, other: string) => comparable(satisfaction, one, other, departmentId, common);
  const against = (other: string): Comparison | null =>
    rule !== 'topbox' && shown(month) && shown(other) ? comparisonOf(other, total(month), total(other), same(month, other)) : null;
  const series = Array.from({ length: 12 }, (_, index): SeriesPoint => {
    const one = addMonths(month, index - 11);
    const before = addMonths(one, -1);
    return {
      ...proportionOf(total(one), !shown(one)),
      month: one,
      points: changeOf(satisfaction, one, departmentId, { hideBelow, common }),
      versions: versionsUsed(satisfaction, one, departmentId).map(({ label }) => label),
      otherQuestionnaire: shown(one) && shown(before) && total(one).n > 0 && total(before).n > 0 && !same(one, before),
    };
  });
  return { series, comparisons: { previous: against(addMonths(month, -1)), lastYear: against(addMonths(month, -12)) } };
}
