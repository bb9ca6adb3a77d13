/** The state and deadline that feedback gets when it is registered. */
import type { FeedbackKind, FeedbackState, Severity } from '../../base/contract/words.ts';

interface RegistrationStep {
  readonly action: 'register' | 'dispatch' | 'close';
  readonly from: FeedbackState | null;
  readonly to: FeedbackState;
  readonly why: string;
}

const register: RegistrationStep = { action: 'register', from: null, to: 'registered', why: '' };

/** Steps in order: praise needs no rectification and is closed at once; an urgent matter goes out at once (domain §8, Escalation). */
export function registration(kind: FeedbackKind, severity: Severity): readonly RegistrationStep[] {
  if (kind === 'praise') return [register, { action: 'close', from: 'registered', to: 'closed', why: '表扬，无需整改' }];
  if (severity === 'urgent') return [register, { action: 'dispatch', from: 'registered', to: 'dispatched', why: '紧急上报' }];
  return [register];
}
