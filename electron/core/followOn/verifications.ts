/**
 * 待核实 (to verify): patients who deny the hospital stay or are said to be in hospital again; the supervisor finds out
 * what is true.
 */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { verifiedOutcomes } from '../../../shared/worklist/rules/attempts.ts';
import { outcomeRules } from '../../../shared/worklist/rules/outcomeRules.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';

const dispositions = verifiedOutcomes.flatMap((outcome) => outcomeRules[outcome].disposition ?? []);

function flagged(db: Db, verified: boolean) {
  return db
    .selectFrom('follow_up')
    .leftJoin('verification', 'verification.follow_up_id', 'follow_up.id')
    .where('follow_up.disposition', 'in', dispositions)
    .where('verification.finding', verified ? 'is not' : 'is', null);
}

async function howMany(db: Db, verified: boolean): Promise<number> {
  const row = await flagged(db, verified)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function verifications(ctx: Context, input: Input<'followOn', 'verifications'>): Promise<Output<'followOn', 'verifications'>> {
  const { db } = ctx;
  const counts = { open: await howMany(db, false), verified: await howMany(db, true) };
  const rows = await flagged(db, input.filter === 'verified')
    .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
    .innerJoin('department', 'department.id', 'follow_up.department_id')
    .leftJoin('attempt', (join) =>
      join.onRef('attempt.follow_up_id', '=', 'follow_up.id').onRef('attempt.ordinal', '=', 'follow_up.attempts'),
    )
    .leftJoin('app_user as caller', 'caller.id', 'attempt.nurse_id')
    .leftJoin('app_user as verifier', 'verifier.id', 'verification.user_id')
    .select([
      'follow_up.id as followUpId',
      'discharge.id as dischargeId',
      'discharge.name',
      'department.name as department',
      'discharge.discharge_date as dischargeDate',
      'follow_up.disposition',
      'follow_up.ended_at',
      'attempt.note',
      'caller.name as caller_name',
      'verification.finding',
      'verification.at',
      'verification.version',
      'verifier.name as verifier_name',
    ])
    .orderBy('follow_up.ended_at', 'desc')
    .orderBy('follow_up.id')
    .offset(input.offset)
    .limit(input.limit)
    .execute();
  return {
    total: counts[input.filter],
    counts,
    rows: rows.flatMap(({ disposition, ended_at, note, caller_name, finding, at, version, verifier_name, ...row }) =>
      disposition && ended_at
        ? [
            {
              ...row,
              disposition,
              endedAt: ended_at,
              note: note ?? '',
              nurseName: caller_name ?? '',
              verified: finding !== null && at !== null ? { finding, at, by: verifier_name ?? '', version: version ?? 1 } : null,
            },
          ]
        : [],
    ),
  };
}

/** @throws Refusal NOT_FOUND, WRONG_STATE where nothing is to be verified, VERSION_CONFLICT where somebody wrote it down since */
export async function verify(
  ctx: Context,
  { followUpId, finding, version }: Input<'followOn', 'verify'>,
): Promise<Output<'followOn', 'verify'>> {
  const row = await ctx.db.selectFrom('follow_up').select('disposition').where('id', '=', followUpId).executeTakeFirst();
  if (!row) throw new Refusal('NOT_FOUND', { what: '这位患者的回访任务' });
  if (!row.disposition || !dispositions.includes(row.disposition))
    throw new Refusal('WRONG_STATE', { state: '不需要核实', action: '登记核实结果' });
  const written = { finding, user_id: ctx.actor.id, at: ctx.now, version: version + 1 };
  const taken = await ctx.db
    .insertInto('verification')
    .values({ follow_up_id: followUpId, ...written })
    .onConflict((conflict) => conflict.column('follow_up_id').doUpdateSet(written).where('verification.version', '=', version))
    .returning('version')
    .executeTakeFirst();
  if (taken?.version !== version + 1) throw new Refusal('VERSION_CONFLICT', { what: '核实结果' });
  // The finding itself may name somebody, which the log must not.
  ctx.audit('calling.verify', followUpId);
  ctx.changed('revisits', 'followUps', 'sampling');
  return { ok: true };
}
