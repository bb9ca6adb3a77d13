/** The phase of a call, and the phase in which an interrupted call continues. */
import type { Brief } from '../../shared/interviews/contract/brief.ts';
import { type OpenInterview, openInterview } from '../interviews/index.ts';
import type { Phone } from './CallHeader.tsx';
import type { Ended } from './ending/CallResult.tsx';

export type Phase =
  | { readonly name: 'before' }
  | { readonly name: 'ringing'; readonly attemptId: string; readonly since: number }
  | {
      readonly name: 'talking';
      readonly attemptId: string;
      readonly since: number;
      readonly answered: number;
      readonly interview: OpenInterview;
    }
  | { readonly name: 'ended'; readonly result: Ended; readonly attemptId: string; readonly since: number };

/** Where an interrupted call was left: still ringing, or in the middle of the interview. */
export function phaseOf(brief: Brief, userId: string): Phase {
  const attempt = brief.attempts.find(({ id }) => id === brief.openAttemptId);
  if (!attempt) return { name: 'before' };
  const call = { attemptId: attempt.id, since: Date.parse(attempt.startedAt) };
  // An interview of an earlier call is continued only when somebody picks up.
  const begun = brief.interview?.state === 'open' && brief.interview.attemptId === attempt.id ? brief.interview : null;
  const answered = attempt.answeredAt === null ? call.since : Date.parse(attempt.answeredAt);
  return begun ? { name: 'talking', ...call, answered, interview: openInterview(brief, begun, userId) } : { name: 'ringing', ...call };
}

/** The number of a call that was left and is gone on with. */
export function phoneOf({ attempts, openAttemptId, patient }: Brief): Phone | null {
  const dialled = attempts.find(({ id }) => id === openAttemptId)?.phoneId;
  return patient.phones.find(({ id }) => id === dialled) ?? null;
}
