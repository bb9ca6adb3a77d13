/** Parses an agreed time or a date as a nurse types it during a call. */

import { readDate } from '../../shared/base/rules/dates.ts';
import { addCivilDays, civilDateOf, civilDaysBetween, civilTimeOf, instantAt } from '../../shared/base/rules/time.ts';

interface QuickTime {
  readonly label: string;
  readonly at: string;
}

const weekdays = ['日', '一', '二', '三', '四', '五', '六'];
const weekdayOf = (date: string) => new Date(`${date}T00:00:00.000Z`).getUTCDay();

/** 11-24 周二 15:30 */
export function appointmentInWords(at: string): string {
  const date = civilDateOf(at);
  return `${date.slice(5)} 周${weekdays[weekdayOf(date)]} ${civilTimeOf(at)}`;
}

/** `hours` as the brief gives them: 08:30–12:00、12:00–20:30. */
function within(hours: string, time: string): boolean {
  const spans = [...hours.matchAll(/(\d\d:\d\d)–(\d\d:\d\d)/g)];
  return spans.length === 0 || spans.some(([, from = '', until = '']) => from <= time && time < until);
}

/** Whether an agreed time lies in the calling hours: outside them it is dialled with a reason only. */
export const inCallingHours = (at: string, hours: string) => within(hours, civilTimeOf(at));

/** Times to agree on with one digit: soon, this evening, the next days; only those ahead and in the calling hours. */
export function quickTimes(now: string, hours: string): readonly QuickTime[] {
  const today = civilDateOf(now);
  const soon = new Date(Math.ceil((Date.parse(now) + 3_600_000) / 300_000) * 300_000).toISOString();
  const on = (days: number, time: string, label: string) => ({ label, at: instantAt(addCivilDays(today, days), time) });
  const all = [
    { label: '一小时后', at: soon },
    on(0, '18:30', '今天晚上'),
    on(1, '09:30', '明天上午'),
    on(1, '15:00', '明天下午'),
    on(1, '18:30', '明天晚上'),
    on(2, '09:30', '后天上午'),
    on(2, '18:30', '后天晚上'),
  ];
  return all.filter(({ at }, index) => within(hours, civilTimeOf(at)) && (index === 0 || at > soon));
}

const dayWords: Readonly<Record<string, number>> = { 今天: 0, 明天: 1, 后天: 2, 大后天: 3 };

function dateOf(word: string, today: string): string | null {
  if (word === '') return today;
  const ahead = dayWords[word];
  if (ahead !== undefined) return addCivilDays(today, ahead);
  const weekday = /^(下?)(?:周|星期)([一二三四五六日天])$/.exec(word);
  if (weekday) {
    const wanted = weekdays.indexOf(weekday[2] === '天' ? '日' : (weekday[2] ?? ''));
    const monday = addCivilDays(today, -((weekdayOf(today) + 6) % 7));
    const inWeek = addCivilDays(monday, ((wanted + 6) % 7) + (weekday[1] ? 7 : 0));
    return inWeek < today ? addCivilDays(inWeek, 7) : inWeek;
  }
  const day = /^(?:(\d{1,2})[-/.月])?(\d{1,2})[日号]?$/.exec(word);
  if (!day) return null;
  const two = (value: string) => value.padStart(2, '0');
  const date = `${today.slice(0, 4)}-${two(day[1] ?? today.slice(5, 7))}-${two(day[2] ?? '')}`;
  if (Number.isNaN(Date.parse(date)) || civilDateOf(instantAt(date, '12:00')) !== date) return null;
  return date < today ? `${Number(date.slice(0, 4)) + 1}${date.slice(4)}` : date;
}

function timeOf(word: string): string | null {
  const found = /^(上午|中午|下午|晚上|晚)?(\d{1,2})(?:[:：点]?(\d{2})分?|[:：点](半)?)?$/.exec(word);
  if (!found) return null;
  const [, part, hourText = '', minuteText, half] = found;
  const hour =
    Number(hourText) + (part && part !== '上午' && Number(hourText) < 12 && !(part === '中午' && Number(hourText) > 10) ? 12 : 0);
  const minute = half ? 30 : Number(minuteText ?? 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/**
 * The instant of 1530, 15:30, 明天 9:30, 明天下午3点半, 周五 10点, 11-24 1400, or of one digit: the n-th quick time.
 * Null where it is not a time or not ahead of `now`. A clock time alone that is past today means tomorrow.
 */
export function parseAppointment(text: string, now: string, quick: readonly QuickTime[]): string | null {
  const typed = text.normalize('NFKC').trim();
  if (/^\d$/.test(typed)) return quick[Number(typed) - 1]?.at ?? null;
  const today = civilDateOf(now);
  const split = /^(今天|明天|后天|大后天|下?(?:周|星期)[一二三四五六日天]|\d{1,2}[-/.月]\d{1,2}[日号]?|\d{1,2}[日号])?\s*(.+)$/.exec(typed);
  if (!split) return null;
  const date = dateOf(split[1] ?? '', today);
  const time = timeOf((split[2] ?? '').replace(/\s/g, ''));
  if (date === null || time === null) return null;
  const at = instantAt(date, time);
  if (at > now) return at;
  return split[1] === undefined ? instantAt(addCivilDays(date, 1), time) : null;
}

/** 12-15 周二; the year where it is another. */
export function dateInWords(date: string, today: string): string {
  return `${date.slice(0, 4) === today.slice(0, 4) ? date.slice(5) : date} 周${weekdays[weekdayOf(date)]}`;
}

/**
 * The civil date of 2026-12-15, 20261215, 12-15, 12月15日, 15号, 后天, 下周三; null where it is none. A day without its year
 * is the one nearest to today.
 */
export function parseDay(text: string, today: string): string | null {
  const typed = text.normalize('NFKC').replace(/\s/g, '');
  const whole = /^\d{4}/.test(typed) ? readDate(typed) : 'unreadable';
  if (typeof whole === 'object') return whole.date;
  const date = typed === '' ? null : dateOf(typed, today);
  const yearEarlier = date && `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`;
  if (!date || !yearEarlier || !/^\d/.test(typed)) return date;
  const isNear = civilDaysBetween(yearEarlier, today) < civilDaysBetween(today, date);
  return isNear && typeof readDate(yearEarlier) === 'object' ? yearEarlier : date;
}
