/**
 * Encodes a discharge's content as one text. Its hash tells whether the discharge changed; the text travels from the
 * reading worker and is unpacked where a discharge is written or shown. The text is shorter than JSON, and faster to
 * write and read.
 */
import type { Stay, StayContent, StayPhone } from '../../../shared/discharges/rules/stay.ts';

/** Characters no cell holds: `cellText` removes them. */
const betweenFields = '\u001f';
const betweenParts = '\u001e';
const afterPhone = '\u001d';

/** Values in one fixed order, which stored hashes depend on. */
export function contentOf(stay: Omit<StayContent, 'idLast4' | 'idHash'>, idLast4: string, idHash: string): string {
  let phones = '';
  for (const { number, kind, extension, relation } of stay.phones)
    phones += number + betweenParts + kind + betweenParts + extension + betweenParts + relation + afterPhone;
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
    // Only where there is one: the hashes of all other stays stay what they were.
    ...(stay.deathDoubt === '' ? [] : [stay.deathDoubt]),
  ].join(betweenFields);
}

const textOrNull = (text = '') => (text === '' ? null : text);
const numberOrNull = (text = '') => (text === '' ? null : Number(text));

function phonesFrom(text = ''): StayPhone[] {
  const phones: StayPhone[] = [];
  for (const each of text.split(afterPhone)) {
    if (each === '') continue;
    const [number = '', kind, extension = '', relation = ''] = each.split(betweenParts);
    phones.push({ number, kind: kind as StayPhone['kind'], extension, relation });
  }
  return phones;
}

/** The content again; coded words are those `contentOf` was given. */
export function contentFrom(text: string): StayContent {
  const values = text.split(betweenFields);
  return {
    inpatientNumber: values[0] ?? '',
    medicalRecordNumber: values[1] ?? '',
    stayCount: numberOrNull(values[2]),
    name: values[3] ?? '',
    sex: values[4] as Stay['sex'],
    birthDate: textOrNull(values[5]),
    ageYears: numberOrNull(values[6]),
    ageText: values[7] ?? '',
    phones: phonesFrom(values[8]),
    address: values[9] ?? '',
    admissionDate: textOrNull(values[10]),
    dischargeDate: values[11] ?? '',
    ward: values[12] ?? '',
    doctor: values[13] ?? '',
    nurse: values[14] ?? '',
    diagnosis: values[15] ?? '',
    icd10: values[16] ?? '',
    outcome: textOrNull(values[17]) as Stay['outcome'],
    dischargeMode: textOrNull(values[18]) as Stay['dischargeMode'],
    payment: values[19] ?? '',
    costCents: numberOrNull(values[20]),
    revisitDate: textOrNull(values[21]),
    remark: values[22] ?? '',
    idLast4: values[23] ?? '',
    idHash: values[24] ?? '',
    deathDoubt: values[25] ?? '',
  };
}
