/** The raw rows of the database, as invariants read them. */

import type { Store } from '../../electron/core/base/db/open.ts';
import type { Schema } from '../../electron/core/base/db/schema.ts';
import { type Settings, settings as settingsSchema } from '../../shared/base/contract/settings.ts';
import { type QuestionnaireContent, questionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';

const tables = [
  'follow_up',
  'attempt',
  'interview',
  'interview_aspect',
  'answer',
  'answer_history',
  'feedback',
  'feedback_event',
  'rectification',
  'reply',
  'reply_call',
  'app_user',
  'department',
  'discharge',
  'phone',
  'draw',
  'frame_member',
  'replacement',
  'follow_up_reopening',
  'do_not_call_entry',
  'death_correction',
  'questionnaire_version',
  'import_batch',
  'import_reject',
  'review_draw',
  'review',
  'correction',
  'nurse_leave',
  'paper_sheet',
] as const;
export type Table = (typeof tables)[number];

export type Rows = { readonly [T in Table]: readonly Schema[T][] } & {
  readonly settings: Settings;
  /** Questionnaires by the id of their version. */
  readonly contents: ReadonlyMap<string, QuestionnaireContent>;
};

/** Published questionnaires do not change: a text is parsed once in a process. */
const parsed = new Map<string, QuestionnaireContent>();
function contentOf(text: string): QuestionnaireContent {
  const known = parsed.get(text) ?? questionnaireContent.parse(JSON.parse(text));
  parsed.set(text, known);
  return known;
}

export async function readRows({ db }: Store): Promise<Rows> {
  const rows: Record<string, unknown> = {};
  for (const table of tables) rows[table] = await db.selectFrom(table).selectAll().execute();
  const stored = await db.selectFrom('setting').selectAll().where('key', '=', 'settings').executeTakeFirst();
  const versions = rows['questionnaire_version'] as Schema['questionnaire_version'][];
  return {
    ...(rows as { [T in Table]: Schema[T][] }),
    settings: settingsSchema.parse(stored ? JSON.parse(stored.value) : {}),
    contents: new Map(versions.map((one) => [one.id, contentOf(one.content)])),
  };
}
