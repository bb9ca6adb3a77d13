/** Items by objections: the Pareto chart, and the items with their rates. */
import { useCallback, useMemo } from 'react';
import { aspectCodes } from '../../shared/base/contract/words.ts';
import type { MonthReport } from '../../shared/reporting/contract/reporting.ts';
import { percent } from '../../shared/statistics/rules/percent.ts';
import { Nothing } from '../ui/parts.tsx';
import { Chart } from './chart.tsx';
import { type FigurePicked, pickItem } from './figurePicked.ts';
import { itemsChart } from './itemsChart.ts';

export function ItemsTab({ report, open }: { report: MonthReport; open: (picked: FigurePicked) => void }) {
  const objected = useMemo(() => report.items.filter((item) => item.objections > 0), [report]);
  const option = useMemo(() => itemsChart(objected), [objected]);
  const pick = useCallback(
    (index: number) => {
      const item = objected[index];
      if (item) open(pickItem(report, item));
    },
    [objected, open, report],
  );
  if (report.items.length === 0) return <Nothing>这个月没有可以显示的条目回答。</Nothing>;
  return (
    <div className="tab-split">
      {objected.length > 0 ? (
        <Chart option={option} onPick={pick} words={`条目意见排列图：最多的是${objected[0]?.title ?? ''}`} />
      ) : (
        <Nothing>这个月没有一项意见。</Nothing>
      )}
      <div>
        <table className="matrix">
          <thead>
            <tr>
              <th className="left">条目</th>
              <th className="left">维度</th>
              <th>意见</th>
              <th>回答</th>
              <th>意见率 %</th>
            </tr>
          </thead>
          <tbody>
            {report.items.map((item) => (
              <tr key={item.itemCode}>
                <th className="left" scope="row">
                  {item.title}
                </th>
                <td className="left mut">{aspectCodes.zh[item.aspect]}</td>
                <td>{item.objections}</td>
                <td>{item.counted}</td>
                <td>
                  <button type="button" className="figure" onClick={() => open(pickItem(report, item))}>
                    {percent(item.objections, item.counted)}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
