/** Reads the item sheets of a workbook: 条目, 选项, 条件. */
import type { Condition, Item, Option } from '../../../../shared/questionnaires/contract/questionnaires.ts';
import type { Table } from '../../base/tables/table.ts';
import { type Problems, type Row, rowsOf } from './sheet.ts';
import { codeOf, lists, onItem, sheetNames, yes } from './words.ts';

/** A word of a list as its code; one that is not in it is said. */
export function listed<T extends Readonly<Record<string, string>>>(row: Row, header: string, words: T) {
  const word = row.word(header);
  const code = codeOf(words, word);
  if (code === null) row.wrong(`“${header}”应是${Object.values(words).join('、')}之一，现在是“${word}”。`);
  return code;
}

/** A weight; 1 where none is written. */
export function weightOf(row: Row): number {
  const weight = row.amount('权重') ?? 1;
  if (weight < 0) row.wrong('权重不能小于 0。');
  return Math.max(0, weight);
}

function yesOrNo(row: Row, header: string): boolean {
  const word = row.word(header);
  if (word !== '' && word !== yes && word !== '否') row.wrong(`“${header}”要填“是”或空着，现在是“${word}”。`);
  return word === yes;
}

function readOption(row: Row): Option {
  const score = row.amount('得分');
  if (score !== null && (score < 0 || score > 100)) row.wrong('得分要在 0 到 100 之间。');
  return {
    key: row.code('按键').toUpperCase(),
    value: row.word('选项编号'),
    label: row.text('选项文字'),
    ...(score === null ? {} : { score: Math.min(100, Math.max(0, score)) }),
    objection: yesOrNo(row, '记为意见'),
    notCounted: yesOrNo(row, '不计入统计'),
    // A column that workbooks of earlier versions do not have.
    exclusive: yesOrNo(row, '互斥'),
  };
}

function readOn(row: Row): Condition['on'] | null {
  const subject = row.word('依据');
  if (subject === onItem) return { item: row.code('依据的条目编号') };
  const discharge = codeOf(lists.fact, subject);
  if (discharge === null) {
    row.wrong(`“依据”应是${onItem}、${Object.values(lists.fact).join('、')}之一，现在是“${subject}”。`);
    return null;
  }
  return { discharge };
}

function readValues(row: Row, on: Condition['on']): (string | number)[] {
  const values: (string | number)[] = [];
  // A cell that was emptied ends nothing: what stands behind it still counts.
  for (let index = 1; row.has(`值${index}`); index += 1) {
    const cell = row.cell(`值${index}`);
    if (cell === null || row.word(`值${index}`) === '') continue;
    values.push('discharge' in on && on.discharge === 'sex' ? (codeOf(lists.sex, String(cell).trim()) ?? cell) : cell);
  }
  return values;
}

function readCondition(row: Row): Condition | null {
  const on = readOn(row);
  const operator = listed(row, '比较', lists.operator);
  return on && operator ? { on, operator, values: readValues(row, on) } : null;
}

function readItem(row: Row, options: readonly Option[], showIf: readonly Condition[]): Item | null {
  const aspect = listed(row, '维度', lists.aspect);
  const kind = listed(row, '题型', lists.kind);
  const [min, max, unit] = [row.amount('最小值'), row.amount('最大值'), row.word('单位')];
  const [hint, probe] = [row.text('提示'), row.text('追问')];
  const weight = weightOf(row);
  if (aspect === null || kind === null) return null;
  return {
    code: row.code('编号'),
    aspect,
    title: row.text('简称', 100),
    say: row.text('问句'),
    ...(hint === '' ? {} : { hint }),
    kind,
    options: [...options],
    ...(min === null && max === null && unit === ''
      ? {}
      : { number: { ...(min === null ? {} : { min }), ...(max === null ? {} : { max }), unit } }),
    showIf: [...showIf],
    weight,
    ...(probe === '' ? {} : { probe }),
  };
}

/** Rows by the item they belong to; one that names no item of the sheet 条目 is said, unless that sheet could not be read. */
function byItem(rows: readonly Row[], codes: ReadonlySet<string>): ReadonlyMap<string, readonly Row[]> {
  if (codes.size === 0) return new Map();
  const known = rows.filter((row) => {
    const code = row.code('条目编号');
    if (codes.has(code)) return true;
    row.wrong(code === '' ? '没有写条目编号。' : `“条目”表里没有编号“${code}”。`);
    return false;
  });
  return Map.groupBy(known, (row) => row.code('条目编号'));
}

export async function readItems(tables: readonly Table[], problems: Problems): Promise<Item[]> {
  const headers = ['编号', '维度', '简称', '问句', '提示', '题型', '最小值', '最大值', '单位', '权重', '追问'];
  const rows = await rowsOf(tables, sheetNames.items, headers, problems);
  const codes = new Set<string>();
  for (const row of rows) {
    const code = row.code('编号');
    if (code === '') row.wrong('没有写编号。');
    else if (codes.has(code)) row.wrong(`编号“${code}”与前面的行相同。`);
    codes.add(code);
  }
  const optionHeaders = ['条目编号', '按键', '选项编号', '选项文字', '得分', '记为意见', '不计入统计'];
  const options = byItem(await rowsOf(tables, sheetNames.options, optionHeaders, problems), codes);
  const conditionHeaders = ['条目编号', '依据', '依据的条目编号', '比较', '值1'];
  const conditions = byItem(await rowsOf(tables, sheetNames.conditions, conditionHeaders, problems, true), codes);
  return rows.flatMap((row) => {
    const code = row.code('编号');
    const showIf = (conditions.get(code) ?? []).flatMap((one) => readCondition(one) ?? []);
    return readItem(row, (options.get(code) ?? []).map(readOption), showIf) ?? [];
  });
}
