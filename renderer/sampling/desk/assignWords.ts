/** Describes the result of an assignment in one sentence. */
import { assignHindrances } from '../../../shared/base/contract/words.ts';

type Hindrances = typeof assignHindrances.zh;

export function assignedInWords({
  assigned,
  left = [],
}: {
  assigned: number;
  left?: readonly { why: keyof Hindrances; count: number }[];
}): string {
  const kept = left.map(({ why, count }) => `${count} 例${assignHindrances.zh[why]}，未动`);
  return [`已分配 ${assigned.toLocaleString()} 例`, ...kept].join('；');
}
