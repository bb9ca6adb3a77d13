/** The figure that a user opened, and the interviews it counts. */

import type { AspectCode, RateRule } from '../../shared/base/contract/words.ts';
import type {
  AspectFigure,
  DepartmentFigure,
  ItemFigure,
  MonthReport,
  SeriesPoint,
  WeightedProportion,
} from '../../shared/reporting/contract/reporting.ts';
import { aspectDefinition, itemDefinition, rateDefinition } from '../../shared/reporting/rules/definitions.ts';
import type { Definition } from '../../shared/statistics/rules/definition.ts';
import { monthText } from './figureText.ts';

export interface FigurePicked {
  readonly title: string;
  readonly definition: Definition;
  readonly figure: Omit<WeightedProportion, 'weighting'> & Partial<Pick<WeightedProportion, 'weighting'>>;
  readonly versions: readonly string[];
  readonly query: {
    readonly month: string;
    readonly departmentId?: string;
    readonly aspect?: AspectCode;
    readonly itemCode?: string;
  };
  /** The figure follows another rule than the one by which the listed interviews are marked. */
  readonly otherRule: boolean;
  /** Which interviews to show first; all where absent. */
  readonly show?: 'dissatisfied';
}

const scopeOf = (report: MonthReport) => report.departmentName ?? '全院';

export function pickReport(report: MonthReport): FigurePicked {
  return {
    title: `${scopeOf(report)} · ${monthText(report.month)}`,
    definition: rateDefinition(report.rule),
    figure: report,
    versions: report.versions,
    otherRule: report.rule !== 'strict',
    query: { month: report.month },
  };
}

/** Over the items that all questionnaires share, months are judged by fewer answers than the listed interviews hold. */
function overCommonItems(rule: RateRule, items: number): Pick<FigurePicked, 'definition' | 'otherRule'> {
  const definition = rateDefinition(rule);
  return { definition: { ...definition, note: `只按各月问卷的 ${items} 个共同条目计算。${definition.note}` }, otherRule: true };
}

export function pickMonth(report: MonthReport, point: SeriesPoint): FigurePicked {
  return {
    ...pickReport(report),
    title: `${scopeOf(report)} · ${monthText(point.month)}`,
    figure: point,
    versions: point.versions,
    query: { month: point.month },
    ...(report.common ? overCommonItems(report.rule, report.common.items) : {}),
  };
}

export function pickDepartment(report: MonthReport, department: DepartmentFigure): FigurePicked {
  return {
    ...pickReport(report),
    title: `${department.name} · ${monthText(report.month)}`,
    figure: department,
    query: { month: report.month, departmentId: department.departmentId },
  };
}

/** An aspect of one department, or of all where it is null. */
export function pickAspect(report: MonthReport, department: DepartmentFigure | null, aspect: AspectFigure): FigurePicked {
  return {
    ...pickReport(report),
    title: `${department?.name ?? scopeOf(report)} · ${aspect.name}`,
    definition: aspectDefinition,
    otherRule: false,
    figure: aspect,
    query: { month: report.month, aspect: aspect.aspect, ...(department ? { departmentId: department.departmentId } : {}) },
  };
}

export function pickItem(report: MonthReport, item: ItemFigure): FigurePicked {
  const satisfied = item.counted - item.objections;
  return {
    ...pickReport(report),
    title: `条目“${item.title}”`,
    definition: itemDefinition,
    otherRule: false,
    figure: { interviews: item.counted, satisfied, rate: item.rate, interval: null },
    query: { month: report.month, itemCode: item.itemCode },
    show: 'dissatisfied',
  };
}
