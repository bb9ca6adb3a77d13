/** Tests texts that no database or workbook can hold, on input and output. */
import { expect, it } from 'vitest';
import { read } from 'xlsx';
import { tableSheet, workbookFile } from '../../../electron/core/base/tables/sheet.ts';
import { isCleanText } from '../../../shared/base/rules/textGate.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { csv, ImportHouse, line } from '../import/house.ts';

const poison = '\0\u0001\uFFFE\uD800';

onBothDatabases('a text with characters that nobody sees', (kind) => {
  const house = new ImportHouse(kind);

  it('is kept without them: no failure, no endless retry', async () => {
    const { id } = await house.as('nurse').followOn.writeHandOver({ text: `下午${poison}三点后\n先问护士站` });
    const { rows } = await house.as('nurse2').followOn.handOvers({ box: 'waiting' });
    expect(rows).toMatchObject([{ id, text: '下午三点后\n先问护士站' }]);
    expect((await house.admin.discharges.list({ search: `张${poison}` })).rows).toEqual([]);
  });

  it('is refused as a password, which would be another one without them', async () => {
    await expect(house.as('nurse').accounts.changePassword({ current: 'Demo-2026', next: `Neu-2026-x${poison}` })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });

  it('comes out of the workbook of rejected rows readable, though it was stored before', async () => {
    const { batchId } = await house.load(csv(line('ZY1', '张三'), line('ZY2', '李四', '2026-02-30')));
    await house.workstation.transaction(async ({ db }) => {
      const cells = JSON.stringify([
        ['住院号', 'ZY2\uFFFE'],
        ['备注', '字'.repeat(40_000)],
      ]);
      await db.updateTable('import_reject').set({ cells }).where('batch_id', '=', batchId).execute();
    });
    const book = await house.admin.import.rejectsWorkbook({ batchId, reason: '改正后导入' });
    const [sheet] = Object.values(read(await book.arrayBuffer()).Sheets);
    expect(sheet?.['C2']?.v).toBe('ZY2');
    expect(String(sheet?.['D2']?.v)).toMatch(/此处截断/);
  });
});

it('every workbook of the house is one that any reader opens, whatever its cells hold', async () => {
  const rows = [{ text: `骨科${poison}` }, { text: '字'.repeat(40_000) }];
  const sheet = tableSheet('表', [{ header: `科室${poison}`, width: 10, value: (row: { text: string }) => row.text }], rows, {
    title: `标题${poison}`,
    foot: '脚',
  });
  const file = await workbookFile('a.xlsx', `标题${poison}`, [sheet]);
  const [found] = Object.values(read(await file.arrayBuffer()).Sheets);
  expect([found?.['A1']?.v, found?.['A2']?.v]).toEqual(['科室', '骨科']);
  expect(String(found?.['A3']?.v)).toHaveLength(32_767);
  expect(isCleanText(String(found?.['A3']?.v))).toBe(true);
});
