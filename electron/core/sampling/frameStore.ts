/**
 * Stores a draw's whole frame in one text, because a row for each of 100,000 members costs more than the draw itself.
 */
import { z } from 'zod';
import { exclusionReasons } from '../../../shared/base/contract/words.ts';
import type { Strata } from '../../../shared/sampling/rules/draw.ts';
import type { Db } from '../base/db/schema.ts';
import type { Excluded, Frame } from './frame.ts';

const keys = z.array(z.string());
const stored = z.object({ eligible: z.record(z.string(), keys), excluded: z.partialRecord(exclusionReasons.schema, keys) });

/** Keys of eligible discharges by stratum, and of excluded ones by reason. */
export interface StoredFrame {
  readonly strata: Strata;
  readonly excluded: Excluded;
}

/** JSON of an object of lists. A stratum's Chinese name is escaped: one such character would make a text of millions twice as wide. */
function listsOf(lists: ReadonlyMap<string, readonly string[]>): string {
  const escaped = (name: string) =>
    JSON.stringify(name).replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `{${[...lists].map(([name, keys]) => `${escaped(name)}:${JSON.stringify(keys)}`).join(',')}}`;
}

export async function storeFrame(db: Db, drawId: string, { strata, excluded }: Frame): Promise<void> {
  const members = `{"eligible":${listsOf(strata)},"excluded":${listsOf(excluded)}}`;
  await db.insertInto('draw_frame').values({ draw_id: drawId, members }).execute();
}

/** The frame of a draw; null where it is missing or cannot be read. */
export async function readFrame(db: Db, drawId: string): Promise<StoredFrame | null> {
  const row = await db.selectFrom('draw_frame').select('members').where('draw_id', '=', drawId).executeTakeFirst();
  if (!row) return null;
  const { data } = stored.safeParse(parsed(row.members));
  return data
    ? {
        strata: new Map(Object.entries(data.eligible)),
        excluded: new Map(exclusionReasons.codes.map((reason) => [reason, data.excluded[reason] ?? []])),
      }
    : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
