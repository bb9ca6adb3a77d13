/** Measures whether suggestions help: how often they were offered, taken, and right in the end. */
import { type Expression, sql } from 'kysely';
import { aspectCodes, severities } from '../../../shared/base/contract/words.ts';
import type { SuggestionUse } from '../../../shared/opinions/contract/opinions.ts';
import type { Context } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import { currentQuestionnaire } from '../questionnaires/index.ts';

type Suggested = 'suggested_item' | 'suggested_aspect' | 'suggested_department_id' | 'suggested_severity';
type Recorded = 'item_code' | 'aspect' | 'department_id' | 'severity';

/** Counts by suggested value; `only` narrows to the rows it is the suggestion of. */
async function countBy({ db }: Context, suggested: Suggested, recorded: Recorded, only?: Expression<boolean>) {
  let query = db
    .selectFrom('feedback')
    .select((eb) => [
      eb.ref(suggested).as('value'),
      eb.fn.countAll<number>().as('offered'),
      eb.fn.sum<number>('suggestion_taken').as('taken'),
      eb.fn.sum<number>(eb.case().whenRef(recorded, '=', suggested).then(1).else(0).end()).as('right'),
    ])
    .where(suggested, 'is not', null)
    .where('state', '!=', 'draft');
  if (only) query = query.where(only);
  const rows = await query.groupBy(suggested).execute();
  return rows.map((row) => ({
    value: row.value ?? '',
    offered: Number(row.offered),
    taken: Number(row.taken),
    right: Number(row.right),
  }));
}

/** Items by their titles in the current questionnaire, departments by their names. */
export async function suggestionUse(ctx: Context): Promise<SuggestionUse[]> {
  const { content } = await currentQuestionnaire(ctx.db);
  const titles = new Map(content.items.map(({ code, aspect, title }) => [code, `${aspectCodes.zh[aspect]} → ${title}`]));
  const departments = new Map((await ctx.db.selectFrom('department').select(['id', 'name']).execute()).map(({ id, name }) => [id, name]));
  const named = (about: SuggestionUse['about'], rows: Awaited<ReturnType<typeof countBy>>, name: (value: string) => string) =>
    rows.map(({ value, ...counts }): SuggestionUse => ({ about, label: name(value), ...counts }));
  const uses = [
    ...named('subject', await countBy(ctx, 'suggested_item', 'item_code'), (code) => titles.get(code) ?? code),
    ...named(
      'subject',
      await countBy(ctx, 'suggested_aspect', 'aspect', sql<boolean>`suggested_item is null`),
      (code) => aspectCodes.zh[code as Exclude<Schema['feedback']['aspect'], null>],
    ),
    ...named('department', await countBy(ctx, 'suggested_department_id', 'department_id'), (id) => departments.get(id) ?? ''),
    ...named(
      'severity',
      await countBy(ctx, 'suggested_severity', 'severity'),
      (code) => severities.zh[code as Schema['feedback']['severity']],
    ),
  ];
  return uses.toSorted((a, b) => b.offered - a.offered || (a.about + a.label < b.about + b.label ? -1 : 1));
}
