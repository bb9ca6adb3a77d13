/** The workload table: one row per nurse and a total row. */
import type { NurseFigure, NurseFigures, Share } from '../../../shared/reporting/contract/nurseFigures.ts';
import { intervalText } from '../../../shared/reporting/rules/weightingWords.ts';
import { chanceInWords } from '../../../shared/statistics/rules/chance.ts';
import { percent } from '../../../shared/statistics/rules/percent.ts';
import { Mark } from '../../ui/parts.tsx';

const shareText = ({ count, of }: Share) => (of === 0 ? '–' : percent(count, of));

function clock(seconds: number | null): string {
  if (seconds === null) return '–';
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

const fewest = 30;

export function NurseTable({
  figures,
  rows,
  shown,
  choose,
}: {
  figures: NurseFigures;
  rows: readonly NurseFigure[];
  shown: NurseFigure;
  choose: (nurseId: string | null) => void;
}) {
  return (
    <table className="matrix">
      <thead>
        <tr>
          <th className="left">回访员</th>
          <th>样本</th>
          <th title="本人拨出的电话，次">拨打</th>
          <th title="患者打回来的电话，次">来电</th>
          <th>接通率 %</th>
          <th>完成</th>
          <th title="完成 ÷ 样本">成功率 %</th>
          <th>中断</th>
          <th>拒访</th>
          <th>平均时长</th>
          <th>中位</th>
          <th title={`完成的访谈中通话不到 ${figures.shortTalkSeconds} 秒的`}>时长偏短</th>
          <th>不清楚 %</th>
          <th>意见率 %</th>
          <th>95 % 区间</th>
          <th className="left">与其他回访员相比</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.nurseId ?? 'together'} className={row === shown ? 'work-on' : ''}>
            <th className="left" scope="row">
              <button type="button" className="figure link" aria-pressed={row === shown} onClick={() => choose(row.nurseId)}>
                {row.name}
              </button>
            </th>
            <td>{row.sampled}</td>
            <td>{row.dials}</td>
            <td>{row.incoming}</td>
            <td title={`接通 ${row.contact.count} / 已拨 ${row.contact.of} 位患者`}>{shareText(row.contact)}</td>
            <td>
              <b>{row.completed}</b>
            </td>
            <td title={`完成 ${row.completion.count} / 样本 ${row.completion.of}`}>{shareText(row.completion)}</td>
            <td>{row.partial}</td>
            <td>{row.refused}</td>
            <td>{clock(row.talk.mean)}</td>
            <td>{clock(row.talk.median)}</td>
            <td title={row.talk.p5 === null ? '' : `第 5 百分位 ${clock(row.talk.p5)}`}>{row.talk.short.count}</td>
            <td>{shareText(row.unclear)}</td>
            <td title={`${row.objection.count} / ${row.objection.of}`}>{shareText(row.objection)}</td>
            <td className="dim">{intervalText(row.objection.interval)}</td>
            <td className="left">
              <Effect figure={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Effect({ figure: { effect, objection } }: { figure: NurseFigure }) {
  if (!effect) return <span className="dim">–</span>;
  const p = chanceInWords(effect.p);
  return (
    <span title={p}>
      {effect.verdict === 'higher' || effect.verdict === 'lower' ? (
        <Mark tone="warn">{effect.words}</Mark>
      ) : (
        <span className="mut">{effect.words}</span>
      )}{' '}
      {objection.of < fewest && effect.verdict !== 'too_few' && <Mark>样本量小</Mark>}
    </span>
  );
}
