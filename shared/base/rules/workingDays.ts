/**
 * Working days of a Chinese hospital: the State Council's yearly arrangement (chinese-days), weekends, and the
 * hospital's own list, which wins over both. A year whose arrangement is not yet known has its statutory holidays
 * (全国年节及纪念日放假办法, 2024 revision) and no make-up days. Civil dates are compared as text: the machine's own
 * time zone has no say.
 */
import chineseDays from 'chinese-days';
import arrangements from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { addCivilDays, civilDateOf, civilTimeOf, instantAt, weekdayOf } from './time.ts';

/** Civil dates that win over the built-in calendar; both lists are settings. */
export interface WorkCalendar {
  readonly holidays: readonly string[];
  readonly makeUpDays: readonly string[];
}

export const builtInCalendar: WorkCalendar = { holidays: [], makeUpDays: [] };

/** A case that starts on a day off starts, for its limit, at the close of business before. */
const closeOfBusiness = '17:30';
/** Longest run of days off that can be meant; more is a mistake in the lists. */
export const longestBreak = 31;

const arranged = { off: new Set(Object.keys(arrangements.holidays)), makeUp: new Set(Object.keys(arrangements.workdays)) };
const arrangedYears = new Set([...arranged.off].map((date) => date.slice(0, 4)));

/** True where the yearly arrangement of a civil date's year is built in. */
export function isArranged(date: string): boolean {
  return arrangedYears.has(date.slice(0, 4));
}

/** A year that somebody entered has at least its first and its national holiday. */
export function isKnownYear(year: string, { holidays }: WorkCalendar): boolean {
  return isArranged(year) || [`${year}-01-01`, `${year}-10-01`].every((date) => holidays.includes(date));
}

const lastLunarYear = 2099;
const statutory = new Map<string, ReadonlyMap<string, string>>();

/** The statutory holidays of a year by date, with their names. */
export function statutoryHolidays(year: string): ReadonlyMap<string, string> {
  const known = statutory.get(year);
  if (known) return known;
  const days = new Map<string, string>([[`${year}-01-01`, '元旦']]);
  if (Number(year) >= 1900 && Number(year) <= lastLunarYear) {
    const newYear = solarDate(year, 1, 1);
    for (const offset of [-1, 0, 1, 2]) days.set(addCivilDays(newYear, offset), '春节');
    days.set(`${year}-04-0${pureBrightness(Number(year))}`, '清明节');
    days.set(solarDate(year, 5, 5), '端午节');
    days.set(solarDate(year, 8, 15), '中秋节');
  }
  for (const day of ['05-01', '05-02']) days.set(`${year}-${day}`, '劳动节');
  for (const day of ['10-01', '10-02', '10-03']) days.set(`${year}-${day}`, '国庆节');
  statutory.set(year, days);
  return days;
}

/**
 * Day of April of 清明 by the usual formula [Y × 0.2422 + C] − [Y ÷ 4] (the library has it too, but reckons it in the machine's
 * own zone).
 */
function pureBrightness(year: number): number {
  const inCentury = year % 100;
  return Math.floor(inCentury * 0.2422 + (year < 2000 ? 5.59 : 4.81)) - Math.floor(inCentury / 4);
}

/** Civil date of a day of the lunar year. The library counts days from midday to midday of the machine's zone. */
function solarDate(year: string, month: number, day: number): string {
  return chineseDays.getSolarDateFromLunar(new Date(Number(year), month - 1, day, 12)).date;
}

export function isWorkingDay(date: string, calendar: WorkCalendar = builtInCalendar): boolean {
  if (calendar.makeUpDays.includes(date)) return true;
  if (calendar.holidays.includes(date)) return false;
  return isWorkingByItself(date);
}

/** Without the hospital's own list. */
export function isWorkingByItself(date: string): boolean {
  const weekday = weekdayOf(date);
  const isWeekend = weekday === 0 || weekday === 6;
  if (isArranged(date)) return arranged.makeUp.has(date) || (!isWeekend && !arranged.off.has(date));
  return !isWeekend && !statutoryHolidays(date.slice(0, 4)).has(date);
}

/** A day that the arrangement, the law or the hospital's own list gives free, weekend or not. */
export function isHoliday(date: string, calendar: WorkCalendar): boolean {
  if (isWorkingDay(date, calendar)) return false;
  if (calendar.holidays.includes(date)) return true;
  return isArranged(date) ? arranged.off.has(date) : statutoryHolidays(date.slice(0, 4)).has(date);
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
