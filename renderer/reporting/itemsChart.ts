/** Pareto chart: items by objections with their cumulative share. */
import type { ItemFigure } from '../../shared/reporting/contract/reporting.ts';
import { percent } from '../../shared/statistics/rules/percent.ts';
import { colours } from '../base/theme.ts';
import { axisText, type ChartOption, gridLine, tooltipBase } from './chart.tsx';

/** Items somebody objected to, most first, as they come from the core. */
export function itemsChart(items: readonly ItemFigure[]): ChartOption {
  const total = items.reduce((sum, item) => sum + item.objections, 0);
  let run = 0;
  const cumulative = items.map((item) => {
    run += item.objections;
    return run;
  });
  return {
    grid: { left: 44, right: 48, top: 36, bottom: 76 },
    tooltip: {
      ...tooltipBase,
      formatter: ({ data }: { data: number[] }) => {
        const item = items[data[0] ?? -1];
        if (!item) return '';
        return `${item.title}\n意见 ${item.objections} / 回答 ${item.counted}，意见率 ${percent(item.objections, item.counted)} %\n累计占全部意见 ${percent(cumulative[data[0] ?? 0] ?? 0, total)} %`;
      },
    },
    xAxis: {
      type: 'category',
      data: items.map((item) => item.title),
      axisLine: gridLine,
      axisTick: { show: false },
      axisLabel: { ...axisText, color: colours.ink2, interval: 0, rotate: 45 },
    },
    yAxis: [
      { type: 'value', name: '意见（项）', nameTextStyle: axisText, minInterval: 1, axisLabel: axisText, splitLine: gridLine },
      { type: 'value', min: 0, max: 100, axisLabel: { ...axisText, formatter: '{value} %' }, splitLine: { show: false } },
    ],
    series: [
      {
        type: 'bar',
        data: items.map((item, index) => [index, item.objections]),
        itemStyle: { color: colours.accent },
        barMaxWidth: 26,
        cursor: 'pointer',
        label: { show: true, position: 'top', ...axisText, formatter: ({ data }: { data: number[] }) => String(data[1] ?? '') },
      },
      {
        type: 'line',
        yAxisIndex: 1,
        data: cumulative.map((sum, index) => [index, (sum / total) * 100]),
        symbolSize: 5,
        lineStyle: { color: colours.warn, width: 1.5 },
        itemStyle: { color: colours.warn },
      },
    ],
  };
}
