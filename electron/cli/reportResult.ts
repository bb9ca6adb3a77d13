/** Formats a month's figures for the command line: one object for programs, lines for people. */
import type { Proportion } from '../../shared/base/contract/base.ts';
import type { MonthReport, Weighting } from '../../shared/reporting/contract/reporting.ts';
import { mixedSentence } from '../../shared/reporting/rules/mixedQuestionnaires.ts';
import { intervalText, rateText, weightingSentence } from '../../shared/reporting/rules/weightingWords.ts';

const figure = ({ interviews, satisfied, rate, interval }: Proportion) => ({ interviews, satisfied, rate, interval });

/** Departments that others' patients only objected to have no rate to list. */
const interviewed = ({ departments }: MonthReport) => departments.filter(({ interviews }) => interviews > 0);

export function reportResult(found: MonthReport) {
  return {
    month: found.month,
    rule: found.rule,
    ...figure(found),
    weighting: found.weighting,
    smallSample: found.smallSample,
    questionnaires: found.questionnaires,
    series: found.series.map((point) => ({ month: point.month, ...figure(point), weighting: point.weighting })),
    departments: interviewed(found).map(({ name, smallSample, ...department }) => ({ name, ...figure(department), smallSample })),
    aspects: found.aspects.map(({ aspect, name, weighting, ...each }) => ({ aspect, name, ...figure(each), weighting })),
  };
}

/** `访谈 20，满意 18，满意度 90.00 %（95 % 区间 69.90–97.21 %），样本量小` */
function inWords(found: Proportion & { readonly weighting?: Weighting | null; readonly smallSample: boolean }): string {
  const { interviews, satisfied, interval } = found;
  if (found.rate === null) return `访谈 ${interviews}`;
  const facts = [`访谈 ${interviews}`, `满意 ${satisfied}`, `满意度 ${rateText(found)} %（95 % 区间 ${intervalText(interval)} %）`];
  return [...facts, ...(found.smallSample ? ['样本量小'] : [])].join('，');
}

export function reportLines(found: MonthReport): string[] {
  const weighted = weightingSentence(found);
  const mixed = mixedSentence(found.questionnaires);
  return [
    `${found.month} ${inWords(found)}`,
    ...(mixed ? [mixed] : []),
    ...(weighted ? [weighted] : []),
    ...interviewed(found).map((department) => `${department.name}：${inWords(department)}`),
  ];
}
