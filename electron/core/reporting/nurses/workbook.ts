/**
 * Writes 工作量 (workload) as a workbook: one row per nurse, times of dialling, talk times, and the definition of each
 * figure.
 */

import type { WriteSheet } from 'hucre/xlsx';
import type { NurseFigure, NurseFigures } from '../../../../shared/reporting/contract/nurseFigures.ts';
import { nurseDefinitions, talkBinNames, weekdayNames } from '../../../../shared/reporting/rules/nurseFigures.ts';
import type { Definition } from '../../../../shared/statistics/rules/definition.ts';
import { type Column, type SheetText, tableSheet, workbookFile } from '../../base/tables/sheet.ts';
import type { Imprint } from '../monthWorkbook.ts';

const nameColumn: Column<NurseFigure> = { header: '回访员', width: 14, value: (row) => row.name };
const count = (header: string, value: (row: NurseFigure) => number | null): Column<NurseFigure> => ({
  header,
  width: 10,
  value,
  format: 'count',
});
const rate = (header: string, value: (row: NurseFigure) => number | null): Column<NurseFigure> => ({
  header,
  width: 11,
  value,
  format: 'percent',
});

/** Talk times in whole seconds. */
const seconds = (value: number | null) => (value === null ? null : Math.round(value));

function mainColumns({ shortTalkSeconds }: NurseFigures): Column<NurseFigure>[] {
  return [
    nameColumn,
    count('样本', (row) => row.sampled),
    count('拨打（次）', (row) => row.dials),
    count('来电（次）', (row) => row.incoming),
    count('已拨患者', (row) => row.contact.of),
    count('接通患者', (row) => row.contact.count),
    rate('接通率', (row) => row.contact.rate),
    count('完成', (row) => row.completed),
    rate('成功随访率', (row) => row.completion.rate),
    count('中途中断', (row) => row.partial),
    count('拒访', (row) => row.refused),
    count('平均时长（秒）', (row) => seconds(row.talk.mean)),
    count('中位时长（秒）', (row) => seconds(row.talk.median)),
    count('第 5 百分位（秒）', (row) => seconds(row.talk.p5)),
    count(`时长不到 ${shortTalkSeconds} 秒`, (row) => row.talk.short.count),
    rate('不清楚', (row) => row.unclear.rate),
    count('计数访谈', (row) => row.objection.of),
    count('有意见', (row) => row.objection.count),
    rate('意见率', (row) => row.objection.rate),
    rate('95 % 区间下限', (row) => row.objection.interval?.[0] ?? null),
    rate('95 % 区间上限', (row) => row.objection.interval?.[1] ?? null),
    { header: '与其他回访员相比', width: 26, value: (row) => row.effect?.words ?? '' },
  ];
}

function timeColumns({ dayPartNames }: NurseFigures): Column<NurseFigure>[] {
  return [
    nameColumn,
    ...dayPartNames.map((name, index) => count(name, (row) => row.dayParts[index] ?? 0)),
    ...weekdayNames.map((name, index) => count(name, (row) => row.weekdays[index] ?? 0)),
  ];
}

const talkColumns = [nameColumn, ...talkBinNames.map((name, index) => count(name, (row) => row.talk.bins[index] ?? 0))];

function definitionSheet(text: SheetText): WriteSheet {
  const columns: Column<Definition>[] = [
    { header: '项目', width: 14, value: (row) => row.name },
    { header: '分子', width: 34, value: (row) => row.numerator },
    { header: '分母', width: 30, value: (row) => row.denominator },
    { header: '不计入', width: 26, value: (row) => row.exclusions },
    { header: '说明', width: 60, value: (row) => row.note },
  ];
  return tableSheet('口径说明', columns, nurseDefinitions, text);
}

export function nurseWorkbook(figures: NurseFigures, imprint: Imprint): Promise<File> {
  const [year = '', month = ''] = figures.month.split('-');
  const text = { title: `${imprint.hospital} ${year}年${month}月回访员工作量`, foot: `导出：${imprint.user} ${imprint.at}` };
  const rows = figures.together ? [...figures.nurses, figures.together] : figures.nurses;
  return workbookFile(`回访员工作量-${figures.month}.xlsx`, text.title, [
    tableSheet('工作量', mainColumns(figures), rows, text, 1),
    tableSheet('拨打时段', timeColumns(figures), rows, text, 1),
    tableSheet('通话时长分布', talkColumns, rows, text, 1),
    definitionSheet(text),
  ]);
}
