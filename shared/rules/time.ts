/** Civil time of the hospital: China Standard Time, UTC+8 all year (no daylight saving since 1991). */
import { addDays, differenceInCalendarDays, format, parseISO } from 'date-fns';

const offsetMs = 8 * 3_600_000;

/** Civil date YYYY-MM-DD of an instant. */
export function civilDateOf(instant: string): string {
  return new Date(Date.parse(instant) + offsetMs).toISOString().slice(0, 10);
}

/** Civil time HH:MM of an instant. */
export function civilTimeOf(instant: string): string {
  return new Date(Date.parse(instant) + offsetMs).toISOString().slice(11, 16);
}

/** Month YYYY-MM of an instant. */
export function monthOf(instant: string): string {
  return civilDateOf(instant).slice(0, 7);
}

/** The instant of a civil date and time HH:MM. */
export function instantAt(date: string, time: string): string {
  return new Date(Date.parse(`${date}T${time}:00.000Z`) - offsetMs).toISOString();
}

export function addCivilDays(date: string, days: number): string {
  return format(addDays(parseISO(date), days), 'yyyy-MM-dd');
}

/** Whole days from one civil date to another; negative where `to` is earlier. */
export function civilDaysBetween(from: string, to: string): number {
  return differenceInCalendarDays(parseISO(to), parseISO(from));
}

/** Month `count` months later (or earlier). */
export function addMonths(month: string, count: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** Last civil date of a month. */
export function lastDayOf(month: string): string {
  return addCivilDays(`${addMonths(month, 1)}-01`, -1);
}
