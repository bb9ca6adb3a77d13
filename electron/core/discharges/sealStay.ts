/** Prepares a discharge for storage: adds keys and search words, and replaces the ID card number by its hash. */
import { createHmac, hash } from 'node:crypto';
import { nameKeyOf, type Stay, type StayContent, stayKeyOf } from '../../../shared/discharges/rules/stay.ts';
import { initialsOf } from '../base/pinyin.ts';
import { contentOf } from './stayContent.ts';

/** What comparison asks of a stay. */
export interface StayFacts {
  /** The sheet it stands in, where several are read; empty else. */
  readonly sheet: string;
  readonly row: number;
  readonly stayKey: string;
  readonly nameKey: string;
  readonly contentHash: string;
  /** As the file calls it. */
  readonly department: string;
  /** YYYY-MM of the discharge date. */
  readonly month: string;
  /** Its outcome or mode may mean death. */
  readonly deathDoubt: boolean;
  readonly warnings: readonly string[];
}

/** What writing and showing ask of a stay. */
export interface SealedStay extends StayContent {
  readonly facts: StayFacts;
  readonly department: string;
  readonly patientKey: string;
  readonly pinyin: string;
}

/** A stay sealed: its facts, the rest as text. */
export interface Seal {
  readonly facts: StayFacts;
  readonly content: string;
  readonly pinyin: string;
}

const noWarnings: readonly string[] = [];

/** @param key hospital's own secret for ID card numbers (setting `id_key`). */
export function sealStay(stay: Stay, key: string, warnings: readonly string[] = noWarnings): Seal {
  const idHash = stay.idCard.length === 18 ? createHmac('sha256', key).update(stay.idCard).digest('hex') : '';
  const content = contentOf(stay, stay.idCard.slice(-4), idHash);
  return {
    facts: {
      sheet: '',
      row: stay.row,
      stayKey: stayKeyOf(stay),
      nameKey: nameKeyOf(stay.name),
      contentHash: hash('sha256', content, 'base64url'),
      department: stay.department,
      month: stay.dischargeDate.slice(0, 7),
      deathDoubt: stay.deathDoubt !== '',
      warnings: warnings.length > 0 ? warnings : noWarnings,
    },
    content,
    pinyin: initialsOf(stay.name),
  };
}

/** One person, as far as the export tells: record number and name, else ID card, else inpatient number and name. */
export function patientKeyOf(stay: StayContent, nameKey: string): string {
  if (stay.medicalRecordNumber !== '') return `r:${stay.medicalRecordNumber}|${nameKey}`;
  return stay.idHash === '' ? `i:${stay.inpatientNumber}|${nameKey}` : `c:${stay.idHash}`;
}
