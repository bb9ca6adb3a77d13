/** One cell parser per import field, with the problems each can report. */

import { readDate } from '../../base/rules/dates.ts';
import { remembered } from '../../base/rules/remembered.ts';
import { type Cell, identifierText, isShortened, valueText } from '../../base/rules/text.ts';
import type { ColumnMapping, ImportField } from '../contract/import.ts';
import { type Age, readAge } from './ages.ts';
import { deathDoubtOf, readDischargeMode, readOutcome, readPayment, readRelation, readSex } from './codes.ts';
import { fieldWords } from './fieldWords.ts';
import { readIdCard } from './idCard.ts';

/** What a cell says. A warning stays with the row; a reject keeps the row out. */
export interface Said<T> {
  readonly value: T;
  readonly warning: string | null;
  readonly reject: string | null;
}

const said = <T>(value: T): Said<T> => ({ value, warning: null, reject: null });
const warned = <T>(value: T, warning: string): Said<T> => ({ value, warning, reject: null });
const rejected = <T>(value: T, reject: string): Said<T> => ({ value, warning: null, reject });

const textOf = (cell: Cell, longest = 200) => valueText(cell).slice(0, longest);
const unreadable = (field: ImportField, cell: Cell) => `${fieldWords[field]}读不出：${textOf(cell, 30)}`;
const missing = (field: ImportField) => `缺${fieldWords[field]}`;

/** Excel keeps 15 digits of a number; what stood behind them is lost. */
const firstLost = 1e15;
const digitsLost = (field: ImportField) =>
  `${fieldWords[field]}超过 15 位，存成数字后 Excel 已丢掉后几位：请从医院系统重新导出，导出时把这一列设为文本`;

function readIdentifier(field: ImportField, cell: Cell): Said<string> {
  if (typeof cell === 'number' && Math.abs(cell) >= firstLost) return rejected('', digitsLost(field));
  const text = identifierText(cell);
  if (isShortened(text))
    return rejected('', `${fieldWords[field]}读不出：${text.slice(0, 40)}（已变成科学计数法，请把这一列设为文本后重新导出）`);
  if (text.length > 40) return rejected('', `${fieldWords[field]}读不出：${text.slice(0, 40)}`);
  return said(text);
}

/** A date that may be missing; what cannot be read is a warning. */
function readOptionalDate(field: ImportField, cell: Cell): Said<string | null> {
  const reading = readDate(cell);
  if (reading === 'unreadable') return warned(null, unreadable(field, cell));
  return said(reading === 'empty' ? null : reading.date);
}

const earliest = '1990-01-01';

function readDischargeDate(cell: Cell, today: string): Said<string> {
  const reading = readDate(cell);
  if (reading === 'empty') return rejected('', missing('dischargeDate'));
  if (reading === 'unreadable') return rejected('', unreadable('dischargeDate', cell));
  if (reading.date > today) return rejected(reading.date, `出院日期在今天之后：${reading.date}`);
  return reading.date < earliest ? rejected(reading.date, `出院日期不合理：${reading.date}`) : said(reading.date);
}

function readRequired(field: ImportField, cell: Cell, longest?: number): Said<string> {
  const text = textOf(cell, longest);
  return text === '' ? rejected(text, missing(field)) : said(text);
}

/** Most names: Chinese, and too long to be a word for "nothing". */
const plainName = /^[\u4E00-\u9FFF]{3,4}$/;

/** Letters, no digits, a length people have; inner spaces of Chinese names gone, middle dots made one. */
function readName(cell: Cell): Said<string> {
  if (typeof cell === 'string' && plainName.test(cell)) return said(cell);
  const text = textOf(cell, 60)
    .replace(/[•・．‧∙･⋅﹒]/g, '·')
    .replace(/(?<=\p{Script=Han})\s*\.\s*(?=\p{Script=Han})/gu, '·')
    .replace(/(?<=[^ -~])\s+(?=[^ -~])/g, '');
  if (text === '') return rejected(text, missing('name'));
  return !/\p{L}/u.test(text) || /^[a-z]*\d/i.test(text) ? rejected(text, `姓名读不出：${text.slice(0, 20)}`) : said(text);
}

/** An ending of the stay: how it ended, and the word by which the patient may have died. */
export interface EndingRead<T> {
  readonly value: T | null;
  readonly deathDoubt: string;
}

/** A coded outcome; an unknown one, and one that may mean death, give a warning. */
function readEnding<T>(field: ImportField, cell: Cell, read: (text: string) => T | undefined): Said<EndingRead<T>> {
  const { value, warning } = readCoded(field, cell, read);
  const deathDoubt = deathDoubtOf(textOf(cell));
  const maybe = `${fieldWords[field]}可能指死亡，核对前不进抽样框：${deathDoubt}`;
  return { value: { value, deathDoubt }, warning: deathDoubt === '' ? warning : maybe, reject: null };
}

/** A coded value; an unknown word is a warning. */
function readCoded<T>(field: ImportField, cell: Cell, read: (text: string) => T | undefined): Said<T | null> {
  const text = textOf(cell);
  if (text === '') return said(null);
  const value = read(text);
  return value === undefined ? warned(null, `${fieldWords[field]}不认识：${text.slice(0, 20)}`) : said(value);
}

function readIdNumber(cell: Cell): Said<string> {
  const text = textOf(cell);
  if (text === '') return said('');
  const number = readIdCard(text) ?? '';
  return number === '' ? warned('', '身份证号不正确，未采用') : said(number);
}

function readAgeCell(cell: Cell, unit: string): Said<Age | null> {
  const text = textOf(cell, 20);
  if (text === '') return said(null);
  const age = readAge(text, unit);
  return age === null ? warned(null, `年龄读不出：${text}`) : said(age);
}

function readStayCount(cell: Cell): Said<number | null> {
  const digits = /^第?(\d{1,3})(?:\.0+)?次?$/.exec(textOf(cell))?.[1];
  return said(digits === undefined ? null : Number(digits));
}

const plainCost = /^\d{1,7}(?:\.\d{1,2})?$/;

function readCost(cell: Cell): Said<number | null> {
  const written = textOf(cell, 30);
  const text = plainCost.test(written) ? written : written.replace(/[,¥￥元\s]/g, '');
  if (text === '') return said(null);
  const cents = Math.round(Number(text) * 100);
  const isCost = Number.isSafeInteger(cents) && cents >= 0 && cents <= 2_000_000_000;
  return isCost ? said(cents) : warned(null, '总费用读不出');
}

/** ICD-10 as written in the national lists: letter, two digits, point, extension; the point is put back where it is lost. */
export function icdCode(text: string): string {
  const code = text.toUpperCase().replace(/\s/g, '');
  return /^[A-Z]\d{2}[0-9X]/.test(code) ? `${code.slice(0, 3)}.${code.slice(3)}` : code;
}

/** One field of a file: where it stands (-1 where the file has no such column) and how it is read. */
export interface FieldReader<T> {
  readonly at: number;
  readonly read: (cell: Cell) => Said<T>;
}

export type FieldReaders = ReturnType<typeof fieldReaders>;

/** Readers for the columns of one mapping. What repeats down a column is read once. */
export function fieldReaders(mapping: ColumnMapping, today: string) {
  const columns = (field: ImportField) => mapping.flatMap((entry) => (entry.field === field ? [entry.column] : []));
  const each = <T>(field: ImportField, read: (cell: Cell) => Said<T>): FieldReader<T> => ({ at: columns(field)[0] ?? -1, read });
  const repeating = <T>(field: ImportField, read: (cell: Cell) => Said<T>) => each(field, remembered(read));
  const text = (field: ImportField, longest?: number) => repeating(field, (cell) => said(textOf(cell, longest)));
  const date = (field: ImportField) => repeating(field, (cell) => readOptionalDate(field, cell));
  const coded = <T>(field: ImportField, read: (text: string) => T | undefined) => repeating(field, (cell) => readCoded(field, cell, read));
  const ending = <T>(field: ImportField, read: (text: string) => T | undefined) =>
    repeating(field, (cell) => readEnding(field, cell, read));
  return {
    inpatientNumber: each('inpatientNumber', (cell) => readIdentifier('inpatientNumber', cell)),
    medicalRecordNumber: each('medicalRecordNumber', (cell) => readIdentifier('medicalRecordNumber', cell)),
    stayCount: repeating('stayCount', readStayCount),
    name: each('name', readName),
    sex: coded('sex', readSex),
    birthDate: date('birthDate'),
    ageUnit: text('ageUnit', 4),
    /** By the unit of a column of its own. */
    age: remembered((unit: string) => repeating('age', (cell) => readAgeCell(cell, unit))),
    idCard: each('idCard', readIdNumber),
    phones: columns('phone'),
    contactPhones: columns('contactPhone'),
    contactName: text('contactName', 20),
    contactRelation: repeating('contactRelation', (cell) => said(readRelation(textOf(cell)))),
    address: each('address', (cell) => said(textOf(cell))),
    admissionDate: date('admissionDate'),
    dischargeDate: repeating('dischargeDate', (cell) => readDischargeDate(cell, today)),
    department: repeating('department', (cell) => readRequired('department', cell, 60)),
    ward: text('ward', 60),
    doctor: text('doctor', 40),
    nurse: text('nurse', 40),
    diagnosis: repeating('diagnosis', (cell) => readRequired('diagnosis', cell)),
    icd10: repeating('icd10', (cell) => said(icdCode(textOf(cell, 20)))),
    outcome: ending('outcome', readOutcome),
    dischargeMode: ending('dischargeMode', readDischargeMode),
    payment: repeating('payment', (cell) => said(readPayment(textOf(cell, 40)))),
    cost: each('cost', readCost),
    revisitDate: date('revisitDate'),
    remark: each('remark', (cell) => said(textOf(cell, 500))),
  };
}
