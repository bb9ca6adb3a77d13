import { InputNumber } from 'antd';
import type { Stratum } from '../../shared/sampling/contract/sampling.ts';
import { percentText } from '../../shared/statistics/rules/percent.ts';

/** Numbers given by hand, by stratum. */
export interface ByHand {
  readonly numbers: Readonly<Record<string, number>>;
  readonly set: (stratum: string, count: number) => void;
}

/** How many are drawn from each stratum; the bar shows the share of the stratum. With `byHand` the numbers are typed here. */
export function StrataTable({
  strata: found,
  open,
  byHand,
}: {
  strata: readonly Stratum[];
  open: (stratum: string) => void;
  byHand?: ByHand | undefined;
}) {
  // A number given to a stratum that the frame no longer holds must stay in sight, so that it can be taken back.
  const lost = Object.entries(byHand?.numbers ?? {}).filter(([key, count]) => count > 0 && !found.some((stratum) => stratum.key === key));
  const strata = [...found, ...lost.map(([key, drawn]) => ({ key, name: key, eligible: 0, drawn }))];
  const drawnOf = (stratum: Stratum) => (byHand ? (byHand.numbers[stratum.key] ?? 0) : stratum.drawn);
  const eligible = strata.reduce((sum, stratum) => sum + stratum.eligible, 0);
  const drawn = strata.reduce((sum, stratum) => sum + drawnOf(stratum), 0);
  return (
    <div className="fill">
      <table className="sampling-table sampling-strata" aria-label="各层分配">
        <thead>
          <tr>
            <th>层</th>
            <th className="num">合格</th>
            <th className="num">抽取</th>
            <th className="num">抽样比</th>
            <th />
          </tr>
        </thead>
        <tbody>
          <tr className="sampling-sum">
            <td>合计（{strata.length} 层）</td>
            <td className="num">{eligible.toLocaleString()}</td>
            <td className="num">{drawn.toLocaleString()}</td>
            <td className="num">{percentText(drawn, eligible)}</td>
            <td />
          </tr>
          {strata.map((stratum) => (
            <tr key={stratum.key}>
              <td>
                <button type="button" className="sampling-open name" title="查看这一层的出院记录" onClick={() => open(stratum.key)}>
                  {stratum.name}
                </button>
              </td>
              <td className="num">{stratum.eligible.toLocaleString()}</td>
              <td className="num">
                {byHand ? (
                  <InputNumber<number>
                    size="small"
                    className="sampling-given"
                    aria-label={`${stratum.name}抽取例数`}
                    min={0}
                    precision={0}
                    controls={false}
                    {...(drawnOf(stratum) > stratum.eligible ? { status: 'error' as const } : {})}
                    value={drawnOf(stratum)}
                    onChange={(count) => byHand.set(stratum.key, count ?? 0)}
                  />
                ) : (
                  <b>{stratum.drawn.toLocaleString()}</b>
                )}
              </td>
              <td className="num mut">{percentText(drawnOf(stratum), stratum.eligible)}</td>
              <td className="bar">
                {drawnOf(stratum) > stratum.eligible ? (
                  <span className="bad">超过合格例数</span>
                ) : (
                  <span className="sampling-bar">
                    <i style={{ width: `${stratum.eligible === 0 ? 0 : (100 * drawnOf(stratum)) / stratum.eligible}%` }} />
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
