/**
 * Merges an imported row into the stored discharge: values in the file win, missing ones keep the stored value. A
 * column that the file does not have changes nothing; a blank cell over a stored value keeps that, unless the file
 * was chosen to hold for the column.
 */

import type { StayContent, StayPhone } from '../../discharges/rules/stay.ts';
import type { ImportField } from '../contract/import.ts';

export interface MergePolicy {
  /** Fields that the file has a column for. */
  readonly present: ReadonlySet<ImportField>;
  /** Of these the ones whose blanks empty what is stored (以文件为准). */
  readonly trusted: ReadonlySet<ImportField>;
}

/** What each field of a file is, in a stay's content; blank as `isBlank` says. */
const parts = {
  inpatientNumber: ['inpatientNumber'],
  medicalRecordNumber: ['medicalRecordNumber'],
  stayCount: ['stayCount'],
  name: ['name'],
  sex: ['sex'],
  birthDate: ['birthDate'],
  age: ['ageText', 'ageYears'],
  idCard: ['idLast4', 'idHash'],
  address: ['address'],
  admissionDate: ['admissionDate'],
  dischargeDate: ['dischargeDate'],
  ward: ['ward'],
  doctor: ['doctor'],
  nurse: ['nurse'],
  diagnosis: ['diagnosis'],
  icd10: ['icd10'],
  outcome: ['outcome'],
  dischargeMode: ['dischargeMode'],
  payment: ['payment'],
  cost: ['costCents'],
  revisitDate: ['revisitDate'],
  remark: ['remark'],
} as const satisfies Partial<Record<ImportField, readonly (keyof StayContent)[]>>;

export type MergedField = keyof typeof parts | 'phone';
const fields = Object.keys(parts) as (keyof typeof parts)[];

const isBlank = (value: unknown) => value === null || value === '' || value === 'unknown';

/** The file's own column decides; a code found within the diagnosis comes with it. */
function isPresent(field: keyof typeof parts, given: StayContent, { present }: MergePolicy): boolean {
  if (field === 'icd10' && given.icd10 !== '' && present.has('diagnosis')) return true;
  return present.has(field);
}

const isOwn = (phone: StayPhone) => phone.relation === '本人';
const samePhone = (one: StayPhone, other: StayPhone) =>
  one.number === other.number && one.extension === other.extension && one.relation === other.relation;
/** Whatever their order: a nurse may have chosen another. */
const samePhones = (some: readonly StayPhone[], others: readonly StayPhone[]) =>
  some.length === others.length && some.every((phone) => others.some((other) => samePhone(phone, other)));

/** The patient's own numbers and the others', each by the file where it gives one, or is chosen to hold. */
function mergedPhones(stored: readonly StayPhone[], given: readonly StayPhone[], { present, trusted }: MergePolicy): readonly StayPhone[] {
  const group = (field: 'phone' | 'contactPhone', belongs: (phone: StayPhone) => boolean) => {
    const fromFile = given.filter(belongs);
    const emptied = present.has(field) && trusted.has(field);
    return fromFile.length > 0 || emptied ? fromFile : stored.filter(belongs);
  };
  const merged = [...group('phone', isOwn), ...group('contactPhone', (phone) => !isOwn(phone))];
  const distinct = merged.filter(
    (phone, at) => merged.findIndex((each) => each.number === phone.number && each.extension === phone.extension) === at,
  );
  if (samePhones(stored, distinct)) return stored;
  return samePhones(given, distinct) ? given : distinct;
}

/** A doubt stays until both endings are known, the death is, or somebody has looked. */
function mergedDoubt(stored: StayContent, given: StayContent, merged: StayContent, { present }: MergePolicy): string {
  if (merged.outcome === 'died' || merged.dischargeMode === '5') return '';
  if (given.deathDoubt !== '') return given.deathDoubt;
  const knowsBoth = present.has('outcome') && present.has('dischargeMode') && (given.outcome !== null || given.dischargeMode !== null);
  return knowsBoth ? '' : stored.deathDoubt;
}

/** What a stay holds after the file. */
export function mergedStay(stored: StayContent, given: StayContent, policy: MergePolicy): StayContent {
  const kept: Partial<Record<keyof StayContent, unknown>> = {};
  for (const field of fields) {
    const [main] = parts[field];
    if (isBlank(stored[main])) continue;
    const present = isPresent(field, given, policy);
    const keeps = !present || (isBlank(given[main]) && !policy.trusted.has(field));
    // A masked number says no more than the whole one that is known.
    const masked = field === 'idCard' && given.idHash === '' && given.idLast4 === stored.idLast4;
    if (keeps || masked) for (const part of parts[field]) kept[part] = stored[part];
  }
  const merged: StayContent = { ...given, ...(kept as Partial<StayContent>), phones: mergedPhones(stored.phones, given.phones, policy) };
  return { ...merged, deathDoubt: mergedDoubt(stored, given, merged, policy) };
}

export interface FieldEffect {
  readonly field: MergedField;
  /** Changed to another value, emptied, or kept over the file's blank. */
  readonly effect: 'changed' | 'emptied' | 'kept';
}

/** What a file does to one stay, field by field. */
export function effectsOf(stored: StayContent, given: StayContent, merged: StayContent, { present }: MergePolicy): FieldEffect[] {
  const effects: FieldEffect[] = [];
  for (const field of fields) {
    const [main] = parts[field];
    if (parts[field].some((part) => stored[part] !== merged[part]))
      effects.push({ field, effect: isBlank(merged[main]) ? 'emptied' : 'changed' });
    else if (!isBlank(stored[main]) && isBlank(given[main]) && present.has(field)) effects.push({ field, effect: 'kept' });
  }
  if (!samePhones(stored.phones, merged.phones))
    effects.push({ field: 'phone', effect: merged.phones.length === 0 ? 'emptied' : 'changed' });
  else if (stored.phones.length > 0 && given.phones.length === 0 && (present.has('phone') || present.has('contactPhone')))
    effects.push({ field: 'phone', effect: 'kept' });
  return effects;
}

/** Whether the file changes anything of the stay. */
export function isSameStay(stored: StayContent, merged: StayContent, effects: readonly FieldEffect[]): boolean {
  return stored.deathDoubt === merged.deathDoubt && effects.every(({ effect }) => effect === 'kept');
}

/** A file that has every column and is nowhere chosen over what is stored. */
export const wholeFile: MergePolicy = { present: new Set([...fields, 'phone', 'contactPhone']), trusted: new Set() };
