/** The state of the save queue: superseded edits, conflicts, unsent edits, and the message to the nurse. */
import { canonical } from '../../shared/base/rules/canonical.ts';
import type { Clash, Flight, SaveStatus, SaveTransport, Unsent } from './saving.ts';

type Values<Edit> = ReadonlyMap<string, Edit>;

/** An edit made here and one read from the server may differ in the order of their fields. */
export const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

/** Whether the server holds it already. */
export function isNeedless<Edit>({ alwaysSent }: SaveTransport<Edit>, thing: string, mine: Edit, theirs: Edit | null): boolean {
  return isSame(mine, theirs) && !(alwaysSent?.(thing) ?? false);
}

/** Waiting edits of things that somebody else changed since `confirmed`, which is what this page last knew of the server. */
export function clashesOf<Edit>(
  { lastWins }: SaveTransport<Edit>,
  waiting: Values<Edit>,
  values: Values<Edit>,
  confirmed: Values<Edit>,
): readonly Clash<Edit>[] {
  return [...waiting]
    .map(([thing, mine]) => ({ thing, mine, theirs: values.get(thing) ?? null }))
    .filter(({ thing, theirs }) => !lastWins(thing) && !isSame(theirs, confirmed.get(thing) ?? null));
}

/** Everything that has not reached the server, oldest first, each thing once. */
export function unsentOf<Edit>(
  refused: Values<Edit>,
  flight: Flight<Edit> | null,
  waiting: Values<Edit>,
  confirmed: Values<Edit>,
): readonly Unsent<Edit>[] {
  const edits = new Map([...refused, ...(flight ? [[flight.thing, flight.edit] as const] : []), ...waiting]);
  return [...edits].map(([thing, edit]) => ({ thing, edit, base: confirmed.get(thing) ?? null }));
}

interface Moment<Edit> {
  readonly clashes: readonly Clash<Edit>[];
  /** Why the last send or read did not reach the server; null where it did. */
  readonly failure: unknown;
  readonly sending: boolean;
  readonly refusal: { readonly error: unknown } | null;
  readonly savedAt: string | null;
}

/** What the nurse is told of saving: a clash first, then a lost line, then what is on its way. */
export function statusOf<Edit>({ clashes, failure, sending, refusal, savedAt }: Moment<Edit>): SaveStatus<Edit> {
  if (clashes.length > 0) return { state: 'conflict', clashes };
  if (failure !== null) return { state: 'retrying', error: failure };
  if (sending) return { state: 'saving' };
  return refusal ? { state: 'refused', error: refusal.error } : { state: 'saved', at: savedAt };
}
