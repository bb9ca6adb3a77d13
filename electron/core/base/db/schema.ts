/**
 * The table types for Kysely, by room. Ids are time-ordered text made by the core; instants are ISO-8601 UTC text;
 * civil dates are YYYY-MM-DD; booleans are 0/1; JSON is text. All are the same on SQLite and PostgreSQL.
 */
import type { Kysely, Transaction } from 'kysely';
import type { AccountsTables } from './schema/accounts.ts';
import type { CallingTables } from './schema/calling.ts';
import type { DischargesTables } from './schema/discharges.ts';
import type { FeedbackTables } from './schema/feedback.ts';
import type { QualityTables } from './schema/quality.ts';
import type { QuestionnairesTables } from './schema/questionnaires.ts';
import type { SamplingTables } from './schema/sampling.ts';
import type { UpkeepTables } from './schema/upkeep.ts';

export interface Schema
  extends AccountsTables,
    CallingTables,
    DischargesTables,
    FeedbackTables,
    QualityTables,
    QuestionnairesTables,
    SamplingTables,
    UpkeepTables {}

export type Database = Kysely<Schema>;
/** What handlers see: the transaction the door opened, never the root handle. */
export type Db = Transaction<Schema>;
