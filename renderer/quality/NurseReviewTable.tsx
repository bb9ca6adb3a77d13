/** The share of each nurse's month that was reviewed; a row selects her reviews. */
import type { NurseReviews } from '../../shared/quality/contract/quality.ts';
import { fullScore } from '../../shared/quality/rules/scores.ts';
import { percent } from '../../shared/statistics/rules/percent.ts';

export function NurseReviewTable({
  nurses,
  share,
  chosen,
  choose,
}: {
  nurses: readonly NurseReviews[];
  /** Percent to be drawn at least. */
  share: number;
  chosen: string | null;
  choose: (nurseId: string | null) => void;
}) {
  return (
    <table className="quality-nurses" aria-label="各回访员复核率">
      <thead>
        <tr>
          <th>回访员</th>
          <th title={`每人每月已结束访谈的 ${share} % 以上抽中复核`}>已复核 / 抽中</th>
          <th title="已复核的份数 ÷ 已结束的访谈数">复核率</th>
          <th title={`通话质量评分的平均，满分 ${fullScore}`}>均分</th>
        </tr>
      </thead>
      <tbody>
        {nurses.map((row) => (
          <tr key={row.nurseId} className={row.nurseId === chosen ? 'on' : ''}>
            <th scope="row">
              <button
                type="button"
                aria-pressed={row.nurseId === chosen}
                onClick={() => choose(row.nurseId === chosen ? null : row.nurseId)}
                title={`已结束访谈 ${row.finished} 份`}
              >
                {row.nurse}
              </button>
            </th>
            <td>
              {row.reviewed} / {row.drawn}
            </td>
            <td>{row.finished === 0 ? '–' : `${percent(row.reviewed, row.finished)} %`}</td>
            <td>{row.meanScore === null ? <span className="dim">–</span> : row.meanScore.toFixed(1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
