/** Table of departments × aspects: rate, interval, rank, change, feedback; each figure opens its interviews. */

import { aspectCodes } from '../../shared/base/contract/words.ts';
import type { AspectFigure, DepartmentFigure, MonthReport } from '../../shared/reporting/contract/reporting.ts';
import { intervalText, rateText, weightingSentence } from '../../shared/reporting/rules/weightingWords.ts';
import { pointsInWords } from '../../shared/statistics/rules/percent.ts';
import { Mark, Nothing } from '../ui/parts.tsx';
import { type FigurePicked, pickAspect, pickDepartment, pickReport } from './figurePicked.ts';
import { heatOf, shareText } from './figureText.ts';

type Open = (picked: FigurePicked) => void;

export function Matrix({ report, open }: { report: MonthReport; open: Open }) {
  if (report.departments.length === 0) return <Nothing>这个月还没有已结束的访谈。</Nothing>;
  return (
    <div className="tab-fill">
      <table className="matrix">
        <thead>
          <tr>
            <th className="left">名次</th>
            <th className="left">科室</th>
            <th>{report.rule === 'topbox' ? '回答数' : '例数'}</th>
            <th>满意度 %</th>
            <th>95 % 区间</th>
            <th>{report.common ? '较上月（共同条目）' : '较上月'}</th>
            {aspectCodes.codes.map((code) => (
              <th key={code}>{aspectCodes.zh[code]}</th>
            ))}
            <th>意见</th>
            <th>被反映</th>
            <th>整改率</th>
          </tr>
        </thead>
        <tbody>
          {report.departments.map((department) => (
            <DepartmentRow key={department.departmentId} report={report} department={department} open={open} />
          ))}
        </tbody>
        {!report.departmentName && <HospitalRow report={report} open={open} />}
      </table>
    </div>
  );
}

function DepartmentRow({ report, department, open }: { report: MonthReport; department: DepartmentFigure; open: Open }) {
  const small = department.smallSample && department.interviews > 0;
  return (
    <tr>
      <td className={department.rank === null ? 'left dim' : 'left'}>{department.rank ?? '–'}</td>
      <th className="left" scope="row">
        {department.name}
        {department.belowLine && <Mark tone="bad">低于 {Math.round(report.line * 100)} %</Mark>}
        {department.hidden ? <Mark tone="warn">例数过少，不显示</Mark> : small && <Mark>样本量小</Mark>}
      </th>
      <td>{department.interviews}</td>
      <td className={department.belowLine ? 'bad' : ''}>
        <Figure figure={department} strong open={() => open(pickDepartment(report, department))} />
      </td>
      <td className="dim">{intervalText(department.interval)}</td>
      <td className="mut">{department.points === null || small ? '–' : pointsInWords(department.points)}</td>
      {department.aspects.map((aspect) => (
        <td key={aspect.aspect} className={heatOf(aspect.rate)}>
          <Figure figure={aspect} open={() => open(pickAspect(report, department, aspect))} />
        </td>
      ))}
      <td>
        <Opinions count={department.opinions} />
      </td>
      <td>
        <Opinions count={department.reflected} />
      </td>
      <td className={department.closureRate === null ? 'dim' : ''}>{shareText(department.closureRate)}</td>
    </tr>
  );
}

function HospitalRow({ report, open }: { report: MonthReport; open: Open }) {
  const points = report.series.at(-1)?.points ?? null;
  return (
    <tfoot>
      <tr>
        <td />
        <th className="left" scope="row">
          全院
          {report.weighting && (
            <span title={weightingSentence(report)}>
              <Mark>加权</Mark>
            </span>
          )}
        </th>
        <td>{report.interviews}</td>
        <td>
          <Figure figure={report} strong open={() => open(pickReport(report))} />
        </td>
        <td className="dim">{intervalText(report.interval)}</td>
        <td>{points === null ? '–' : pointsInWords(points)}</td>
        {report.aspects.map((aspect) => (
          <td key={aspect.aspect}>
            <Figure figure={aspect} open={() => open(pickAspect(report, null, aspect))} />
          </td>
        ))}
        <td>{report.opinions ?? '–'}</td>
        <td>{report.reflected ?? '–'}</td>
        <td />
      </tr>
    </tfoot>
  );
}

/** A dash where the count would tell about a hidden rate. */
function Opinions({ count }: { count: number | null }) {
  return count ? count : <span className="dim">{count ?? '–'}</span>;
}

type Shown = Pick<AspectFigure, 'interviews' | 'satisfied' | 'rate'> & Partial<Pick<AspectFigure, 'weighting'>>;

function Figure({ figure, strong, open }: { figure: Shown; strong?: boolean; open: () => void }) {
  if (figure.interviews === 0) return <span className="dim">–</span>;
  return (
    <button type="button" className="figure" title={`${figure.satisfied ?? '–'} / ${figure.interviews}`} onClick={open}>
      {strong ? <b>{rateText(figure)}</b> : rateText(figure)}
    </button>
  );
}
