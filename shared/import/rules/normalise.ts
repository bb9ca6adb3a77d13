/** Turns one row of a sheet into a discharge, or into the reasons for its rejection. */

import type { Sex } from '../../base/contract/words.ts';
import type { Cell } from '../../base/rules/text.ts';
import type { Stay, StayPhone } from '../../discharges/rules/stay.ts';
import type { ColumnMapping } from '../contract/import.ts';
import { type Age, ageOn } from './ages.ts';
import { type FieldReader, type FieldReaders, fieldReaders, icdCode } from './fieldReaders.ts';
import { personOf } from './idCard.ts';
import { readPhones } from './phones.ts';

export type Reading = { readonly stay: Stay; readonly warnings: readonly string[] } | { readonly reject: readonly string[] };

/** One line, with the complaints gathered on the way. */
class Line {
  readonly rejects: string[] = [];
  readonly warnings: string[] = [];
  private readonly cells: readonly Cell[];

  constructor(cells: readonly Cell[]) {
    this.cells = cells;
  }

  cell(column: number): Cell {
    return column < 0 ? null : (this.cells[column] ?? null);
  }

  take<T>({ at, read }: FieldReader<T>): T {
    const { value, warning, reject } = read(this.cell(at));
    if (warning !== null) this.warnings.push(warning);
    if (reject !== null) this.rejects.push(reject);
    return value;
  }
}

function readAllPhones(line: Line, fields: FieldReaders): StayPhone[] {
  const [relation, name] = [line.take(fields.contactRelation), line.take(fields.contactName)];
  const contact = relation === '' || name === '' ? relation + name : `${relation} ${name}`;
  const phones: StayPhone[] = [];
  let complaints = 0;
  const add = (column: number, whose: string) => {
    const reading = readPhones(line.cell(column), whose);
    complaints += reading.warnings.length;
    line.warnings.push(...reading.warnings);
    for (const phone of reading.phones) {
      if (!phones.some((known) => known.number === phone.number && known.extension === phone.extension)) phones.push(phone);
    }
  };
  for (const column of fields.phones) add(column, '本人');
  for (const column of fields.contactPhones) add(column, contact || '联系人');
  if (phones.length === 0 && complaints === 0) line.warnings.push('没有电话');
  return phones;
}

interface Person {
  readonly idCard: string;
  readonly sex: Sex;
  readonly birthDate: string | null;
  readonly age: Age | null;
}

function readPerson(line: Line, fields: FieldReaders, on: string): Person {
  const idCard = line.take(fields.idCard);
  const known = idCard.length === 18 ? personOf(idCard) : null;
  const stated = line.take(fields.sex) ?? 'unknown';
  const birthDate = line.take(fields.birthDate) ?? known?.birthDate ?? null;
  const age = line.take(fields.age(line.take(fields.ageUnit)));
  return {
    idCard,
    sex: stated === 'unknown' ? (known?.sex ?? 'unknown') : stated,
    birthDate,
    age: age ?? (birthDate !== null && on !== '' ? ageOn(birthDate, on) : null),
  };
}

/** Diagnosis and its code; a code in front of the name, with no column of its own, goes where it belongs. */
function readDiagnosis(line: Line, fields: FieldReaders): { diagnosis: string; icd10: string } {
  const [diagnosis, icd10] = [line.take(fields.diagnosis), line.take(fields.icd10)];
  const both = icd10 === '' ? /^([A-Za-z]\d{2}(?:\.\w+)?)[\s|:：,，、-]+(\D.*)$/.exec(diagnosis) : null;
  return both ? { diagnosis: both[2] ?? '', icd10: icdCode(both[1] ?? '') } : { diagnosis, icd10 };
}

function readStay(line: Line, fields: FieldReaders, row: number, department: string | null): Stay {
  const inpatientNumber = line.take(fields.inpatientNumber);
  const medicalRecordNumber = line.take(fields.medicalRecordNumber);
  const stayCount = line.take(fields.stayCount);
  if (inpatientNumber === '' && (medicalRecordNumber === '' || stayCount === null) && line.rejects.length === 0)
    line.rejects.push('缺住院号');
  const name = line.take(fields.name);
  const dischargeDate = line.take(fields.dischargeDate);
  const admitted = line.take(fields.admissionDate);
  const tooLate = admitted !== null && dischargeDate !== '' && admitted > dischargeDate;
  if (tooLate) line.warnings.push(`入院日期晚于出院日期，没有采用：${admitted}`);
  const admissionDate = tooLate ? null : admitted;
  const person = readPerson(line, fields, admissionDate ?? dischargeDate);
  const [outcome, mode] = [line.take(fields.outcome), line.take(fields.dischargeMode)];
  const died = outcome.value === 'died' || mode.value === '5';
  return {
    row,
    inpatientNumber,
    medicalRecordNumber,
    stayCount,
    name,
    sex: person.sex,
    birthDate: person.birthDate,
    ageYears: person.age?.years ?? null,
    ageText: person.age?.text ?? '',
    idCard: person.idCard,
    phones: readAllPhones(line, fields),
    address: line.take(fields.address),
    admissionDate,
    dischargeDate,
    department: department ?? line.take(fields.department),
    ward: line.take(fields.ward),
    doctor: line.take(fields.doctor),
    nurse: line.take(fields.nurse),
    ...readDiagnosis(line, fields),
    outcome: outcome.value,
    dischargeMode: mode.value,
    deathDoubt: died ? '' : outcome.deathDoubt || mode.deathDoubt,
    payment: line.take(fields.payment),
    costCents: line.take(fields.cost),
    revisitDate: line.take(fields.revisitDate),
    remark: line.take(fields.remark),
  };
}

/**
 * Reads lines under one mapping. `row` is the row number a person sees.
 * @param today civil date; a stay that ends later has not ended
 * @param department the one that the whole sheet is about, where no column holds it
 */
export function lineReader(
  mapping: ColumnMapping,
  today: string,
  department: string | null = null,
): (cells: readonly Cell[], row: number) => Reading {
  const fields = fieldReaders(mapping, today);
  return (cells, row) => {
    const line = new Line(cells);
    const stay = readStay(line, fields, row, department);
    return line.rejects.length > 0 ? { reject: line.rejects } : { stay, warnings: line.warnings };
  };
}
