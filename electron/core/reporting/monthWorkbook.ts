/** Writes the month's tables as a workbook, with the figures of the screen as numbers. */

import type { WriteSheet } from 'hucre/xlsx';
import { aspectCodes, rateRules } from '../../../shared/base/contract/words.ts';
import type { Comparison, DepartmentFigure, Fieldwork, MonthReport, SeriesPoint } from '../../../shared/reporting/contract/reporting.ts';
import {
  aspectDefinition,
  comparisonDefinition,
  departmentDefinitions,
  fieldworkDefinitions,
  formulaOf,
  itemDefinition,
  rateDefinition,
  weightingDefinition,
} from '../../../shared/reporting/rules/definitions.ts';
import { mixedSentence } from '../../../shared/reporting/rules/mixedQuestionnaires.ts';
import { intervalText, rateText, weightingSentence } from '../../../shared/reporting/rules/weightingWords.ts';
import { chanceInWords } from '../../../shared/statistics/rules/chance.ts';
import type { Definition } from '../../../shared/statistics/rules/definition.ts';
import { percentOf, pointsInWords } from '../../../shared/statistics/rules/percent.ts';
import { type Column, type SheetText, tableSheet, workbookFile } from '../base/tables/sheet.ts';

export interface Imprint {
  readonly hospital: string;
  readonly user: string;
  /** Civil date and time of the export. */
  readonly at: string;
}

export async function monthWorkbook(report: MonthReport, imprint: Imprint): Promise<File> {
  const [year = '', month = ''] = report.month.split('-');
  const scope = report.departmentName ?? '全院';
  const text: SheetText = {
    title: `${imprint.hospital} ${year}年${month}月满意度月报（${scope}，规则：${rateRules.zh[report.rule]}）`,
    foot: `导出：${imprint.user} ${imprint.at}`,
  };
  return workbookFile(`满意度月报-${report.month}${report.common ? '-共同条目' : ''}.xlsx`, text.title, [
    tableSheet(report.common ? '满意度月报（共同条目）' : '满意度月报', seriesColumns(report), report.series, text, 1),
    tableSheet('科室×维度', departmentColumns(report), departmentRows(report), text, 2),
    tableSheet('条目意见', itemColumns, report.items, text),
    fieldworkSheet(report.fieldwork, text),
    definitionSheet(report, imprint, text),
  ]);
}

const casesOf = (report: MonthReport) => (report.rule === 'topbox' ? '回答数' : '例数');

function seriesColumns(report: MonthReport): Column<SeriesPoint>[] {
  return [
    { header: '月份', width: 10, value: (row) => row.month },
    { header: casesOf(report), width: 10, value: (row) => row.interviews, format: 'count' },
    { header: '满意', width: 10, value: (row) => row.satisfied, format: 'count' },
    { header: '满意度', width: 11, value: (row) => row.rate, format: 'percent' },
    { header: '95 % 区间下限', width: 12, value: (row) => row.interval?.[0] ?? null, format: 'percent' },
    { header: '95 % 区间上限', width: 12, value: (row) => row.interval?.[1] ?? null, format: 'percent' },
    ...(report.series.some(({ weighting }) => weighting) ? plainColumns : []),
    { header: '较上月（百分点）', width: 12, value: (row) => row.points, format: 'points' },
    { header: '问卷版本', width: 30, value: (row) => row.versions.join('、') },
    ...(report.series.some(({ questionnaires }) => questionnaires.length > 1) ? [mixedColumn] : []),
    { header: '与上月衔接', width: 18, value: (row) => (row.otherQuestionnaire ? otherQuestionnaire : '') },
  ];
}

const mixedColumn: Column<SeriesPoint> = {
  header: '合并的问卷',
  width: 44,
  value: ({ questionnaires }) => mixedSentence(questionnaires),
};

/** Where a month's rate is weighted, the plain one stands beside it. */
const plainColumns: Column<SeriesPoint>[] = [
  { header: '未加权满意度', width: 12, value: ({ weighting }) => weighting?.plain.rate ?? null, format: 'percent' },
  { header: '有效样本量', width: 11, value: ({ weighting }) => (weighting ? Math.round(weighting.effective) : null), format: 'count' },
  { header: '加权', width: 44, value: weightingSentence },
];

type MatrixRow = Pick<DepartmentFigure, 'name' | 'interviews' | 'satisfied' | 'rate' | 'interval' | 'points' | 'aspects'> &
  Partial<DepartmentFigure> &
  Partial<Pick<MonthReport, 'weighting'>>;

/** The departments, and the whole hospital as the last row. */
function departmentRows(report: MonthReport): MatrixRow[] {
  if (report.departmentName !== null) return report.departments;
  return [...report.departments, { ...report, name: '全院', points: report.series.at(-1)?.points ?? null }];
}

function departmentColumns(report: MonthReport): Column<MatrixRow>[] {
  const aspects = aspectCodes.codes.flatMap((code): Column<MatrixRow>[] => {
    const of = (row: MatrixRow) => row.aspects.find((figure) => figure.aspect === code);
    return [
      { header: aspectCodes.zh[code], width: 10, value: (row) => of(row)?.rate ?? null, format: 'percent' },
      { header: `${aspectCodes.zh[code]}例数`, width: 9, value: (row) => of(row)?.interviews ?? 0, format: 'count' },
    ];
  });
  return [
    { header: '名次', width: 6, value: (row) => row.rank ?? null, format: 'count' },
    { header: '科室', width: 16, value: (row) => row.name },
    { header: casesOf(report), width: 8, value: (row) => row.interviews, format: 'count' },
    { header: '满意', width: 8, value: (row) => row.satisfied, format: 'count' },
    { header: '满意度', width: 10, value: (row) => row.rate, format: 'percent' },
    { header: '95 % 区间下限', width: 10, value: (row) => row.interval?.[0] ?? null, format: 'percent' },
    { header: '95 % 区间上限', width: 10, value: (row) => row.interval?.[1] ?? null, format: 'percent' },
    { header: report.common ? '较上月（百分点，共同条目）' : '较上月（百分点）', width: 10, value: (row) => row.points, format: 'points' },
    ...aspects,
    { header: '意见', width: 7, value: (row) => row.opinions ?? null, format: 'count' },
    { header: '被反映次数', width: 8, value: (row) => row.reflected ?? null, format: 'count' },
    { header: '整改率', width: 9, value: (row) => row.closureRate ?? null, format: 'percent' },
    { header: '标记', width: 16, value: (row) => marksOf(row, report.line) },
  ];
}

function marksOf(row: MatrixRow, line: number): string {
  const marks = [
    row.smallSample && row.interviews > 0 ? '样本量小' : '',
    row.hidden ? '例数过少，不显示' : '',
    row.belowLine ? `低于 ${Math.round(line * 100)} %` : '',
    row.weighting ? '按科室加权' : '',
  ];
  return marks.filter(Boolean).join('、');
}

const itemColumns: Column<MonthReport['items'][number]>[] = [
  { header: '维度', width: 12, value: (row) => aspectCodes.zh[row.aspect] },
  { header: '条目', width: 24, value: (row) => row.title },
  { header: '计数回答', width: 12, value: (row) => row.counted, format: 'count' },
  { header: '意见项', width: 12, value: (row) => row.objections, format: 'count' },
  { header: '意见率', width: 12, value: (row) => row.rate, format: 'percent' },
];

interface FieldworkRow {
  readonly name: string;
  readonly count: number | null;
  readonly rate: number | null;
  readonly how: string;
}

function fieldworkSheet(fieldwork: Fieldwork, text: SheetText): WriteSheet {
  const { counts } = fieldwork;
  const count = (name: string, value: number): FieldworkRow => ({ name, count: value, rate: null, how: '' });
  const rates = (Object.keys(fieldworkDefinitions) as (keyof typeof fieldworkDefinitions)[]).map((key): FieldworkRow => {
    return { name: fieldworkDefinitions[key].name, count: null, rate: fieldwork[key], how: formulaOf(fieldworkDefinitions[key]) };
  });
  const columns: Column<FieldworkRow>[] = [
    { header: '指标', width: 26, value: (row) => row.name },
    { header: '例数', width: 12, value: (row) => row.count, format: 'count' },
    { header: '率', width: 12, value: (row) => row.rate, format: 'percent' },
    { header: '算法', width: 44, value: (row) => row.how },
  ];
  const rows = [
    count('抽样数', fieldwork.sampled),
    count('已拨打', fieldwork.attempted),
    count('接通', fieldwork.contacted),
    count('I 完成', counts.I),
    count('P 部分完成', counts.P),
    count('R 拒访', counts.R),
    count('NC 未接触', counts.NC),
    count('O 其他无应答', counts.O),
    count('U 资格不明（含未结案）', counts.U),
    count('NE 不合格', counts.NE),
    ...rates,
  ];
  return tableSheet('回访工作', columns, rows, text);
}

const otherQuestionnaire = '问卷版本不同';

function verdictOf({ words, rate, interviews, points, p }: Comparison, now: number | null): string {
  const facts = [`${percentOf(rate)} %（${interviews} 例）`];
  if (points !== null && now !== null) facts.push(`本月 ${percentOf(now)} %`, `${pointsInWords(points)} 个百分点`);
  if (p !== null) facts.push(chanceInWords(p));
  return `${words}：${facts.join('，')}`;
}

/** What the comparisons go by. */
function basisOf({ common, severalVersions }: MonthReport): string | null {
  if (common) {
    const left = common.leftOut.length > 0 ? `；本月不在其中的：${common.leftOut.join('、')}` : '';
    return `逐月、与上月和去年同月的比较只按各月问卷的 ${common.items} 个共同条目计算${left}。其余各表按全部条目。`;
  }
  return severalVersions ? '这些月份用过不同的问卷版本，版本不同的月份之间不作比较，逐月的变化从新版本起重新开始。' : null;
}

function definitionSheet(report: MonthReport, imprint: Imprint, text: SheetText): WriteSheet {
  const definitions: Definition[] = [
    rateDefinition(report.rule),
    ...(report.series.some(({ weighting }) => weighting) ? [weightingDefinition] : []),
    aspectDefinition,
    itemDefinition,
    comparisonDefinition,
    ...departmentDefinitions,
    ...Object.values(fieldworkDefinitions),
  ];
  const about = (name: string, note: string): Definition => ({ name, numerator: '', denominator: '', exclusions: '', note });
  const { previous, lastYear } = report.comparisons;
  const basis = basisOf(report);
  const now = report.common ? report.common.now.rate : report.rate;
  const facts = [
    about('医院', imprint.hospital),
    about('月份', report.month),
    about('统计规则', rateRules.zh[report.rule]),
    about('问卷版本', report.versions.join('、')),
    ...(report.questionnaires.length > 1 ? [about('合并的问卷', mixedSentence(report.questionnaires))] : []),
    ...(report.weighting
      ? [about('全院满意度', `${rateText(report)} %，95 % 区间 ${intervalText(report.interval)} %。${weightingSentence(report)}`)]
      : []),
    ...(basis ? [about('比较依据', basis)] : []),
    ...(previous ? [about(`与 ${previous.month} 相比`, verdictOf(previous, now))] : []),
    ...(lastYear ? [about(`与 ${lastYear.month} 相比`, verdictOf(lastYear, now))] : []),
    about('导出', `${imprint.user} ${imprint.at}`),
  ];
  const columns: Column<Definition>[] = [
    { header: '项目', width: 18, value: (row) => row.name },
    { header: '分子', width: 34, value: (row) => row.numerator },
    { header: '分母', width: 34, value: (row) => row.denominator },
    { header: '不计入', width: 34, value: (row) => row.exclusions },
    { header: '说明', width: 52, value: (row) => row.note },
  ];
  return tableSheet('口径说明', columns, [...facts, ...definitions], text);
}
