/** Procedures of the discharges room. */
import type { Handlers } from '../door.ts';
import { batches, undoBatch } from './batches.ts';
import { commitImport } from './commitImport.ts';
import { connectionHandlers } from './connections/index.ts';
import { fieldNames, saveFieldNames } from './fieldNames.ts';
import { list, months } from './list.ts';
import { previewImport } from './previewImport.ts';
import { previewRows } from './previewRows.ts';
import { rejectsWorkbook } from './rejectsWorkbook.ts';
import { showPhones, story } from './story.ts';
import { removeTemplate, templates } from './templateStore.ts';

export const discharges: Handlers<'discharges'> = {
  ...connectionHandlers,
  previewImport,
  previewRows,
  commitImport,
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
  months,
};
