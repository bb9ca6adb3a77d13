/** Reviews returned to a nurse who can no longer answer them. */
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';

const sentBack = (db: Db, nurses: readonly string[]) =>
  db.selectFrom('review').select(['id', 'version']).where('state', '=', 'sent_back').where('nurse_id', 'in', nurses).orderBy('id');

export const reviewsOf = async (db: Db, nurses: readonly string[]): Promise<number> =>
  nurses.length === 0 ? 0 : (await sentBack(db, nurses).execute()).length;

/** They come back to the supervisor, who corrects and decides. */
export async function returnReviews(ctx: Context, nurse: { readonly id: string; readonly name: string }): Promise<void> {
  for (const { id, version } of await sentBack(ctx.db, [nurse.id]).execute()) {
    await ctx.db
      .updateTable('review')
      .set({ state: 'returned', version: version + 1 })
      .where('id', '=', id)
      .execute();
    const note = `${nurse.name}已离岗，转随访办处理`;
    await ctx.db
      .insertInto('review_event')
      .values({ id: ctx.newId(), review_id: id, at: ctx.now, user_id: ctx.actor.id, action: 'answer', note })
      .execute();
    ctx.changed('reviews');
  }
}
