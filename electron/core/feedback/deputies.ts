/** 代办 (deputies): for a department without a head who can sign in, the supervisor or the named deputy acts. */
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { Role } from '../../../shared/base/contract/words.ts';
import type { Actor } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';

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

/** Whose screens an urgent case of the department stands on at once: its heads', else the named deputy's and the supervisors'. */
export async function toldOf(db: Db, departmentId: string): Promise<string[]> {
  const users = () => db.selectFrom('app_user').select('app_user.name').where('app_user.active', '=', 1).orderBy('app_user.id');
  const heads = await users().where('role', '=', 'head').where('app_user.department_id', '=', departmentId).execute();
  if (heads.length > 0) return heads.map(({ name }) => name);
  const deputies = await users()
    .innerJoin('department', 'department.deputy_id', 'app_user.id')
    .where('department.id', '=', departmentId)
    .where('role', '=', 'head')
    .execute();
  const supervisors = await users().where('role', '=', 'supervisor').execute();
  return [...deputies, ...supervisors].map(({ name }) => name);
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

/** How somebody stands to a department's cases. */
export interface Standing {
  readonly role: Role;
  /** Acts for the head whom the department does not have. */
  readonly deputy: boolean;
}

/**
 * How each user stands to each department, read once for many cases; null for a user who is not known and for the head of another
 * department who is not its deputy.
 */
export async function standings(db: Db): Promise<(userId: string, departmentId: string) => Standing | null> {
  const headed = await headedDepartments(db);
  const users = await db.selectFrom('app_user').select(['id', 'role', 'department_id']).execute();
  const departments = await db.selectFrom('department').select(['id', 'deputy_id']).execute();
  const byId = new Map(users.map((user) => [user.id, user]));
  const deputies = new Map(departments.map(({ id, deputy_id }) => [id, deputy_id]));
  return (userId, departmentId) => {
    const user = byId.get(userId);
    if (!user) return null;
    const absent = !headed.has(departmentId);
    const deputy = absent && (user.role === 'supervisor' || (user.role === 'head' && deputies.get(departmentId) === userId));
    if (user.role === 'head' && user.department_id !== departmentId && !deputy) return null;
    return { role: user.role, deputy };
  };
}
