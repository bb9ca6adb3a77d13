/** Writes the register as a workbook. It holds whole identities, so it states who exported it, when and why. */

import { civilDateOf, civilTimeOf } from '../../../shared/base/rules/time.ts';
import type { RegisterRow } from '../../../shared/reporting/contract/reporting.ts';
import type { LongContext } from '../base/context.ts';
import type { Input } from '../base/door.ts';
import { readSetting } from '../base/settings.ts';
import { tableSheet, workbookFile } from '../base/tables/sheet.ts';
import { registerColumns, registerPage } from './register.ts';

const pageSize = 500;

const widths: Readonly<Record<keyof RegisterRow, number>> = {
  name: 9,
  sex: 5,
  age: 7,
  address: 20,
  phone: 14,
  dischargeDate: 11,
  diagnosis: 18,
  outcome: 8,
  interviewedAt: 12,
  revisitDate: 11,
  opinions: 30,
  measures: 30,
  repliedAt: 12,
  replyContent: 26,
};

/** A4 landscape, the header on every page; watermark line and signature line at the foot of the table. */
export async function registerWorkbook(ctx: LongContext, input: Input<'reporting', 'registerWorkbook'>): Promise<File> {
  const { rows, hospital, mark } = await ctx.transaction(async (tx) => {
    const rows: RegisterRow[] = [];
    for (let offset = 0, total = 1; offset < total; offset += pageSize) {
      const page = await registerPage(tx, { ...input, offset, limit: pageSize }, (phone) => phone);
      total = page.total;
      rows.push(...page.rows);
    }
    tx.audit('reporting.exportRegister', input.month, {
      departmentId: input.departmentId ?? '',
      reason: input.reason,
      rows: rows.length,
    });
    const at = `${civilDateOf(tx.now)} ${civilTimeOf(tx.now)}`;
    return {
      rows,
      hospital: (await readSetting(tx.db, 'hospital')) ?? '',
      mark: `导出：${tx.actor.name} ${at} 原因：${input.reason}`,
    };
  });
  const title = `${hospital} 出院患者电话回访登记本 ${input.month}`;
  const sheet = tableSheet(
    '回访登记本',
    registerColumns.map(([key, header]) => ({ header, width: widths[key], value: (row: RegisterRow) => row[key] })),
    rows,
    { title, foot: `签名：____________    ${mark}` },
    1,
  );
  const below = rows.length + 1;
  sheet.rows?.push([mark], ['登记人签名：                    审核人签名：                    日期：']);
  sheet.merges = [below, below + 1].map((row) => ({ startRow: row, endRow: row, startCol: 0, endCol: registerColumns.length - 1 }));
  return workbookFile(`回访登记本-${input.month}.xlsx`, title, [sheet]);
}
