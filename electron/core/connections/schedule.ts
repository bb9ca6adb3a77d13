/** Decides when a monthly pull is due: from its day and hour on, in civil time, for the month before. */

import { addMonths, instantAt, monthOf } from '../../../shared/base/rules/time.ts';
import type { PullSchedule } from '../../../shared/connections/contract/connections.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** The instant of a month's turn. */
function turnOf(month: string, { day, hour }: PullSchedule): string {
  return instantAt(`${month}-${two(day)}`, `${two(hour)}:00`);
}

/** The month to pull now; null before this month's turn, or where the schedule was set only after it. */
export function dueMonth(schedule: PullSchedule, setAt: string, now: string): string | null {
  const month = monthOf(now);
  const turn = turnOf(month, schedule);
  return turn <= now && setAt <= turn ? addMonths(month, -1) : null;
}

/** The next turn after `now`. */
export function nextTurn(schedule: PullSchedule, now: string): string {
  const month = monthOf(now);
  const turn = turnOf(month, schedule);
  return turn > now ? turn : turnOf(addMonths(month, 1), schedule);
}
