/** Merges a row of a file into its stored discharge. */
import { hash } from 'node:crypto';
import type { StayContent } from '../../../shared/discharges/rules/stay.ts';
import { effectsOf, type FieldEffect, isSameStay, type MergePolicy, mergedStay } from '../../../shared/import/rules/merging.ts';
import { contentOf, patientKeyOf, type SealedStay } from '../discharges/index.ts';
import type { StoredStay } from './existing.ts';

/** The stored discharge as a file would give it, without the phone numbers learned from other sources. */
function contentOfStored({ row, phones }: StoredStay): StayContent {
  return {
    inpatientNumber: row.inpatient_number,
    medicalRecordNumber: row.medical_record_number,
    stayCount: row.stay_count,
    name: row.name,
    sex: row.sex,
    birthDate: row.birth_date,
    ageYears: row.age_years,
    ageText: row.age_text,
    phones: phones
      .filter(({ source }) => source === null)
      .map(({ number, kind, extension, relation }) => ({ number, kind, extension, relation })),
    address: row.address,
    admissionDate: row.admission_date,
    dischargeDate: row.discharge_date,
    ward: row.ward,
    doctor: row.doctor,
    nurse: row.nurse,
    diagnosis: row.diagnosis,
    icd10: row.icd10,
    outcome: row.outcome,
    dischargeMode: row.discharge_mode,
    deathDoubt: row.death_doubt,
    payment: row.payment,
    costCents: row.cost_cents,
    revisitDate: row.revisit_date,
    remark: row.remark,
    idLast4: row.id_last4,
    idHash: row.id_hash,
  };
}

export interface Merged {
  /** As it is to be written. */
  readonly stay: SealedStay;
  readonly effects: readonly FieldEffect[];
  /** The file changes nothing but, perhaps, the department. */
  readonly same: boolean;
}

export function mergeInto(stored: StoredStay, given: SealedStay, policy: MergePolicy): Merged {
  const before = contentOfStored(stored);
  const content = mergedStay(before, given, policy);
  const effects = effectsOf(before, given, content, policy);
  const facts = { ...given.facts, contentHash: hash('sha256', contentOf(content, content.idLast4, content.idHash), 'base64url') };
  const stay = { ...given, ...content, facts, patientKey: patientKeyOf(content, given.facts.nameKey) };
  return { stay, effects, same: isSameStay(before, content, effects) };
}
