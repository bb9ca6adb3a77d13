/** First start with the demo hospital. */
import { addMonths, monthOf } from '../../../shared/base/rules/time.ts';
import type { LongContext } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';

/**
 * Builds the demo hospital; its last full month is the one before this where `until` does not say another.
 * @throws Refusal ALREADY_SET_UP, BAD_INPUT where that month is not over
 */
export async function setUpDemo(ctx: LongContext, input: Input<'hospital', 'setUpDemo'>): Promise<Output<'hospital', 'setUpDemo'>> {
  return ctx.parts.buildDemo(ctx, { until: input.until ?? addMonths(monthOf(ctx.parts.clock().toISOString()), -1) });
}
