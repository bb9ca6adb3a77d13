/** Lists the nurses to whom follow-ups can be assigned. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Db } from '../base/db/schema.ts';
import type { Output } from '../base/door.ts';

export type Nurse = Output<'sampling', 'nurses'>[number];

/** Active nurses with the follow-ups that are open with each, and whether they are on leave. */
export async function listNurses(db: Db): Promise<Nurse[]> {
  const rows = await db
    .selectFrom('app_user')
    .leftJoin('nurse_leave', 'nurse_leave.nurse_id', 'app_user.id')
    .leftJoin('follow_up', (join) => join.onRef('follow_up.nurse_id', '=', 'app_user.id').on('follow_up.state', '=', 'open'))
    .select(({ fn }) => ['app_user.id', 'app_user.name', 'nurse_leave.at as leaveSince', fn.count<number>('follow_up.id').as('open')])
    .where('app_user.role', '=', 'nurse')
    .where('app_user.active', '=', 1)
    .groupBy(['app_user.id', 'app_user.name', 'nurse_leave.at'])
    .orderBy('app_user.id')
    .execute();
  return rows.map(({ leaveSince, open, ...row }) => ({ ...row, open: Number(open), onLeave: leaveSince !== null }));
}

/**
 * The nurses named, each once, in the order named.
 * @throws Refusal NO_NURSE where the hospital has none, BAD_INPUT where a name is not an active nurse's.
 */
async function named(db: Db, ids: readonly string[]): Promise<Nurse[]> {
  const nurses = new Map((await listNurses(db)).map((nurse) => [nurse.id, nurse]));
  if (nurses.size === 0) throw new Refusal('NO_NURSE');
  return [...new Set(ids)].map((id) => {
    const nurse = nurses.get(id);
    if (!nurse) throw new Refusal('BAD_INPUT', { detail: '所选人员中有人不是在用的回访员' });
    return nurse;
  });
}

/** The nurses named who are not on leave. @throws Refusal NO_NURSE, BAD_INPUT where nobody is left */
export async function dealable(db: Db, ids: readonly string[]): Promise<string[]> {
  const here = (await named(db, ids)).filter((nurse) => !nurse.onLeave);
  if (ids.length > 0 && here.length === 0) throw new Refusal('BAD_INPUT', { detail: '所选回访员都在休假' });
  return here.map((nurse) => nurse.id);
}

/** A nurse by id. @throws Refusal NO_NURSE, BAD_INPUT */
export async function nurseNamed(db: Db, id: string): Promise<Nurse> {
  const [nurse] = await named(db, [id]);
  if (!nurse) throw new Refusal('NO_NURSE');
  return nurse;
}
