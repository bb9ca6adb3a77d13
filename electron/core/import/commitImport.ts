/** Commit: what the preview showed, compared once more and written in one transaction. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import { dischargeModes, sexes, treatmentOutcomes } from '../../../shared/base/contract/words.ts';
import type { ImportField } from '../../../shared/import/contract/import.ts';
import { missingFields } from '../../../shared/import/rules/columns.ts';
import type { LongContext } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import type { SealedStay } from '../discharges/index.ts';
import { importPortions } from './importRows.ts';
import { importTask } from './previewImport.ts';
import { mappingOf } from './reading/templates.ts';
import { saveTemplate } from './templateStore.ts';
import { forgetUpload, guessesOf, policyOf, type Upload, uploadOf } from './uploads.ts';

/** @throws Refusal UPLOAD_GONE, COLUMNS_MISSING, COLUMNS_GUESSED, NOTHING_TO_IMPORT */
export async function commitImport(ctx: LongContext, input: Input<'import', 'commitImport'>): Promise<Output<'import', 'commitImport'>> {
  const upload = uploadOf(input.uploadId, ctx.actor.id);
  const { header, portions, rejects } = upload.reading;
  const mapping = mappingOf(header.columns);
  const missing = missingFields(mapping, header.departmentsOf.length > 0 ? ['department'] : []);
  if (missing.length > 0) throw new Refusal('COLUMNS_MISSING', { columns: missing.join('、') });
  const guesses = guessesOf(upload);
  if (guesses.length > 0 && !input.acceptGuesses) throw new Refusal('COLUMNS_GUESSED', { columns: guesses.join('、') });
  if (portions.length === 0) throw new Refusal('NOTHING_TO_IMPORT');
  const headers = header.columns.map((column) => column.header);
  ctx.progress(importTask, 0, '正在写入');
  const result = await ctx.transaction(async (tx) => {
    const written = await importPortions(tx, portions, {
      fileName: upload.fileName,
      fileSha256: upload.sha256,
      rejects,
      skipped: upload.reading.skippedCount,
      policy: policyOf(upload),
      departments: upload.departments,
      headers,
      cellsOf: (stay) => cellsOf(stay, upload),
      progress: (done) => ctx.progress(importTask, done * 0.99, '正在写入'),
    });
    const name = input.templateName || (upload.mapping || guesses.length > 0 ? upload.fileName.replace(/\.[^.]*$/, '').slice(0, 40) : '');
    if (name !== '') await saveTemplate(tx, name, headers, mapping);
    return written;
  });
  forgetUpload(upload.id);
  ctx.progress(importTask, 1, '导入完成');
  return { ...result, rejects: [...result.rejects] };
}

/** The row of a stay under the file's own headers, for one that comparison rejected. */
function cellsOf(stay: SealedStay, { reading }: Upload): string[] {
  const text: Partial<Record<ImportField, string>> = {
    inpatientNumber: stay.inpatientNumber,
    medicalRecordNumber: stay.medicalRecordNumber,
    stayCount: String(stay.stayCount ?? ''),
    name: stay.name,
    sex: sexes.zh[stay.sex],
    birthDate: stay.birthDate ?? '',
    age: stay.ageText,
    idCard: stay.idLast4 && `${'*'.repeat(14)}${stay.idLast4}`,
    phone: stay.phones.map((phone) => `${phone.number}${phone.extension && `转${phone.extension}`}（${phone.relation}）`).join('、'),
    address: stay.address,
    admissionDate: stay.admissionDate ?? '',
    dischargeDate: stay.dischargeDate,
    department: stay.department,
    ward: stay.ward,
    doctor: stay.doctor,
    nurse: stay.nurse,
    diagnosis: stay.diagnosis,
    icd10: stay.icd10,
    outcome: stay.outcome ? treatmentOutcomes.zh[stay.outcome] : '',
    dischargeMode: stay.dischargeMode ? dischargeModes.zh[stay.dischargeMode] : '',
    payment: stay.payment,
    cost: stay.costCents === null ? '' : (stay.costCents / 100).toFixed(2),
    revisitDate: stay.revisitDate ?? '',
    remark: stay.remark,
  };
  return reading.header.columns.map(({ field }) => (field ? (text[field] ?? '') : ''));
}
