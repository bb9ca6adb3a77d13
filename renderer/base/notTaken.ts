/** Calls that failed before the core judged them: they are retried automatically and are not refusals of the input. */
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
