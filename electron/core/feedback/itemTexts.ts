/** Reads the questionnaire's texts of the items that feedback refers to. */
import type { Db } from '../base/db/schema.ts';
import { questionnaireOf } from '../questionnaires/index.ts';

interface ItemText {
  readonly title: string;
  readonly say: string;
}

interface OnItem {
  readonly itemCode: string | null;
  readonly versionId: string | null;
}

/** Looks an item up in the version the interview was held with; empty words for an opinion that hangs on no item. */
export async function itemTexts(db: Db, rows: readonly OnItem[]): Promise<(row: OnItem) => ItemText> {
  const texts = new Map<string, ItemText>();
  for (const versionId of new Set(rows.flatMap((row) => (row.itemCode && row.versionId ? [row.versionId] : [])))) {
    const { content } = await questionnaireOf(db, versionId);
    for (const item of content.items) texts.set(`${versionId} ${item.code}`, { title: item.title, say: item.say });
  }
  return (row) => texts.get(`${row.versionId} ${row.itemCode}`) ?? { title: '', say: '' };
}
