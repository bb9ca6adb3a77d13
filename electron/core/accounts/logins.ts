/** Compares log-ins without case, width and invisible characters, so that no two look alike. */
import type { Db } from '../base/db/schema.ts';

/** Full-width and other forms of a letter are that letter, capitals are small, what nobody sees is not there. */
export const asLogin = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .toLowerCase();

/**
 * Whose log-in is meant. An earlier version told forms of a letter apart: a log-in written in such forms is found as it was written.
 */
export async function storedLogin(db: Db, typed: string): Promise<string> {
  const asWritten = typed.trim().toLowerCase();
  const found = await db.selectFrom('app_user').select('login').where('login', '=', asWritten).executeTakeFirst();
  return found?.login ?? asLogin(typed);
}

/** Whether somebody has the log-in, or one of an earlier version that looks like it. */
export async function isLoginTaken(db: Db, login: string): Promise<boolean> {
  const known = await db.selectFrom('app_user').select('login').execute();
  return known.some((one) => asLogin(one.login) === login);
}
