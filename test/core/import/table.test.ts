/** Tests importing a table that is not a file. */
import { expect, it } from 'vitest';
import type { LongContext } from '../../../electron/core/base/context.ts';
import { commitImport } from '../../../electron/core/import/commitImport.ts';
import { previewTable } from '../../../electron/core/import/previewImport.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';

onBothDatabases('a table from elsewhere than a file', (kind) => {
  const house = new House(kind);

  const longContext = (): LongContext => ({
    actor: house.staff.users.admin,
    address: '',
    parts: house.workstation.parts,
    signal: undefined,
    transaction: (work) => house.workstation.transaction(work, house.staff.users.admin),
    asSystem: (work) => house.workstation.transaction(work),
    progress: () => undefined,
    token: '',
    pushes: async function* () {},
  });

  it('goes through the same preview and commit as a file', async () => {
    const lines = [
      ['ZYH', 'XM', '出院日期', '科室', '主要诊断', '联系电话'],
      [10086, '张三', '2026-10-09', '骨科', '骨折', '13812345678'],
      [10087, null, '2026-10-10', '骨科', '骨折', null],
    ];
    const preview = await previewTable(longContext(), { name: '东院视图', lines });
    expect(preview).toMatchObject({ fileName: '东院视图', headerRow: 1, counts: { read: 2, added: 1, rejected: 1 } });
    const { batchId, rejects } = await commitImport(longContext(), { uploadId: preview.uploadId, acceptGuesses: false });
    expect(rejects).toEqual([{ row: 3, reason: '缺姓名' }]);
    const admin = house.as('admin');
    expect((await admin.discharges.list({})).rows.map((row) => row.inpatientNumber)).toEqual(['10086']);
    expect((await admin.import.batches({})).rows[0]).toMatchObject({ id: batchId, fileName: '东院视图' });
    expect(await previewTable(longContext(), { name: '东院视图', lines })).toMatchObject({
      counts: { added: 0, unchanged: 1 },
      importedBefore: { by: '信息科' },
    });
  });
});
