/** 交接班 (shift hand-over): notes are written once, read and ticked off, never changed or deleted. */
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { surnameOnly } from '../../../shared/base/rules/names.ts';
import { hidePhones } from '../../../shared/base/rules/phones.ts';
import type { HandOverNote } from '../../../shared/followOn/contract/handOver.ts';
import { auditView } from '../base/auditView.ts';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { maskedPhones } from '../worklist/index.ts';

type Where = ExpressionBuilder<Schema, 'hand_over'>;
type Condition = ExpressionWrapper<Schema, 'hand_over', SqlBool>;

/** For this reader: by name; or for the next shift, where the reader is a nurse, did not write it, and was here already. */
function received({ actor }: Context, since: string) {
  return (eb: Where): Condition =>
    actor.role === 'nurse'
      ? eb.or([
          eb('to_user_id', '=', actor.id),
          eb.and([eb('to_user_id', 'is', null), eb('from_user_id', '!=', actor.id), eb('hand_over.at', '>=', since)]),
        ])
      : eb('to_user_id', '=', actor.id);
}

function unread({ actor }: Context) {
  return (eb: Where): Condition =>
    eb.not(
      eb.exists(
        eb
          .selectFrom('hand_over_read')
          .select('hand_over_read.user_id')
          .whereRef('hand_over_read.hand_over_id', '=', 'hand_over.id')
          .where('hand_over_read.user_id', '=', actor.id),
      ),
    ) as unknown as Condition;
}

/** Notes from before somebody came are not the newcomer's. */
async function memberSince({ db, actor }: Context): Promise<string> {
  const row = await db.selectFrom('app_user').select('created_at').where('id', '=', actor.id).executeTakeFirst();
  return row?.created_at ?? '';
}

async function waitingOf(ctx: Context, since: string): Promise<number> {
  const row = await ctx.db
    .selectFrom('hand_over')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(received(ctx, since))
    .where(unread(ctx))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function handOversWaiting(ctx: Context): Promise<Output<'followOn', 'handOversWaiting'>> {
  return { waiting: await waitingOf(ctx, await memberSince(ctx)) };
}

async function readersOf(db: Db, ids: readonly string[]): Promise<Map<string, { id: string; name: string; at: string }[]>> {
  const rows = await db
    .selectFrom('hand_over_read')
    .innerJoin('app_user', 'app_user.id', 'hand_over_read.user_id')
    .select(['hand_over_id', 'app_user.id', 'app_user.name', 'hand_over_read.at'])
    .where('hand_over_id', 'in', ids)
    .orderBy('hand_over_read.at')
    .orderBy('app_user.id')
    .execute();
  return Map.groupBy(rows, (row) => row.hand_over_id);
}

function notes(db: Db) {
  return db
    .selectFrom('hand_over')
    .innerJoin('app_user as writer', 'writer.id', 'hand_over.from_user_id')
    .leftJoin('app_user as receiver', 'receiver.id', 'hand_over.to_user_id')
    .leftJoin('app_user as meant', 'meant.id', 'hand_over.moved_from')
    .leftJoin('follow_up', 'follow_up.id', 'hand_over.follow_up_id')
    .leftJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
    .leftJoin('department', 'department.id', 'follow_up.department_id')
    .select(['hand_over.id', 'hand_over.at', 'hand_over.text', 'hand_over.from_user_id', 'hand_over.to_user_id', 'hand_over.follow_up_id'])
    .select(['writer.name as writer', 'receiver.name as receiver', 'meant.name as meant', 'department.name as department'])
    .select(['follow_up.state', 'follow_up.nurse_id', 'follow_up.discharge_id', 'discharge.name']);
}

/** Own and pool for a nurse, everybody's for the supervisor. */
const mayTake = ({ actor }: Context, nurseId: string | null) => actor.role !== 'nurse' || nurseId === null || nurseId === actor.id;

export async function handOvers(ctx: Context, input: Input<'followOn', 'handOvers'>): Promise<Output<'followOn', 'handOvers'>> {
  const { actor, db } = ctx;
  const since = await memberSince(ctx);
  const inBox = (eb: Where): Condition => {
    if (input.box === 'sent') return eb('from_user_id', '=', actor.id);
    if (input.box === 'all')
      return actor.role === 'nurse' ? eb.or([received(ctx, since)(eb), eb('from_user_id', '=', actor.id)]) : eb.and([]);
    return input.box === 'waiting' ? eb.and([received(ctx, since)(eb), unread(ctx)(eb)]) : received(ctx, since)(eb);
  };
  const { total } = await db
    .selectFrom('hand_over')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where(inBox)
    .executeTakeFirstOrThrow();
  const ids = await db
    .selectFrom('hand_over')
    .select('id')
    .where(inBox)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .offset(input.offset)
    .limit(input.limit)
    .execute();
  const waiting = await waitingOf(ctx, since);
  if (ids.length === 0) return { total: Number(total), waiting, rows: [] };
  const wanted = ids.map((row) => row.id);
  const rows = await notes(db)
    .where('hand_over.id', 'in', wanted)
    .orderBy('hand_over.at', 'desc')
    .orderBy('hand_over.id', 'desc')
    .execute();
  const readers = await readersOf(db, wanted);
  const discharges = rows.flatMap((row) => row.discharge_id ?? []);
  const phones = discharges.length > 0 ? await maskedPhones(db, discharges) : new Map<string, string>();
  const isFor = (row: (typeof rows)[number]) =>
    row.to_user_id === actor.id || (actor.role === 'nurse' && row.to_user_id === null && row.from_user_id !== actor.id && row.at >= since);
  return {
    total: Number(total),
    waiting,
    rows: rows.map((row): HandOverNote => {
      const readBy = readers.get(row.id) ?? [];
      const takeable = row.state === 'open' && mayTake(ctx, row.nurse_id);
      const known = takeable || mayTake(ctx, row.nurse_id) || row.from_user_id === actor.id;
      if (row.follow_up_id) auditView(ctx, 'calling.viewHandOver', row.id);
      return {
        id: row.id,
        at: row.at,
        from: row.writer,
        mine: row.from_user_id === actor.id,
        to: row.receiver,
        movedFrom: row.meant,
        text: hidePhones(row.text),
        readBy: readBy.map(({ name, at }) => ({ name, at })),
        waits: isFor(row) && !readBy.some(({ id }) => id === actor.id),
        about:
          row.follow_up_id && row.state
            ? {
                followUpId: row.follow_up_id,
                name: known ? (row.name ?? '') : surnameOnly(row.name ?? ''),
                department: row.department ?? '',
                phone: known ? (phones.get(row.discharge_id ?? '') ?? '') : '',
                state: row.state,
                takeable,
              }
            : null,
      };
    }),
  };
}

export async function colleagues({ db, actor }: Context): Promise<Output<'followOn', 'colleagues'>> {
  return db
    .selectFrom('app_user')
    .select(['id', 'name'])
    .where('role', 'in', ['nurse', 'supervisor'])
    .where('active', '=', 1)
    .where('id', '!=', actor.id)
    .orderBy('role')
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** The same words for the same reader about the same patient, which nobody has read yet. */
async function waitingAlready({ db, actor }: Context, { toUserId, followUpId, text }: Input<'followOn', 'writeHandOver'>) {
  return db
    .selectFrom('hand_over')
    .select('id')
    .where('from_user_id', '=', actor.id)
    .where('to_user_id', toUserId === null ? 'is' : '=', toUserId)
    .where('follow_up_id', followUpId === null ? 'is' : '=', followUpId)
    .where('text', '=', text)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('hand_over_read').select('hand_over_read.user_id').whereRef('hand_over_read.hand_over_id', '=', 'hand_over.id'),
        ),
      ),
    )
    .executeTakeFirst();
}

/**
 * A note whose answer was lost and that is sent again is the one that waits already.
 * @throws Refusal NOT_FOUND (another nurse's patient), BAD_INPUT (no such colleague)
 */
export async function writeHandOver(ctx: Context, input: Input<'followOn', 'writeHandOver'>): Promise<Output<'followOn', 'writeHandOver'>> {
  const { toUserId, followUpId, text } = input;
  if (toUserId !== null && !(await colleagues(ctx)).some(({ id }) => id === toUserId))
    throw new Refusal('BAD_INPUT', { detail: '交接对象不是在岗的同事' });
  if (followUpId !== null) {
    const row = await ctx.db.selectFrom('follow_up').select('nurse_id').where('id', '=', followUpId).executeTakeFirst();
    if (!row || !mayTake(ctx, row.nurse_id)) throw new Refusal('NOT_FOUND', { what: '这位患者的回访任务' });
  }
  const waiting = await waitingAlready(ctx, input);
  if (waiting) return waiting;
  const id = ctx.newId();
  await ctx.db
    .insertInto('hand_over')
    .values({ id, at: ctx.now, from_user_id: ctx.actor.id, to_user_id: toUserId, follow_up_id: followUpId, text })
    .execute();
  ctx.audit('calling.writeHandOver', followUpId ?? id, { for: toUserId ?? 'nextShift' });
  ctx.changed('handOvers');
  return { id };
}

/** @throws Refusal NOT_FOUND where it is not for this reader */
export async function readHandOver(ctx: Context, { id }: Input<'followOn', 'readHandOver'>): Promise<Output<'followOn', 'readHandOver'>> {
  const note = await ctx.db
    .selectFrom('hand_over')
    .select('id')
    .where('id', '=', id)
    .where(received(ctx, await memberSince(ctx)))
    .executeTakeFirst();
  if (!note) throw new Refusal('NOT_FOUND', { what: '这条交接' });
  await ctx.db
    .insertInto('hand_over_read')
    .values({ hand_over_id: id, user_id: ctx.actor.id, at: ctx.now })
    .onConflict((conflict) => conflict.columns(['hand_over_id', 'user_id']).doNothing())
    .execute();
  ctx.audit('calling.readHandOver', id);
  ctx.changed('handOvers');
  return { ok: true };
}
