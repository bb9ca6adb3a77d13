/** Tests merged cells, wherever the unpacked pieces of the sheet end. */
import { describe, expect, it } from 'vitest';
import { fillMerged, MergedCells } from '../../../electron/core/base/tables/mergedCells.ts';

const entry = { name: 'xl/worksheets/sheet1.xml', method: 0, encrypted: false, packed: 0, unpacked: 0, crc: 0, at: 0 };
const xml = `<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&lt;mergeCells ref="A9:A99"</t></is></c></row></sheetData><mergeCells count="3"><mergeCell ref="A1:D1"/><mergeCell ref="B3:B5"/><mergeCell ref="AA6:AB7"/></mergeCells></worksheet>`;

describe('merged cells', () => {
  it('are found wherever a piece ends; those of one row fill nothing', () => {
    for (let size = 1; size <= xml.length; size += 1) {
      const merged = new MergedCells();
      const bytes = Buffer.from(xml);
      for (let at = 0; at < bytes.length; at += size) merged.look(entry, bytes.subarray(at, at + size));
      expect(merged.of(entry), `pieces of ${size}`).toEqual([
        { column: 1, from: 3, to: 5 },
        { column: 26, from: 6, to: 7 },
      ]);
    }
  });

  it('hold for the rows below their first, as far as they reach, and for no row that is empty besides', () => {
    const fill = fillMerged([{ column: 1, from: 3, to: 5 }], 2);
    expect(fill(3, ['甲', '骨科'])).toEqual(['甲', '骨科']);
    expect(fill(4, ['乙'])).toEqual(['乙', '骨科']);
    expect(fill(5, [null, null])).toEqual([null, null]);
    expect(fill(6, ['丙', null])).toEqual(['丙', null]);
  });

  it('of the header say nothing about patients', () => {
    const fill = fillMerged([{ column: 0, from: 1, to: 2 }], 2);
    expect(fill(1, ['住院号', '患者'])).toEqual(['住院号', '患者']);
    expect(fill(2, [null, '姓名'])).toEqual([null, '姓名']);
  });
});
