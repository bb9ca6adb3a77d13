/** The limit on how many patients outside her own work a nurse may look up (domain §10). */

/** A day's own calls are some sixty; whoever rings unasked is rarely more than a few an hour. */
export const looksPerHour = 20;

/** When each patient, by discharge, was looked at first. */
export type Looks = ReadonlyMap<string, string>;

const hour = 3_600_000;

/** The looks that still count at an instant. */
export function looksWithinHour(looks: Looks, now: string): Looks {
  const since = new Date(Date.parse(now) - hour).toISOString();
  return new Map([...looks].filter(([, at]) => at > since));
}
