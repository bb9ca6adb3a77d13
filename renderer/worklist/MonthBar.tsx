import { percentText } from '../../shared/statistics/rules/percent.ts';
import type { DayLine } from '../../shared/worklist/contract/workList.ts';
import './monthBar.css';

/** The month's sample so far: numbers, and a strip of them. */
export function MonthBar({ day }: { day: DayLine }) {
  const { sampled, completed, refused, notReached, otherEnded } = day;
  const parts = [
    { key: 'done', label: '完成', count: completed },
    { key: 'refused', label: '拒访', count: refused },
    { key: 'unreached', label: '未接通', count: notReached + otherEnded },
  ];
  return (
    <section className="card month-bar" aria-label={`${day.month ?? ''} 样本进度`}>
      <div className="row">
        <span>
          样本 <b>{sampled}</b>
        </span>
        <span>
          完成 <b>{completed}</b> <span className="dim">{percentText(completed, sampled)}</span>
        </span>
        <span>
          待访 <b>{day.open}</b>
        </span>
        {day.pool > 0 && (
          <span>
            公共池待领 <b>{day.pool}</b>
          </span>
        )}
        <span>
          预约 <b>{day.appointments}</b>
        </span>
        <span>
          拒访 <b>{refused}</b>
        </span>
        <span>
          未接通 <b>{notReached}</b>
        </span>
        {otherEnded > 0 && (
          <span>
            其他 <b>{otherEnded}</b>
          </span>
        )}
        <span className="grow" />
        <span className="mut">{day.workingDaysLeft > 0 ? `窗口还剩 ${day.workingDaysLeft} 个工作日` : '回访窗口已过'}</span>
      </div>
      <div className="strip" role="img" aria-label={parts.map(({ label, count }) => `${label} ${percentText(count, sampled)}`).join('，')}>
        {parts.map(({ key, count }) => (
          <i key={key} className={key} style={{ width: `${sampled > 0 ? (count / sampled) * 100 : 0}%` }} />
        ))}
      </div>
    </section>
  );
}
