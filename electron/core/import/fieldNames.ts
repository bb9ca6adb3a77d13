/** Header names that identify columns: shipped ones from a data file, the hospital's own from a setting. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { type FieldNames, importField } from '../../../shared/import/contract/import.ts';
import { headerKey, type Synonyms } from '../../../shared/import/rules/columns.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input } from '../base/door.ts';
import { lockSetting, readSetting, writeSetting } from '../base/settings.ts';

const settingKey = 'import_field_names';
/** How often they were saved. */
const versionKey = 'import_field_names_version';
const ownNames = z.partialRecord(importField, z.array(z.string()));
type OwnNames = z.infer<typeof ownNames>;

async function shippedNames(resourcesDir: string): Promise<Synonyms> {
  return JSON.parse(await readFile(join(resourcesDir, 'import', 'synonyms.json'), 'utf8')) as Synonyms;
}

async function readOwn(db: Db): Promise<OwnNames> {
  const stored = await readSetting(db, settingKey);
  return stored === null ? {} : ownNames.parse(JSON.parse(stored));
}

const versionOf = async (db: Db) => Number((await readSetting(db, versionKey)) ?? 0);

/** Shipped and own names together. A name the hospital gave one field is no other field's, and is not ignored. */
export async function synonymsOf(db: Db, resourcesDir: string): Promise<Synonyms> {
  const shipped = await shippedNames(resourcesDir);
  const own = await readOwn(db);
  const taken = new Set(Object.values(own).flatMap((names) => names.map(headerKey)));
  const free = (names: readonly string[]) => names.filter((name) => !taken.has(headerKey(name)));
  const fields = importField.options.map((field) => [field, [...(own[field] ?? []), ...free(shipped.fields[field] ?? [])]] as const);
  return { ignored: free(shipped.ignored), fields: Object.fromEntries(fields) };
}

export async function fieldNames({ db, parts }: Context): Promise<FieldNames[]> {
  const shipped = await shippedNames(parts.resourcesDir);
  const own = await readOwn(db);
  const version = await versionOf(db);
  return importField.options.map((field) => ({ field, shipped: [...(shipped.fields[field] ?? [])], own: own[field] ?? [], version }));
}

/** A name given to one field is taken from the others. @throws Refusal VERSION_CONFLICT where any name was saved since */
export async function saveFieldNames(ctx: Context, { field, names, version }: Input<'import', 'saveFieldNames'>): Promise<{ ok: true }> {
  await lockSetting(ctx.db, settingKey);
  if ((await versionOf(ctx.db)) !== version) throw new Refusal('VERSION_CONFLICT', { what: '列名表' });
  const own = await readOwn(ctx.db);
  const given = new Map(names.map((name) => [headerKey(name), name]));
  const next: OwnNames = {};
  for (const each of importField.options) {
    const kept = each === field ? [...given.values()] : (own[each] ?? []).filter((name) => !given.has(headerKey(name)));
    if (kept.length > 0) next[each] = kept;
  }
  await writeSetting(ctx.db, settingKey, JSON.stringify(next));
  await writeSetting(ctx.db, versionKey, String(version + 1));
  ctx.audit('discharges.saveFieldNames', field, { names: names.length });
  ctx.changed('discharges');
  return { ok: true };
}
