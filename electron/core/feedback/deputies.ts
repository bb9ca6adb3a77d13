/** 代办: where a department has no head who can sign in, the supervisor acts, or the deputy named for it. */
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { Actor } from '../context.ts';
import type { Db, Schema } from '../db/schema.ts';

type Where = ExpressionWrapper<Schema, 'feedback', SqlBool>;
type Builder = ExpressionBuilder<Schema, 'feedback'>;

/** The department of the case has nobody who heads it. */
export function hasNoHead(eb: Builder): Where {
  const heads = eb
    .selectFrom('app_user')
    .select('app_user.id')
    .whereRef('app_user.department_id', '=', 'feedback.department_id')
    .where('app_user.role', '=', 'head')
    .where('app_user.active', '=', 1);
  return eb.not(eb.exists(heads)) as unknown as Where;
}

/** The reader is the deputy named for the department of the case, which has no head. */
export function isNamedDeputy(eb: Builder, actor: Actor): Where {
  const named = eb
    .selectFrom('department')
    .select('department.id')
    .whereRef('department.id', '=', 'feedback.department_id')
    .where('department.deputy_id', '=', actor.id);
  return eb.and([hasNoHead(eb), eb.exists(named) as unknown as Where]);
}

/** Departments with an active head. */
export async function headedDepartments(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('app_user').select('department_id').where('role', '=', 'head').where('active', '=', 1).execute();
  return new Set(rows.flatMap((row) => row.department_id ?? []));
}

/** Whether the actor would act for an absent head there: the supervisor, or a head who is the deputy named for it. */
export async function actsForHead(db: Db, actor: Actor, departmentId: string): Promise<boolean> {
  if ((await headedDepartments(db)).has(departmentId)) return false;
  if (actor.role === 'supervisor') return true;
  if (actor.role !== 'head') return false;
  const named = await db
    .selectFrom('department')
    .select('id')
    .where('id', '=', departmentId)
    .where('deputy_id', '=', actor.id)
    .executeTakeFirst();
  return named !== undefined;
}
