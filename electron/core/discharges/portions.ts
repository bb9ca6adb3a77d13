/**
 * Stays in portions: what comparison asks of each is at hand, the rest stays packed until it is written or shown. A
 * hundred thousand stays so weigh little, and travel from the reading worker without being copied.
 */
import type { SealedStay } from './seal.ts';

/** What comparison asks of a stay. */
export interface StayFacts {
  readonly row: number;
  readonly stayKey: string;
  readonly nameKey: string;
  readonly contentHash: string;
  /** As the file calls it. */
  readonly department: string;
  /** YYYY-MM of the discharge date. */
  readonly month: string;
  readonly warnings: readonly string[];
}

export interface StayPortion {
  readonly facts: readonly StayFacts[];
  /** The stays of these facts, in their order. */
  unpack(): readonly SealedStay[];
}

export const staysPerPortion = 2_000;

const noWarnings: readonly string[] = [];

function factsOf(stay: SealedStay): StayFacts {
  return {
    row: stay.row,
    stayKey: stay.stayKey,
    nameKey: stay.nameKey,
    contentHash: stay.contentHash,
    department: stay.department,
    month: stay.dischargeDate.slice(0, 7),
    warnings: stay.warnings.length > 0 ? stay.warnings : noWarnings,
  };
}

/** Portions of stays that are in memory anyway. */
export function portionsOf(stays: readonly SealedStay[]): StayPortion[] {
  const portions: StayPortion[] = [];
  for (let start = 0; start < stays.length; start += staysPerPortion) {
    const part = stays.slice(start, start + staysPerPortion);
    portions.push({ facts: part.map(factsOf), unpack: () => part });
  }
  return portions;
}

/** Fields of a stay that are not among its facts, in the order in which they travel. Written out: every row of every file passes here. */
function valuesOf(stay: SealedStay) {
  return [
    stay.dischargeDate,
    stay.inpatientNumber,
    stay.medicalRecordNumber,
    stay.stayCount,
    stay.name,
    stay.sex,
    stay.birthDate,
    stay.ageYears,
    stay.ageText,
    stay.phones,
    stay.address,
    stay.admissionDate,
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
    stay.patientKey,
    stay.pinyin,
    stay.idLast4,
    stay.idHash,
  ] as const;
}

function stayOf(facts: StayFacts, values: ReturnType<typeof valuesOf>): SealedStay {
  const [
    dischargeDate,
    inpatientNumber,
    medicalRecordNumber,
    stayCount,
    name,
    sex,
    birthDate,
    ageYears,
    ageText,
    phones,
    address,
    admissionDate,
    ward,
    doctor,
    nurse,
    diagnosis,
    icd10,
    outcome,
    dischargeMode,
    payment,
    costCents,
    revisitDate,
    remark,
    patientKey,
    pinyin,
    idLast4,
    idHash,
  ] = values;
  return {
    row: facts.row,
    stayKey: facts.stayKey,
    nameKey: facts.nameKey,
    contentHash: facts.contentHash,
    department: facts.department,
    warnings: facts.warnings,
    dischargeDate,
    inpatientNumber,
    medicalRecordNumber,
    stayCount,
    name,
    sex,
    birthDate,
    ageYears,
    ageText,
    phones,
    address,
    admissionDate,
    ward,
    doctor,
    nurse,
    diagnosis,
    icd10,
    outcome,
    dischargeMode,
    payment,
    costCents,
    revisitDate,
    remark,
    patientKey,
    pinyin,
    idLast4,
    idHash,
  };
}

/** A portion as it travels: facts as plain columns, the other fields as UTF-8 JSON whose memory is handed over. */
export interface PackedPortion {
  readonly rows: readonly number[];
  readonly stayKeys: readonly string[];
  readonly nameKeys: readonly string[];
  readonly contentHashes: readonly string[];
  readonly departments: readonly string[];
  readonly months: readonly string[];
  /** By index of the stay; most have none. */
  readonly warnings: ReadonlyMap<number, readonly string[]>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const encoder = new TextEncoder();

export function pack(stays: readonly SealedStay[]): PackedPortion {
  const packed: PackedPortion & { warnings: Map<number, readonly string[]> } = {
    rows: stays.map((stay) => stay.row),
    stayKeys: stays.map((stay) => stay.stayKey),
    nameKeys: stays.map((stay) => stay.nameKey),
    contentHashes: stays.map((stay) => stay.contentHash),
    departments: stays.map((stay) => stay.department),
    months: stays.map((stay) => stay.dischargeDate.slice(0, 7)),
    warnings: new Map(),
    bytes: encoder.encode(JSON.stringify(stays.map(valuesOf))),
  };
  for (const [index, stay] of stays.entries()) if (stay.warnings.length > 0) packed.warnings.set(index, stay.warnings);
  return packed;
}

const decoder = new TextDecoder();

export function openPacked(packed: PackedPortion): StayPortion {
  const { rows, stayKeys, nameKeys, contentHashes, departments, months, warnings, bytes } = packed;
  const facts = rows.map(
    (row, index): StayFacts => ({
      row,
      stayKey: stayKeys[index] ?? '',
      nameKey: nameKeys[index] ?? '',
      contentHash: contentHashes[index] ?? '',
      department: departments[index] ?? '',
      month: months[index] ?? '',
      warnings: warnings.get(index) ?? noWarnings,
    }),
  );
  const all = () => JSON.parse(decoder.decode(bytes)) as ReturnType<typeof valuesOf>[];
  return {
    facts,
    unpack: () => {
      const values = all();
      return facts.flatMap((each, index) => {
        const own = values[index];
        return own ? [stayOf(each, own)] : [];
      });
    },
  };
}
