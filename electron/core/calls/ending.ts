/** What is kept of the end of a call: its answer for a repeat, and what was before it for taking it back. */
import type { Schema } from '../base/db/schema.ts';
import type { Output } from '../base/door.ts';

/** What an end changes of the follow-up. */
const restored = [
  'nurse_id',
  'avoid_nurse_id',
  'attempts',
  'contacted',
  'last_outcome',
  'last_attempt_at',
  'next_at',
  'appointment_at',
] as const satisfies (keyof Schema['follow_up'])[];
type Before = Pick<Schema['follow_up'], (typeof restored)[number]>;

export interface Ending {
  readonly answer: Output<'calls', 'endCall'>;
  /** Null where the end cannot be taken back. */
  readonly before: Before | null;
  /** Whether the number was marked bad by it. */
  readonly markedBad: boolean;
  readonly endedBy: string;
}

export function beforeEnd(followUp: Schema['follow_up']): Before {
  return Object.fromEntries(restored.map((column) => [column, followUp[column]])) as Before;
}

export const endingOf = ({ ending }: Pick<Schema['attempt'], 'ending'>): Ending | null =>
  ending === null ? null : (JSON.parse(ending) as Ending);
