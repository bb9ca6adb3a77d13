/** Line chart of twelve months with its 95 % band, broken where the questionnaire changes. */
import type { SeriesPoint } from '../../shared/reporting/contract/reporting.ts';
import { intervalText, rateText } from '../../shared/reporting/rules/weightingWords.ts';
import { percentOf, pointsInWords } from '../../shared/statistics/rules/percent.ts';
import { colours } from '../base/theme.ts';
import { axisText, type ChartOption, gridLine, tooltipBase } from './chart.tsx';
import { monthText, versionText } from './figureText.ts';

/** Runs of neighbouring months with a rate that count the same items, as positions. */
export function unbrokenRuns(series: readonly SeriesPoint[]): number[][] {
  const runs: number[][] = [];
  series.forEach((point, index) => {
    if (point.rate === null) return;
    if (runs.at(-1)?.at(-1) === index - 1 && !point.otherQuestionnaire) runs.at(-1)?.push(index);
    else runs.push([index]);
  });
  return runs;
}

/** Where the axis begins: a multiple of the tick's step below the lowest bound. */
function lowestTick(percent: number): number {
  const ten = Math.floor((percent - 1) / 10) * 10;
  return ten >= 70 ? ten : Math.max(0, Math.floor((percent - 1) / 20) * 20);
}

const hundred = (fraction: number) => fraction * 100;

export function seriesChart(series: readonly SeriesPoint[]): ChartOption {
  const runs = unbrokenRuns(series);
  const known = series.flatMap((point) => (point.interval ? [...point.interval] : []));
  const lowest = known.length > 0 ? lowestTick(hundred(Math.min(...known))) : 0;
  const first = runs[0]?.[0];
  const last = runs.at(-1)?.at(-1);
  const at = (index: number) => series[index];
  const band = (run: readonly number[], name: string) => {
    const silent = { type: 'line', symbol: 'none', silent: true, stack: name, lineStyle: { opacity: 0 }, tooltip: { show: false } };
    return [
      { ...silent, data: run.map((index) => [index, hundred(at(index)?.interval?.[0] ?? 0)]) },
      {
        ...silent,
        areaStyle: { color: colours.accentWeak },
        data: run.map((index) => [index, hundred((at(index)?.interval?.[1] ?? 0) - (at(index)?.interval?.[0] ?? 0))]),
      },
    ];
  };
  const line = (run: readonly number[]) => ({
    type: 'line',
    data: run.map((position) => [position, hundred(at(position)?.rate ?? 0)]),
    symbol: 'circle',
    symbolSize: 7,
    lineStyle: { color: colours.accent, width: 2 },
    itemStyle: { color: colours.accent },
    cursor: 'pointer',
    label: {
      show: true,
      position: 'top',
      ...axisText,
      color: colours.ink2,
      formatter: ({ value }: { value: number[] }) => (value[0] === first || value[0] === last ? rateText(at(value[0] ?? 0) ?? none) : ''),
    },
    ...(run[0] !== undefined && at(run[0])?.otherQuestionnaire
      ? {
          markLine: {
            silent: true,
            symbol: 'none',
            lineStyle: { color: colours.lineStrong, type: 'dashed' },
            label: { formatter: `${versionText(at(run[0])?.versions ?? [])} 起`, position: 'insideEndTop', rotate: 0, ...axisText },
            data: [{ xAxis: run[0] }],
          },
        }
      : {}),
  });
  return {
    grid: { left: 44, right: 24, top: 20, bottom: 24 },
    tooltip: {
      ...tooltipBase,
      trigger: 'axis',
      formatter: (items: { value: number[] }[]) => describe(at(items[0]?.value[0] ?? -1)),
    },
    xAxis: {
      type: 'category',
      data: series.map((point) => point.month.slice(2)),
      boundaryGap: true,
      axisLine: gridLine,
      axisTick: { show: false },
      axisLabel: { ...axisText, interval: 0 },
    },
    yAxis: {
      type: 'value',
      min: lowest,
      max: 100,
      interval: lowest >= 90 ? 5 : lowest >= 70 ? 10 : 20,
      axisLabel: { ...axisText, formatter: '{value} %' },
      splitLine: gridLine,
    },
    series: runs.flatMap((run, index) => [...band(run, `band${index}`), line(run)]),
  };
}

const none = { interviews: 0, satisfied: null, rate: null };

function describe(point: SeriesPoint | undefined): string {
  if (!point) return '';
  const compared = point.points === null ? '' : `\n较上月 ${pointsInWords(point.points)} 个百分点`;
  const change = point.otherQuestionnaire ? '\n与上月问卷版本不同，不作比较' : compared;
  const weighted = point.weighting ? `\n加权；未加权 ${percentOf(point.weighting.plain.rate)} %` : '';
  const version = versionText(point.versions);
  return `${monthText(point.month)}  ${rateText(point)} %\n${point.satisfied ?? '–'} / ${point.interviews} 例\n95 % 区间 ${intervalText(point.interval)} %${weighted}${change}\n${version}`;
}
