/** Adds the procedure and the input hash to stored request ids. Both are null in rows from before this step. */
import { column, type Step } from '../tables.ts';

export const requestFingerprint: Step = [column('saved_request', 'fingerprint', 'text?')];
