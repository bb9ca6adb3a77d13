/** Every rule over raw rows. */
import { attemptInvariants } from './attempts.ts';
import { caseInvariants } from './cases.ts';
import { followUpInvariants } from './followUps.ts';
import { interviewInvariants } from './interviews.ts';
import type { Invariant } from './invariant.ts';
import { sampleInvariants } from './sample.ts';

export const invariants: readonly Invariant[] = [
  ...attemptInvariants,
  ...followUpInvariants,
  ...interviewInvariants,
  ...caseInvariants,
  ...sampleInvariants,
];
