/** Working days and hours of the demo, and the window in which a month's sample is called. */
import { addMonths, civilDateOf, lastDayOf } from '../../shared/base/rules/time.ts';
import { isWorkingDay } from '../../shared/base/rules/workingDays.ts';

const minuteMs = 60_000;
const offsetMs = 8 * 60 * minuteMs;
const dayMs = 24 * 60 * minuteMs;

/** A civil date some days later; by plain arithmetic, because the demo asks for it some hundred thousand times. */
export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
}

/** Whole days from one civil date to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs;
}

/** The instant of a civil date and a minute of its day; whole seconds. */
export function atMinute(date: string, minute: number): string {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) - offsetMs + Math.round(minute * 60) * 1000).toISOString();
}

export function minuteOf(instant: string): number {
  const local = Date.parse(instant) + offsetMs;
  return (local % dayMs) / minuteMs;
}

export function plusMinutes(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + Math.round(minutes * 60) * 1000).toISOString();
}

const working = new Map<string, boolean>();

export function worksOn(date: string): boolean {
  const known = working.get(date) ?? isWorkingDay(date);
  working.set(date, known);
  return known;
}

/** The working day `count` working days before (0: the date itself or the last one before it). */
export function workingDayBefore(date: string, count: number): string {
  let day = date;
  while (!worksOn(day)) day = plusDays(day, -1);
  for (let left = count; left > 0; left -= 1) {
    do day = plusDays(day, -1);
    while (!worksOn(day));
  }
  return day;
}

/** The working day `count` working days later (0: the date itself or the next one after it). */
export function workingDayAfter(date: string, count: number): string {
  let day = date;
  while (!worksOn(day)) day = plusDays(day, 1);
  for (let left = count; left > 0; left -= 1) {
    do day = plusDays(day, 1);
    while (!worksOn(day));
  }
  return day;
}

export function workingDays(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = plusDays(day, 1)) if (worksOn(day)) days.push(day);
  return days;
}

/** Fewer days than these cannot carry a month's calls. */
const fewestDays = 10;

/**
 * Days on which the sample of a month is called: the working days of the month after it that are over. Where that month
 * has only begun, the last ten working days before today and yesterday: the patients discharged early are called first.
 */
export function callingDays(month: string, asOf: string): string[] {
  const next = addMonths(month, 1);
  const yesterday = plusDays(civilDateOf(asOf), -1);
  const days = workingDays(`${next}-01`, lastDayOf(next)).filter((day) => day <= yesterday);
  if (days.length >= fewestDays) return days;
  const back = workingDays(workingDayBefore(yesterday, fewestDays - 1), yesterday);
  return back.includes(yesterday) ? back : [...back, yesterday];
}
