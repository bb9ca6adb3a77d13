/** Procedures of the discharges room. */
import type { LongContext } from '../context.ts';
import { countAnew } from '../db/statistics.ts';
import type { Handlers } from '../door.ts';
import { batches, undoBatch } from './batches.ts';
import { commitImport } from './commitImport.ts';
import { connectionHandlers } from './connections/index.ts';
import { deathDoubts, settleDeathDoubt } from './deathDoubts.ts';
import { encodings } from './encodings.ts';
import { fieldNames, saveFieldNames } from './fieldNames.ts';
import { list, months } from './list.ts';
import { previewImport } from './previewImport.ts';
import { previewRows, previewSkipped } from './previewRows.ts';
import { rejectsWorkbook } from './rejectsWorkbook.ts';
import { showPhones, story } from './story.ts';
import { removeTemplate, templates } from './templateStore.ts';

/** What brings many discharges; those who search them next find them counted. */
const bringing =
  <I, O>(work: (ctx: LongContext, input: I) => Promise<O>) =>
  async (ctx: LongContext, input: I): Promise<O> => {
    const result = await work(ctx, input);
    await countAnew(ctx.parts.store);
    return result;
  };

export const discharges: Handlers<'discharges'> = {
  ...connectionHandlers,
  commitPull: bringing(connectionHandlers.commitPull),
  pullNow: bringing(connectionHandlers.pullNow),
  runDuePulls: async (ctx) => {
    const runs = await connectionHandlers.runDuePulls(ctx);
    if (runs.length > 0) await countAnew(ctx.parts.store);
    return runs;
  },
  previewImport,
  previewRows,
  previewSkipped,
  encodings,
  commitImport: bringing(commitImport),
  rejectsWorkbook,
  fieldNames,
  saveFieldNames,
  templates,
  removeTemplate,
  batches,
  undoBatch,
  list,
  story,
  showPhones,
  deathDoubts,
  settleDeathDoubt,
  months,
};
