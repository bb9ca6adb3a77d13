/** What a stored request id was used for: the procedure and the hash of what it was given. Null for those of before. */
import { column, type Step } from '../tables.ts';

export const requestFingerprint: Step = [column('saved_request', 'fingerprint', 'text?')];
