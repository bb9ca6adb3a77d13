/** The imports that brought a discharge, and what later ones changed in it. */

import { dischargeModes, sexes, treatmentOutcomes } from '../../../shared/base/contract/words.ts';
import { hidePhones } from '../../../shared/base/rules/phones.ts';
import type { ImportField } from '../../../shared/import/contract/import.ts';
import { fieldWords } from '../../../shared/import/rules/fieldWords.ts';
import type { DischargeStory } from '../../../shared/story/contract/story.ts';
import { systemActor } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { StoredStay } from '../import/index.ts';

type Names = ReadonlyMap<string, string>;

/** Whole numbers: one that changed in the middle did change. */
function inWords({ row, phones }: StoredStay, departments: Names): [ImportField, string][] {
  return [
    ['inpatientNumber', row.inpatient_number],
    ['medicalRecordNumber', row.medical_record_number],
    ['stayCount', String(row.stay_count ?? '')],
    ['name', row.name],
    ['sex', sexes.zh[row.sex]],
    ['birthDate', row.birth_date ?? ''],
    ['age', row.age_text],
    ['idCard', row.id_last4],
    ['phone', phones.map(({ number, relation }) => `${number} ${relation}`.trim()).join('、')],
    ['address', row.address],
    ['admissionDate', row.admission_date ?? ''],
    ['dischargeDate', row.discharge_date],
    ['department', departments.get(row.department_id) ?? ''],
    ['ward', row.ward],
    ['doctor', row.doctor],
    ['nurse', row.nurse],
    ['diagnosis', row.diagnosis],
    ['icd10', row.icd10],
    ['outcome', row.outcome ? treatmentOutcomes.zh[row.outcome] : ''],
    ['dischargeMode', row.discharge_mode ? dischargeModes.zh[row.discharge_mode] : ''],
    ['payment', row.payment],
    ['cost', row.cost_cents === null ? '' : (row.cost_cents / 100).toFixed(2)],
    ['revisitDate', row.revisit_date ?? ''],
    ['remark', row.remark],
  ];
}

/** The import that brought the record, then those that changed it, in the order in which they were made. */
export async function importsOf(db: Db, stored: StoredStay, departments: Names): Promise<DischargeStory['imports']> {
  const changes = await db
    .selectFrom('import_change')
    .select(['batch_id', 'before'])
    .where('discharge_id', '=', stored.row.id)
    .orderBy('batch_id')
    .execute();
  const batches = await db
    .selectFrom('import_batch')
    .leftJoin('app_user', 'app_user.id', 'import_batch.user_id')
    .select(['import_batch.id', 'file_name', 'import_batch.at', 'app_user.name as user'])
    .where('import_batch.id', 'in', [stored.row.import_batch_id, ...changes.map((change) => change.batch_id)])
    .execute();
  const byId = new Map(batches.map((batch) => [batch.id, batch]));
  const states = [...changes.map((change) => JSON.parse(change.before) as StoredStay), stored].map((each) => inWords(each, departments));
  const entry = (batchId: string) => {
    const batch = byId.get(batchId);
    return { batchId, fileName: batch?.file_name ?? '', at: batch?.at ?? stored.row.updated_at, by: batch?.user ?? systemActor.name };
  };
  return [
    { ...entry(stored.row.import_batch_id), row: stored.row.row_number, changes: [] },
    ...changes.map((change, index) => ({
      ...entry(change.batch_id),
      row: null,
      changes: (states[index] ?? []).flatMap(([field, from], at) => {
        const to = states[index + 1]?.[at]?.[1] ?? '';
        if (from === to) return [];
        const shown = field === 'phone' || field === 'remark' ? hidePhones : (text: string) => text;
        return [{ field: fieldWords[field], from: shown(from), to: shown(to) }];
      }),
    })),
  ];
}
