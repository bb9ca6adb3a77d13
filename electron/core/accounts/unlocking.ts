/**
 * Unlocks a log-in from the machine that holds the data. Where a host holds the data file, the request is written
 * beside that file: whoever may write there may unlock. The next sign-in attempt of that log-in applies the request
 * and deletes it.
 */
import { createHash } from 'node:crypto';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { type Context, type LongContext, systemActor } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { privateFile, privateFolder } from '../base/privateFiles.ts';
import { forgetFailures, forgetMachines } from './guesses.ts';
import { asLogin, storedLogin } from './logins.ts';

const requestFile = (dataDir: string, login: string) =>
  join(dataDir, 'unlock', createHash('sha256').update(asLogin(login)).digest('hex').slice(0, 32));

/** Leaves a request for the program that has the data file open. */
export async function requestUnlock(dataDir: string, login: string): Promise<void> {
  const file = requestFile(dataDir, login);
  await mkdir(join(dataDir, 'unlock'), { recursive: true, mode: privateFolder });
  await writeFile(file, '', { mode: privateFile });
}

async function release({ db }: Context, login: string): Promise<void> {
  await forgetFailures(db, login);
  await forgetMachines(db);
}

/** Honours a request that lies beside the data file, as the system's act. */
export async function honourRequest(ctx: LongContext, login: string): Promise<void> {
  const file = requestFile(ctx.parts.dataDir, login);
  const lies = await stat(file).then(
    () => true,
    () => false,
  );
  if (!lies) return;
  await ctx.asSystem(async (tx) => {
    await release(tx, login);
    tx.audit('accounts.unlock', await idOf(tx, login));
  });
  await rm(file, { force: true });
}

async function idOf({ db }: Context, login: string): Promise<string> {
  return (await db.selectFrom('app_user').select('id').where('login', '=', login).executeTakeFirst())?.id ?? '';
}

/** @throws Refusal NOT_FOUND */
export async function unlock(ctx: Context, input: Input<'accounts', 'unlock'>): Promise<Output<'accounts', 'unlock'>> {
  const login = await storedLogin(ctx.db, input.login);
  const id = await idOf(ctx, login);
  if (!id || id === systemActor.id) throw new Refusal('NOT_FOUND', { what: `用户“${login}”` });
  await release(ctx, login);
  ctx.audit('accounts.unlock', id);
  return { ok: true };
}
