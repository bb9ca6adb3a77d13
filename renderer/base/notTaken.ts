/** Calls that the core did not judge: they are sent again by themselves, and are no refusal of what was typed. */
import { ORPCError } from '@orpc/client';

/** The host gave up waiting for the request (408) before the core saw it: a busy host, or a line that stalled. */
const tooSlow = 408;
/** Too many connections of one address. */
const tooMany = 429;

/** A question that did not reach the core is asked twice more. */
export const asksAgain = (times: number, error: unknown): boolean =>
  times < 2 && (!(error instanceof ORPCError) || error.status === tooSlow);

/** Busy, full, slow or restarting servers and an expired sign-in pass; what else the core refuses stays refused. */
export const isNotTaken = (error: unknown): boolean =>
  !(error instanceof ORPCError) || error.status >= 500 || [401, tooSlow, tooMany].includes(error.status);
