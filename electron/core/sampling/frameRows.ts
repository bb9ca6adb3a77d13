/** Lists the discharges behind a count of the frame: excluded for a reason, or of a stratum. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { FrameRow } from '../../../shared/sampling/contract/sampling.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { checkedPlan, nextOrdinal } from './draw.ts';
import { buildFrame } from './frame.ts';
import { readFrame, type StoredFrame } from './frameStore.ts';

type Asked = Input<'sampling', 'frameRows'>;

async function frameOf({ db, now }: Context, of: Asked['of']): Promise<StoredFrame> {
  if ('plan' in of) return buildFrame(db, checkedPlan(of.plan), await nextOrdinal(db, of.plan.month), now);
  const frame = await readFrame(db, of.drawId);
  if (!frame) throw new Refusal('NOT_FOUND', { what: '这次抽样的抽样框' });
  return frame;
}

type Place = Pick<FrameRow, 'chosen' | 'rank'>;
const notChosen: Place = { chosen: null, rank: null };

async function placesOf(db: Db, drawId: string, stratum: string): Promise<Map<string, Place>> {
  const rows = await db
    .selectFrom('frame_member')
    .select(['stay_key', 'chosen', 'rank'])
    .where('draw_id', '=', drawId)
    .where('stratum', '=', stratum)
    .orderBy('rank')
    .orderBy('stay_key')
    .execute();
  return new Map(rows.map(({ stay_key, chosen, rank }) => [stay_key, { chosen, rank }]));
}

async function rowsOf(db: Db, keys: readonly string[], places: ReadonlyMap<string, Place>): Promise<FrameRow[]> {
  if (keys.length === 0) return [];
  const found = await db
    .selectFrom('discharge')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .select([
      'discharge.stay_key as key',
      'inpatient_number as inpatientNumber',
      'discharge.name',
      'sex',
      'age_text as ageText',
      'department.name as department',
      'ward',
      'discharge_date as dischargeDate',
      'diagnosis',
    ])
    .where('discharge.stay_key', 'in', keys)
    .execute();
  const byKey = new Map(found.map((row) => [row.key, row]));
  return keys.map((key) => {
    const place = places.get(key) ?? notChosen;
    const row = byKey.get(key);
    if (row) return { ...row, ...place, gone: false };
    const [inpatientNumber = '', dischargeDate = ''] = key.split('|');
    const unknown = { name: '', sex: 'unknown', ageText: '', department: '', ward: '', diagnosis: '' } as const;
    return { key, inpatientNumber, ...unknown, dischargeDate, ...place, gone: true };
  });
}

/**
 * A page of them: chosen ones first, by rank, then by key.
 * @throws Refusal NOT_FOUND, PLAN_REFUSED
 */
export async function frameRows(ctx: Context, { of, show, offset, limit }: Asked): Promise<Output<'sampling', 'frameRows'>> {
  const frame = await frameOf(ctx, of);
  const ofStratum = 'stratum' in show && 'drawId' in of;
  const places = ofStratum ? await placesOf(ctx.db, of.drawId, show.stratum) : new Map<string, Place>();
  const keys = ('stratum' in show ? frame.strata.get(show.stratum) : frame.excluded.get(show.reason)) ?? [];
  const inOrder = [...places.keys(), ...keys.filter((key) => !places.has(key))];
  return { total: inOrder.length, rows: await rowsOf(ctx.db, inOrder.slice(offset, offset + limit), places) };
}
