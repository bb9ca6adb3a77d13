/** What other rooms may use of this one. */
export { bringing } from './bringing.ts';
export { commitImport } from './commitImport.ts';
export { type StoredStay, storedStays } from './existing.ts';
export { importRows } from './importRows.ts';
export { importTask, previewTable } from './previewImport.ts';
export { forgetUpload } from './uploads.ts';
