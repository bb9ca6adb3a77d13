/** Tests how the kind and encoding of a file are detected. */
import { describe, expect, it } from 'vitest';
import { sealStay } from '../../../electron/core/discharges/sealStay.ts';
import { openPacked, pack } from '../../../electron/core/import/portions.ts';
import { dischargeModes, sexes, treatmentOutcomes } from '../../../shared/base/contract/words.ts';
import { cellText } from '../../../shared/base/rules/text.ts';
import type { Stay, StayPhone } from '../../../shared/discharges/rules/stay.ts';
import { fc } from '../../helpers/properties.ts';

const stay: Stay = {
  row: 2,
  inpatientNumber: 'ZY1001',
  medicalRecordNumber: 'B7',
  stayCount: 2,
  name: '欧阳明',
  sex: 'male',
  birthDate: '1963-05-01',
  ageYears: 63.25,
  ageText: '63岁3月',
  idCard: '11010519491231002X',
  phones: [
    { number: '13812345678', kind: 'mobile', extension: '', relation: '本人' },
    { number: '057188005501', kind: 'landline', extension: '12', relation: '女儿 王芳' },
  ],
  address: '某市人民路 1 号',
  admissionDate: '2026-10-01',
  dischargeDate: '2026-10-09',
  department: '心血管内科',
  ward: '一病区',
  doctor: '李医生',
  nurse: '',
  diagnosis: '冠心病',
  icd10: 'I25.1',
  outcome: 'improved',
  dischargeMode: null,
  deathDoubt: '',
  payment: '',
  costCents: 123_450,
  revisitDate: null,
  remark: '备注',
};

const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map(cellText);
const date = fc.constantFrom('1990-01-01', '2026-10-09', '2024-02-29');
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const phone: fc.Arbitrary<StayPhone> = fc.record({
  number: text,
  kind: fc.constantFrom('mobile', 'landline'),
  extension: text,
  relation: text,
});
const anyStay: fc.Arbitrary<Stay> = fc.record({
  row: fc.nat(),
  inpatientNumber: text,
  medicalRecordNumber: text,
  stayCount: orNull(fc.nat(999)),
  name: text,
  sex: fc.constantFrom(...sexes.codes),
  birthDate: orNull(date),
  ageYears: orNull(fc.double({ min: 0, max: 130, noNaN: true }).map(Math.abs)),
  ageText: text,
  idCard: fc.constantFrom('', '002X', '11010519491231002X'),
  phones: fc.array(phone, { maxLength: 3 }),
  address: text,
  admissionDate: orNull(date),
  dischargeDate: date,
  department: text,
  ward: text,
  doctor: text,
  nurse: text,
  diagnosis: text,
  icd10: text,
  outcome: orNull(fc.constantFrom(...treatmentOutcomes.codes)),
  dischargeMode: orNull(fc.constantFrom(...dischargeModes.codes)),
  deathDoubt: text,
  payment: text,
  costCents: orNull(fc.nat(2_000_000_000)),
  revisitDate: orNull(date),
  remark: text,
});

describe('stays on their way from the reading worker', () => {
  it('arrive as they were read, but for the ID card number', () => {
    fc.assert(
      fc.property(fc.array(anyStay, { maxLength: 5 }), (stays) => {
        const arrived = openPacked(pack(stays.map((each) => sealStay(each, 'key', ['号码无法拨打'])))).unpack();
        expect(arrived.map(({ facts }) => facts.row)).toEqual(stays.map((each) => each.row));
        for (const [index, { facts, patientKey, pinyin, idLast4, idHash, ...content }] of arrived.entries()) {
          const { idCard, row, ...given } = stays[index] ?? stay;
          expect(content).toEqual(given);
          expect(idLast4).toBe(idCard.slice(-4));
          expect(idHash.length).toBe(idCard.length === 18 ? 64 : 0);
          expect(facts.warnings).toEqual(['号码无法拨打']);
        }
      }),
    );
  });

  it('keep the content hashes that data files of earlier versions hold', () => {
    expect(sealStay(stay, 'key').facts.contentHash).toBe('bya-mLi19ZnpAsYDDjOcaUjJjUg0GIpej0h6q4df36I');
    expect(sealStay({ ...stay, stayCount: null, phones: [] }, 'key').facts.contentHash).toBe('HzhqN83nyBv_Pj_G7RWv5r_SvE7o1NniDJmptTxTNdw');
  });
});
