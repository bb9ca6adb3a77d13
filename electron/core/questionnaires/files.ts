/** Exports and imports questionnaires: JSON for programs, a workbook for people. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { namePart } from '../../../shared/base/rules/fileNames.ts';
import { throughGate } from '../../../shared/base/rules/textGate.ts';
import { draftContent, type QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { checkContent } from '../../../shared/questionnaires/rules/check.ts';
import { placeWords } from '../../../shared/questionnaires/rules/findings.ts';
import type { Context, LongContext } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { insertDraft, readDraft } from './drafts.ts';
import { shippedQuestionnaire } from './shipped.ts';
import { questionnaireOf } from './versions.ts';
import { inChinese, type ReadQuestionnaire, readWorkbook } from './workbook/read.ts';
import { questionnaireWorkbook } from './workbook/write.ts';

const mega = 1024 * 1024;
const sizeLimit = 8 * mega;

interface Named {
  readonly content: QuestionnaireContent;
  readonly name: string;
}

async function storedContent(tx: Context, kind: 'version' | 'draft', id: string): Promise<Named> {
  if (kind === 'draft') {
    const { content, title } = await readDraft(tx.db, id);
    return { content, name: `${title || '问卷'}-草稿` };
  }
  const { content, version } = await questionnaireOf(tx.db, id);
  return { content, name: `${content.title}-第${version}版` };
}

/** @throws Refusal NOT_FOUND */
export async function exportFile(ctx: LongContext, { kind, id, format }: Input<'questionnaires', 'exportFile'>): Promise<File> {
  const shipped = kind === 'template' ? await shippedQuestionnaire(ctx.parts.resourcesDir, id) : null;
  const { content, name } = await ctx.transaction(async (tx) => {
    tx.audit('questionnaires.export', id, { kind, format });
    return shipped ? { content: shipped, name: shipped.title } : storedContent(tx, kind === 'draft' ? 'draft' : 'version', id);
  });
  const fileName = `${namePart(name)}.${format}`;
  if (format === 'xlsx') return questionnaireWorkbook(content, fileName);
  return new File([`${JSON.stringify(content, null, 2)}\n`], fileName, { type: 'application/json' });
}

/** @throws Refusal FILE_UNREADABLE where it is no JSON at all; the parser's own sentence is English */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('FILE_UNREADABLE', { detail: '不是完整的 JSON' });
  }
}

/** @throws Refusal FILE_UNREADABLE */
function readJson(text: string): ReadQuestionnaire {
  const passed = throughGate(jsonOf(text));
  if ('issue' in passed) throw new Refusal('FILE_UNREADABLE', { detail: passed.issue.message });
  const { value } = passed;
  const parsed = draftContent.safeParse(value, inChinese);
  if (parsed.success) return { content: parsed.data, problems: [] };
  const problems = parsed.error.issues.map((issue) => ({
    sheet: issue.path.map(String).join('.') || '整个文件',
    row: 0,
    text: issue.message,
  }));
  return { content: null, problems };
}

const zipStart = [0x50, 0x4b];
const oldWorkbookStart = [0xd0, 0xcf];

async function readQuestionnaire(file: File): Promise<ReadQuestionnaire> {
  if (file.size > sizeLimit) throw new Refusal('FILE_TOO_LARGE', { limit: `${sizeLimit / mega} MB` });
  const bytes = await file.bytes();
  if (bytes.length === 0) throw new Refusal('FILE_EMPTY');
  const begins = (start: readonly number[]) => start.every((byte, index) => bytes[index] === byte);
  if (begins(zipStart) || begins(oldWorkbookStart)) return readWorkbook(bytes);
  return readJson(new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes));
}

/**
 * Makes a draft of a file, or says what is wrong with it. The content itself may still have faults: they are mended in the studio.
 * @throws Refusal FILE_EMPTY, FILE_TOO_LARGE, FILE_ENCRYPTED, FILE_UNREADABLE
 */
export async function importFile(
  ctx: LongContext,
  { file, keep }: Input<'questionnaires', 'importFile'>,
): Promise<Output<'questionnaires', 'importFile'>> {
  const { content, problems } = await readQuestionnaire(file);
  if (!content) return { draftId: null, title: '', items: 0, problems: [...problems], findings: [] };
  const findings = checkContent(content).map(({ fault, place, text }) => ({ fault, place: placeWords(place, content), text }));
  const draftId = keep ? (await ctx.transaction((tx) => insertDraft(tx, content, null))).id : null;
  return { draftId, title: content.title, items: content.items.length, problems: [], findings };
}
