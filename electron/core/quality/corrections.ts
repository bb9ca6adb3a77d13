/** Stores and reads corrections. */
import { z } from 'zod';
import { aspectCodes } from '../../../shared/base/contract/words.ts';
import type { CorrectionShown } from '../../../shared/quality/contract/quality.ts';
import type { Item, QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { systemActor } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';

const place = z.object({ department: z.string(), aspect: aspectCodes.schema.nullable() });

/** What a correction changed, stored as JSON: an answer's values, or where an opinion belongs. */
export const storedChange = z.union([
  z.object({ itemCode: z.string(), before: z.array(z.string()), after: z.array(z.string()) }),
  z.object({ number: z.string(), before: place, after: place }),
]);
export type StoredChange = z.infer<typeof storedChange>;

/** A value by the labels of its options. */
export function wordsOf(item: Item, value: readonly string[]): string {
  return value.map((one) => item.options.find((option) => option.value === one)?.label ?? one).join('、');
}

const placeInWords = ({ department, aspect }: z.infer<typeof place>) =>
  [aspect ? aspectCodes.zh[aspect] : '', department].filter(Boolean).join(' · ');

function inWords(change: StoredChange, content: QuestionnaireContent): CorrectionShown['changes'][number] {
  if ('number' in change) return { title: `意见 ${change.number}`, before: placeInWords(change.before), after: placeInWords(change.after) };
  const item = content.items.find(({ code }) => code === change.itemCode);
  const words = (value: readonly string[], none: string) => (value.length > 0 && item ? wordsOf(item, value) : none);
  return { title: item?.title ?? change.itemCode, before: words(change.before, '未问'), after: words(change.after, '不再适用') };
}

/** In the order in which they were made, and the items they touched. */
export async function correctionsOf(
  db: Db,
  interviewId: string,
  content: QuestionnaireContent,
): Promise<{ corrections: CorrectionShown[]; itemCodes: ReadonlySet<string> }> {
  const rows = await db
    .selectFrom('correction')
    .leftJoin('app_user', 'app_user.id', 'correction.user_id')
    .selectAll('correction')
    .select('app_user.name as by')
    .where('interview_id', '=', interviewId)
    .orderBy('correction.at')
    .orderBy('correction.id')
    .execute();
  const told = rows.map((row) => ({ row, changes: z.array(storedChange).parse(JSON.parse(row.changes)) }));
  return {
    corrections: told.map(({ row, changes }) => ({
      at: row.at,
      by: row.by ?? systemActor.name,
      reason: row.reason,
      changes: changes.map((change) => inWords(change, content)),
    })),
    itemCodes: new Set(told.flatMap(({ changes }) => changes.flatMap((change) => ('itemCode' in change ? [change.itemCode] : [])))),
  };
}
