/** The month's main figure and its meaning in words. */
import type { Comparison, MonthReport } from '../../shared/reporting/contract/reporting.ts';
import { mixedSentence } from '../../shared/reporting/rules/mixedQuestionnaires.ts';
import { intervalText, rateText, weightingSentence } from '../../shared/reporting/rules/weightingWords.ts';
import { chanceInWords } from '../../shared/statistics/rules/chance.ts';
import { percentOf } from '../../shared/statistics/rules/percent.ts';
import { Mark } from '../ui/parts.tsx';
import { monthText, shareText, versionText } from './figureText.ts';

export function Headline({ report, open }: { report: MonthReport; open: () => void }) {
  // Over common items the change belongs to other figures than the one above it, which the words below name.
  const points = report.common ? null : (report.series.at(-1)?.points ?? null);
  const unit = report.rule === 'topbox' ? '次回答' : '例';
  const hidden = report.satisfied === null;
  return (
    <section className="card report-card">
      <h2>
        {report.departmentName ?? '全院'}
        {report.rule === 'topbox' ? '最优选项占比' : '满意度'}
      </h2>
      <div className="headline">
        <button type="button" className="figure" onClick={open}>
          {report.rate === null ? '–' : `${rateText(report)} %`}
        </button>
        {points !== null && <Points points={points} />}
        {report.smallSample && report.interviews > 0 && !hidden && <Mark>样本量小</Mark>}
      </div>
      {hidden ? (
        <div className="mut">共 {report.interviews} 例，例数过少，为保护患者不显示满意度。</div>
      ) : (
        <div className="mut">
          {report.weighting ? `加权，${report.interviews} ${unit}` : `${report.satisfied} / ${report.interviews} ${unit}`} · 95 % 区间{' '}
          {intervalText(report.interval)} %
        </div>
      )}
      {report.questionnaires.length > 1 && (
        <div className="mut" role="note">
          <Mark tone="warn">不同问卷</Mark> {mixedSentence(report.questionnaires)}
        </div>
      )}
      {report.weighting && <div className="mut">{weightingSentence(report)}</div>}
      <div className="verdict mut">
        {report.common && (
          <span title={report.common.leftOut.length > 0 ? `本月不在其中的条目：${report.common.leftOut.join('、')}` : ''}>
            只比 {report.common.items} 个共同条目：本月 {rateText(report.common.now)} %。
          </span>
        )}
        <Verdict label="与上月相比" comparison={report.comparisons.previous} />；
        <Verdict label={`与去年${Number(report.month.slice(5))}月相比`} comparison={report.comparisons.lastYear} />。
      </div>
      <span className="grow" />
      <div className="row">
        {report.versions.length > 0 && (
          <span title={report.versions.join('、')}>
            <Mark>{versionText(report.versions)}</Mark>
          </span>
        )}
        {!report.departmentName && <Mark>成功随访率 {shareText(report.fieldwork.successRate)}</Mark>}
      </div>
    </section>
  );
}

function Points({ points }: { points: number }) {
  const size = percentOf(Math.abs(points) / 100);
  if (size === '0.00') return <span className="mut">与上月持平</span>;
  return (
    <span className="mut">
      {points > 0 ? '↑' : '↓'} {size} 个百分点
    </span>
  );
}

const tones = { rise: 'good', fall: 'bad', noise: '', too_few: '', other_questionnaire: '' } as const;

function Verdict({ label, comparison }: { label: string; comparison: Comparison | null }) {
  if (!comparison) return <>{label}：无可比数据</>;
  const p = comparison.verdict === 'too_few' || comparison.p === null ? '' : `（${chanceInWords(comparison.p)}）`;
  return (
    <span title={`${monthText(comparison.month)}：${percentOf(comparison.rate)} %（${comparison.interviews} 例）`}>
      {label} <b className={tones[comparison.verdict]}>{comparison.words}</b>
      {p}
    </span>
  );
}
