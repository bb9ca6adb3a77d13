/** Builds the sampling frame of a month: its eligible discharges, and the excluded ones by reason. */
import { createHash } from 'node:crypto';
import { type ExclusionReason, exclusionReasons } from '../../../shared/base/contract/words.ts';
import { addCivilDays, civilDateOf, instantAt, lastDayOf } from '../../../shared/base/rules/time.ts';
import type { FrameSummary, SamplePlan } from '../../../shared/sampling/contract/sampling.ts';
import type { Strata } from '../../../shared/sampling/rules/draw.ts';
import { exclusionTest, type FrameKnowledge } from '../../../shared/sampling/rules/exclusion.ts';
import type { Db } from '../base/db/schema.ts';
import { listedPatients, silencedStays } from '../worklist/index.ts';
import { type FrameStay, factsReader, frameStays } from './stays.ts';

/** Keys of excluded discharges by reason. */
export type Excluded = ReadonlyMap<ExclusionReason, readonly string[]>;

export interface Frame {
  readonly summary: FrameSummary;
  /** Eligible keys in code-unit order. */
  readonly eligible: readonly string[];
  /** The same by stratum, each list in code-unit order. */
  readonly strata: Strata;
  readonly excluded: Excluded;
}

/** The one stratum of a simple random draw. */
const everyone = '全部';

/** SHA-256, hex, over a frame's eligible keys, which are in code-unit order (the default of strings), joined by line feeds. */
export function frameHash(eligible: readonly string[]): string {
  return createHash('sha256').update(eligible.join('\n')).digest('hex');
}

/** Interviews that were over when the draw was made. */
async function interviewsAround(db: Db, month: string, days: number, at: string): Promise<FrameKnowledge['interviews']> {
  const from = instantAt(addCivilDays(`${month}-01`, -days), '00:00');
  const to = instantAt(addCivilDays(lastDayOf(month), days + 1), '00:00');
  const rows = await db
    .selectFrom('interview')
    .innerJoin('discharge', 'discharge.id', 'interview.discharge_id')
    .select(['discharge.patient_id', 'discharge.stay_key', 'interview.finished_at'])
    .where('interview.state', '!=', 'open')
    .where('interview.finished_at', '>=', from)
    .where('interview.finished_at', '<', at < to ? at : to)
    .orderBy('interview.id')
    .execute();
  return Map.groupBy(
    rows.map((row) => ({ patientId: row.patient_id, key: row.stay_key, date: civilDateOf(row.finished_at ?? from) })),
    (row) => row.patientId,
  );
}

async function knowledge(db: Db, plan: SamplePlan, ordinal: number, at: string): Promise<FrameKnowledge> {
  const today = civilDateOf(at);
  const silenced = await silencedStays(db, today);
  const drawn = await db
    .selectFrom('follow_up')
    .innerJoin('draw', 'draw.id', 'follow_up.draw_id')
    .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
    .select('discharge.stay_key')
    .where('draw.month', '=', plan.month)
    .where('draw.ordinal', '<', ordinal)
    .execute();
  return {
    doNotCall: await listedPatients(db, today),
    silenced: new Set([...silenced.values()].map((stay) => stay.stayKey)),
    interviews: plan.recentDays > 0 ? await interviewsAround(db, plan.month, plan.recentDays, at) : new Map(),
    alreadyDrawn: new Set(drawn.map((row) => row.stay_key)),
  };
}

/** Strata go by names, which mean the same on every machine, never by ids. */
function stratumOf(stay: FrameStay, plan: SamplePlan): string {
  if (plan.method === 'simple') return everyone;
  return plan.stratifyBy === 'ward' ? `${stay.department} · ${stay.ward || '未填病区'}` : stay.department;
}

/** Display name: a ward whose name includes its department stands alone. */
export function stratumName(stratum: string): string {
  const [department = '', ward = ''] = stratum.split(' · ');
  return ward.startsWith(department) ? ward || stratum : stratum;
}

function listIn<K>(lists: Map<K, string[]>, name: K): string[] {
  const known = lists.get(name);
  if (known) return known;
  const list: string[] = [];
  lists.set(name, list);
  return list;
}

const inCodeUnitOrder = (keys: readonly string[]) => keys.every((key, at) => at === 0 || (keys[at - 1] ?? '') < key);

/**
 * The frame as a draw with this ordinal would find it now; what earlier draws of the month took is left out.
 * @param drawnAt instant of the draw: the do-not-call list holds of that day, and no interview held later is known
 */
export async function buildFrame(db: Db, plan: SamplePlan, ordinal: number, drawnAt: string): Promise<Frame> {
  const stays = await frameStays(db, plan);
  const factsOf = factsReader(plan, stays);
  const exclusionOf = exclusionTest(plan, await knowledge(db, plan, ordinal, drawnAt));
  const strata = new Map<string, string[]>();
  const excluded = new Map<ExclusionReason, string[]>();
  // Asked in the order in which they were read, and only then put in order: to and fro among so many rows is slow.
  const listOf = new Array<string[]>(stays.keys.length);
  for (let at = 0; at < stays.count; at += 1) {
    const stay = factsOf(at);
    const reason = exclusionOf(stay);
    listOf[stays.ranks[at] ?? 0] = reason ? listIn(excluded, reason) : listIn(strata, stratumOf(stay, plan));
  }
  const left = new Set(excluded.values());
  const eligible: string[] = [];
  for (let rank = 0; rank < listOf.length; rank += 1) {
    const [key, list] = [stays.keys[rank], listOf[rank]];
    if (key === undefined || list === undefined) continue;
    list.push(key);
    if (!left.has(list)) eligible.push(key);
  }
  if (!inCodeUnitOrder(stays.keys)) for (const keys of [eligible, ...strata.values(), ...excluded.values()]) keys.sort();
  return {
    summary: {
      month: plan.month,
      total: stays.keys.length,
      eligible: eligible.length,
      excluded: exclusionReasons.codes.map((reason) => ({ reason, count: excluded.get(reason)?.length ?? 0 })),
    },
    eligible,
    strata,
    excluded,
  };
}
