/** Chinese texts for feedback on screens. */

import { aspectCodes, type FeedbackState, feedbackKinds, feedbackStates } from '../../shared/base/contract/words.ts';
import { addCivilDays, civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import type { FeedbackCase, FeedbackRow } from '../../shared/feedback/contract/feedback.ts';
import type { Tone } from '../ui/parts.tsx';

/** 10-14 */
export const dayOf = (instant: string): string => civilDateOf(instant).slice(5);
/** 10-14 14:02; midnight stands for a day whose time is not told: 10-14. */
export function momentOf(instant: string): string {
  const time = civilTimeOf(instant);
  return time === '00:00' && instant.endsWith(':00.000Z') ? dayOf(instant) : `${dayOf(instant)} ${time}`;
}

/** Since when nobody acknowledged it, with the day: 10-14 14:02，已 35 分钟. */
export function sinceInWords({ minutes, sentAt }: { readonly minutes: number; readonly sentAt: string }): string {
  if (minutes < 1) return '刚刚';
  return `${momentOf(sentAt)}，已 ${minutes < 120 ? `${minutes} 分钟` : `${Math.floor(minutes / 60)} 小时`}`;
}

interface ToneWord {
  readonly tone: Tone;
  readonly word: string;
}

function soonWord(dueAt: string, now: string): string {
  const hours = Math.floor((Date.parse(dueAt) - Date.parse(now)) / 3_600_000);
  const due = civilDateOf(dueAt);
  const today = civilDateOf(now);
  if (hours < 1) return '不到 1 小时到期';
  if (hours < 8 || due === today) return `还剩 ${hours} 小时`;
  return due === addCivilDays(today, 1) ? '明天到期' : `${due.slice(5)} 到期`;
}

/** The limit in words; where no limit runs, the state. */
export function dueWord(row: Pick<FeedbackRow, 'due' | 'dueAt' | 'overdueDays' | 'state' | 'severity'>, now: string): ToneWord {
  const urgent = row.severity === 'urgent' && row.due !== 'none' ? '紧急 · ' : '';
  if (row.due === 'overdue') return { tone: 'bad', word: `${urgent}超期 ${row.overdueDays} 个工作日` };
  if (row.due === 'due_soon' && row.dueAt) return { tone: urgent ? 'bad' : 'warn', word: `${urgent}${soonWord(row.dueAt, now)}` };
  if (row.due === 'in_time' && row.dueAt) return { tone: 'plain', word: `${urgent}${dayOf(row.dueAt)} 到期` };
  return { tone: row.state === 'closed' ? 'good' : 'plain', word: row.state === 'registered' ? '待转办' : feedbackStates.zh[row.state] };
}

/** 服务流程 · 呼叫应答; an opinion that hangs on no item is named by its kind. */
export function subjectOf(row: Pick<FeedbackRow, 'aspect' | 'itemTitle' | 'kind'>): string {
  const words = [row.aspect ? aspectCodes.zh[row.aspect] : '', row.itemTitle].filter(Boolean);
  return words.length > 0 ? words.join(' · ') : feedbackKinds.zh[row.kind];
}

/** 骨科; where it has no head 随访办代办骨科. */
const actingFor = ({ headed, department }: FeedbackCase) => (headed ? department : `随访办代办${department}`);

const waitingWords: Partial<Record<FeedbackState, (found: FeedbackCase) => string>> = {
  registered: () => '等待转办到责任科室',
  dispatched: (found) => `等待${actingFor(found)}受理`,
  accepted: (found) => `等待${actingFor(found)}提交整改`,
  rectified: () => '等待随访办审核',
  reviewed: () => '等待把整改结果告诉患者',
  replied: () => '等待随访办销账',
  closed: (found) => (found.kind === 'praise' ? '表扬已登记，将写入通报' : '已销账'),
};

/** Who has the next word. */
export const waitingWord = (found: FeedbackCase): string => waitingWords[found.state]?.(found) ?? feedbackStates.zh[found.state];

/** Past tense of every step, for the timeline. */
export const stepWords: Readonly<Record<string, string>> = {
  register: '登记',
  dispatch: '转办',
  acknowledge: '知悉',
  accept: '受理',
  rectify: '提交整改',
  review_pass: '审核通过',
  review_return: '审核退回',
  reply: '回复患者',
  close: '销账',
  transfer: '改派',
  regrade: '改程度',
  note: '备注',
};
