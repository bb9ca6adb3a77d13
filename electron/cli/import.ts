/** The verb `import FILE`: preview, then commit, as the import screen does. */

import { openAsBlob, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Refusal } from '../../shared/base/contract/errors.ts';
import type { TextEncoding } from '../../shared/base/contract/words.ts';
import { type ImportField, type ImportPreview, importField } from '../../shared/import/contract/import.ts';
import { fieldWords } from '../../shared/import/rules/fieldWords.ts';
import type { Client } from '../core/workstation.ts';
import { type GlobalOptions, say } from './outcome.ts';
import { fromWhereTyped } from './paths.ts';
import { withWorkstation } from './session.ts';

interface ImportOptions extends GlobalOptions {
  readonly preview?: boolean;
  readonly sheet?: string;
  readonly allSheets?: boolean;
  readonly withoutHidden?: boolean;
  readonly encoding?: TextEncoding;
  readonly acceptMapping?: boolean;
  /** Fields in the field's own words. */
  readonly fileWins?: readonly string[];
  readonly template?: string;
}

interface Rejected {
  readonly row: number;
  readonly reason: string;
}

/** @throws Refusal FILE_MISSING */
async function openFile(path: string): Promise<File> {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new Refusal('FILE_MISSING', { path });
  return new File([await openAsBlob(path)], basename(path));
}

/** @throws Refusal BAD_INPUT */
function fieldCalled(word: string): ImportField {
  const field = importField.options.find((each) => each === word || fieldWords[each] === word);
  if (!field) throw new Refusal('BAD_INPUT', { detail: `没有“${word}”这个项目。可用的：${Object.values(fieldWords).join('、')}` });
  return field;
}

async function rejectedRows(client: Client, uploadId: string): Promise<Rejected[]> {
  const rejects: Rejected[] = [];
  for (;;) {
    const { total, rows } = await client.import.previewRows({ uploadId, kind: 'rejected', offset: rejects.length, limit: 500 });
    rejects.push(...rows.map(({ sheet, row, reason }) => ({ row, reason: `${sheet === '' ? '' : `工作表“${sheet}”：`}${reason ?? ''}` })));
    if (rows.length === 0 || rejects.length >= total) return rejects;
  }
}

/** What was found by guessing, in words. */
const guessesIn = ({ columns, departmentsOf }: ImportPreview) => [
  ...columns.flatMap(({ header, field, confident }) => (field && !confident ? [`“${header}”作为${fieldWords[field]}`] : [])),
  ...departmentsOf.map(({ sheet, department }) => `${sheet === '' ? '整个文件' : `工作表“${sheet}”`}的出院科室作为“${department}”`),
];

function noticesOf(preview: ImportPreview, others: readonly string[]): string[] {
  const { effects, hidden, full } = preview;
  const emptied = effects.fields.filter((each) => each.emptied > 0).map(({ field, emptied: count }) => `${fieldWords[field]} ${count}`);
  const kept = effects.fields.filter((each) => each.kept > 0).map(({ field, kept: count }) => `${fieldWords[field]} ${count}`);
  const changed = effects.fields.filter((each) => each.changed > 0).map(({ field, changed: count }) => `${fieldWords[field]} ${count}`);
  return [
    ...(full ? ['文件写满了这种表格能有的行数，导出时可能被截断：请核对条数，必要时分段导出。'] : []),
    ...(changed.length > 0 ? [`改变已有内容（人次）：${changed.join('，')}；其中 ${effects.drawn} 人已抽中。`] : []),
    ...(emptied.length > 0 ? [`清空已有内容（人次）：${emptied.join('，')}。`] : []),
    ...(kept.length > 0 ? [`文件里空着、保留现有内容（人次）：${kept.join('，')}。`] : []),
    ...(effects.deathDoubts > 0 ? [`${effects.deathDoubts} 人的转归或离院方式可能指死亡，核对前不会被抽样。`] : []),
    ...(hidden.rows > 0
      ? [
          hidden.leftOut
            ? `没有读 ${hidden.rows} 个被筛选掉或隐藏的行。`
            : `有 ${hidden.rows} 行被筛选掉或隐藏了，也读了进来（--without-hidden 可不读）。`,
        ]
      : []),
    ...(others.length > 0
      ? [
          `这些工作表里也有出院记录，没有导入：${others.join('、')}。请用 --sheet 逐张导入。${preview.alike.length > 0 ? '列相同的也可以用 --all-sheets 一起导入。' : ''}`,
        ]
      : []),
  ];
}

export async function importFile(path: string, options: ImportOptions): Promise<void> {
  const file = await openFile(fromWhereTyped(path));
  const { sheet, allSheets, withoutHidden, encoding, fileWins } = options;
  const result = await withWorkstation(options, async (client) => {
    const preview = await client.import.previewImport({
      file,
      sheet,
      allSheets,
      withoutHidden,
      encoding,
      trusted: fileWins?.map(fieldCalled),
    });
    const { uploadId, counts, others, full, unknownDepartments, effects } = preview;
    const guesses = guessesIn(preview);
    const more = {
      full,
      otherSheets: others,
      newDepartments: unknownDepartments.map(({ name }) => name),
      guesses,
      effects,
      notices: noticesOf(preview, others),
    };
    if (options.preview) return { batchId: null, counts, rejects: await rejectedRows(client, uploadId), ...more };
    const template = options.template ? { templateName: options.template } : {};
    const committed = await client.import.commitImport({ uploadId, acceptGuesses: options.acceptMapping ?? false, ...template });
    return { ...committed, ...more };
  });
  const { counts, rejects, newDepartments, guesses, notices, ...rest } = result;
  const made = options.preview ? '将新建科室' : '新建了科室';
  say(options, { ...rest, counts, rejects, newDepartments, guesses }, [
    `${options.preview ? '预览（未写入）' : '已导入'}：读取 ${counts.read} 行，新增 ${counts.added}，更新 ${counts.changed}，未变 ${counts.unchanged}，` +
      `文件内重复 ${counts.duplicate}，退回 ${counts.rejected}，有提示 ${counts.warned}，不是患者的行 ${counts.skipped}。`,
    ...(guesses.length > 0 ? [`猜出来的对应：${guesses.join('、')}${options.preview ? '。核对后导入请加 --accept-mapping' : ''}。`] : []),
    ...(newDepartments.length > 0 ? [`${made}：${newDepartments.join('、')}。`] : []),
    ...notices,
    ...rejects.map(({ row, reason }) => `第 ${row} 行：${reason}`),
  ]);
}
