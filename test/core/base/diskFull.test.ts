/** Tests a full disk: a clear error, no half-written data, and recovery once there is room. */

import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importField } from '../../../shared/import/contract/import.ts';
import { openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const header = '住院号,姓名,出院日期,科室,诊断';
const lines = (count: number) => Array.from({ length: count }, (_, at) => `ZY${at},王芳,2026-10-09,骨科,骨折`);
const fileOf = (count: number) => new File([[header, ...lines(count)].join('\n')], '十月.csv');

describe('a full disk (sqlite)', () => {
  let workstation: TestWorkstation;
  let users: Staff['users'];
  beforeAll(async () => {
    workstation = await openWorkstation('sqlite');
    ({ users } = await withStaff(workstation));
  });
  afterAll(() => workstation.close());

  const named = { code: 'DISK_FULL', message: '磁盘空间已满，内容没有保存。请清理磁盘后重试。' };
  /** SQLite takes the page it may not pass for the end of the disk. */
  async function leaveRoom(pages: number): Promise<void> {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(workstation.parts.store.db);
    await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + pages)}`.execute(workstation.parts.store.db);
  }

  it('is named, leaves nothing of an import behind, and the same import succeeds when there is room', async () => {
    const { import: importing, discharges } = workstation.as(users.admin);
    const { uploadId } = await importing.previewImport({ file: fileOf(5_000) });
    await leaveRoom(50);
    await expect(importing.commitImport({ uploadId })).rejects.toMatchObject(named);
    expect([(await discharges.list({})).rows, (await importing.batches({})).rows]).toEqual([[], []]);
    expect(await workstation.parts.store.integrity()).toBeNull();
    await leaveRoom(100_000);
    expect((await importing.commitImport({ uploadId })).counts).toMatchObject({ added: 5_000 });
  });

  it('is named whichever write meets it, though SQLite then ends the transaction by itself', async () => {
    const { import: importing } = workstation.as(users.admin);
    await leaveRoom(0);
    const name = (field: string, at: number) => `${field}${at}`.padEnd(40, '列');
    const names = async (round: number) => {
      for (const field of importField.options)
        await importing.saveFieldNames({
          field,
          version: (await importing.fieldNames({}))[0]?.version ?? 0,
          names: Array.from({ length: 50 }, (_, at) => name(field, round * 50 + at)),
        });
    };
    const writing = async () => {
      for (let round = 0; round < 20; round += 1) await names(round);
    };
    await expect(writing()).rejects.toMatchObject(named);
    await leaveRoom(100_000);
    await names(0);
    expect((await importing.fieldNames({})).map(({ own }) => own.length)).toEqual(importField.options.map(() => 50));
  });
});
