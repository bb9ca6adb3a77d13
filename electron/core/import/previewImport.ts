/** Previews an import: reads the file, proposes columns, reports what the import would do. Writes no discharge. */

import { createHash, hash } from 'node:crypto';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { type Cell, foldWidth } from '../../../shared/base/rules/text.ts';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import type { ColumnMapping, ImportPreview } from '../../../shared/import/contract/import.ts';
import { departmentKey } from '../accounts/index.ts';
import type { LongContext } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input } from '../base/door.ts';
import { fileLimit } from '../base/tables/limits.ts';
import { departmentNames } from './existing.ts';
import { synonymsOf } from './fieldNames.ts';
import { idKey } from './importRows.ts';
import { type DepartmentChoices, planImport } from './plan.ts';
import { summaryOf } from './previewSummary.ts';
import { readFile } from './reading/readFile.ts';
import { savedTemplates } from './templateStore.ts';
import { keepUpload, policyOf, type Upload, uploadOf } from './uploads.ts';

type Order = Input<'import', 'previewImport'>;

/** Progress of one import as the screen shows it: reading fills the bar once, writing once. */
export const importTask = 'import';

async function readUpload(ctx: LongContext, file: Unread): Promise<Upload['reading']> {
  ctx.progress(importTask, 0, '正在读取文件');
  const { synonyms, templates, key } = await ctx.transaction(async ({ db }) => ({
    synonyms: await synonymsOf(db, ctx.parts.resourcesDir),
    templates: await savedTemplates(db),
    key: await idKey(db),
  }));
  const { content, mapping, sheet, allSheets, withoutHidden, encoding } = file;
  const today = civilDateOf(ctx.parts.clock().toISOString());
  const order = { content, mapping, sheet, allSheets, withoutHidden, encoding, synonyms, templates, idKey: key, today };
  return readFile(order, (done) => ctx.progress(importTask, done, '正在核对每一行'));
}

type Unread = Omit<Upload, 'reading' | 'plan' | 'departments'>;

/** @throws Refusal FILE_TOO_LARGE, BAD_INPUT */
async function newFile(ctx: LongContext, input: Order): Promise<Unread> {
  if (!input.file) throw new Refusal('BAD_INPUT', { detail: '请选择文件' });
  if (input.file.size > fileLimit) throw new Refusal('FILE_TOO_LARGE', { limit: '200 MB' });
  const bytes = new Uint8Array(await input.file.arrayBuffer());
  return {
    id: ctx.parts.newId(),
    userId: ctx.actor.id,
    fileName: foldWidth(input.file.name),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    content: { bytes },
    sheet: input.sheet ?? null,
    allSheets: input.allSheets ?? false,
    withoutHidden: input.withoutHidden ?? false,
    encoding: input.encoding ?? null,
    mapping: input.mapping ?? null,
    trusted: input.trusted ?? [],
  };
}

/** A table that comes from elsewhere than a file: the result of a query on the hospital's own database. */
export interface TableSource {
  /** What stands for the file's name in the list of batches. */
  readonly name: string;
  /** The first line holds the column names; dates are text YYYY-MM-DD. */
  readonly lines: readonly (readonly Cell[])[];
  /** Which field each column holds; proposed by name where absent. */
  readonly mapping?: ColumnMapping;
  readonly departments?: Order['departments'];
}

/**
 * Takes a table of cells through the pipeline of a file: columns proposed, every line read, compared, kept as an upload.
 * `commitImport(ctx, { uploadId })` writes it; `previewRows` shows its rows; mapping and departments can be corrected
 * through `previewImport` with its `uploadId`.
 * @throws Refusal HEADER_NOT_FOUND
 */
export async function previewTable(ctx: LongContext, { name, lines, mapping, departments }: TableSource): Promise<ImportPreview> {
  const file: Unread = {
    id: ctx.parts.newId(),
    userId: ctx.actor.id,
    fileName: name,
    sha256: hash('sha256', JSON.stringify(lines)),
    content: { lines },
    sheet: null,
    allSheets: false,
    withoutHidden: false,
    encoding: null,
    mapping: mapping ?? null,
    trusted: [],
  };
  return compare(ctx, file, await readUpload(ctx, file), departments ?? []);
}

/** The options a file is read under; as long as they stay the same, the read result is reused. */
const readBy = ({ sheet, allSheets, withoutHidden, encoding, mapping }: Unread) =>
  JSON.stringify([sheet, allSheets, withoutHidden, encoding, mapping]);

/** The upload as the user corrected it; another sheet, or another encoding, has columns of its own. */
function corrected(before: Upload, input: Order): Upload {
  const { sheet = before.sheet, encoding = before.encoding } = input;
  const moved = (sheet !== null && sheet !== before.reading.header.sheet) || encoding !== before.encoding;
  return {
    ...before,
    sheet,
    encoding,
    allSheets: input.allSheets ?? before.allSheets,
    withoutHidden: input.withoutHidden ?? before.withoutHidden,
    mapping: input.mapping ?? (moved ? null : before.mapping),
    trusted: input.trusted ?? before.trusted,
  };
}

export async function previewImport(ctx: LongContext, input: Order): Promise<ImportPreview> {
  const before = input.uploadId === undefined ? null : uploadOf(input.uploadId, ctx.actor.id);
  const file = before ? corrected(before, input) : await newFile(ctx, input);
  const reading = before && readBy(before) === readBy(file) ? before.reading : await readUpload(ctx, file);
  return compare(ctx, file, reading, input.departments);
}

async function compare(ctx: LongContext, file: Unread, reading: Upload['reading'], choices: Order['departments']): Promise<ImportPreview> {
  const departments: DepartmentChoices = new Map(choices.map((choice) => [departmentKey(choice.name), choice.departmentId]));
  const { plan, importedBefore, known } = await ctx.transaction(async ({ db }) => ({
    plan: await planImport(db, reading.portions, { departments, policy: policyOf({ reading, trusted: file.trusted }) }),
    importedBefore: await importOf(db, file.sha256),
    known: await departmentNames(db),
  }));
  const upload = { ...file, reading, departments, plan };
  keepUpload(upload);
  ctx.progress(importTask, 1, '核对完成');
  return { ...summaryOf(upload, known), importedBefore };
}

async function importOf(db: Db, sha256: string): Promise<ImportPreview['importedBefore']> {
  const row = await db
    .selectFrom('import_batch')
    .leftJoin('app_user', 'app_user.id', 'import_batch.user_id')
    .select(['import_batch.at', 'app_user.name'])
    .where('file_sha256', '=', sha256)
    .where('undone_at', 'is', null)
    .orderBy('import_batch.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { at: row.at, by: row.name ?? '系统' } : null;
}
