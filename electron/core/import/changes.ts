/** Describes field by field what a changed row would change, for the preview. */

import { dischargeModes, sexes, treatmentOutcomes } from '../../../shared/base/contract/words.ts';
import { maskPhone } from '../../../shared/base/rules/phones.ts';
import type { ImportField } from '../../../shared/import/contract/import.ts';
import type { SealedStay } from '../discharges/index.ts';
import type { StoredStay } from './existing.ts';

export interface FieldChange {
  readonly field: ImportField;
  readonly from: string;
  readonly to: string;
}

const yuan = (cents: number | null) => (cents === null ? '' : (cents / 100).toFixed(2));
const phonesInWords = (phones: readonly { readonly number: string; readonly relation: string; readonly extension: string }[]) =>
  phones.map((phone) => `${maskPhone(phone.number)}${phone.extension ? `-${phone.extension}` : ''} ${phone.relation}`.trim()).join('、');

/** @param departmentNames names by id, for the department now stored. */
export function changesOf(stay: SealedStay, stored: StoredStay, departmentNames: ReadonlyMap<string, string>): FieldChange[] {
  const { row, phones } = stored;
  const pairs: [ImportField, string, string][] = [
    ['inpatientNumber', row.inpatient_number, stay.inpatientNumber],
    ['medicalRecordNumber', row.medical_record_number, stay.medicalRecordNumber],
    ['stayCount', String(row.stay_count ?? ''), String(stay.stayCount ?? '')],
    ['name', row.name, stay.name],
    ['sex', sexes.zh[row.sex], sexes.zh[stay.sex]],
    ['birthDate', row.birth_date ?? '', stay.birthDate ?? ''],
    ['age', row.age_text, stay.ageText],
    ['idCard', row.id_last4, stay.idLast4],
    ['phone', phonesInWords(phones.filter(({ source }) => source === null)), phonesInWords(stay.phones)],
    ['address', row.address, stay.address],
    ['admissionDate', row.admission_date ?? '', stay.admissionDate ?? ''],
    ['dischargeDate', row.discharge_date, stay.dischargeDate],
    ['department', departmentNames.get(row.department_id) ?? '', stay.department],
    ['ward', row.ward, stay.ward],
    ['doctor', row.doctor, stay.doctor],
    ['nurse', row.nurse, stay.nurse],
    ['diagnosis', row.diagnosis, stay.diagnosis],
    ['icd10', row.icd10, stay.icd10],
    ['outcome', row.outcome ? treatmentOutcomes.zh[row.outcome] : '', stay.outcome ? treatmentOutcomes.zh[stay.outcome] : ''],
    [
      'dischargeMode',
      row.discharge_mode ? dischargeModes.zh[row.discharge_mode] : '',
      stay.dischargeMode ? dischargeModes.zh[stay.dischargeMode] : '',
    ],
    ['payment', row.payment, stay.payment],
    ['cost', yuan(row.cost_cents), yuan(stay.costCents)],
    ['revisitDate', row.revisit_date ?? '', stay.revisitDate ?? ''],
    ['remark', row.remark, stay.remark],
  ];
  return pairs.filter(([, from, to]) => from !== to).map(([field, from, to]) => ({ field, from, to }));
}
