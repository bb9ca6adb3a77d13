/** The exports of this room for other rooms. */
export { bringing } from './bringing.ts';
export { commitImport } from './commitImport.ts';
export { type StoredStay, storedStays } from './existing.ts';
export { importRows } from './importRows.ts';
export { importTask, previewTable } from './previewImport.ts';
export { forgetUpload } from './uploads.ts';
