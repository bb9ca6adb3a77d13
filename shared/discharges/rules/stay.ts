/** A discharge as the import reads it: every value is normalised, nothing is compared with the database yet. */
import type { DischargeMode, PhoneKind, Sex, TreatmentOutcome } from '../../base/contract/words.ts';

export interface StayPhone {
  /** Digits only, area code included. */
  readonly number: string;
  readonly kind: PhoneKind;
  readonly extension: string;
  /** 本人, 儿子, … */
  readonly relation: string;
}

export interface Stay {
  /** Row a person sees in the spreadsheet, from 1. */
  readonly row: number;
  readonly inpatientNumber: string;
  readonly medicalRecordNumber: string;
  readonly stayCount: number | null;
  readonly name: string;
  readonly sex: Sex;
  readonly birthDate: string | null;
  /** Years, with fractions below one year. */
  readonly ageYears: number | null;
  /** 63岁, 3岁2月, 15天; empty where unknown. */
  readonly ageText: string;
  /** Valid 18-character number, the last four characters alone, or empty. */
  readonly idCard: string;
  readonly phones: readonly StayPhone[];
  readonly address: string;
  readonly admissionDate: string | null;
  readonly dischargeDate: string;
  /** As the export calls it. */
  readonly department: string;
  readonly ward: string;
  readonly doctor: string;
  readonly nurse: string;
  readonly diagnosis: string;
  readonly icd10: string;
  readonly outcome: TreatmentOutcome | null;
  readonly dischargeMode: DischargeMode | null;
  /** The word of outcome or mode that may mean death; empty where none does. Such a patient is in no frame until somebody looked. */
  readonly deathDoubt: string;
  readonly payment: string;
  readonly costCents: number | null;
  readonly revisitDate: string | null;
  readonly remark: string;
}

/** Everything but the row number and the department, which is compared by its id. No ID card number any more. */
export interface StayContent extends Omit<Stay, 'row' | 'department' | 'idCard'> {
  readonly idLast4: string;
  /** HMAC-SHA256 of the ID card number; empty where there is none. */
  readonly idHash: string;
}

/** The key that makes an import idempotent: inpatient number + discharge date, else record number + stay count. */
export function stayKeyOf(stay: Pick<Stay, 'inpatientNumber' | 'dischargeDate' | 'medicalRecordNumber' | 'stayCount'>): string {
  if (stay.inpatientNumber !== '') return `${stay.inpatientNumber}|${stay.dischargeDate}`;
  return `${stay.medicalRecordNumber}#${stay.stayCount ?? ''}`;
}

const chineseOnly = /^[\u4E00-\u9FFF]+$/;

/** A name as it is searched: spaces and middle dots gone, full-width and case folded. */
export function nameKeyOf(name: string): string {
  if (chineseOnly.test(name)) return name;
  return name.replace(/[\s·•・．.]/g, '').toLowerCase();
}
