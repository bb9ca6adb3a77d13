/**
 * Working days, walked by hand from the State Council's published arrangements (国办发明电〔2024〕12号, 〔2025〕7号), not with the
 * program's calendar. Years after them: weekends and the statutory days (全国年节及纪念日放假办法).
 */
const range = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
};

const holidays = new Set([
  ...range('2025-01-01', '2025-01-01'),
  ...range('2025-01-28', '2025-02-04'),
  ...range('2025-04-04', '2025-04-06'),
  ...range('2025-05-01', '2025-05-05'),
  ...range('2025-05-31', '2025-06-02'),
  ...range('2025-10-01', '2025-10-08'),
  ...range('2026-01-01', '2026-01-03'),
  ...range('2026-02-15', '2026-02-23'),
  ...range('2026-04-04', '2026-04-06'),
  ...range('2026-05-01', '2026-05-05'),
  ...range('2026-06-19', '2026-06-21'),
  ...range('2026-09-25', '2026-09-27'),
  ...range('2026-10-01', '2026-10-07'),
  // Statutory days of 2027: its arrangement is not published yet.
  '2027-01-01',
  ...range('2027-02-05', '2027-02-08'),
  '2027-04-05',
  '2027-05-01',
  '2027-05-02',
]);
const makeUp = new Set([
  ...['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
]);

export interface OwnDays {
  readonly holidays: readonly string[];
  readonly makeUpDays: readonly string[];
}

export const dateOf = (instant: string) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);
export const timeOf = (instant: string) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16);
export const instantOf = (date: string, time: string) => new Date(Date.parse(`${date}T${time}:00Z`) - 8 * 3_600_000).toISOString();
export const dayAfter = (date: string, days = 1) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export function isWorkday(date: string, own: OwnDays): boolean {
  if (own.makeUpDays.includes(date)) return true;
  if (own.holidays.includes(date)) return false;
  if (makeUp.has(date)) return true;
  if (holidays.has(date)) return false;
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The civil date `count` working days after that of `from`. */
export function workdaysAfter(from: string, count: number, own: OwnDays): string {
  let date = dateOf(from);
  for (let left = count; left > 0; ) {
    date = dayAfter(date);
    if (isWorkday(date, own)) left -= 1;
  }
  return date;
}

/** YYYY-MM of `count` months later. */
export function monthAfter(month: string, count = 1): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

export const monthBefore = (month: string) => monthAfter(month, -1);

/** Scripts set the clock back by up to an hour, in milliseconds: two instants of one record may stand in the wrong order by as much. */
const clockSetBack = 3_600_000;

/** Whether something was earlier than what came before it, and not merely by a clock set back. */
export const isBefore = (later: string, earlier: string) => Date.parse(later) < Date.parse(earlier) - clockSetBack;
