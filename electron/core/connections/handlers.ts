/** Procedures of the connections room. */

import { countAnew } from '../base/db/statistics.ts';
import type { Handlers } from '../base/door.ts';
import { bringing } from '../import/index.ts';
import { commitPull, previewPull, pullNow, runDuePulls } from './pull.ts';
import { pullRuns, seePullRuns } from './runs.ts';
import { connections as list, removeConnection, saveConnection } from './stored.ts';
import { testConnection } from './trial.ts';

export const connections: Handlers<'connections'> = {
  list,
  saveConnection,
  removeConnection,
  testConnection,
  previewPull,
  commitPull: bringing(commitPull),
  pullNow: bringing(pullNow),
  runDuePulls: async (ctx) => {
    const runs = await runDuePulls(ctx);
    if (runs.length > 0) await countAnew(ctx.parts.store);
    return runs;
  },
  pullRuns,
  seePullRuns,
};
