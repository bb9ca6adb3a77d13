/** `report`: a month's satisfaction figures, and the workbook. */
import { writeFile } from 'node:fs/promises';
import type { Proportion } from '../../shared/contract/base.ts';
import type { Weighting } from '../../shared/contract/reporting.ts';
import type { RateRule } from '../../shared/contract/words.ts';
import { intervalText, rateText, weightingSentence } from '../../shared/rules/statistics/weightingWords.ts';
import { type GlobalOptions, say } from './outcome.ts';
import { fromWhereTyped } from './paths.ts';
import { withExisting } from './session.ts';

interface ReportOptions extends GlobalOptions {
  readonly month: string;
  readonly rule: RateRule;
  readonly out?: string;
}

const figure = ({ interviews, satisfied, rate, interval }: Proportion) => ({ interviews, satisfied, rate, interval });

/** `访谈 20，满意 18，满意度 90.00 %（95 % 区间 69.90–97.21 %），样本量小` */
function shown(found: Proportion & { readonly weighting?: Weighting | null; readonly smallSample: boolean }): string {
  const { interviews, satisfied, interval } = found;
  if (found.rate === null) return `访谈 ${interviews}`;
  const facts = [`访谈 ${interviews}`, `满意 ${satisfied}`, `满意度 ${rateText(found)} %（95 % 区间 ${intervalText(interval)} %）`];
  return [...facts, ...(found.smallSample ? ['样本量小'] : [])].join('，');
}

export async function report(options: ReportOptions): Promise<void> {
  const { month, rule } = options;
  const out = options.out === undefined ? null : fromWhereTyped(options.out);
  const found = await withExisting(options, async (client) => {
    if (out) await writeFile(out, await (await client.reporting.workbook({ month, rule })).bytes());
    return client.reporting.month({ month, rule });
  });
  // Departments that others' patients only objected to have no rate to list.
  const departments = found.departments.filter(({ interviews }) => interviews > 0);
  const weighted = weightingSentence(found);
  const result = {
    month: found.month,
    rule: found.rule,
    ...figure(found),
    weighting: found.weighting,
    smallSample: found.smallSample,
    series: found.series.map((point) => ({ month: point.month, ...figure(point), weighting: point.weighting })),
    departments: departments.map((department) => ({
      name: department.name,
      ...figure(department),
      smallSample: department.smallSample,
    })),
    aspects: found.aspects.map((aspect) => ({ aspect: aspect.aspect, name: aspect.name, ...figure(aspect), weighting: aspect.weighting })),
    ...(out ? { out } : {}),
  };
  say(options, result, [
    `${month} ${shown(found)}`,
    ...(weighted ? [weighted] : []),
    ...departments.map((department) => `${department.name}：${shown(department)}`),
    ...(out ? [`工作簿已保存：${out}`] : []),
  ]);
}
