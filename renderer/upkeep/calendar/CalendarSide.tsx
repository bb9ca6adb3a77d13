/** Side panel of the calendar: legend, holidays in words, effect of saving. */

import { civilDateOf } from '../../../shared/base/rules/time.ts';
import { isArranged, type WorkCalendar } from '../../../shared/base/rules/workingDays.ts';
import type { Outputs } from '../../../shared/contract.ts';
import { dayKind, holidaysOf } from '../../../shared/upkeep/rules/year.ts';
import { Key } from '../../ui/parts.tsx';

type Moves = Outputs['upkeep']['previewCalendar'];
const shortDate = (date: string) => date.slice(5);
const shownAtMost = 8;
const becomes = { work: '上班', make_up: '上班', weekend: '休息', holiday: '放假' } as const;

export function CalendarSide({
  year,
  calendar,
  changes,
  moves,
}: {
  year: string;
  calendar: WorkCalendar;
  changes: readonly string[];
  moves: Moves | undefined;
}) {
  return (
    <aside className="calendar-side">
      <section className="card">
        <h2>图例</h2>
        <div className="calendar-legend">
          <span className="calendar-day holiday">1休</span>放假
          <span className="calendar-day make_up">10班</span>调休
          <span className="calendar-day weekend">8</span>周末
          <span className="calendar-day own">19</span>自定
          <span className="calendar-day today">5</span>今天
        </div>
        <p className="mut">
          <Key>↑ ↓ ← →</Key> 移动 <Key>空格</Key> 换一种
        </p>
      </section>
      <section className="card">
        <h2>
          {year} 年安排<span>{isArranged(`${year}-01-01`) ? '依据：国办通知' : '依据：法定节日与本院录入'}</span>
        </h2>
        <table className="calendar-holidays">
          <tbody>
            {holidaysOf(year, calendar).map(({ name, from, to, makeUpDays }) => (
              <tr key={from}>
                <th scope="row">{name}</th>
                <td>{from === to ? shortDate(from) : `${shortDate(from)} 至 ${shortDate(to)}`}</td>
                <td className="num">{makeUpDays.length > 0 ? `班 ${makeUpDays.map(shortDate).join('，')}` : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className="card fill" aria-live="polite">
        <h2>保存以后会怎样</h2>
        <Consequences calendar={calendar} changes={changes} moves={moves} />
      </section>
    </aside>
  );
}

function Consequences({ calendar, changes, moves }: { calendar: WorkCalendar; changes: readonly string[]; moves: Moves | undefined }) {
  if (changes.length === 0)
    return <p className="mut">没有未保存的改动。改动保存时，在办意见的到期日跟着重算，每件的经过里都留一行；已办结的不动。</p>;
  return (
    <>
      <p>
        {changes
          .slice(0, shownAtMost)
          .map((date) => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日改为${becomes[dayKind(date, calendar)]}`)
          .join('，')}
        {changes.length > shownAtMost && `，等 ${changes.length} 天`}。
      </p>
      {moves === undefined ? (
        <p className="mut">正在核对到期日……</p>
      ) : moves.length === 0 ? (
        <p>没有在办意见的到期日变动。</p>
      ) : (
        <>
          <p>
            <b>{moves.length} 件</b>在办意见的到期日改变：
          </p>
          <table className="calendar-moves">
            <tbody>
              {moves.slice(0, shownAtMost).map(({ id, number, from, to }) => (
                <tr key={id}>
                  <td>{number}</td>
                  <td className="num">
                    {shortDate(civilDateOf(from))} → {shortDate(civilDateOf(to))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {moves.length > shownAtMost && <p className="mut">还有 {moves.length - shownAtMost} 件。</p>}
        </>
      )}
      <p className="mut">每件的经过里都留一行；已办结的不动。</p>
    </>
  );
}
