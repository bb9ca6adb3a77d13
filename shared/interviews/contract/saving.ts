/** Procedures that save each part of an interview while the patient speaks. */
import { z } from 'zod';
import { id, instant, version } from '../../base/contract/base.ts';

/** Every save carries an id made by the screen and kept over retries (a repeat returns the first result), and the version it was made on. */
export const save = { interviewId: id, requestId: id, expectedVersion: version };
export const saved = z.object({ version: z.int(), savedAt: instant });
export type Saved = z.infer<typeof saved>;
