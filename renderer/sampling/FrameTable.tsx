import { type ExclusionReason, exclusionReasons } from '../../shared/base/contract/words.ts';
import type { FrameSummary } from '../../shared/sampling/contract/sampling.ts';

/** From all discharges of the month to the eligible ones: what was left out, and why, in the order applied. */
export function FrameTable({ frame, open }: { frame: FrameSummary; open: (reason: ExclusionReason) => void }) {
  const excluded = frame.excluded.filter(({ reason, count }) => count > 0 || (reason !== 'custom' && reason !== 'already_drawn'));
  return (
    <table className="sampling-table" aria-label="抽样框">
      <tbody>
        <tr className="sampling-sum">
          <td>当月出院</td>
          <td className="num">{frame.total.toLocaleString()}</td>
        </tr>
        {excluded.map(({ reason, count }) => (
          <tr key={reason} className={count === 0 ? 'dim' : undefined}>
            <td>排除 {exclusionReasons.zh[reason]}</td>
            <td className="num">
              {count === 0 ? (
                '0'
              ) : (
                <button type="button" className="sampling-open" title="查看是哪些出院记录" onClick={() => open(reason)}>
                  −{count.toLocaleString()}
                </button>
              )}
            </td>
          </tr>
        ))}
        <tr className="sampling-sum">
          <td>合格（抽样框）</td>
          <td className="num">{frame.eligible.toLocaleString()}</td>
        </tr>
      </tbody>
    </table>
  );
}
