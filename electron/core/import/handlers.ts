/** Procedures of the import room. */
import type { Handlers } from '../base/door.ts';
import { batches, undoBatch } from './batches.ts';
import { bringing } from './bringing.ts';
import { commitImport } from './commitImport.ts';
import { encodings } from './encodings.ts';
import { fieldNames, saveFieldNames } from './fieldNames.ts';
import { previewImport } from './previewImport.ts';
import { previewRows, previewSkipped } from './previewRows.ts';
import { rejectsWorkbook } from './rejectsWorkbook.ts';
import { removeTemplate, templates } from './templateStore.ts';

export const importing: Handlers<'import'> = {
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
};
