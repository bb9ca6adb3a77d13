/** Stores column templates: one per layout, the last one saved wins. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import { type ColumnMapping, columnMapping } from '../../../shared/import/contract/import.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { fingerprintOf, type Template } from './reading/templates.ts';

export async function savedTemplates(db: Db): Promise<Template[]> {
  const rows = await db.selectFrom('import_template').selectAll().orderBy('id', 'desc').execute();
  return rows.map(({ name, fingerprint, mapping }) => ({ name, fingerprint, mapping: columnMapping.parse(JSON.parse(mapping)) }));
}

export async function saveTemplate(ctx: Context, name: string, headers: readonly string[], mapping: ColumnMapping): Promise<void> {
  const fingerprint = fingerprintOf(headers);
  await ctx.db.deleteFrom('import_template').where('fingerprint', '=', fingerprint).execute();
  await ctx.db
    .insertInto('import_template')
    .values({ id: ctx.newId(), name, fingerprint, mapping: JSON.stringify(mapping) })
    .execute();
  ctx.audit('discharges.saveTemplate', name, { columns: mapping.length });
}

export async function templates({ db }: Context): Promise<Output<'import', 'templates'>> {
  const rows = await db.selectFrom('import_template').selectAll().orderBy('id', 'desc').execute();
  return rows.map(({ id, name, mapping }) => ({ id, name, columns: columnMapping.parse(JSON.parse(mapping)).length }));
}

/** @throws Refusal NOT_FOUND */
export async function removeTemplate(ctx: Context, { id }: Input<'import', 'removeTemplate'>): Promise<{ ok: true }> {
  const removed = await ctx.db.deleteFrom('import_template').where('id', '=', id).returning('name').executeTakeFirst();
  if (!removed) throw new Refusal('NOT_FOUND', { what: '列对应模板' });
  ctx.audit('discharges.removeTemplate', removed.name);
  ctx.changed('discharges');
  return { ok: true };
}
