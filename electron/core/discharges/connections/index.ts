/** Procedures over the hospital's own databases. */
import { commitPull, previewPull, pullNow, runDuePulls } from './pull.ts';
import { pullRuns, seePullRuns } from './runs.ts';
import { connections, removeConnection, saveConnection } from './stored.ts';
import { testConnection } from './trial.ts';

export const connectionHandlers = {
  connections,
  saveConnection,
  removeConnection,
  testConnection,
  previewPull,
  commitPull,
  pullNow,
  runDuePulls,
  pullRuns,
  seePullRuns,
};
