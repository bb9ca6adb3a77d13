/** The verb `report`: a month's satisfaction figures, and the workbook. */
import { writeFile } from 'node:fs/promises';
import type { RateRule } from '../../shared/base/contract/words.ts';
import { type GlobalOptions, say } from './outcome.ts';
import { fromWhereTyped } from './paths.ts';
import { reportLines, reportResult } from './reportResult.ts';
import { withExisting } from './session.ts';

interface ReportOptions extends GlobalOptions {
  readonly month: string;
  readonly rule: RateRule;
  readonly out?: string;
}

export async function report(options: ReportOptions): Promise<void> {
  const { month, rule } = options;
  const out = options.out === undefined ? null : fromWhereTyped(options.out);
  const found = await withExisting(options, async (client) => {
    if (out) await writeFile(out, await (await client.reporting.workbook({ month, rule })).bytes());
    return client.reporting.month({ month, rule });
  });
  say(options, { ...reportResult(found), ...(out ? { out } : {}) }, [...reportLines(found), ...(out ? [`工作簿已保存：${out}`] : [])]);
}
