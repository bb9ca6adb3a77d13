/** One line of a sheet becomes a stay, or the reasons why not. */
import type { ColumnMapping, ImportField } from '../../contract/discharges.ts';
import type { Sex } from '../../contract/words.ts';
import { type Age, ageOn, readAge } from './ages.ts';
import { readDischargeMode, readOutcome, readRelation, readSex } from './codes.ts';
import { readDate } from './dates.ts';
import { fieldWords } from './fieldWords.ts';
import { personOf, readIdCard } from './idCard.ts';
import { readPhones } from './phones.ts';
import type { Stay, StayPhone } from './stay.ts';
import { type Cell, cellText, identifierText, isShortened, valueText } from './text.ts';

export type Reading = { readonly stay: Stay; readonly warnings: readonly string[] } | { readonly reject: readonly string[] };

type Columns = Readonly<Record<ImportField, readonly number[]>>;

function columnsOf(mapping: ColumnMapping): Columns {
  const byField = Object.groupBy(mapping, (entry) => entry.field);
  const entries = Object.keys(fieldWords).map((field) => [field, (byField[field as ImportField] ?? []).map((entry) => entry.column)]);
  return Object.fromEntries(entries) as Columns;
}

/** What one line says, field by field, with the complaints gathered on the way. */
class Line {
  readonly rejects: string[] = [];
  readonly warnings: string[] = [];
  private readonly cells: readonly Cell[];
  private readonly columns: Columns;

  constructor(cells: readonly Cell[], columns: Columns) {
    this.cells = cells;
    this.columns = columns;
  }

  cell(field: ImportField): Cell {
    const column = this.columns[field][0];
    return column === undefined ? null : (this.cells[column] ?? null);
  }

  cellsOf(field: ImportField): Cell[] {
    return this.columns[field].map((column) => this.cells[column] ?? null);
  }

  text(field: ImportField, longest = 200): string {
    return valueText(this.cell(field)).slice(0, longest);
  }

  identifier(field: ImportField): string {
    const text = identifierText(this.cell(field));
    if (isShortened(text) || text.length > 40) {
      this.rejects.push(`${fieldWords[field]}读不出：${text.slice(0, 40)}`);
      return '';
    }
    return text;
  }

  /** A date that may be missing; what cannot be read is a warning. */
  date(field: ImportField): string | null {
    const reading = readDate(this.cell(field));
    if (reading === 'unreadable') this.warnings.push(`${fieldWords[field]}读不出：${this.text(field, 30)}`);
    return typeof reading === 'object' ? reading.date : null;
  }

  requiredDate(field: ImportField): string {
    const reading = readDate(this.cell(field));
    if (typeof reading === 'object') return reading.date;
    this.rejects.push(reading === 'empty' ? `缺${fieldWords[field]}` : `${fieldWords[field]}读不出：${this.text(field, 30)}`);
    return '';
  }

  required(field: ImportField, longest?: number): string {
    const text = this.text(field, longest);
    if (text === '') this.rejects.push(`缺${fieldWords[field]}`);
    return text;
  }

  /** A coded value; an unknown word is a warning. */
  coded<T>(field: ImportField, read: (text: string) => T | undefined): T | null {
    const text = this.text(field);
    if (text === '') return null;
    const value = read(text);
    if (value === undefined) this.warnings.push(`${fieldWords[field]}不认识：${text.slice(0, 20)}`);
    return value ?? null;
  }
}

/** Letters, no digits, a length people have; inner spaces of Chinese names gone, middle dots made one. */
function readName(line: Line): string {
  const text = line
    .required('name', 60)
    .replace(/[•・．‧∙]/g, '·')
    .replace(/(?<=[^ -~])\s+(?=[^ -~])/g, '');
  if (text !== '' && (!/\p{L}/u.test(text) || /^[a-z]*\d/i.test(text))) line.rejects.push(`姓名读不出：${text.slice(0, 20)}`);
  return text;
}

function readAllPhones(line: Line): StayPhone[] {
  const contact = [readRelation(line.text('contactRelation')), line.text('contactName', 20)].filter((word) => word !== '').join(' ');
  const readings = [
    ...line.cellsOf('phone').map((cell) => readPhones(cell, '本人')),
    ...line.cellsOf('contactPhone').map((cell) => readPhones(cell, contact || '联系人')),
  ];
  const phones: StayPhone[] = [];
  for (const reading of readings) {
    line.warnings.push(...reading.warnings);
    for (const phone of reading.phones) {
      if (!phones.some((known) => known.number === phone.number && known.extension === phone.extension)) phones.push(phone);
    }
  }
  if (phones.length === 0 && readings.every((reading) => reading.warnings.length === 0)) line.warnings.push('没有电话');
  return phones;
}

function readCost(line: Line): number | null {
  const text = line.text('cost', 30).replace(/[,¥￥元\s]/g, '');
  if (text === '') return null;
  const cents = Math.round(Number(text) * 100);
  if (Number.isSafeInteger(cents) && cents >= 0 && cents <= 2_000_000_000) return cents;
  line.warnings.push('总费用读不出');
  return null;
}

function readCount(line: Line): number | null {
  const digits = /^第?(\d{1,3})(?:\.0+)?次?$/.exec(line.text('stayCount'))?.[1];
  return digits === undefined ? null : Number(digits);
}

interface Person {
  readonly idCard: string;
  readonly sex: Sex;
  readonly birthDate: string | null;
  readonly age: Age | null;
}

function readPerson(line: Line, on: string): Person {
  const idText = line.text('idCard');
  const idCard = idText === '' ? '' : (readIdCard(idText) ?? '');
  if (idText !== '' && idCard === '') line.warnings.push('身份证号不正确，未采用');
  const known = idCard.length === 18 ? personOf(idCard) : null;
  const stated = line.coded('sex', readSex) ?? 'unknown';
  const birthDate = line.date('birthDate') ?? known?.birthDate ?? null;
  const ageText = line.text('age', 20);
  const age = ageText === '' ? null : readAge(ageText, line.text('ageUnit', 4));
  if (ageText !== '' && age === null) line.warnings.push(`年龄读不出：${ageText}`);
  return {
    idCard,
    sex: stated === 'unknown' ? (known?.sex ?? 'unknown') : stated,
    birthDate,
    age: age ?? (birthDate !== null && on !== '' ? ageOn(birthDate, on) : null),
  };
}

/** ICD-10 as written in the national lists: letter, two digits, point, extension; the point is put back where it is lost. */
function icdCode(text: string): string {
  const code = text.toUpperCase().replace(/\s/g, '');
  return /^[A-Z]\d{2}[0-9X]/.test(code) ? `${code.slice(0, 3)}.${code.slice(3)}` : code;
}

/** Diagnosis and its code; a code in front of the name, with no column of its own, goes where it belongs. */
function readDiagnosis(line: Line): { diagnosis: string; icd10: string } {
  const diagnosis = line.required('diagnosis');
  const icd10 = icdCode(line.text('icd10', 20));
  const both = icd10 === '' ? /^([A-Za-z]\d{2}(?:\.\w+)?)[\s|:：,，、-]+(\D.*)$/.exec(diagnosis) : null;
  return both ? { diagnosis: both[2] ?? '', icd10: icdCode(both[1] ?? '') } : { diagnosis, icd10 };
}

const earliest = '1990-01-01';

function readStay(line: Line, row: number): Stay {
  const inpatientNumber = line.identifier('inpatientNumber');
  const medicalRecordNumber = line.identifier('medicalRecordNumber');
  const stayCount = readCount(line);
  if (inpatientNumber === '' && (medicalRecordNumber === '' || stayCount === null) && line.rejects.length === 0)
    line.rejects.push('缺住院号');
  const name = readName(line);
  const dischargeDate = line.requiredDate('dischargeDate');
  if (dischargeDate !== '' && dischargeDate < earliest) line.rejects.push(`出院日期不合理：${dischargeDate}`);
  const admissionDate = line.date('admissionDate');
  if (admissionDate !== null && dischargeDate !== '' && admissionDate > dischargeDate) line.warnings.push('入院日期晚于出院日期');
  const person = readPerson(line, admissionDate ?? dischargeDate);
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
    phones: readAllPhones(line),
    address: line.text('address'),
    admissionDate,
    dischargeDate,
    department: line.required('department', 60),
    ward: line.text('ward', 60),
    doctor: line.text('doctor', 40),
    nurse: line.text('nurse', 40),
    ...readDiagnosis(line),
    outcome: line.coded('outcome', readOutcome),
    dischargeMode: line.coded('dischargeMode', readDischargeMode),
    payment: line.text('payment', 40),
    costCents: readCost(line),
    revisitDate: line.date('revisitDate'),
    remark: line.text('remark', 500),
  };
}

/** Reads lines under one mapping. `row` is the row number a person sees. */
export function lineReader(mapping: ColumnMapping): (cells: readonly Cell[], row: number) => Reading {
  const columns = columnsOf(mapping);
  return (cells, row) => {
    const line = new Line(cells, columns);
    const stay = readStay(line, row);
    return line.rejects.length > 0 ? { reject: line.rejects } : { stay, warnings: line.warnings };
  };
}

const totalWord = /^(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总数|总人数|总人次|总例数|平均)/;
const footerWord =
  /^(?:制表|审核|复核|打印|统计时间|统计日期|统计人|导出|填表|填报|报表|负责人|科主任|经办|签名|签字|盖章|备注[:：]|说明[:：]|注[:：]|以上|以下空白|第\s*\d+\s*页|共\s*\d+)/;

/** Whether a line is no patient's: nothing in it, a total, a note or signature under the table, or the header again. */
function isNoData(cells: readonly Cell[], dateColumns: readonly number[], header: readonly string[]): boolean {
  const texts = cells.map(cellText);
  const filled = texts.filter((text) => text !== '').length;
  if (filled === 0 || texts.filter((text, index) => text !== '' && text === header[index]).length === filled) return true;
  if (!texts.some((text) => totalWord.test(text) || footerWord.test(text))) return false;
  return !dateColumns.some((column) => valueText(cells[column] ?? null) !== '');
}

/** Tells patients' lines from the others. A line with a name and a date that are not the header's needs no closer look. */
export function dataLines(mapping: ColumnMapping, header: readonly string[]): (cells: readonly Cell[]) => boolean {
  const columns = (field: ImportField) => mapping.flatMap((entry) => (entry.field === field ? [entry.column] : []));
  const dates = columns('dischargeDate');
  const plain = [...dates, ...columns('name')];
  return (cells) => {
    const isPlain =
      dates.length > 0 &&
      plain.every((column) => {
        const cell = cells[column] ?? null;
        return cell !== null && cell !== '' && cell !== header[column] && cell !== '-';
      });
    return (isPlain && !startsTotal(cells[0])) || !isNoData(cells, dates, header);
  };
}

const startsTotal = (cell: Cell | undefined) => typeof cell === 'string' && totalWord.test(cell);
