/** Tests the chart of twelve months. */
import { describe, expect, it } from 'vitest';
import { unbrokenRuns } from '../../../renderer/reporting/seriesChart.ts';
import type { SeriesPoint } from '../../../shared/reporting/contract/reporting.ts';

function point(month: string, more: Partial<SeriesPoint> = {}): SeriesPoint {
  const known = { interviews: 10, satisfied: 9, rate: 0.9, interval: null, weighting: null, points: null };
  return { month, versions: [], questionnaires: [], otherQuestionnaire: false, ...known, ...more };
}
const broken = { otherQuestionnaire: true };
const empty = { interviews: 0, satisfied: null, rate: null };

describe('the line over twelve months', () => {
  it('breaks where the questionnaire changes and where a month has no rate, and nowhere else', () => {
    const series = [
      point('2026-01'),
      point('2026-02'),
      point('2026-03', broken),
      point('2026-04', broken),
      point('2026-05'),
      point('2026-06', empty),
      point('2026-07'),
    ];
    expect(unbrokenRuns(series)).toEqual([[0, 1], [2], [3, 4], [6]]);
    expect(unbrokenRuns([])).toEqual([]);
  });
});
