/** Stores the end of a call: its answer for a repeated request, and the state before it for an undo. */
import { createHash } from 'node:crypto';
import { canonical } from '../../../shared/base/rules/canonical.ts';
import type { Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';

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
  /** Fingerprint of what was said of the end beside its outcome; none of those that an older version kept. */
  readonly said?: string;
  /** Fingerprint of the paper that the call was typed in from, where it was the last of it. */
  readonly paper?: string;
}

export const fingerprintOf = (told: unknown): string => createHash('sha256').update(canonical(told)).digest('hex');

/** What the end of a call says beside its outcome. */
export const saidAtEnd = ({ note, appointmentAt, doNotCall }: Input<'calls', 'endCall'>): string =>
  fingerprintOf({ note, appointmentAt: appointmentAt ?? null, doNotCall: doNotCall ?? null });

export function beforeEnd(followUp: Schema['follow_up']): Before {
  return Object.fromEntries(restored.map((column) => [column, followUp[column]])) as Before;
}

export const endingOf = ({ ending }: Pick<Schema['attempt'], 'ending'>): Ending | null =>
  ending === null ? null : (JSON.parse(ending) as Ending);
