/**
 * Wraps a bulk insert of discharges: the database recounts its tables afterwards, so that the next search is planned
 * on true sizes.
 */
import type { LongContext } from '../base/context.ts';
import { countAnew } from '../base/db/statistics.ts';

/** @returns the work, followed by a fresh count of what the database holds */
export const bringing =
  <I, O>(work: (ctx: LongContext, input: I) => Promise<O>) =>
  async (ctx: LongContext, input: I): Promise<O> => {
    const result = await work(ctx, input);
    await countAnew(ctx.parts.store);
    return result;
  };
