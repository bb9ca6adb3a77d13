/** Chart of departments by rate, each with its 95 % interval. */
import type { DepartmentFigure } from '../../shared/reporting/contract/reporting.ts';
import { intervalText, rateText } from '../../shared/reporting/rules/weightingWords.ts';
import { colours } from '../base/theme.ts';
import { axisText, type ChartOption, gridLine, tooltipBase } from './chart.tsx';

interface Drawing {
  value(dimension: number): number;
  coord(point: [number, number]): [number, number];
}

/** A line from the lower to the upper bound with short ends. */
function whisker(_: unknown, drawing: Drawing) {
  const [left, y] = drawing.coord([drawing.value(1), drawing.value(0)]);
  const [right] = drawing.coord([drawing.value(2), drawing.value(0)]);
  const stroke = { stroke: colours.ink3, lineWidth: 1 };
  const line = (x1: number, y1: number, x2: number, y2: number) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: stroke });
  return { type: 'group', children: [line(left, y, right, y), line(left, y - 3, left, y + 3), line(right, y - 3, right, y + 3)] };
}

interface Picked {
  readonly data: readonly number[];
}

function toneOf(figure: DepartmentFigure | undefined): string {
  return figure?.belowLine ? colours.bad : colours.accent;
}

/** Best first; those whose rate is not shown are left out. */
export function comparable(departments: readonly DepartmentFigure[]): DepartmentFigure[] {
  return departments.filter((figure) => figure.rate !== null).sort((a, b) => (b.rate ?? 0) - (a.rate ?? 0) || b.interviews - a.interviews);
}

export function departmentsChart(departments: readonly DepartmentFigure[], hospital: number | null, line: number): ChartOption {
  const lowest = Math.min(line, ...departments.map((figure) => figure.interval?.[0] ?? 1));
  const marks = [
    { xAxis: line * 100, label: { formatter: `${Math.round(line * 100)} % 线` }, lineStyle: { color: colours.bad } },
    ...(hospital === null ? [] : [{ xAxis: hospital * 100, label: { formatter: '合计' }, lineStyle: { color: colours.accent } }]),
  ];
  return {
    grid: { left: 176, right: 40, top: 20, bottom: 24 },
    tooltip: {
      ...tooltipBase,
      formatter: ({ data }: { data: number[] }) => {
        const figure = departments[data[0] ?? -1];
        if (!figure) return '';
        const small = figure.smallSample ? '\n样本量小，不排名' : '';
        return `${figure.name}  ${rateText(figure)} %\n${figure.satisfied} / ${figure.interviews} 例\n95 % 区间 ${intervalText(figure.interval)} %${small}`;
      },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: departments.map((figure) => `${figure.name}   ${rateText(figure)}`),
      axisLine: gridLine,
      axisTick: { show: false },
      axisLabel: { ...axisText, color: colours.ink2, interval: 0, width: 164, overflow: 'truncate' },
    },
    xAxis: {
      type: 'value',
      min: Math.max(0, Math.floor((lowest * 100 - 2) / 10) * 10),
      max: 100,
      axisLabel: { ...axisText, formatter: '{value} %' },
      splitLine: gridLine,
    },
    series: [
      {
        type: 'custom',
        silent: true,
        renderItem: whisker,
        encode: { y: 0, x: [1, 2] },
        data: departments.map((figure, index) => [index, (figure.interval?.[0] ?? 0) * 100, (figure.interval?.[1] ?? 0) * 100]),
      },
      {
        type: 'scatter',
        symbolSize: 9,
        encode: { y: 0, x: 1 },
        data: departments.map((figure, index) => [index, (figure.rate ?? 0) * 100]),
        symbol: (_: unknown, { data }: Picked) => (departments[data[0] ?? -1]?.smallSample ? 'emptyCircle' : 'circle'),
        itemStyle: { opacity: 1, color: ({ data }: Picked) => toneOf(departments[data[0] ?? -1]) },
        markLine: { silent: true, symbol: 'none', label: { ...axisText, position: 'start' }, lineStyle: { type: 'dashed' }, data: marks },
      },
    ],
  };
}
