/** Sessions: the client holds a random token, the database its hash. A session ends by sign-out, idleness or age. */
import { createHash, randomBytes } from 'node:crypto';
import { type Actor, nobody } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';

const hour = 3_600_000;
const longest = 12 * hour;
const idle = 1 * hour;
/** A session in use is written at most this often. */
const touchEvery = 60_000;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** Starts a session; returns the token that proves it, which is stored nowhere. */
export async function startSession(db: Db, userId: string, now: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.deleteFrom('session').where('expires_at', '<', now).execute();
  await db
    .insertInto('session')
    .values({
      token_hash: hashOf(token),
      user_id: userId,
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(Date.parse(now) + longest).toISOString(),
    })
    .execute();
  return token;
}

export async function endSession(db: Db, token: string): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', hashOf(token)).execute();
}

export async function endSessionsOf(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('session').where('user_id', '=', userId).execute();
}

/**
 * Who a token belongs to; `nobody` where it is missing, expired, idle too long, or its user is no longer active.
 * @param use `unused` only looks: the session grows as old as before
 */
export async function actorOfToken(db: Db, token: string | undefined, now: string, use: 'used' | 'unused' = 'used'): Promise<Actor> {
  if (!token) return nobody;
  const row = await db
    .selectFrom('session')
    .innerJoin('app_user', 'app_user.id', 'session.user_id')
    .select([
      'app_user.id',
      'app_user.name',
      'app_user.role',
      'app_user.department_id',
      'session.token_hash',
      'session.last_seen_at',
      'session.expires_at',
    ])
    .where('session.token_hash', '=', hashOf(token))
    .where('app_user.active', '=', 1)
    .executeTakeFirst();
  if (!row) return nobody;
  const seen = Date.parse(row.last_seen_at);
  const at = Date.parse(now);
  if (row.expires_at < now || at - seen > idle) return nobody;
  if (use === 'used' && at - seen > touchEvery)
    await db.updateTable('session').set({ last_seen_at: now }).where('token_hash', '=', row.token_hash).execute();
  return { id: row.id, name: row.name, role: row.role, departmentId: row.department_id };
}
