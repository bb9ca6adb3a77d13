/** Danger is registered whoever reports it; any other feedback needs a known speaker (domain §6, §8). */
import type { FeedbackKind, Severity } from '../../base/contract/words.ts';

interface Graded {
  readonly kind: FeedbackKind;
  readonly severity: Severity;
}

/** An urgent opinion or complaint: it needs neither identity nor consent, as long as it is one. */
export const isDanger = ({ kind, severity }: Graded): boolean => severity === 'urgent' && (kind === 'opinion' || kind === 'complaint');

/** Praise is never urgent. */
export const isUrgentPraise = ({ kind, severity }: Graded): boolean => kind === 'praise' && severity === 'urgent';
