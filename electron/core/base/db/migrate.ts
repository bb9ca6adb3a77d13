/**
 * Migrates a database to the newest schema: numbered steps, each in its own transaction; a file newer than the
 * program is refused.
 */
import type { Kysely } from 'kysely';
import { Refusal } from '../../../../shared/base/contract/errors.ts';
import { house } from './migrations/0001_house.ts';
import { interview } from './migrations/0002_interview.ts';
import { questionnaireDrafts } from './migrations/0003_questionnaireDrafts.ts';
import { suggestion } from './migrations/0004_suggestion.ts';
import { queue } from './migrations/0005_queue.ts';
import { handOver } from './migrations/0006_hand_over.ts';
import { quality } from './migrations/0007_quality.ts';
import { doNotCall } from './migrations/0008_do_not_call.ts';
import { numbers } from './migrations/0009_numbers.ts';
import { paper } from './migrations/0010_paper.ts';
import { workListSearch } from './migrations/0011_work_list_search.ts';
import { openWork } from './migrations/0012_open_work.ts';
import { notAsked } from './migrations/0013_not_asked.ts';
import { failedSignIn } from './migrations/0014_failed_sign_in.ts';
import { deputies } from './migrations/0015_deputies.ts';
import { deathCorrection } from './migrations/0016_death_correction.ts';
import { deathDoubt } from './migrations/0017_death_doubt.ts';
import { calls } from './migrations/0018_calls.ts';
import { keptTexts } from './migrations/0019_kept_texts.ts';
import { versions } from './migrations/0020_versions.ts';
import { requestFingerprint } from './migrations/0021_request_fingerprint.ts';
import { replyCalls } from './migrations/0022_reply_calls.ts';
import type { Database } from './schema.ts';
import type { Step } from './tables.ts';

const steps: readonly Step[] = [
  house,
  interview,
  questionnaireDrafts,
  suggestion,
  queue,
  handOver,
  quality,
  doNotCall,
  numbers,
  paper,
  workListSearch,
  openWork,
  notAsked,
  failedSignIn,
  deputies,
  deathCorrection,
  deathDoubt,
  calls,
  keptTexts,
  versions,
  requestFingerprint,
  replyCalls,
];

export const newestVersion = steps.length;

type Versioned = Kysely<{ schema_version: { version: number } }>;

/** Version of the schema on file: 0 for an empty database. */
async function versionOf(db: Versioned): Promise<number> {
  await db.schema
    .createTable('schema_version')
    .ifNotExists()
    .addColumn('version', 'integer', (c) => c.primaryKey())
    .execute();
  const row = await db
    .selectFrom('schema_version')
    .select((eb) => eb.fn.max('version').as('version'))
    .executeTakeFirst();
  return Number(row?.version ?? 0);
}

/**
 * Applies the missing steps. `beforeUpgrade` runs once where a filled database is about to be changed (the backup).
 * @throws Refusal DATABASE_NEWER where the file was written by a newer program; nothing is changed then.
 */
export async function migrate(database: Database, beforeUpgrade: () => Promise<void>): Promise<void> {
  const db = database as unknown as Versioned;
  const current = await versionOf(db);
  if (current > steps.length) throw new Refusal('DATABASE_NEWER');
  if (current > 0 && current < steps.length) await beforeUpgrade();
  for (const [position, step] of steps.entries()) {
    const version = position + 1;
    if (version <= current) continue;
    await db.transaction().execute(async (tx) => {
      for (const change of step) await change(tx as never);
      await tx.insertInto('schema_version').values({ version }).execute();
    });
  }
}
