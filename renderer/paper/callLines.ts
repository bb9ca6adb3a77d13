/** Parses a call as typed from paper: 11-10 0935 4 1. */

import type { AttemptOutcome } from '../../shared/base/contract/words.ts';
import { instantAt } from '../../shared/base/rules/time.ts';
import type { PaperCall } from '../../shared/paper/contract/paper.ts';
import { parseAppointment } from '../worklist/index.ts';

export interface CallLine {
  /** 11-10, 1110, 2026-11-10. */
  readonly date: string;
  /** 0935, 9:35. */
  readonly from: string;
  readonly minutes: string;
  readonly phoneId: string;
  readonly outcome: AttemptOutcome | null;
  readonly note: string;
  readonly again: string;
  readonly reason: string;
}

export const emptyLine = (date: string, phoneId: string): CallLine => ({
  date,
  from: '',
  minutes: '1',
  phoneId,
  outcome: null,
  note: '',
  again: '',
  reason: '',
});

/** A civil date without a year is the last one that is not after `today`; null where it is none. */
function readDate(text: string, today: string): string | null {
  const whole = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text.trim());
  const short = /^(\d{1,2})[-.月/ ]?(\d{2}|\d{1})日?$/.exec(text.trim());
  if (!whole && !short) return null;
  const year = whole?.[1] ?? today.slice(0, 4);
  const monthDay = `${(whole?.[2] ?? short?.[1] ?? '').padStart(2, '0')}-${(whole?.[3] ?? short?.[2] ?? '').padStart(2, '0')}`;
  const date = !whole && `${year}-${monthDay}` > today ? `${Number(year) - 1}-${monthDay}` : `${year}-${monthDay}`;
  const parsed = new Date(`${date}T00:00:00.000Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : null;
}

/** HH:MM of 0935, 935, 9:35, 9点35; null where it is none. */
export function readTime(text: string): string | null {
  const match = /^(\d{1,2})[:：点]?(\d{2})分?$/.exec(text.trim());
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The call of a line, or what is missing in it. */
export function readLine(line: CallLine, today: string): PaperCall | string {
  const date = readDate(line.date, today);
  if (!date) return '日期应写成 11-10';
  const from = readTime(line.from);
  if (!from) return '时间应写成 0935 或 9:35';
  const minutes = Number(line.minutes);
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > 240) return '分钟应为 0–240 的整数';
  if (!line.outcome) return '请选择结果';
  if (line.phoneId === '') return '请选择号码';
  const startedAt = instantAt(date, from);
  const endedAt = new Date(Date.parse(startedAt) + minutes * 60_000).toISOString();
  const appointmentAt = line.again.trim() === '' ? null : parseAppointment(line.again, endedAt, []);
  if (line.again.trim() !== '' && !appointmentAt) return '约定的时间看不懂，写成 11-12 1530';
  return {
    startedAt,
    endedAt,
    phoneId: line.phoneId,
    outcome: line.outcome,
    note: line.note.trim(),
    ...(appointmentAt ? { appointmentAt } : {}),
    ...(line.reason.trim() === '' ? {} : { offHoursReason: line.reason.trim() }),
  };
}
