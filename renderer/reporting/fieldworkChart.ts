/** Chart of the month's sample by AAPOR group. */
import type { Fieldwork } from '../../shared/reporting/contract/reporting.ts';
import { colours } from '../base/theme.ts';
import { axisText, type ChartOption, gridLine, tooltipBase } from './chart.tsx';

export const groupNames = {
  I: 'I 完成',
  P: 'P 部分完成',
  R: 'R 拒访',
  NC: 'NC 未接触',
  O: 'O 其他无应答',
  U: 'U 未结案或资格不明',
  NE: 'NE 不合格',
} as const;
export const groups = Object.keys(groupNames) as (keyof typeof groupNames)[];

export function fieldworkChart(counts: Fieldwork['counts']): ChartOption {
  return {
    grid: { left: 140, right: 60, top: 12, bottom: 24 },
    tooltip: { ...tooltipBase, formatter: ({ data }: { data: number[] }) => `${groupNames[groups[data[1] ?? 0] ?? 'I']}：${data[0]} 例` },
    yAxis: {
      type: 'category',
      inverse: true,
      data: groups.map((group) => groupNames[group]),
      axisLine: gridLine,
      axisTick: { show: false },
      axisLabel: { ...axisText, color: colours.ink2, interval: 0 },
    },
    xAxis: { type: 'value', minInterval: 1, axisLabel: axisText, splitLine: gridLine },
    series: [
      {
        type: 'bar',
        barMaxWidth: 22,
        data: groups.map((group, index) => [counts[group], index]),
        itemStyle: { color: ({ data }: { data: number[] }) => (groups[data[1] ?? 0] === 'I' ? colours.accent : '#9cc9c6') },
        label: { show: true, position: 'right', ...axisText, formatter: ({ data }: { data: number[] }) => String(data[0] ?? '') },
      },
    ],
  };
}
