/** One ECharts canvas that follows its box; only the parts in use are bundled. */
import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { colours } from '../base/theme.ts';

use([LineChart, BarChart, ScatterChart, CustomChart, GridComponent, TooltipComponent, MarkLineComponent, CanvasRenderer]);

export type { EChartsCoreOption as ChartOption } from 'echarts/core';

export const axisText = { color: colours.ink3, fontSize: 11 };
export const gridLine = { lineStyle: { color: colours.line } };
/** Drawn on the canvas: a tooltip of HTML would need inline styles, which the page's policy forbids. */
export const tooltipBase = {
  renderMode: 'richText' as const,
  confine: true,
  backgroundColor: '#fff',
  borderColor: colours.lineStrong,
  borderWidth: 1,
  padding: [8, 10],
  textStyle: { color: colours.ink, fontSize: 12, lineHeight: 18 },
};

/** @param words what the picture shows, for those who do not see it */
export function Chart({
  option,
  words,
  onPick,
}: {
  option: EChartsCoreOption;
  words: string;
  /** Position on the category axis of what was clicked. */
  onPick?: (index: number) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current, null, { renderer: 'canvas' });
    chart.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption({ animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily }, ...option }, true);
  }, [option]);
  useEffect(() => {
    const made = chart.current;
    if (!made || !onPick) return;
    const pick = ({ data }: { data?: unknown }) => {
      const index = Array.isArray(data) ? Number(data[0]) : Number.NaN;
      if (Number.isInteger(index)) onPick(index);
    };
    made.on('click', pick as (event: unknown) => void);
    return () => {
      if (!made.isDisposed()) made.off('click', pick as (event: unknown) => void);
    };
  }, [onPick]);
  return <div ref={box} className="chart" role="img" aria-label={words} />;
}
