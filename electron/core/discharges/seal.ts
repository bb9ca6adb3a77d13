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
  /** Over everything but the department, which is compared by its id. */
  readonly contentHash: string;
  readonly warnings: readonly string[];
}

/** One person, as far as the export tells: record number and name, else ID card, else inpatient number and name. */
function patientKeyOf(stay: Stay, nameKey: string, idHash: string): string {
  if (stay.medicalRecordNumber !== '') return `r:${stay.medicalRecordNumber}|${nameKey}`;
  return idHash === '' ? `i:${stay.inpatientNumber}|${nameKey}` : `c:${idHash}`;
}

/** @param key hospital's own secret for ID card numbers (setting `id_key`). */
export function sealStay(stay: Stay, key: string, warnings: readonly string[] = []): SealedStay {
  const { idCard, ...rest } = stay;
  const idHash = idCard.length === 18 ? createHmac('sha256', key).update(idCard).digest('hex') : '';
  const idLast4 = idCard.slice(-4);
  const nameKey = nameKeyOf(stay.name);
  const { row: _row, department: _department, ...content } = rest;
  return {
    ...rest,
    stayKey: stayKeyOf(stay),
    patientKey: patientKeyOf(stay, nameKey, idHash),
    nameKey,
    pinyin: initialsOf(stay.name),
    idLast4,
    idHash,
    contentHash: hash('sha256', JSON.stringify([content, idLast4, idHash]), 'base64url'),
    warnings,
  };
}
