/** Reads the hospital's name, and whether this is the demo hospital. */
import type { Db } from '../base/db/schema.ts';
import { readSetting } from '../base/settings.ts';

export async function hospitalName(db: Db): Promise<string | null> {
  return readSetting(db, 'hospital');
}

export async function isDemo(db: Db): Promise<boolean> {
  return (await readSetting(db, 'demo')) === '1';
}
