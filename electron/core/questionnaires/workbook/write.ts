/** Writes a questionnaire as a workbook that a hospital can edit in Excel. */
import type { WriteSheet } from 'hucre/xlsx';
import type { Aspect, Condition, Guidance, Item, Option, ScriptName } from '../../../../shared/questionnaires/contract/questionnaires.ts';
import { scriptsAfter, scriptsApart, scriptsBefore } from '../../../../shared/questionnaires/rules/names.ts';
import { type Column, tableSheet, type Value, workbookFile } from '../../base/tables/sheet.ts';
import { type AboutKey, aboutWords, type Content, lists, onItem, sheetNames, yes } from './words.ts';

/** Columns as header, width and value. */
const columns = <Row>(...list: readonly (readonly [header: string, width: number, value: (row: Row) => Value])[]): Column<Row>[] =>
  list.map(([header, width, value]) => ({ header, width, value }));
const flag = (is: boolean) => (is ? yes : '');

const aboutNotes: Readonly<Record<AboutKey, string>> = {
  code: '同一编号的问卷发布为新的一版；换一个编号就是另一份问卷。',
  title: '',
  rule: Object.values(lists.rule).join('、'),
  overallItem: '可以不填；填条目的编号。',
  completeShare: '答满多少算完成，0 到 1 的小数。',
};

interface AboutRow {
  readonly word: string;
  readonly value: Value;
  readonly note: string;
}

function aboutRows(content: Content): AboutRow[] {
  const values: Readonly<Record<AboutKey, Value>> = {
    code: content.code,
    title: content.title,
    rule: lists.rule[content.rule],
    overallItem: content.overallItem ?? '',
    completeShare: content.completeShare,
  };
  return (Object.keys(aboutWords) as AboutKey[]).map((key) => ({ word: aboutWords[key], value: values[key], note: aboutNotes[key] }));
}

/** What hangs on an item or on a guidance, with its name. */
type Of<T> = T & { readonly of: string };

const subject = ({ on }: Condition) => ('item' in on ? onItem : lists.fact[on.discharge]);

/** Sexes by their word; everything else as it is, text as text and number as number. */
function conditionValue({ on, values }: Condition, index: number): Value {
  const value = values[index];
  if (value === undefined) return null;
  return 'discharge' in on && on.discharge === 'sex' ? ((lists.sex as Record<string, string>)[value] ?? value) : value;
}

const whenSpoken = (name: ScriptName) => (scriptsBefore.includes(name) ? '条目之前' : scriptsAfter.includes(name) ? '条目之后' : '用到时');

const aboutColumns = columns<AboutRow>(
  ['项目', 20, ({ word }) => word],
  ['内容', 40, ({ value }) => value],
  ['填写说明', 60, ({ note }) => note],
);
const aspectColumns = columns<Aspect>(
  ['维度', 16, ({ code }) => lists.aspect[code]],
  ['名称', 20, ({ name }) => name],
  ['权重', 8, ({ weight }) => weight],
);
const itemColumns = columns<Item>(
  ['编号', 22, ({ code }) => code],
  ['维度', 12, ({ aspect }) => lists.aspect[aspect]],
  ['简称', 16, ({ title }) => title],
  ['问句', 50, ({ say }) => say],
  ['提示', 36, ({ hint }) => hint ?? ''],
  ['题型', 8, ({ kind }) => lists.kind[kind]],
  ['最小值', 8, ({ number }) => number?.min ?? null],
  ['最大值', 8, ({ number }) => number?.max ?? null],
  ['单位', 8, ({ number }) => number?.unit ?? ''],
  ['权重', 8, ({ weight }) => weight],
  ['追问', 44, ({ probe }) => probe ?? ''],
);
const optionColumns = columns<Of<Option>>(
  ['条目编号', 22, (option) => option.of],
  ['按键', 8, ({ key }) => key],
  ['选项编号', 18, ({ value }) => value],
  ['选项文字', 28, ({ label }) => label],
  ['得分', 8, ({ score }) => score ?? null],
  ['记为意见', 10, ({ objection }) => flag(objection)],
  ['不计入统计', 12, ({ notCounted }) => flag(notCounted)],
  ['互斥', 8, ({ exclusive }) => flag(exclusive)],
);
const conditionColumns = (values: number) =>
  columns<Of<Condition>>(
    ['条目编号', 22, (condition) => condition.of],
    ['依据', 12, subject],
    ['依据的条目编号', 22, ({ on }) => ('item' in on ? on.item : '')],
    ['比较', 10, ({ operator }) => lists.operator[operator]],
    ...Array.from(
      { length: values },
      (_, index) => [`值${index + 1}`, 14, (condition: Condition) => conditionValue(condition, index)] as const,
    ),
  );
const guidanceColumns = columns<Guidance>(
  ['名称', 20, ({ title }) => title],
  ['诊断编码', 26, ({ icd10 = [] }) => icd10.join(' ')],
  ['科室', 16, ({ department }) => department ?? ''],
  ['指导内容', 80, ({ text }) => text],
);
const redFlagColumns = columns<Of<Guidance['redFlags'][number]>>(
  ['健康指导名称', 20, (redFlag) => redFlag.of],
  ['情况', 40, ({ sign }) => sign],
  ['怎么告诉患者', 60, ({ say }) => say],
);

/** Offers the words of a closed list in the cells of a column, so that Excel refuses others while they are typed. */
function offering(sheet: WriteSheet, lists: Readonly<Record<string, readonly string[]>>): WriteSheet {
  const dataValidations = Object.entries(lists).map(([range, values]) => ({
    type: 'list' as const,
    values: [...values],
    allowBlank: true,
    showErrorMessage: true,
    errorTitle: '不在列表里',
    errorMessage: `请从列表里选：${values.join('、')}`,
    range,
  }));
  return { ...sheet, dataValidations };
}

/** Rows that a column's list is offered in. */
const below = (column: string) => `${column}2:${column}2000`;
const words = (list: Readonly<Record<string, string>>) => Object.values(list);

/** Sheets 说明, 维度, 条目, 选项, 条件, 话术, 健康指导, 警示症状. */
export async function questionnaireWorkbook(content: Content, name: string): Promise<File> {
  const text = { title: content.title || '问卷', foot: '改好后在“问卷”里导入；不要改表头和工作表的名字' };
  const of = <T extends object>(entries: readonly T[], name: string): Of<T>[] => entries.map((entry) => ({ ...entry, of: name }));
  const options = content.items.flatMap((item) => of(item.options, item.code));
  const conditions = content.items.flatMap((item) => of(item.showIf, item.code));
  const redFlags = content.guidance.flatMap((entry) => of(entry.redFlags, entry.title));
  const widest = Math.max(5, ...conditions.map(({ values }) => values.length));
  const scriptColumns = columns<ScriptName>(
    ['话术', 20, (one) => lists.script[one]],
    ['内容', 90, (one) => content.scripts[one]],
    ['什么时候念', 14, whenSpoken],
  );
  return workbookFile(name, text.title, [
    offering(tableSheet(sheetNames.about, aboutColumns, aboutRows(content), text), { B4: words(lists.rule) }),
    offering(tableSheet(sheetNames.aspects, aspectColumns, content.aspects, text), { [below('A')]: words(lists.aspect) }),
    offering(tableSheet(sheetNames.items, itemColumns, content.items, text, 1), {
      [below('B')]: words(lists.aspect),
      [below('F')]: words(lists.kind),
    }),
    offering(tableSheet(sheetNames.options, optionColumns, options, text, 1), {
      [below('F')]: [yes],
      [below('G')]: [yes],
      [below('H')]: [yes],
    }),
    offering(tableSheet(sheetNames.conditions, conditionColumns(widest), conditions, text, 1), {
      [below('B')]: [onItem, ...words(lists.fact)],
      [below('D')]: words(lists.operator),
    }),
    tableSheet(sheetNames.scripts, scriptColumns, [...scriptsBefore, ...scriptsAfter, ...scriptsApart], text),
    tableSheet(sheetNames.guidance, guidanceColumns, content.guidance, text),
    tableSheet(sheetNames.redFlags, redFlagColumns, redFlags, text),
  ]);
}
