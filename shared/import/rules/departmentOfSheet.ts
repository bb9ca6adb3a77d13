/** Reads the department of a sheet without a department column from the sheet's name or the title above its header. */
import { type Cell, cellText } from '../../base/rules/text.ts';

export interface SheetDepartment {
  readonly department: string;
  readonly from: 'sheet' | 'title';
}

const labelled = /(?:出院)?(?:科室|科别|病区)(?:名称)?\s*[:：]\s*([^\s,，;；、]{2,20})/;
const departmentEnd = '(?:科|病区|病房|护理单元|产房|重症监护室|监护室|中心|NICU|PICU|CCU|ICU)';
const named = new RegExp(
  `^([\\u3400-\\u9fffA-Za-z()（）一二三四五六七八九十\\d]{0,14}?${departmentEnd}(?:[一二三四五六七八九十\\d]{1,2}(?:病区|区|组|科)?|[（(]\\S{1,6}[)）])?)`,
  'i',
);
const dates = /(?:20\d\d|\d\d)?\s*[年.-]?\s*\d{1,2}\s*月(?:份|\d{1,2}\s*日)?|20\d\d\s*年?(?:[-./]?\d{1,2}){0,2}/g;
/** What titles and sheets are called besides. */
const common = /^(?:sheet|工作表|汇总|合计|全院|各科|所有|各|出院科|住院科)/i;

/** The hospital, which often has 中心 in its own name. */
const withoutHospital = (text: string) => text.replace(/^.{0,24}?(?:医院|卫生院|保健院|医学院附属\S{0,6}院)/, '');

function departmentIn(text: string): string | null {
  const label = labelled.exec(text);
  if (label?.[1]) return label[1];
  const rest = withoutHospital(text)
    .replace(dates, '')
    .replace(/^[\s:：\-—_.]+/, '');
  const found = common.test(rest) ? undefined : named.exec(rest)?.[1];
  return found === undefined || found.length < 2 ? null : found;
}

/**
 * @param above the lines over the header
 * @returns null where neither says a department; it is a guess, for a person to confirm
 */
export function departmentOfSheet(sheet: string, above: readonly (readonly Cell[])[]): SheetDepartment | null {
  const bySheet = departmentIn(cellText(sheet));
  if (bySheet !== null) return { department: bySheet, from: 'sheet' };
  for (const cells of above)
    for (const cell of cells) {
      const department = departmentIn(cellText(cell ?? null).slice(0, 80));
      if (department !== null) return { department, from: 'title' };
    }
  return null;
}
