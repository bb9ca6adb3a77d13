/** `import FILE`: preview, then commit, as the import screen does. */
import { openAsBlob, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Refusal } from '../../shared/contract/errors.ts';
import type { Client } from '../core/workstation.ts';
import { type GlobalOptions, say } from './outcome.ts';
import { fromWhereTyped } from './paths.ts';
import { withWorkstation } from './session.ts';

interface ImportOptions extends GlobalOptions {
  readonly preview?: boolean;
  readonly sheet?: string;
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

async function rejectedRows(client: Client, uploadId: string): Promise<Rejected[]> {
  const rejects: Rejected[] = [];
  for (;;) {
    const { total, rows } = await client.discharges.previewRows({ uploadId, kind: 'rejected', offset: rejects.length, limit: 500 });
    rejects.push(...rows.map(({ row, reason }) => ({ row, reason: reason ?? '' })));
    if (rows.length === 0 || rejects.length >= total) return rejects;
  }
}

export async function importFile(path: string, options: ImportOptions): Promise<void> {
  const file = await openFile(fromWhereTyped(path));
  const result = await withWorkstation(options, async (client) => {
    const { uploadId, counts, others, full, unknownDepartments } = await client.discharges.previewImport({
      file,
      ...(options.sheet === undefined ? {} : { sheet: options.sheet }),
    });
    const more = { full, otherSheets: others, newDepartments: unknownDepartments.map(({ name }) => name) };
    if (options.preview) return { batchId: null, counts, rejects: await rejectedRows(client, uploadId), ...more };
    const template = options.template ? { templateName: options.template } : {};
    return { ...(await client.discharges.commitImport({ uploadId, ...template })), ...more };
  });
  const { counts, rejects, full, otherSheets, newDepartments } = result;
  const made = options.preview ? '将新建科室' : '新建了科室';
  say(options, result, [
    `${options.preview ? '预览（未写入）' : '已导入'}：读取 ${counts.read} 行，新增 ${counts.added}，更新 ${counts.changed}，未变 ${counts.unchanged}，` +
      `文件内重复 ${counts.duplicate}，退回 ${counts.rejected}，有提示 ${counts.warned}。`,
    ...(full ? ['文件写满了这种表格能有的行数，导出时可能被截断：请核对条数，必要时分段导出。'] : []),
    ...(newDepartments.length > 0 ? [`${made}：${newDepartments.join('、')}。`] : []),
    ...(otherSheets.length > 0 ? [`这些工作表里也有出院记录，没有导入：${otherSheets.join('、')}。请用 --sheet 逐张导入。`] : []),
    ...rejects.map(({ row, reason }) => `第 ${row} 行：${reason}`),
  ]);
}
