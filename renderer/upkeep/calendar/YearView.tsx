/** Twelve months; 休 and 班 stand in the day. Arrows move, the space bar or a click makes a day working or free. */
import { type KeyboardEvent, useRef, useState } from 'react';
import { addCivilDays, weekdayOf } from '../../../shared/base/rules/time.ts';
import { isWorkingDay, type WorkCalendar } from '../../../shared/base/rules/workingDays.ts';
import { dayKind, daysOf, isOwn } from '../../../shared/upkeep/rules/year.ts';

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];
const kindWords = { work: '上班', weekend: '周末', holiday: '放假', make_up: '调休上班' } as const;
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
/** Column of a date in its week, Monday first. */
const columnOf = (date: string) => (weekdayOf(date) + 6) % 7;

interface Shown {
  readonly today: string;
  readonly calendar: WorkCalendar;
  readonly before: WorkCalendar;
  readonly toggle: (date: string) => void;
}

export function YearView({ year, ...shown }: Shown & { year: string }) {
  const [chosen, setChosen] = useState('');
  const grid = useRef<HTMLFieldSetElement>(null);
  const days = daysOf(year);
  const at = days.includes(chosen) ? chosen : days.includes(shown.today) ? shown.today : `${year}-01-01`;
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const next = addCivilDays(at, step);
    if (!days.includes(next)) return;
    setChosen(next);
    grid.current?.querySelector<HTMLElement>(`[data-date="${next}"]`)?.focus();
  };
  return (
    <fieldset ref={grid} className="card calendar-year" aria-label={`${year} 年`} onKeyDown={move}>
      {Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`).map((month) => (
        <Month key={month} month={month} days={days.filter((date) => date.startsWith(month))} at={at} choose={setChosen} {...shown} />
      ))}
    </fieldset>
  );
}

function Month({
  month,
  days,
  at,
  choose,
  ...shown
}: Shown & { month: string; days: readonly string[]; at: string; choose: (date: string) => void }) {
  return (
    <section className="calendar-month">
      <h2>
        {Number(month.slice(5))}月<span>工作日 {days.filter((date) => isWorkingDay(date, shown.calendar)).length}</span>
      </h2>
      <div className="calendar-days">
        {weekdays.map((name) => (
          <span key={name} className="calendar-weekday" aria-hidden>
            {name}
          </span>
        ))}
        {days.map((date) => (
          <Day key={date} date={date} focusable={date === at} choose={choose} {...shown} />
        ))}
      </div>
    </section>
  );
}

const signs = { work: '', weekend: '', holiday: '休', make_up: '班' } as const;

function Day({
  date,
  focusable,
  choose,
  today,
  calendar,
  before,
  toggle,
}: Shown & { date: string; focusable: boolean; choose: (date: string) => void }) {
  const kind = dayKind(date, calendar);
  const changed = isWorkingDay(date, calendar) !== isWorkingDay(date, before);
  const own = isOwn(date, calendar);
  // What is written in the day comes first: the name holds what is seen.
  const written = `${Number(date.slice(8))}${signs[kind]}`;
  const words = [
    written,
    `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`,
    `周${weekdays[columnOf(date)]}`,
    kindWords[kind],
    ...(own ? ['本院自定'] : []),
    ...(changed ? ['未保存'] : []),
  ].join(' ');
  return (
    <button
      type="button"
      className={`calendar-day ${kind}${own ? ' own' : ''}${changed ? ' changed' : ''}${date === today ? ' today' : ''}`}
      style={date.endsWith('-01') ? { gridColumnStart: columnOf(date) + 1 } : undefined}
      data-date={date}
      tabIndex={focusable ? 0 : -1}
      aria-label={words}
      aria-current={date === today ? 'date' : undefined}
      onFocus={() => choose(date)}
      onClick={() => toggle(date)}
    >
      {written}
    </button>
  );
}
