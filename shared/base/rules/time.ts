/** Civil time of the hospital: China Standard Time, UTC+8 all year (no daylight saving since 1991). */
const offsetMs = 8 * 3_600_000;

/** Whether YYYY-MM-DD names a day of the calendar: 2026-02-31 does not. */
export function isCivilDate(date: string): boolean {
  const at = new Date(`${date}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === date;
}

/** Whether ISO-8601 text in UTC with milliseconds names an instant. */
export function isInstant(text: string): boolean {
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && at.toISOString() === text;
}

/** The later of two instants. */
export function laterOf(one: string, other: string): string {
  return [one, other].toSorted().at(-1) ?? one;
}

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

const dayMs = 86_400_000;
/** Midnight UTC of a civil date: dates are counted there, whatever the machine's own zone and its changes of the clock. */
const midnight = (date: string) => Date.parse(`${date}T00:00:00.000Z`);

export function addCivilDays(date: string, days: number): string {
  return new Date(midnight(date) + days * dayMs).toISOString().slice(0, 10);
}

/** Whole days from one civil date to another; negative where `to` is earlier. */
export function civilDaysBetween(from: string, to: string): number {
  return Math.round((midnight(to) - midnight(from)) / dayMs);
}

/** Days of a hospital stay; null where the admission is not known, or lies after the discharge, as no stay does. */
export function stayDays(admission: string | null, discharge: string): number | null {
  return admission === null || admission > discharge ? null : civilDaysBetween(admission, discharge);
}

/** Day of the week of a civil date, 0 Sunday to 6 Saturday. */
export function weekdayOf(date: string): number {
  return new Date(midnight(date)).getUTCDay();
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
