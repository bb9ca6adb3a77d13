/** The assignment desk: a month's follow-ups, and the number each nurse has. */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { DeskRow } from '../../../shared/sampling/contract/sampling.ts';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { dialsOf } from '../worklist/index.ts';

type DeskInput = Input<'sampling', 'desk'>;
type Where = ExpressionBuilder<Schema, 'follow_up'>;

/** Dispositions under which there is an interview. */
export const interviewedDispositions = ['completed', 'partial'] as const;

/** Ended without an interview, and no reserve took its place. */
const replaceable = (eb: Where) =>
  eb.and([
    eb('follow_up.state', '=', 'ended'),
    eb.or([eb('follow_up.disposition', 'is', null), eb('follow_up.disposition', 'not in', [...interviewedDispositions])]),
    eb.not(eb.exists(eb.selectFrom('replacement').select('replacement.id').whereRef('replacement.follow_up_id', '=', 'follow_up.id'))),
    eb.not(
      eb.exists(
        eb
          .selectFrom('interview')
          .select('interview.id')
          .whereRef('interview.follow_up_id', '=', 'follow_up.id')
          .where('interview.state', '!=', 'open'),
      ),
    ),
  ]);

function matching({ month, nurse, departmentId, show }: DeskInput): (eb: Where) => Expression<SqlBool> {
  return (eb) =>
    eb.and([
      eb('follow_up.month', '=', month),
      ...(nurse === undefined ? [] : [nurse === 'pool' ? eb('follow_up.nurse_id', 'is', null) : eb('follow_up.nurse_id', '=', nurse)]),
      ...(departmentId === undefined ? [] : [eb('follow_up.department_id', '=', departmentId)]),
      ...(show === 'all' ? [] : [show === 'replaceable' ? replaceable(eb) : eb('follow_up.state', '=', show)]),
    ]);
}

export async function desk(ctx: Context, input: DeskInput): Promise<Output<'sampling', 'desk'>> {
  const total = await ctx.db
    .selectFrom('follow_up')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(matching(input))
    .executeTakeFirstOrThrow();
  const rows = await ctx.db
    .selectFrom('follow_up')
    .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
    .innerJoin('department', 'department.id', 'follow_up.department_id')
    .leftJoin('app_user as nurse', 'nurse.id', 'follow_up.nurse_id')
    .leftJoin('app_user as holder', 'holder.id', 'follow_up.held_by')
    .select([
      'follow_up.id',
      'follow_up.state',
      'follow_up.disposition',
      dialsOf.as('attempts'),
      'follow_up.stratum',
      'follow_up.nurse_id',
      'follow_up.held_until',
      'follow_up.department_id',
      'discharge.inpatient_number',
      'discharge.name',
      'discharge.sex',
      'discharge.age_text',
      'discharge.ward',
      'discharge.discharge_date',
      'department.name as department',
      'nurse.name as nurse_name',
      'holder.name as holder_name',
    ])
    .select((eb) => [
      sql<number>`case when ${replaceable(eb as unknown as Where)} then 1 else 0 end`.as('replaceable'),
      eb
        .selectFrom('replacement')
        .select('replacement.id')
        .whereRef('replacement.by_follow_up_id', '=', 'follow_up.id')
        .as('replacement_id'),
    ])
    .where((eb) => matching(input)(eb as unknown as Where))
    .orderBy('department.name')
    .orderBy('discharge.discharge_date')
    .orderBy('follow_up.id')
    .offset(input.offset)
    .limit(input.limit)
    .execute();
  return {
    total: Number(total.count),
    rows: rows.map(
      (row): DeskRow => ({
        followUpId: row.id,
        inpatientNumber: row.inpatient_number,
        name: row.name,
        sex: row.sex,
        ageText: row.age_text,
        departmentId: row.department_id,
        department: row.department,
        ward: row.ward,
        stratum: row.stratum,
        dischargeDate: row.discharge_date,
        state: row.state,
        disposition: row.disposition,
        attempts: row.attempts,
        nurseId: row.nurse_id,
        nurseName: row.nurse_name,
        heldBy: row.held_until !== null && row.held_until > ctx.now ? row.holder_name : null,
        replaceable: Number(row.replaceable) === 1,
        isReplacement: row.replacement_id !== null,
      }),
    ),
  };
}

/** How many open follow-ups of a month each department has with each nurse. */
export async function load(db: Db, month: string): Promise<Output<'sampling', 'load'>> {
  const rows = await db
    .selectFrom('follow_up')
    .innerJoin('department', 'department.id', 'follow_up.department_id')
    .select((eb) => [
      'follow_up.department_id as departmentId',
      'department.name as department',
      'follow_up.nurse_id as nurseId',
      eb.fn.countAll<number>().as('open'),
    ])
    .where('follow_up.month', '=', month)
    .where('follow_up.state', '=', 'open')
    .groupBy(['follow_up.department_id', 'department.name', 'follow_up.nurse_id'])
    .orderBy('department.name')
    .orderBy('follow_up.department_id')
    .orderBy('follow_up.nurse_id')
    .execute();
  return rows.map((row) => ({ ...row, open: Number(row.open) }));
}
