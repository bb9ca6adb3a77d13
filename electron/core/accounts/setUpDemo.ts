/** First start with the demo hospital. */
import { Refusal } from '../../../shared/contract/errors.ts';
import type { LongContext } from '../context.ts';
import type { Output } from '../door.ts';

export async function setUpDemo(_ctx: LongContext): Promise<Output<'accounts', 'setUpDemo'>> {
  throw new Refusal('INTERNAL', { ref: 'demo' });
}
