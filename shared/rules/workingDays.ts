/**
 * Working days of a Chinese hospital: the State Council's yearly arrangement (chinese-days), weekends, and the
 * hospital's own list, which wins over both. A year whose arrangement is not yet known has its statutory holidays
 * (全国年节及纪念日放假办法, 2024 revision) and no make-up days.
 */
import chineseDays from 'chinese-days';
import { addCivilDays, civilDateOf, civilTimeOf, instantAt } from './time.ts';

/** Civil dates that win over the built-in calendar; both lists are settings. */
export interface WorkCalendar {
  readonly holidays: readonly string[];
  readonly makeUpDays: readonly string[];
}

export const builtInCalendar: WorkCalendar = { holidays: [], makeUpDays: [] };

/** A case that starts on a day off starts, for its limit, at the close of business before. */
const closeOfBusiness = '17:30';
/** Longest run of days off that can be meant; more is a mistake in the lists. */
const longestBreak = 400;

/** Noon, because chinese-days reads a date in the machine's own time zone. */
function localNoon(date: string): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day, 12);
}

const arranged = new Map<string, boolean>();

/** True where the yearly arrangement of a civil date's year is built in. */
export function isArranged(date: string): boolean {
  const year = date.slice(0, 4);
  const known = arranged.get(year) ?? !chineseDays.getDayDetail(localNoon(`${year}-10-01`)).work;
  arranged.set(year, known);
  return known;
}

const statutory = new Map<string, ReadonlySet<string>>();

function statutoryHolidays(year: string): ReadonlySet<string> {
  const known = statutory.get(year);
  if (known) return known;
  const lunar = (day: string) => chineseDays.getSolarDateFromLunar(`${year}-${day}`).date;
  const newYear = lunar('01-01');
  const days = new Set([
    ...['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map((day) => `${year}-${day}`),
    ...[-1, 0, 1, 2].map((offset) => addCivilDays(newYear, offset)),
    chineseDays.getSolarTermDate(Number(year), 4, 'pure_brightness'),
    lunar('05-05'),
    lunar('08-15'),
  ]);
  statutory.set(year, days);
  return days;
}

export function isWorkingDay(date: string, calendar: WorkCalendar = builtInCalendar): boolean {
  if (calendar.makeUpDays.includes(date)) return true;
  if (calendar.holidays.includes(date)) return false;
  if (isArranged(date)) return chineseDays.isWorkday(localNoon(date));
  const weekday = new Date(`${date}T00:00:00.000Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !statutoryHolidays(date.slice(0, 4)).has(date);
}

function nextWorkingDay(date: string, calendar: WorkCalendar): string {
  for (let step = 1; step <= longestBreak; step += 1) {
    const day = addCivilDays(date, step);
    if (isWorkingDay(day, calendar)) return day;
  }
  throw new RangeError(`no working day within ${longestBreak} days of ${date}`);
}

/**
 * The civil date (or, of an instant, the instant at the same time of day) `count` working days later. An instant on a
 * day off counts from the close of business before it, so that it never loses a working day.
 */
export function addWorkingDays(from: string, count: number, calendar: WorkCalendar = builtInCalendar): string {
  const isInstant = from.includes('T');
  const start = isInstant ? civilDateOf(from) : from;
  let date = start;
  for (let left = count; left > 0; left -= 1) date = nextWorkingDay(date, calendar);
  if (!isInstant) return date;
  return count === 0 ? from : instantAt(date, isWorkingDay(start, calendar) ? civilTimeOf(from) : closeOfBusiness);
}

/** Working days after `from` up to and including `to` (civil dates); 0 where `to` is not later. */
export function workingDaysBetween(from: string, to: string, calendar: WorkCalendar = builtInCalendar): number {
  let count = 0;
  for (let date = addCivilDays(from, 1); date <= to; date = addCivilDays(date, 1)) if (isWorkingDay(date, calendar)) count += 1;
  return count;
}
