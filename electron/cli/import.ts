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
    const { uploadId, counts } = await client.discharges.previewImport({ file });
    if (options.preview) return { batchId: null, counts, rejects: await rejectedRows(client, uploadId) };
    return client.discharges.commitImport({ uploadId, ...(options.template ? { templateName: options.template } : {}) });
  });
  const { counts, rejects } = result;
  say(options, result, [
    `${options.preview ? '预览（未写入）' : '已导入'}：读取 ${counts.read} 行，新增 ${counts.added}，更新 ${counts.changed}，未变 ${counts.unchanged}，` +
      `文件内重复 ${counts.duplicate}，拒绝 ${counts.rejected}，有提示 ${counts.warned}。`,
    ...rejects.map(({ row, reason }) => `第 ${row} 行：${reason}`),
  ]);
}
