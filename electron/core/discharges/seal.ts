/** What a stay becomes before it is stored: keys, search words, and no ID card number any more. */
import { createHmac, hash } from 'node:crypto';
import { nameKeyOf, type Stay, stayKeyOf } from '../../../shared/rules/import/stay.ts';
import { initialsOf } from './pinyin.ts';

export interface SealedStay extends Omit<Stay, 'idCard'> {
  readonly stayKey: string;
  readonly patientKey: string;
  readonly nameKey: string;
  readonly pinyin: string;
  readonly idLast4: string;
  /** HMAC-SHA256 of the ID card number; empty where there is none. */
  readonly idHash: string;
  /** Over everything but the row number and the department, which is compared by its id. */
  readonly contentHash: string;
  readonly warnings: readonly string[];
}

/** One person, as far as the export tells: record number and name, else ID card, else inpatient number and name. */
function patientKeyOf(stay: Stay, nameKey: string, idHash: string): string {
  if (stay.medicalRecordNumber !== '') return `r:${stay.medicalRecordNumber}|${nameKey}`;
  return idHash === '' ? `i:${stay.inpatientNumber}|${nameKey}` : `c:${idHash}`;
}

/** Values in one fixed order, kept apart by a character no cell holds: cheaper than JSON, and every row passes here. */
function contentOf(stay: Stay, idLast4: string, idHash: string): string {
  let phones = '';
  for (const { number, kind, extension, relation } of stay.phones)
    phones += `${number}\u001e${kind}\u001e${extension}\u001e${relation}\u001d`;
  return [
    stay.inpatientNumber,
    stay.medicalRecordNumber,
    stay.stayCount,
    stay.name,
    stay.sex,
    stay.birthDate,
    stay.ageYears,
    stay.ageText,
    phones,
    stay.address,
    stay.admissionDate,
    stay.dischargeDate,
    stay.ward,
    stay.doctor,
    stay.nurse,
    stay.diagnosis,
    stay.icd10,
    stay.outcome,
    stay.dischargeMode,
    stay.payment,
    stay.costCents,
    stay.revisitDate,
    stay.remark,
    idLast4,
    idHash,
  ].join('\u001f');
}

/** @param key hospital's own secret for ID card numbers (setting `id_key`). */
export function sealStay(stay: Stay, key: string, warnings: readonly string[] = []): SealedStay {
  const idHash = stay.idCard.length === 18 ? createHmac('sha256', key).update(stay.idCard).digest('hex') : '';
  const idLast4 = stay.idCard.slice(-4);
  const nameKey = nameKeyOf(stay.name);
  return {
    row: stay.row,
    inpatientNumber: stay.inpatientNumber,
    medicalRecordNumber: stay.medicalRecordNumber,
    stayCount: stay.stayCount,
    name: stay.name,
    sex: stay.sex,
    birthDate: stay.birthDate,
    ageYears: stay.ageYears,
    ageText: stay.ageText,
    phones: stay.phones,
    address: stay.address,
    admissionDate: stay.admissionDate,
    dischargeDate: stay.dischargeDate,
    department: stay.department,
    ward: stay.ward,
    doctor: stay.doctor,
    nurse: stay.nurse,
    diagnosis: stay.diagnosis,
    icd10: stay.icd10,
    outcome: stay.outcome,
    dischargeMode: stay.dischargeMode,
    payment: stay.payment,
    costCents: stay.costCents,
    revisitDate: stay.revisitDate,
    remark: stay.remark,
    stayKey: stayKeyOf(stay),
    patientKey: patientKeyOf(stay, nameKey, idHash),
    nameKey,
    pinyin: initialsOf(stay.name),
    idLast4,
    idHash,
    contentHash: hash('sha256', contentOf(stay, idLast4, idHash), 'base64url'),
    warnings,
  };
}
