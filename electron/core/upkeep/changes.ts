/** The push stream of one browser: each tab receives what its user may receive, as long as the session lasts. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Push } from '../../../shared/base/contract/topics.ts';
import { topicsHeardBy } from '../../../shared/watching.ts';
import { actorOfToken, hospitalName } from '../accounts/index.ts';
import type { Actor, LongContext } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import type { Heard } from '../base/pushes.ts';

/** By their place; null for whoever may not listen (any more). Listening is no use of a session: it ends by idleness all the same. */
type Listeners = readonly (Actor | null)[];

function listenersOf(ctx: LongContext, alsoFor: readonly string[]): Promise<Listeners> {
  return ctx.transaction(async ({ db, now, actor: caller }) => {
    const founded = (await hospitalName(db)) !== null;
    const listeners: (Actor | null)[] = [];
    for (const [place, token] of [ctx.token, ...alsoFor].entries()) {
      // The command line and the core's own callers come without a session.
      const actor = place === 0 && token === '' ? caller : await actorOfToken(db, token, now, 'unused');
      listeners.push(actor.role === 'nobody' && founded ? null : actor);
    }
    return listeners;
  });
}

const placesOf = (listeners: Listeners, hears: (actor: Actor) => boolean) =>
  listeners.flatMap((actor, place) => (actor && hears(actor) ? [place] : []));

/** One push for each group of listeners that may hear the same. */
function changedTo(listeners: Listeners, { topics }: Extract<Heard, { kind: 'changed' }>): Push[] {
  const roles = [...new Set(listeners.flatMap((actor) => (actor ? [actor.role] : [])))];
  return roles.flatMap((role) => {
    const heard = topicsHeardBy(role);
    const told = topics.filter((topic) => heard.has(topic));
    return told.length > 0 ? [{ to: placesOf(listeners, (actor) => actor.role === role), topics: told }] : [];
  });
}

async function* tell(ctx: LongContext, alsoFor: readonly string[], first: Listeners, pushes: AsyncGenerator<Heard>): AsyncGenerator<Push> {
  let listeners = first;
  for await (const heard of pushes) {
    if (heard.kind === 'beat') yield { to: [], topics: [] };
    else if (heard.kind === 'progress') {
      const to = placesOf(listeners, ({ id }) => id === heard.userId);
      if (to.length > 0) yield { to, topics: [], progress: heard.progress };
    } else {
      listeners = await listenersOf(ctx, alsoFor);
      if (listeners.every((actor) => actor === null)) return;
      yield* changedTo(listeners, heard);
    }
  }
}

/** @throws Refusal NOT_SIGNED_IN where none of the tokens is a session's and there is a hospital */
export async function changes(ctx: LongContext, { alsoFor }: Input<'upkeep', 'changes'>): Promise<Output<'upkeep', 'changes'>> {
  const listeners = await listenersOf(ctx, alsoFor);
  if (listeners.every((actor) => actor === null)) throw new Refusal('NOT_SIGNED_IN');
  return tell(ctx, alsoFor, listeners, ctx.pushes());
}
