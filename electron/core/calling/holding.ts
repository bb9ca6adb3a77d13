/** Taking a follow-up: one nurse at a time, by conditional update; a hold that is not used expires. */
import { Refusal } from '../../../shared/contract/errors.ts';
import type { Context } from '../context.ts';
import type { Schema } from '../db/schema.ts';
import type { Input, Output } from '../door.ts';
import { readSettings } from '../upkeep/settings.ts';
import { groupPage, select } from './queue.ts';
import { callableGroups } from './queueGroups.ts';

type FollowUp = Schema['follow_up'];

export const holdEnd = (now: string, minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();

/** Takes it unless somebody else holds it; the row as taken, or undefined. */
export async function hold(ctx: Context, followUpId: string, until: string): Promise<FollowUp | undefined> {
  return ctx.db
    .updateTable('follow_up')
    .set({ held_by: ctx.actor.id, held_until: until })
    .where('id', '=', followUpId)
    .where('state', '=', 'open')
    .where((eb) => eb.or([eb('held_by', 'is', null), eb('held_by', '=', ctx.actor.id), eb('held_until', '<', ctx.now)]))
    .returningAll()
    .executeTakeFirst();
}

/** A nurse calls one patient at a time: other holds are given back, but for a call whose outcome is not yet recorded. */
export async function giveBackOthers(ctx: Context, keep: string): Promise<void> {
  await ctx.db
    .updateTable('follow_up')
    .set({ held_by: null, held_until: null })
    .where('held_by', '=', ctx.actor.id)
    .where('id', '!=', keep)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('attempt')
            .select('attempt.id')
            .whereRef('attempt.follow_up_id', '=', 'follow_up.id')
            .where('attempt.ended_at', 'is', null),
        ),
      ),
    )
    .execute();
}

/** @throws Refusal NOT_FOUND (also another nurse's), FOLLOW_UP_ENDED, HELD_BY_OTHER */
export async function take(ctx: Context, { followUpId }: Input<'calling', 'take'>): Promise<Output<'calling', 'take'>> {
  const settings = await readSettings(ctx.db);
  const until = holdEnd(ctx.now, settings.holdMinutes);
  const row = await ctx.db
    .selectFrom('follow_up')
    .leftJoin('app_user', 'app_user.id', 'follow_up.held_by')
    .select(['follow_up.state', 'follow_up.nurse_id', 'follow_up.held_by', 'app_user.name as holder'])
    .where('follow_up.id', '=', followUpId)
    .executeTakeFirst();
  // A colleague's patient who called back is held by whoever answered.
  const own = row?.nurse_id === null || row?.nurse_id === ctx.actor.id || row?.held_by === ctx.actor.id;
  const foreign = ctx.actor.role === 'nurse' && !own;
  if (!row || foreign) throw new Refusal('NOT_FOUND', { what: '这位患者的回访任务' });
  if (row.state === 'ended') throw new Refusal('FOLLOW_UP_ENDED');
  if (!(await hold(ctx, followUpId, until))) throw new Refusal('HELD_BY_OTHER', { name: row.holder ?? '另一位回访员' });
  await giveBackOthers(ctx, followUpId);
  ctx.changed('holds');
  return { followUpId, heldUntil: until };
}

/** The call this nurse has not ended yet, which comes before any new one. */
async function unfinishedCall(ctx: Context): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom('follow_up')
    .innerJoin('attempt', 'attempt.follow_up_id', 'follow_up.id')
    .select('follow_up.id')
    .where('follow_up.held_by', '=', ctx.actor.id)
    .where('follow_up.state', '=', 'open')
    .where('attempt.ended_at', 'is', null)
    .orderBy('follow_up.id')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

const candidatesAtOnce = 20;

/** @throws Refusal NOTHING_TO_TAKE */
export async function takeNext(
  ctx: Context,
  { group: asked, ...filter }: Input<'calling', 'takeNext'>,
): Promise<Output<'calling', 'takeNext'>> {
  const settings = await readSettings(ctx.db);
  const until = holdEnd(ctx.now, settings.holdMinutes);
  const unfinished = await unfinishedCall(ctx);
  if (unfinished && (await hold(ctx, unfinished, until))) return { followUpId: unfinished };
  const selection = await select(ctx, settings, { ...filter, search: filter.search || undefined, nurseId: ctx.actor.id, free: true });
  for (const group of callableGroups.filter((each) => asked === undefined || each === asked)) {
    for (;;) {
      const rows = await groupPage(ctx, selection, group, { offset: 0, limit: candidatesAtOnce });
      for (const { id } of rows) {
        if (!(await hold(ctx, id, until))) continue;
        await giveBackOthers(ctx, id);
        ctx.changed('holds');
        return { followUpId: id };
      }
      // Others were quicker with all of these: whoever is left now stands first.
      if (rows.length < candidatesAtOnce) break;
    }
  }
  throw new Refusal('NOTHING_TO_TAKE');
}

export async function release(ctx: Context, { followUpId }: Input<'calling', 'release'>): Promise<Output<'calling', 'release'>> {
  await ctx.db
    .updateTable('follow_up')
    .set({ held_by: null, held_until: null })
    .where('id', '=', followUpId)
    .where('held_by', '=', ctx.actor.id)
    .execute();
  ctx.changed('holds');
  return { ok: true };
}

/** Changes of one patient follow one another: who comes second waits here, and then reads what the first has done. */
export async function awaitTurn({ db }: Context, followUpId: string): Promise<void> {
  await db
    .updateTable('follow_up')
    .set((eb) => ({ held_by: eb.ref('held_by') }))
    .where('id', '=', followUpId)
    .execute();
}

/**
 * The follow-up this actor holds. A hold past its time still counts while nobody else took it.
 * @throws Refusal NOT_FOUND, FOLLOW_UP_ENDED, NOT_HELD
 */
export async function heldFollowUp(ctx: Context, followUpId: string): Promise<FollowUp> {
  const row = await ctx.db.selectFrom('follow_up').selectAll().where('id', '=', followUpId).executeTakeFirst();
  if (!row) throw new Refusal('NOT_FOUND', { what: '这位患者的回访任务' });
  if (row.state === 'ended') throw new Refusal('FOLLOW_UP_ENDED');
  if (row.held_by !== ctx.actor.id) throw new Refusal('NOT_HELD');
  return row;
}
