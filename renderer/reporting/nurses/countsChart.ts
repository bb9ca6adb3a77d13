/** Bar chart of counts by named bins. */
import { colours } from '../../base/theme.ts';
import { axisText, type ChartOption, gridLine, tooltipBase } from '../chart.tsx';

export function countsChart(names: readonly string[], counts: readonly number[]): ChartOption {
  return {
    grid: { left: 36, right: 12, top: 22, bottom: 26 },
    tooltip: { ...tooltipBase, formatter: ({ data }: { data: number[] }) => `${names[data[0] ?? 0] ?? ''}：${data[1]}` },
    xAxis: { type: 'category', data: [...names], axisLine: gridLine, axisTick: { show: false }, axisLabel: { ...axisText, interval: 0 } },
    yAxis: { type: 'value', minInterval: 1, axisLabel: axisText, splitLine: gridLine },
    series: [
      {
        type: 'bar',
        barMaxWidth: 36,
        data: counts.map((count, index) => [index, count]),
        itemStyle: { color: colours.accent },
        label: { show: true, position: 'top', ...axisText, formatter: ({ data }: { data: number[] }) => String(data[1] ?? '') },
      },
    ],
  };
}
