/** The lists that a role works from, with their counts. */

import type { Role } from '../../shared/base/contract/words.ts';
import type { FeedbackFilter } from '../../shared/feedback/contract/feedback.ts';
import type { Tone } from '../ui/parts.tsx';
import type { Counts } from './useCases.ts';

export interface Chip {
  readonly id: FeedbackFilter;
  readonly label: string;
  readonly tone: Tone;
  /** Null where the list has no count worth showing. */
  readonly count: number | null;
  /** Said where the list is empty. */
  readonly empty: string;
}

const everyone: readonly Role[] = ['nurse', 'head', 'supervisor', 'director'];

const all: readonly (Omit<Chip, 'count'> & { readonly count: ((counts: Counts) => number) | null; readonly roles: readonly Role[] })[] = [
  {
    id: 'mine',
    label: '待我处理',
    tone: 'accent',
    count: (c) => c.mine,
    empty: '没有等您处理的意见',
    roles: ['nurse', 'head', 'supervisor'],
  },
  { id: 'overdue', label: '超期', tone: 'bad', count: (c) => c.overdue, empty: '没有超期的意见', roles: everyone },
  {
    id: 'due_soon',
    label: '今明到期',
    tone: 'warn',
    count: (c) => c.dueSoon,
    empty: '没有今明到期的意见',
    roles: ['head', 'supervisor', 'director'],
  },
  {
    id: 'to_dispatch',
    label: '待转办',
    tone: 'plain',
    count: (c) => c.toDispatch,
    empty: '没有等待转办的意见',
    roles: ['nurse', 'supervisor'],
  },
  { id: 'to_review', label: '待审核', tone: 'plain', count: (c) => c.toReview, empty: '没有等待审核的整改', roles: ['supervisor'] },
  { id: 'to_reply', label: '待回复', tone: 'plain', count: (c) => c.toReply, empty: '没有等待回复的患者', roles: ['supervisor'] },
  { id: 'to_close', label: '待销账', tone: 'plain', count: (c) => c.toClose, empty: '没有等待销账的意见', roles: ['supervisor'] },
  { id: 'open', label: '进行中', tone: 'plain', count: (c) => c.inProgress, empty: '没有进行中的意见', roles: everyone },
  {
    id: 'closed_this_month',
    label: '本月已销账',
    tone: 'good',
    count: (c) => c.closedThisMonth,
    empty: '本月还没有销账的意见',
    roles: everyone,
  },
  { id: 'praise', label: '表扬', tone: 'good', count: (c) => c.praise, empty: '还没有表扬', roles: everyone },
  { id: 'all', label: '全部', tone: 'plain', count: null, empty: '还没有意见', roles: everyone },
];

export function chipsFor(role: Role, counts: Counts | undefined): Chip[] {
  return all
    .filter((chip) => chip.roles.includes(role))
    .map(({ roles: _, count, ...chip }) => ({ ...chip, count: counts && count ? count(counts) : null }));
}

/** The list a role begins with. */
export const firstChip = (role: Role): FeedbackFilter => (role === 'director' ? 'open' : 'mine');

/** The one list of 待回复患者. */
export const replyChips = (counts: Counts | undefined): Chip[] => [
  {
    id: 'to_reply',
    label: '待回复',
    tone: 'plain',
    count: counts?.toReply ?? null,
    empty: '没有等待回复的患者，审核通过的整改会出现在这里',
  },
];
