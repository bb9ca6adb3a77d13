/** The month's calls: AAPOR groups and rates, each with the counts it comes from. */
import { Popover } from 'antd';
import { useMemo } from 'react';
import type { Fieldwork } from '../../shared/reporting/contract/reporting.ts';
import { fieldworkDefinitions, formulaOf } from '../../shared/reporting/rules/definitions.ts';
import { Nothing } from '../ui/parts.tsx';
import { Chart } from './chart.tsx';
import { fieldworkChart } from './fieldworkChart.ts';
import { shareText } from './figureText.ts';

type RateName = keyof typeof fieldworkDefinitions;

/** Numerator and denominator of each rate in numbers. */
function countsOf({ sampled, attempted, contacted, counts }: Fieldwork): Record<RateName, readonly [number, number]> {
  const { I, P, R, NC, O, U } = counts;
  const all = I + P + R + NC + O + U;
  const reached = I + P + R + O;
  return {
    followUpRate: [attempted, sampled],
    successRate: [I, sampled],
    reachRate: [contacted, attempted],
    rr1: [I, all],
    rr2: [I + P, all],
    coop1: [I, reached],
    ref1: [R, all],
    con1: [reached, all],
  };
}

export function FieldworkTab({ fieldwork }: { fieldwork: Fieldwork }) {
  const option = useMemo(() => fieldworkChart(fieldwork.counts), [fieldwork]);
  const counts = countsOf(fieldwork);
  if (fieldwork.sampled === 0) return <Nothing>这个月没有抽样。</Nothing>;
  return (
    <div className="tab-split">
      <Chart option={option} words={`样本 ${fieldwork.sampled} 例，完成 ${fieldwork.counts.I} 例`} />
      <div>
        <table className="matrix">
          <thead>
            <tr>
              <th className="left">指标</th>
              <th>率</th>
              <th>分子 / 分母</th>
              <th className="left">口径</th>
            </tr>
          </thead>
          <tbody>
            {(Object.keys(fieldworkDefinitions) as RateName[]).map((name) => {
              const definition = fieldworkDefinitions[name];
              return (
                <tr key={name}>
                  <th className="left" scope="row">
                    {definition.name}
                  </th>
                  <td>
                    <b>{shareText(fieldwork[name])}</b>
                  </td>
                  <td className="mut">{counts[name].join(' / ')}</td>
                  <td className="left">
                    <Popover
                      trigger="click"
                      title={definition.name}
                      content={
                        <div style={{ maxWidth: 360 }}>
                          {formulaOf(definition)}
                          <p className="mut">不计入：{definition.exclusions}</p>
                          <p className="mut">{definition.note}</p>
                        </div>
                      }
                    >
                      <button type="button" className="figure link">
                        口径
                      </button>
                    </Popover>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
