/** Calling hours, and the parts of the day in which attempts are spread (domain §5). */
import { addCivilDays, civilDateOf, civilTimeOf, instantAt } from '../../base/rules/time.ts';

/** HH:MM from, HH:MM until (not included), in the order of the day. */
export type DayParts = readonly (readonly [string, string])[];

/** Index of the day part an instant lies in; null outside the calling hours. */
export function dayPartOf(instant: string, parts: DayParts): number | null {
  const time = civilTimeOf(instant);
  const found = parts.findIndex(([from, until]) => from <= time && time < until);
  return found < 0 ? null : found;
}

/** Whether it may be dialled now, and the hours in words: 08:30–20:30. */
export function callingHours(now: string, settings: { readonly dayParts: DayParts }): { open: boolean; hours: string } {
  const spans: [string, string][] = [];
  for (const [from, until] of settings.dayParts) {
    const last = spans.at(-1);
    if (last && last[1] === from) last[1] = until;
    else spans.push([from, until]);
  }
  return {
    open: dayPartOf(now, settings.dayParts) !== null,
    hours: spans.map(([from, until]) => `${from}–${until}`).join('、'),
  };
}

const daysAhead = 15;

/**
 * The first instant from `earliest` on that lies in the calling hours and in one of the `wanted` day parts (by index);
 * `earliest` itself where no part is wanted within two weeks (no calling hours are set).
 */
export function firstCallingTime(earliest: string, parts: DayParts, wanted: readonly number[]): string {
  const startDate = civilDateOf(earliest);
  for (let day = 0; day < daysAhead; day += 1) {
    const date = addCivilDays(startDate, day);
    for (const [index, [from, until]] of parts.entries()) {
      if (!wanted.includes(index)) continue;
      const opens = instantAt(date, from);
      const at = opens > earliest ? opens : earliest;
      if (at < instantAt(date, until)) return at;
    }
  }
  return earliest;
}
