/** Inserts discharges as an import does, for the tests of search and story. */
import { type ImportResult, importRows } from '../../../electron/core/import/importRows.ts';
import type { Stay } from '../../../shared/discharges/rules/stay.ts';
import type { TestWorkstation } from '../../helpers/workstation.ts';

export type StayGiven = Partial<Omit<Stay, 'phones'>> & { readonly name: string; readonly phones?: readonly string[] };

function stayOf({ phones = [], ...given }: StayGiven, index: number): Stay {
  return {
    row: index + 2,
    inpatientNumber: `ZY${1_000 + index}`,
    medicalRecordNumber: '',
    stayCount: 1,
    sex: 'female',
    birthDate: null,
    ageYears: 63,
    ageText: '63岁',
    idCard: '',
    address: '解放路 12 号',
    admissionDate: '2026-10-01',
    dischargeDate: '2026-10-09',
    department: '骨科',
    ward: '一病区',
    doctor: '李主任',
    nurse: '',
    diagnosis: '胫骨骨折',
    icd10: 'S82.2',
    outcome: 'improved',
    dischargeMode: '1',
    deathDoubt: '',
    payment: '城镇职工医保',
    costCents: 123_450,
    revisitDate: null,
    remark: '',
    ...given,
    phones: phones.map((number) => ({
      number,
      kind: number.startsWith('1') ? ('mobile' as const) : ('landline' as const),
      extension: '',
      relation: '本人',
    })),
  };
}

export async function importStays(
  workstation: TestWorkstation,
  given: readonly StayGiven[],
  fileName = '出院患者.xlsx',
): Promise<ImportResult> {
  return workstation.transaction((ctx) => importRows(ctx, given.map(stayOf), { fileName, fileSha256: `${fileName}${given.length}` }));
}
