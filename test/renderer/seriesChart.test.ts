import { describe, expect, it } from 'vitest';
import { unbrokenRuns } from '../../renderer/reporting/seriesChart.ts';
import type { SeriesPoint } from '../../shared/contract/reporting.ts';

function point(month: string, versions: string[], rate: number | null = 0.9): SeriesPoint {
  return { month, versions, rate, interviews: rate === null ? 0 : 10, satisfied: rate === null ? null : 9, interval: null, points: null };
}

describe('the line over twelve months', () => {
  it('breaks where the questionnaire changes and where a month has no rate, and nowhere else', () => {
    const series = [
      point('2026-01', ['v1']),
      point('2026-02', ['v1']),
      point('2026-03', ['v1', 'v2']),
      point('2026-04', ['v2']),
      point('2026-05', ['v2']),
      point('2026-06', [], null),
      point('2026-07', ['v2']),
    ];
    expect(unbrokenRuns(series)).toEqual([[0, 1], [2], [3, 4], [6]]);
    expect(unbrokenRuns([])).toEqual([]);
  });
});
