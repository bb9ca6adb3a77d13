/** Checks the times of calls recorded on paper. */
import { civilDateOf, civilTimeOf } from '../../base/rules/time.ts';

export interface PaperTimes {
  readonly startedAt: string;
  readonly endedAt: string;
}

export interface PaperBounds {
  /** When the sheet was printed, or the follow-up drawn; the end of the last call the program knows, where that is later. */
  readonly since: string;
  readonly now: string;
}

/** Paper knows minutes, not seconds. */
const minuteOf = (instant: string) => instant.slice(0, 16);
const spoken = (instant: string) => `${civilDateOf(instant)} ${civilTimeOf(instant)}`;

/** The first of the calls that was made while a known one was spoken, and that one; null where none was. Calls may meet in a minute. */
export function overlapOf<Known extends PaperTimes>(
  calls: readonly PaperTimes[],
  known: readonly Known[],
): { readonly index: number; readonly known: Known } | null {
  const meets = (one: PaperTimes, other: PaperTimes) => minuteOf(one.startedAt) < minuteOf(other.endedAt);
  for (const [index, call] of calls.entries()) {
    const found = known.find((one) => meets(one, call) && meets(call, one));
    if (found) return { index, known: found };
  }
  return null;
}

/** What cannot be true of the times of the calls, in their order; null where all can. */
export function paperTimesComplaint(calls: readonly PaperTimes[], { since, now }: PaperBounds): string | null {
  let after = since;
  for (const [index, { startedAt, endedAt }] of calls.entries()) {
    const name = `第 ${index + 1} 次拨打`;
    if (endedAt < startedAt) return `${name}的结束早于开始`;
    if (minuteOf(endedAt) > minuteOf(now)) return `${name}的时间在将来`;
    if (minuteOf(startedAt) < minuteOf(after))
      return index === 0 ? `${name}的时间不能早于 ${spoken(since)}（打印或抽样之后）` : `${name}应在上一次拨打结束之后`;
    after = endedAt;
  }
  return null;
}
