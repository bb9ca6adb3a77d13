/** The shipped example phrases, labelled with this hospital's departments and the items of its questionnaire. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exampleEntries, examplesOf } from '../../../shared/opinions/rules/examples.ts';
import type { Case } from '../../../shared/opinions/rules/tally.ts';
import type { LongContext } from '../base/context.ts';
import { currentVersionId, questionnaireOf } from '../questionnaires/index.ts';

export interface Examples {
  /** What they were filed by: the same means the same. */
  readonly filedBy: string;
  readonly cases: readonly Case[];
}

/** The examples under the items of the questionnaire in use; `known` itself where nothing changed since. */
export async function examplesNow(ctx: LongContext, known: Examples | null): Promise<Examples> {
  const { content, departments, filedBy } = await ctx.transaction(async ({ db }) => {
    const versionId = await currentVersionId(db);
    const rows = await db.selectFrom('department').select(['id', 'name']).where('active', '=', 1).orderBy('id').execute();
    return {
      content: versionId === null ? null : (await questionnaireOf(db, versionId)).content,
      departments: new Map(rows.map(({ id, name }) => [name, id])),
      filedBy: JSON.stringify([versionId, rows]),
    };
  });
  if (known?.filedBy === filedBy) return known;
  const file = join(ctx.parts.resourcesDir, 'opinions', 'examples.json');
  const entries = exampleEntries.parse(JSON.parse(await readFile(file, 'utf8')));
  return { filedBy, cases: examplesOf(entries, content?.items ?? [], departments) };
}
