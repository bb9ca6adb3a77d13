/** Reads and writes saved connections. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Connection, ConnectionDraft } from '../../../shared/connections/contract/connections.ts';
import { pullSchedule, querySource } from '../../../shared/connections/contract/connections.ts';
import type { Context, Parts } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import type { Target } from './driver.ts';
import { lastRuns } from './runs.ts';
import { nextTurn } from './schedule.ts';
import { openPassword, sealPassword } from './secret.ts';
import { statementOf } from './statement.ts';

type Row = Schema['hospital_connection'];

/** A connection without its password, as the rest of this room uses it. */
export type Saved = Omit<Connection, 'nextAt' | 'lastRun'> & { readonly scheduledAt: string | null; readonly passwordSealed: string };

function savedOf(row: Row): Saved {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    kind: row.kind,
    host: row.host,
    port: row.port,
    database: row.database_name,
    user: row.user_name,
    tls: row.tls,
    certificate: row.certificate,
    source: querySource.parse(JSON.parse(row.source)),
    schedule: row.schedule === null ? null : pullSchedule.parse(JSON.parse(row.schedule)),
    scheduledAt: row.scheduled_at,
    updatedAt: row.updated_at,
    passwordSealed: row.password_sealed,
  };
}

export async function savedConnections(db: Db): Promise<Saved[]> {
  return (await db.selectFrom('hospital_connection').selectAll().orderBy('name').orderBy('id').execute()).map(savedOf);
}

/** @throws Refusal NOT_FOUND */
export async function savedConnection(db: Db, id: string): Promise<Saved> {
  const row = await db.selectFrom('hospital_connection').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Refusal('NOT_FOUND', { what: '这个医院数据库连接' });
  return savedOf(row);
}

/** Where to connect, with the saved password. @throws Refusal SOURCE_PASSWORD_LOST */
export function targetOf(parts: Parts, saved: Saved): Target {
  const { kind, host, port, database, user, tls, certificate, name } = saved;
  const password = openPassword(parts, saved, saved.passwordSealed);
  if (password === null) throw new Refusal('SOURCE_PASSWORD_LOST', { name });
  return { kind, host, port, database, user, tls, certificate, password };
}

const bound = ['kind', 'host', 'port', 'user', 'tls', 'certificate'] as const;

/**
 * The password for a draft: the typed one, or the saved one where it would go to the same place under the same name.
 * @throws Refusal SOURCE_PASSWORD_NEEDED, SOURCE_PASSWORD_LOST, NOT_FOUND
 */
export async function passwordFor(parts: Parts, db: Db, draft: ConnectionDraft): Promise<string> {
  if (draft.password !== undefined) return draft.password;
  const saved = draft.id === undefined ? null : await savedConnection(db, draft.id);
  if (!saved || bound.some((field) => saved[field] !== draft[field])) throw new Refusal('SOURCE_PASSWORD_NEEDED');
  return targetOf(parts, saved).password;
}

function shown({ scheduledAt: _since, passwordSealed: _sealed, ...saved }: Saved, now: string, lastRun: Connection['lastRun']): Connection {
  return { ...saved, nextAt: saved.schedule ? nextTurn(saved.schedule, now) : null, lastRun };
}

export async function connections({ db, now }: Context): Promise<Output<'connections', 'list'>> {
  const last = await lastRuns(db);
  return (await savedConnections(db)).map((saved) => shown(saved, now, last.get(saved.id) ?? null));
}

const conflict = () => new Refusal('VERSION_CONFLICT', { what: '连接' });

/** @throws Refusal BAD_INPUT, NOT_FOUND, VERSION_CONFLICT, SOURCE_NOT_READ_ONLY, SOURCE_PARAMETERS, SOURCE_NAME, SOURCE_PASSWORD_NEEDED, SOURCE_PASSWORD_LOST */
export async function saveConnection(
  ctx: Context,
  input: Input<'connections', 'saveConnection'>,
): Promise<Output<'connections', 'saveConnection'>> {
  statementOf(input.source, input.kind);
  const same = await ctx.db.selectFrom('hospital_connection').select('id').where('name', '=', input.name).executeTakeFirst();
  if (same && same.id !== input.id) throw new Refusal('BAD_INPUT', { detail: `已有名为“${input.name}”的连接` });
  const before = input.id === undefined ? null : await savedConnection(ctx.db, input.id);
  if (before && before.version !== input.version) throw conflict();
  const password = await passwordFor(ctx.parts, ctx.db, input);
  const id = before?.id ?? ctx.newId();
  const schedule = input.schedule && JSON.stringify(input.schedule);
  const isSameSchedule = before?.schedule != null && JSON.stringify(before.schedule) === schedule;
  const values: Omit<Row, 'id'> = {
    name: input.name,
    kind: input.kind,
    host: input.host,
    port: input.port,
    database_name: input.database,
    user_name: input.user,
    password_sealed: sealPassword(ctx.parts, { ...input, id }, password),
    tls: input.tls,
    certificate: input.certificate,
    source: JSON.stringify(input.source),
    schedule,
    scheduled_at: schedule === null ? null : isSameSchedule ? before.scheduledAt : ctx.now,
    updated_at: ctx.now,
    version: before ? before.version + 1 : 1,
  };
  if (before) {
    const changed = await ctx.db
      .updateTable('hospital_connection')
      .set(values)
      .where('id', '=', id)
      .where('version', '=', before.version)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw conflict();
  } else
    await ctx.db
      .insertInto('hospital_connection')
      .values({ id, ...values })
      .execute();
  const fields = ['name', 'kind', 'host', 'port', 'database', 'user', 'tls', 'certificate', 'source', 'schedule'] as const;
  const changed = fields.filter((field) => JSON.stringify(before?.[field] ?? null) !== JSON.stringify(input[field]));
  ctx.audit('discharges.saveConnection', id, { name: input.name, changed, newPassword: input.password !== undefined });
  ctx.changed('connections');
  return shown(await savedConnection(ctx.db, id), ctx.now, (await lastRuns(ctx.db)).get(id) ?? null);
}

/** @throws Refusal NOT_FOUND */
export async function removeConnection(
  ctx: Context,
  { connectionId }: Input<'connections', 'removeConnection'>,
): Promise<Output<'connections', 'removeConnection'>> {
  const { name } = await savedConnection(ctx.db, connectionId);
  await ctx.db.deleteFrom('hospital_connection').where('id', '=', connectionId).execute();
  ctx.audit('discharges.removeConnection', connectionId, { name });
  ctx.changed('connections');
  return { ok: true };
}
