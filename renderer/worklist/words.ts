/** Chinese texts for dates, numbers and states of calling. */

import { attemptOutcomes, queueGroups } from '../../shared/base/contract/words.ts';
import { addCivilDays, civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import type { QueueRow } from '../../shared/worklist/contract/workList.ts';
import type { Tone } from '../ui/parts.tsx';

/** 10-05 */
export const shortDate = (date: string) => date.slice(5);
/** 10月05日 */
export const longDate = (date: string) => `${date.slice(5, 7)}月${date.slice(8, 10)}日`;
/** 2026年10月 */
export const monthInWords = (month: string) => `${month.slice(0, 4)}年${month.slice(5)}月`;
/** 14:02:11; the civil offset is whole hours, so the seconds are the instant's own. */
export const clockOf = (instant: string) => `${civilTimeOf(instant)}:${instant.slice(17, 19)}`;

/** An instant beside today: 15:00, 昨 10:12, 明天 09:30, 11-24 09:30. */
export function whenOf(instant: string, today: string): string {
  const date = civilDateOf(instant);
  const time = civilTimeOf(instant);
  if (date === today) return time;
  if (date === addCivilDays(today, -1)) return `昨 ${time}`;
  if (date === addCivilDays(today, 1)) return `明天 ${time}`;
  return `${shortDate(date)} ${time}`;
}

/** 138 0013 8000, 0571-8765 4321: as it is read aloud and dialled. */
export function phoneGroups(number: string): string {
  const mobile = /^(1\d{2})(\d{4})(\d{4})$/.exec(number);
  if (mobile) return mobile.slice(1).join(' ');
  const landline = /^(0(?:10|2\d|[3-9]\d{2}))-?(\d{3,4})(\d{4})$/.exec(number);
  return landline ? `${landline[1]}-${landline[2]} ${landline[3]}` : number;
}

/** Minutes and seconds since the call began: 04:37, past the hour 1:04:37. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  return `${hours > 0 ? `${hours}:` : ''}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

interface RowWords {
  readonly when: string;
  /** Null: plain text without a mark. */
  readonly tone: Tone | null;
  /** Not to be dialled now. */
  readonly dim: boolean;
  /** Where the first contact is due today or late: beside the days. */
  readonly window: { readonly word: string; readonly tone: Tone | null } | null;
  readonly last: string;
  readonly lastDetail: string;
}

const waiting: readonly QueueRow['group'][] = ['later', 'hidden_today'];

function whenMark(row: QueueRow, today: string): Pick<RowWords, 'when' | 'tone'> {
  const at = row.dueAt ? whenOf(row.dueAt, today) : '';
  if (row.group === 'due_appointment') return { when: `预约 ${at}`, tone: 'accent' };
  // Colour is for today alone: what has been late for days is said in grey.
  if (row.group === 'missed_appointment') {
    const late = row.dueAt !== null && civilDateOf(row.dueAt) === today;
    return { when: `预约已过 ${at}`, tone: late ? 'bad' : null };
  }
  if (row.group === 'hidden_today') return { when: '明天再拨', tone: null };
  if (row.group === 'later') {
    if (row.lastOutcome === null && row.dueAt === null) return { when: '未到首访日', tone: null };
    return { when: row.lastOutcome === 'appointment' ? `预约 ${at}` : `${at} 再拨`, tone: null };
  }
  return { when: queueGroups.zh[row.group], tone: null };
}

const windows: Partial<Record<QueueRow['window'], NonNullable<RowWords['window']>>> = {
  late: { word: '逾期', tone: null },
  due: { word: '今天到期', tone: 'warn' },
};

/** How a row of the work list reads: when, what came of the last call. */
export function rowWords(row: QueueRow, today: string): RowWords {
  const dim = waiting.includes(row.group);
  const last = row.lastOutcome === null ? '未拨' : attemptOutcomes.zh[row.lastOutcome];
  const window = windows[row.window] ?? null;
  return {
    ...whenMark(row, today),
    window: dim ? null : window,
    dim,
    last,
    lastDetail: row.lastAttemptAt ? whenOf(row.lastAttemptAt, today) : '',
  };
}
