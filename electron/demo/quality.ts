/**
 * Generates a month's quality control with the room's own procedures: a share of each nurse's interviews is drawn and
 * reviewed one by one.
 */
import { decideReview, drawReviews } from '../core/quality/index.ts';
import { plusMinutes } from './times.ts';
import type { World } from './world.ts';

/** Minutes that the office takes for one interview. */
const minutesEach = 4;
const sentBackNote = '备注太简单，看不出患者现在恢复得怎么样，请补充后交回。';

/**
 * Draws the month's interviews for review at `at` and decides them in order until `until`; the first is sent back to its nurse where
 * that is asked for. What the time does not allow is left to do.
 */
export async function reviewMonth(world: World, month: string, at: string, until: string, sendBackFirst: boolean): Promise<void> {
  const office = (instant: string) => world.at(instant, world.users.supervisor);
  const drawing = office(at);
  await drawReviews(drawing, { month });
  const drawn = await drawing.db.selectFrom('review').select(['id', 'version']).where('month', '=', month).orderBy('id').execute();
  for (const [nth, { id, version }] of drawn.entries()) {
    const decidedAt = plusMinutes(at, (nth + 1) * minutesEach);
    if (decidedAt >= until) return;
    const back = sendBackFirst && nth === 0;
    await decideReview(office(decidedAt), {
      id,
      expectedVersion: version,
      verdict: back ? 'send_back' : 'agree',
      note: back ? sentBackNote : '',
    });
  }
}
