import type { Stratum } from '../../shared/contract/sampling.ts';

const percent = (part: number, whole: number) => (whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)}%`);

/** How many are drawn from each stratum; the bar shows the share of the stratum. */
export function StrataTable({ strata }: { strata: readonly Stratum[] }) {
  const eligible = strata.reduce((sum, stratum) => sum + stratum.eligible, 0);
  const drawn = strata.reduce((sum, stratum) => sum + stratum.drawn, 0);
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
            <td className="num">{percent(drawn, eligible)}</td>
            <td />
          </tr>
          {strata.map((stratum) => (
            <tr key={stratum.key}>
              <td>{stratum.name}</td>
              <td className="num">{stratum.eligible.toLocaleString()}</td>
              <td className="num">
                <b>{stratum.drawn.toLocaleString()}</b>
              </td>
              <td className="num mut">{percent(stratum.drawn, stratum.eligible)}</td>
              <td className="bar">
                <span className="sampling-bar">
                  <i style={{ width: `${stratum.eligible === 0 ? 0 : (100 * stratum.drawn) / stratum.eligible}%` }} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
