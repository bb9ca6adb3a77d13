/** A year of the work calendar for display and editing: the kind of each day, and the hospital's changes to it. */
import { addCivilDays, civilDaysBetween, weekdayOf } from '../../base/rules/time.ts';
import {
  isHoliday,
  isKnownYear,
  isWorkingByItself,
  isWorkingDay,
  longestBreak,
  statutoryHolidays,
  type WorkCalendar,
} from '../../base/rules/workingDays.ts';

/** 放假 and 调休 are told from an ordinary weekend and an ordinary working day. */
export type DayKind = 'work' | 'weekend' | 'holiday' | 'make_up';

const isWeekend = (date: string) => weekdayOf(date) % 6 === 0;

export function dayKind(date: string, calendar: WorkCalendar): DayKind {
  if (isWorkingDay(date, calendar)) return isWeekend(date) ? 'make_up' : 'work';
  return isHoliday(date, calendar) || !isWeekend(date) ? 'holiday' : 'weekend';
}

/** Every civil date of a year. */
export function daysOf(year: string): string[] {
  const first = `${year}-01-01`;
  return Array.from({ length: civilDaysBetween(first, `${Number(year) + 1}-01-01`) }, (_, at) => addCivilDays(first, at));
}

/** Whether the hospital's own list makes this day another than it would be. */
export function isOwn(date: string, calendar: WorkCalendar): boolean {
  return isWorkingDay(date, calendar) !== isWorkingByItself(date);
}

/** Days that one pair of lists makes working and the other free. */
export function changedDays(before: WorkCalendar, after: WorkCalendar): string[] {
  const listed = sorted([...before.holidays, ...before.makeUpDays, ...after.holidays, ...after.makeUpDays]);
  return listed.filter((date) => isWorkingDay(date, before) !== isWorkingDay(date, after));
}

const sorted = (dates: Iterable<string>) => [...new Set(dates)].sort();

/** The lists with one day made working or free; what says no more than the built-in calendar is left out. */
export function withDay(date: string, working: boolean, { holidays, makeUpDays }: WorkCalendar): WorkCalendar {
  const others = { holidays: holidays.filter((day) => day !== date), makeUpDays: makeUpDays.filter((day) => day !== date) };
  if (working === isWorkingByItself(date)) return others;
  return working
    ? { ...others, makeUpDays: sorted([...others.makeUpDays, date]) }
    : { ...others, holidays: sorted([...others.holidays, date]) };
}

/** The lists with a year's arrangement put in place of what they held of these years. */
export function withArrangement(arrangement: WorkCalendar, { holidays, makeUpDays }: WorkCalendar): WorkCalendar {
  const years = new Set([...arrangement.holidays, ...arrangement.makeUpDays].map((date) => date.slice(0, 4)));
  // New Year may begin in the last days of the year before: only that year's own days are replaced.
  const main = [...years].sort().at(-1);
  const others = (dates: readonly string[]) => dates.filter((date) => date.slice(0, 4) !== main);
  return {
    holidays: sorted([...others(holidays), ...arrangement.holidays]),
    makeUpDays: sorted([...others(makeUpDays), ...arrangement.makeUpDays]),
  };
}

export interface ArrangedHoliday {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly makeUpDays: readonly string[];
}

/** The year's holidays as runs of free days with their names, each with the make-up days nearest to it. */
export function holidaysOf(year: string, calendar: WorkCalendar): ArrangedHoliday[] {
  const days = daysOf(year);
  const names = statutoryHolidays(year);
  const runs: { name: string; from: string; to: string; makeUpDays: string[] }[] = [];
  for (const date of days) {
    if (dayKind(date, calendar) !== 'holiday') continue;
    const last = runs.at(-1);
    const name = names.get(date);
    if (
      last &&
      addCivilDays(last.to, 1) === date &&
      (!name || last.name === '' || last.name.includes(name) || isArrangedTogether(last.name, name))
    ) {
      last.to = date;
      if (name && !last.name.includes(name)) last.name = last.name ? `${last.name}、${name}` : name;
    } else runs.push({ name: name ?? '', from: date, to: date, makeUpDays: [] });
  }
  for (const date of days.filter((day) => dayKind(day, calendar) === 'make_up')) {
    const distance = (run: { from: string; to: string }) =>
      Math.min(...[run.from, run.to].map((edge) => Math.abs(civilDaysBetween(edge, date))));
    const nearest = runs.filter(({ name }) => name !== '').sort((a, b) => distance(a) - distance(b))[0];
    nearest?.makeUpDays.push(date);
  }
  return runs.map((run) => ({ ...run, name: run.name || '其他' }));
}

/** 中秋 falls beside 国庆 in some years and is then one break. */
const isArrangedTogether = (a: string, b: string) => [a, b].every((name) => /国庆节|中秋节/.test(name));

/** The year that nobody has entered though it is time: this one, or from November on the next; null where all is there. */
export function missingYear(today: string, calendar: WorkCalendar): string | null {
  const year = today.slice(0, 4);
  if (!isKnownYear(year, calendar)) return year;
  const next = String(Number(year) + 1);
  return today.slice(5, 7) >= '11' && !isKnownYear(next, calendar) ? next : null;
}

/** What is wrong with the two lists, in Chinese; null when nothing. */
export function calendarComplaint({ holidays, makeUpDays }: WorkCalendar): string | null {
  const both = holidays.find((date) => makeUpDays.includes(date));
  if (both) return `${both} 不能既是节假日又是调休上班日`;
  let run = 0;
  let last = '';
  const calendar = { holidays, makeUpDays };
  for (const date of sorted(holidays)) {
    if (date <= last) continue;
    run = 1;
    last = date;
    for (let next = addCivilDays(date, 1); !isWorkingDay(next, calendar); next = addCivilDays(next, 1)) {
      run += 1;
      last = next;
      if (run > longestBreak) return `${date} 起连续放假超过 ${longestBreak} 天，请检查节假日`;
    }
  }
  return null;
}
