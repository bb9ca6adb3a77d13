/** The reader of a report, and what that reader may see of it (domain §7, §10). */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Context } from '../base/context.ts';
import { readSettings } from '../base/settings.ts';

export interface Reader {
  /** The only department whose figures are shown; null for the whole hospital. */
  readonly departmentId: string | null;
  /** Figures of fewer interviews are hidden; 0 where nothing is hidden. */
  readonly hideBelow: number;
  readonly rankFrom: number;
  readonly line: number;
}

/** @throws Refusal FORBIDDEN for a head without a department */
export async function readerOf(ctx: Context): Promise<Reader> {
  const { hideBelow, rankFrom, departmentLine: line } = await readSettings(ctx.db);
  if (ctx.actor.role !== 'head') return { departmentId: null, hideBelow: 0, rankFrom, line };
  if (!ctx.actor.departmentId) throw new Refusal('FORBIDDEN');
  return { departmentId: ctx.actor.departmentId, hideBelow, rankFrom, line };
}
