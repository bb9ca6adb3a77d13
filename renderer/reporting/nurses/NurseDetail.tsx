/** Details of one nurse: talk times and times of dialling. */
import { useMemo } from 'react';
import type { NurseFigure, NurseFigures } from '../../../shared/reporting/contract/nurseFigures.ts';
import { talkBinNames, weekdayNames } from '../../../shared/reporting/rules/nurseFigures.ts';
import { Chart } from '../chart.tsx';
import { countsChart } from './countsChart.ts';

export function NurseDetail({ figures, figure }: { figures: NurseFigures; figure: NurseFigure }) {
  const talk = useMemo(() => countsChart(talkBinNames, figure.talk.bins), [figure]);
  const parts = useMemo(() => countsChart(figures.dayPartNames, figure.dayParts), [figures, figure]);
  const weekdays = useMemo(() => countsChart(weekdayNames, figure.weekdays), [figure]);
  const { short } = figure.talk;
  return (
    <div className="work-detail">
      <section className="card">
        <h2>{figure.name} · 通话时长（访谈数）</h2>
        <Chart option={talk} words={`${figure.name}：${figure.talk.interviews} 份访谈的通话时长分布`} />
        <p className="mut">
          {short.count === 0
            ? `完成的访谈没有不到 ${figures.shortTalkSeconds} 秒的。`
            : `${short.of} 份完成的访谈中有 ${short.count} 份不到 ${figures.shortTalkSeconds} 秒，建议优先听取或复核；时长偏短不等于质量不好。`}
        </p>
      </section>
      <section className="card">
        <h2>拨打时段（次）</h2>
        <Chart option={parts} words={`${figure.name}：各时段拨打次数`} />
      </section>
      <section className="card">
        <h2>星期（次）</h2>
        <Chart option={weekdays} words={`${figure.name}：星期一到星期日的拨打次数`} />
      </section>
    </div>
  );
}
