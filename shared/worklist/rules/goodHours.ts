/** Finds the hours at which a patient can be reached, from earlier calls (domain §6). */
import { type DayParts, dayPartOf } from './dayParts.ts';

export interface Spoken {
  /** When it was dialled, or the patient called. */
  readonly at: string;
  readonly reached: boolean;
  /** Of this follow-up, not of an earlier stay or a reply. */
  readonly thisStay: boolean;
}

export interface GoodHours {
  /** Parts of the day in which the person was reached, most often first; equally often: the earlier part. */
  readonly reached: readonly { readonly part: string; readonly times: number }[];
  /** Parts in which nobody has dialled for this stay yet. */
  readonly untried: readonly string[];
}

const inWords = ([from, until]: DayParts[number]) => `${from}–${until}`;

export function goodHours(calls: readonly Spoken[], parts: DayParts): GoodHours {
  const counted = parts.map((part, index) => ({
    part: inWords(part),
    times: calls.filter((call) => call.reached && dayPartOf(call.at, parts) === index).length,
    tried: calls.some((call) => call.thisStay && dayPartOf(call.at, parts) === index),
  }));
  return {
    reached: counted
      .filter(({ times }) => times > 0)
      .map(({ part, times }) => ({ part, times }))
      .toSorted((a, b) => b.times - a.times),
    untried: counted.filter(({ tried }) => !tried).map(({ part }) => part),
  };
}
