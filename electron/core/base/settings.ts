/** Reads the settings: one JSON object in one row; missing fields take their defaults. */

import { withinBounds } from '../../../shared/base/contract/numberSettings.ts';
import { type Settings, settings as settingsSchema } from '../../../shared/base/contract/settings.ts';
import type { Db } from './db/schema.ts';

export async function readSetting(db: Db, key: string): Promise<string | null> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

export async function writeSetting(db: Db, key: string, value: string): Promise<void> {
  await db
    .insertInto('setting')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

/** Whoever changes the setting second waits here, and then reads what the first has written. One that is not there is made: {}. */
export async function lockSetting(db: Db, key: string): Promise<void> {
  await db
    .insertInto('setting')
    .values({ key, value: '{}' })
    .onConflict((conflict) => conflict.column('key').doUpdateSet((eb) => ({ value: eb.ref('setting.value') })))
    .execute();
}

/** Writes a value that is set once for all; false where it is set already. */
export async function claimSetting(db: Db, key: string, value: string): Promise<boolean> {
  const claimed = await db
    .insertInto('setting')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst();
  return claimed !== undefined;
}

export async function readSettings(db: Db): Promise<Settings> {
  const stored = await readSetting(db, 'settings');
  return settingsSchema.parse(stored ? withinBounds(JSON.parse(stored)) : {});
}
