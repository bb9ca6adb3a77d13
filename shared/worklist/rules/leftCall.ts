/** Parses the time of day at which an abandoned call ended, as the nurse types it. */
import { addCivilDays, civilDateOf, instantAt } from '../../base/rules/time.ts';

/**
 * 1012, 10:12 or 10：12 as the instant at which the call ended; null where it is no time between dialling and now. A time that
 * was told to the minute means its end, where the call or now lies within that minute.
 */
export function callEndFrom(text: string, startedAt: string, now: string): string | null {
  const [, hour = '', minute = ''] = /^\s*(\d{1,2})[:：.]?(\d{2})\s*$/.exec(text) ?? [];
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return null;
  const time = `${hour.padStart(2, '0')}:${minute}`;
  const days = [civilDateOf(startedAt), addCivilDays(civilDateOf(startedAt), 1)];
  for (const day of days) {
    const from = instantAt(day, time);
    const until = new Date(Date.parse(from) + 59_999).toISOString();
    if (until >= startedAt && from <= now) return until > now ? now : until;
  }
  return null;
}
