/** The day line at the top of the nurse's desk. */
import { z } from 'zod';
import { month, read } from '../../base/contract/base.ts';
import { dayLine } from '../../worklist/contract/workList.ts';

export const dayLineProcedures = {
  dayLine: read(['nurse', 'supervisor', 'director'])
    .input(z.object({ month: month.optional() }).default({}))
    .output(dayLine),
};
