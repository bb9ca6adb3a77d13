/** The frames that a discharge was in, and the draws that chose it. */

import { drawMethods, type ExclusionReason } from '../../../shared/base/contract/words.ts';
import type { DischargeStory } from '../../../shared/story/contract/story.ts';
import { systemActor } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import { readFrame, type StoredFrame } from '../sampling/index.ts';

interface Standing {
  readonly stratum: string | null;
  readonly reason: ExclusionReason | null;
}

/** Where a key stands in a frame; null where it is not there at all. */
function standingIn(frame: StoredFrame | null, key: string): Standing | null {
  for (const [stratum, keys] of frame?.strata ?? []) if (keys.includes(key)) return { stratum, reason: null };
  for (const [reason, keys] of frame?.excluded ?? []) if (keys.includes(key)) return { stratum: null, reason };
  return null;
}

function methodOf(plan: string) {
  const { method } = JSON.parse(plan) as { method?: unknown };
  return drawMethods.schema.safeParse(method).data ?? null;
}

/** The draws of its month, the first one first. */
export async function drawsOf(db: Db, stay: Pick<Schema['discharge'], 'id' | 'stay_key' | 'month'>): Promise<DischargeStory['draws']> {
  const draws = await db
    .selectFrom('draw')
    .leftJoin('app_user', 'app_user.id', 'draw.user_id')
    .leftJoin('frame_member', (join) => join.onRef('frame_member.draw_id', '=', 'draw.id').on('frame_member.discharge_id', '=', stay.id))
    .select(['draw.id', 'draw.ordinal', 'draw.at', 'draw.seed', 'draw.plan', 'app_user.name as user'])
    .select(['frame_member.chosen', 'frame_member.rank', 'frame_member.stratum'])
    .where('draw.month', '=', stay.month)
    .orderBy('draw.ordinal')
    .orderBy('draw.id')
    .execute();
  if (draws.length === 0) return [];
  const strata = await db
    .selectFrom('draw_stratum')
    .selectAll()
    .where(
      'draw_id',
      'in',
      draws.map((draw) => draw.id),
    )
    .execute();
  const story: DischargeStory['draws'] = [];
  for (const draw of draws) {
    // The frame is one long text: only asked for where the list of the chosen does not answer.
    const standing =
      draw.chosen === null ? standingIn(await readFrame(db, draw.id), stay.stay_key) : { stratum: draw.stratum, reason: null };
    const stratum = strata.find((each) => each.draw_id === draw.id && each.stratum === standing?.stratum);
    story.push({
      drawId: draw.id,
      ordinal: draw.ordinal,
      at: draw.at,
      by: draw.user ?? systemActor.name,
      method: methodOf(draw.plan),
      seed: draw.seed,
      standing: draw.chosen ?? (standing === null ? 'absent' : standing.reason ? 'excluded' : 'eligible'),
      reason: standing?.reason ?? null,
      stratum: stratum ? { name: stratum.name, eligible: stratum.eligible, drawn: stratum.drawn } : null,
      rank: draw.rank,
    });
  }
  return story;
}
