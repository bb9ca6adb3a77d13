/** The kinds of open work that belong to a user, and the roles that may keep each kind. */

import type { Role } from '../../base/contract/words.ts';
import type { OpenWork } from '../contract/accounts.ts';

/** What a user is, as far as work is concerned. */
export interface Standing {
  readonly role: Role;
  readonly active: boolean;
}

export type WorkKind = Exclude<keyof OpenWork, 'appointments' | 'headless' | 'deputyFor'>;

const callers: readonly Role[] = ['nurse', 'supervisor'];

/** Roles whose users can do such work; follow-ups are assigned to nurses alone. */
const doneBy: Readonly<Record<WorkKind, readonly Role[]>> = {
  followUps: ['nurse'],
  calls: callers,
  cases: callers,
  replies: callers,
  reviews: callers,
  handOvers: callers,
};

/** Who can be named to act for a department without a head. */
export const canDeputise = ({ role, active }: Standing): boolean => active && (role === 'head' || role === 'supervisor');

export const workKinds = Object.keys(doneBy) as readonly WorkKind[];

/** Whether a user of this standing can do work of this kind. */
export const canDo = (kind: WorkKind, { role, active }: Standing): boolean => active && doneBy[kind].includes(role);

/** Open work in words, one part for each kind there is; empty where there is nothing to move. */
export function openWorkWords(work: Omit<OpenWork, 'headless' | 'deputyFor'>): string[] {
  const parts: [number, string][] = [
    [work.followUps, `未完成的回访 ${work.followUps} 例${work.appointments > 0 ? `（其中预约 ${work.appointments} 例）` : ''}`],
    [work.calls, `还没有记录结果的通话 ${work.calls} 个`],
    [work.cases, `经手的意见 ${work.cases} 件`],
    [work.replies, `待回复患者 ${work.replies} 件`],
    [work.reviews, `退回待处理的质控 ${work.reviews} 份`],
    [work.handOvers, `未阅的交接 ${work.handOvers} 条`],
  ];
  return parts.flatMap(([count, words]) => (count > 0 ? words : []));
}
