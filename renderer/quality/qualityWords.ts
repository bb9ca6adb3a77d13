/** Chinese texts for reviews on screens. */

import type { ReviewState } from '../../shared/base/contract/words.ts';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import type { InterviewSheet, SheetAnswer } from '../../shared/quality/contract/quality.ts';
import type { Tone } from '../ui/parts.tsx';

/** 11-10 14:02 */
export const momentOf = (instant: string): string => `${civilDateOf(instant).slice(5)} ${civilTimeOf(instant)}`;

/** 8 分 05 秒 */
export function talkText(seconds: number | null): string {
  if (seconds === null) return '未记录';
  return `${Math.floor(seconds / 60)} 分 ${String(Math.round(seconds) % 60).padStart(2, '0')} 秒`;
}

/** 03:07, since the interview began. */
export const clockOf = (second: number): string =>
  `${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}`;

export const stateTones: Readonly<Record<ReviewState, Tone>> = {
  to_do: 'plain',
  sent_back: 'warn',
  returned: 'accent',
  agreed: 'good',
  corrected: 'good',
};

export const monthText = (month: string): string => `${month.slice(0, 4)}年${month.slice(5)}月`;

export const answersOf = (sheet: InterviewSheet): SheetAnswer[] => sheet.aspects.flatMap(({ answers }) => answers);
