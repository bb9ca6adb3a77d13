/** Contract of the import room: upload, preview and commit of a hospital's export. */
import { z } from 'zod';
import { done, id, instant, long, month, page, read, upload, version, write } from '../../base/contract/base.ts';
import { skipReasons, textEncodings } from '../../base/contract/words.ts';

/** Fields of a discharge that a column can be mapped to. */
export const importField = z.enum([
  'inpatientNumber',
  'medicalRecordNumber',
  'stayCount',
  'name',
  'sex',
  'birthDate',
  'age',
  'ageUnit',
  'idCard',
  'phone',
  'contactPhone',
  'contactName',
  'contactRelation',
  'address',
  'admissionDate',
  'dischargeDate',
  'department',
  'ward',
  'doctor',
  'nurse',
  'diagnosis',
  'icd10',
  'outcome',
  'dischargeMode',
  'payment',
  'cost',
  'revisitDate',
  'remark',
]);
export type ImportField = z.infer<typeof importField>;

/** Which field each column (by index) holds; columns not listed are ignored. `guessed` is what the program proposed and nobody confirmed. */
export const columnMapping = z.array(z.object({ column: z.int().min(0), field: importField, guessed: z.boolean().optional() }));
export type ColumnMapping = z.infer<typeof columnMapping>;

export const rowKind = z.enum(['new', 'changed', 'unchanged', 'duplicate', 'rejected', 'warned']);

export const importCounts = z.object({
  read: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  duplicate: z.int(),
  rejected: z.int(),
  warned: z.int(),
  /** Skipped rows that hold no patient (titles, headers, totals, signatures, hidden ones left out): with `read`, all that it has. */
  skipped: z.int(),
});
export type ImportCounts = z.infer<typeof importCounts>;

/** `row` is the row number a person sees in the spreadsheet (1 is the first line of the sheet). */
export const reject = z.object({ row: z.int(), reason: z.string() });

export const previewRow = z.object({
  /** Where several sheets are read, the one it stands in; empty else. */
  sheet: z.string(),
  row: z.int(),
  kind: z.enum(['new', 'changed', 'unchanged', 'duplicate', 'rejected']),
  reason: z.string().nullable(),
  warnings: z.array(z.string()),
  changes: z.array(z.object({ field: importField, from: z.string(), to: z.string() })),
  inpatientNumber: z.string(),
  name: z.string(),
  sex: z.string(),
  age: z.string(),
  phone: z.string(),
  department: z.string(),
  dischargeDate: z.string(),
  diagnosis: z.string(),
});
export type PreviewRow = z.infer<typeof previewRow>;

/** What a commit would do to stays that are known. */
export const importEffects = z.object({
  /** By field: stays whose value changes, is emptied, or stays though the file's cell is blank. */
  fields: z.array(z.object({ field: importField, changed: z.int(), emptied: z.int(), kept: z.int() })),
  /** Changed stays that are drawn already. */
  drawn: z.int(),
  /** Stays of the file whose outcome may mean death: in no frame until somebody has looked. */
  deathDoubts: z.int(),
  /** Fields whose blanks empty what is stored, as chosen (以文件为准). */
  trusted: z.array(importField),
});
export type ImportEffects = z.infer<typeof importEffects>;

export const importPreview = z.object({
  uploadId: id,
  fileName: z.string(),
  sheet: z.string(),
  /** Names of the sheets that hold something, in the file's order; none for a text. */
  sheets: z.array(z.string()).default([]),
  /** The other sheets that hold discharges; their content is not part of this preview. */
  others: z.array(z.string()).default([]),
  /** The sheets read, in the file's order; more than one where all alike were asked for. */
  read: z.array(z.string()),
  /** Of `others`, those with the same columns: they can be read in one run. */
  alike: z.array(z.string()),
  /** Sheets without a department column, and the department their name or title says. A guess: `commitImport` wants it accepted. */
  departmentsOf: z.array(z.object({ sheet: z.string(), department: z.string(), from: z.enum(['sheet', 'title']) })),
  /** Hidden rows of the file, and whether they are left out. */
  hidden: z.object({ rows: z.int(), leftOut: z.boolean() }),
  /** A text or a page: another encoding can be chosen. */
  textual: z.boolean(),
  /** Every row that such a file can have is used (65,536 or 1,048,576): the export may have been cut there. */
  full: z.boolean().default(false),
  encoding: z.string(),
  headerRow: z.int(),
  columns: z.array(
    z.object({ index: z.int(), header: z.string(), sample: z.string(), field: importField.nullable(), confident: z.boolean() }),
  ),
  /** Columns that hold something and are not imported, by their headers. */
  leftOut: z.array(z.string()),
  template: z.string().nullable(),
  counts: importCounts,
  effects: importEffects,
  /** Months of discharge of the rows that are new, changed or unchanged: what is double or rejected goes nowhere. */
  months: z.array(z.object({ month, rows: z.int() })),
  reasons: z.array(z.object({ reason: z.string(), rows: z.int() })),
  /** Department names of the file that no department or alias matches; they become new clinical departments unless mapped. */
  unknownDepartments: z.array(
    z.object({
      name: z.string(),
      rows: z.int(),
      /** The known department the name probably means; never applied by itself. */
      suggested: z.object({ id, name: z.string() }).nullable(),
    }),
  ),
  /** Set when exactly this file was imported before. */
  importedBefore: z.object({ at: instant, by: z.string() }).nullable(),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const importCommitted = z.object({ batchId: id, counts: importCounts, rejects: z.array(reject) });

export const importBatch = z.object({
  id,
  fileName: z.string(),
  fileSha256: z.string(),
  at: instant,
  by: z.string(),
  counts: importCounts,
  undoneAt: instant.nullable(),
  drawn: z.int(),
});
export type ImportBatch = z.infer<typeof importBatch>;

/** Header names by which a field's column is recognised: those shipped, and the hospital's own, which win. */
export const fieldNames = z.object({ field: importField, shipped: z.array(z.string()), own: z.array(z.string()), version: z.int() });
export type FieldNames = z.infer<typeof fieldNames>;

export const importTemplate = z.object({ id, name: z.string(), columns: z.int() });
export type ImportTemplate = z.infer<typeof importTemplate>;

const departmentChoice = z.array(z.object({ name: z.string(), departmentId: id.nullable() })).default([]);

export const importing = {
  /** Reads an uploaded file, finds the table, proposes the columns and says what an import would do. Writes nothing. */
  previewImport: upload(['admin', 'supervisor'])
    .input(
      z.object({
        file: z.file().optional(),
        uploadId: id.optional(),
        /** Another sheet than the likeliest. */
        sheet: z.string().max(255).optional(),
        /** Every sheet with the same columns, in one run. */
        allSheets: z.boolean().optional(),
        /** Without the rows that are filtered away or hidden. */
        withoutHidden: z.boolean().optional(),
        /** Of a text or a page, where it is found wrongly. */
        encoding: textEncodings.schema.optional(),
        mapping: columnMapping.optional(),
        /** Fields whose blanks empty what is stored (以文件为准). */
        trusted: z.array(importField).optional(),
        departments: departmentChoice,
      }),
    )
    .output(importPreview),
  previewRows: long(['admin', 'supervisor'])
    .input(page.extend({ uploadId: id, kind: rowKind.optional() }))
    .output(z.object({ total: z.int(), rows: z.array(previewRow) })),
  /** Skipped rows of the previewed table. */
  previewSkipped: long(['admin', 'supervisor'])
    .input(page.extend({ uploadId: id }))
    .output(
      z.object({
        total: z.int(),
        rows: z.array(z.object({ sheet: z.string(), row: z.int(), why: skipReasons.schema, text: z.string() })),
      }),
    ),
  /** The first lines of a text or a page under each encoding; none where the file is neither. Identities masked. */
  encodings: long(['admin', 'supervisor'])
    .input(z.object({ file: z.file().optional(), uploadId: id.optional() }))
    .output(z.array(z.object({ encoding: textEncodings.schema, lines: z.array(z.string()) }))),
  /** Imports what the preview showed, in one transaction. The same file again adds nothing. Guessed columns are refused unless accepted. */
  commitImport: long(['admin', 'supervisor'])
    .input(z.object({ uploadId: id, templateName: z.string().trim().max(40).optional(), acceptGuesses: z.boolean().default(false) }))
    .output(importCommitted),
  /** Rejected rows with a reason column, to be corrected and imported again. Holds identities: needs a reason, carries a watermark line, is logged. */
  rejectsWorkbook: long(['admin', 'supervisor'])
    .input(z.object({ batchId: id, reason: z.string().trim().min(2, '请填写导出原因').max(200) }))
    .output(z.file()),
  fieldNames: read(['admin', 'supervisor']).input(z.object({}).default({})).output(z.array(fieldNames)),
  /** The hospital's own header names of one field; replaces those saved before. */
  saveFieldNames: write(['admin'])
    .input(z.object({ field: importField, names: z.array(z.string().trim().min(1).max(40)).max(50), version }))
    .output(done),
  /** Saved column layouts, newest first. */
  templates: read(['admin', 'supervisor']).input(z.object({}).default({})).output(z.array(importTemplate)),
  removeTemplate: write(['admin', 'supervisor']).input(z.object({ id })).output(done),
  batches: read(['admin', 'supervisor'])
    .input(page)
    .output(z.object({ total: z.int(), rows: z.array(importBatch) })),
  undoBatch: write(['admin', 'supervisor'])
    .input(z.object({ batchId: id, reason: z.string().trim().min(1) }))
    .output(done),
};
