/**
 * Parses a year's holiday arrangement: the State Council's notice (国务院办公厅关于…部分节假日安排的通知) as its page shows it, or
 * lines of dates with 休 or 班, as this program writes them.
 */
import { addCivilDays, civilDaysBetween, isCivilDate, weekdayOf } from '../../base/rules/time.ts';
import type { WorkCalendar } from '../../base/rules/workingDays.ts';
import { dayKind, isOwn } from './year.ts';

export interface Arrangement extends WorkCalendar {
  /** The year it is of; null where the text says none. */
  readonly year: string | null;
  /** What does not fit, in Chinese; empty when the text can be used. */
  readonly problems: readonly string[];
}

const weekdays = '日一二三四五六';
const longestHoliday = 15;
const ownLine = /^\s*(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?[\s,，;；\t]*(休|班|放假|上班)\s*$/;
const aside = '(?:\\s*[（(]([^（()）]*)[)）])?';
const day = `(?:(\\d{4})年)?(?:(\\d{1,2})月)?(\\d{1,2})日${aside}`;
const span = new RegExp(`${day}(?:\\s*[至到—–~～-]+\\s*${day})?`, 'g');

const dateOf = (year: number, month: number, date: number) =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;

class Reading {
  readonly holidays: string[] = [];
  readonly makeUpDays: string[] = [];
  readonly problems: string[] = [];
  readonly #year: number;

  constructor(year: number) {
    this.#year = year;
  }

  /** A clause that says that some days are free, or are worked. */
  clause(text: string, free: boolean): void {
    let month = 0;
    for (const found of text.matchAll(span)) {
      const [, year1, month1, day1, aside1, year2, month2, day2, aside2] = found;
      month = Number(month1 ?? month);
      const last = day2 === undefined ? undefined : { month: Number(month2 ?? month), day: Number(day2), year: year2 };
      const toYear = Number(last?.year ?? this.#year);
      // 12月30日至1月1日: New Year's break begins in the year before.
      const fromYear = Number(year1 ?? (last && last.month < month ? toYear - 1 : this.#year));
      const from = dateOf(fromYear, month, Number(day1));
      const to = last ? dateOf(toYear, last.month, last.day) : from;
      if (last) month = last.month;
      if (this.#fits(from, aside1) && this.#fits(to, aside2)) this.#take(from, to, free);
    }
  }

  #fits(date: string, asideText: string | undefined): boolean {
    if (!isCivilDate(date)) {
      this.problems.push(`没有 ${date} 这一天`);
      return false;
    }
    const said = /(?:周|星期)([日天一二三四五六])/.exec(asideText ?? '')?.[1]?.replace('天', '日');
    if (said && said !== weekdays[weekdayOf(date)])
      this.problems.push(`${date} 是周${weekdays[weekdayOf(date)]}，原文写的是周${said}，请核对年份`);
    return true;
  }

  #take(from: string, to: string, free: boolean): void {
    const length = civilDaysBetween(from, to) + 1;
    if (length < 1 || length > longestHoliday) {
      this.problems.push(`${from} 至 ${to} 不像一次放假`);
      return;
    }
    for (let at = 0; at < length; at += 1) (free ? this.holidays : this.makeUpDays).push(addCivilDays(from, at));
  }
}

/** @param fallbackYear the year on the screen, for a text that names none */
export function readArrangement(text: string, fallbackYear: string): Arrangement {
  const lines = text.split(/\r?\n/).map((line) => ownLine.exec(line));
  const own = lines.filter((line) => line !== null);
  const year = own[0]?.[1] ?? /(\d{4})\s*年\s*部分节假日/.exec(text)?.[1] ?? /(\d{4})\s*年/.exec(text)?.[1] ?? null;
  const reading = new Reading(Number(year ?? fallbackYear));
  if (own.length > 0)
    for (const [, y = '', m = '', d = '', kind = ''] of own) reading.clause(`${y}年${Number(m)}月${Number(d)}日`, /休|放/.test(kind));
  else
    for (const sentence of text.split(/[。；;\n]/)) {
      // A sentence says one thing, unless commas part 放假 from 上班.
      const parts = /放假/.test(sentence) && /上班/.test(sentence) ? sentence.split(/[，,]/) : [sentence];
      for (const part of parts) {
        const said = /放假/.exec(part) ?? /上班/.exec(part);
        if (said) reading.clause(part.slice(0, said.index), said[0] === '放假');
      }
    }
  const { holidays, makeUpDays, problems } = reading;
  if (holidays.length === 0) problems.push('没有读出放假的日期，请粘贴国务院办公厅放假通知的正文');
  const result = { holidays: [...new Set(holidays)].sort(), makeUpDays: [...new Set(makeUpDays)].sort() };
  for (const date of result.makeUpDays) if (result.holidays.includes(date)) problems.push(`${date} 既写了放假又写了上班`);
  return { ...result, year, problems };
}

/** Lines of a calendar that `readArrangement` reads again: every day off and make-up day of the days asked. */
export function arrangementLines(days: readonly string[], calendar: WorkCalendar): string {
  return days
    .flatMap((date) => {
      const kind = dayKind(date, calendar);
      if (kind === 'holiday') return [`${date} 休`];
      return kind === 'make_up' || (kind === 'work' && isOwn(date, calendar)) ? [`${date} 班`] : [];
    })
    .join('\r\n');
}
