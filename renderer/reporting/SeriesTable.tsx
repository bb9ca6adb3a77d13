/** 满意度月报 as a table: twelve months with their change and questionnaire. */
import type { MonthReport } from '../../shared/reporting/contract/reporting.ts';
import { mixedSentence } from '../../shared/reporting/rules/mixedQuestionnaires.ts';
import { intervalText, rateText, weightingSentence } from '../../shared/reporting/rules/weightingWords.ts';
import { pointsInWords } from '../../shared/statistics/rules/percent.ts';
import { Mark } from '../ui/parts.tsx';
import { type FigurePicked, pickMonth } from './figurePicked.ts';
import { monthText } from './figureText.ts';

export function SeriesTable({ report, open }: { report: MonthReport; open: (picked: FigurePicked) => void }) {
  return (
    <div className="tab-fill">
      <table className="matrix">
        <thead>
          <tr>
            <th className="left">月份</th>
            <th>{report.rule === 'topbox' ? '回答数' : '例数'}</th>
            <th>满意</th>
            <th>满意度 %</th>
            <th>95 % 区间</th>
            <th>较上月（百分点）</th>
            <th className="left">问卷</th>
          </tr>
        </thead>
        <tbody>
          {[...report.series].reverse().map((point) => (
            <tr key={point.month}>
              <th className="left" scope="row">
                {monthText(point.month)}
              </th>
              <td>{point.interviews}</td>
              <td>{point.satisfied ?? '–'}</td>
              <td>
                {point.interviews === 0 ? (
                  <span className="dim">–</span>
                ) : (
                  <button type="button" className="figure" onClick={() => open(pickMonth(report, point))}>
                    <b>{rateText(point)}</b>
                  </button>
                )}
                {point.weighting && (
                  <span title={weightingSentence(point)}>
                    {' '}
                    <Mark>加权</Mark>
                  </span>
                )}
              </td>
              <td className="dim">{intervalText(point.interval)}</td>
              <td>
                {point.otherQuestionnaire ? (
                  <span className="mut">问卷版本不同</span>
                ) : point.points === null ? (
                  '–'
                ) : (
                  pointsInWords(point.points)
                )}
              </td>
              <td className="left mut">
                {point.versions.join('、')}
                {point.questionnaires.length > 1 && (
                  <span title={mixedSentence(point.questionnaires)}>
                    {' '}
                    <Mark tone="warn">合并 {point.questionnaires.length} 种问卷</Mark>
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
