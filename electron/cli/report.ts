/** `report`: a month's satisfaction figures, and the workbook. */
import { writeFile } from 'node:fs/promises';
import type { RateRule } from '../../shared/contract/words.ts';
import { type GlobalOptions, say } from './outcome.ts';
import { fromWhereTyped } from './paths.ts';
import { withExisting } from './session.ts';

interface ReportOptions extends GlobalOptions {
  readonly month: string;
  readonly rule: RateRule;
  readonly out?: string;
}

interface Figure {
  readonly interviews: number;
  readonly satisfied: number | null;
  readonly rate: number | null;
}

const figure = ({ interviews, satisfied, rate }: Figure) => ({ interviews, satisfied, rate });
const shown = ({ interviews, satisfied, rate }: Figure) =>
  rate === null ? `访谈 ${interviews}` : `访谈 ${interviews}，满意 ${satisfied}，满意度 ${(rate * 100).toFixed(2)} %`;

export async function report(options: ReportOptions): Promise<void> {
  const { month, rule } = options;
  const out = options.out === undefined ? null : fromWhereTyped(options.out);
  const found = await withExisting(options, async (client) => {
    if (out) await writeFile(out, await (await client.reporting.workbook({ month, rule })).bytes());
    return client.reporting.month({ month, rule });
  });
  const result = {
    month: found.month,
    rule: found.rule,
    ...figure(found),
    interval: found.interval,
    series: found.series.map((point) => ({ month: point.month, ...figure(point) })),
    departments: found.departments.map((department) => ({ name: department.name, ...figure(department) })),
    aspects: found.aspects.map((aspect) => ({ aspect: aspect.aspect, name: aspect.name, ...figure(aspect) })),
    ...(out ? { out } : {}),
  };
  say(options, result, [
    `${month} ${shown(found)}`,
    ...found.departments.map((department) => `${department.name}：${shown(department)}`),
    ...(out ? [`工作簿已保存：${out}`] : []),
  ]);
}
