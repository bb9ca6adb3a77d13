/**
 * Holds discharges in portions: the fields needed for comparison are unpacked, the rest stays packed until it is
 * written or shown. So a hundred thousand discharges need little memory, and travel from the reading worker without
 * being copied.
 */

import { contentFrom, patientKeyOf, type Seal, type SealedStay, type StayFacts } from '../discharges/index.ts';

export interface StayPortion {
  readonly facts: readonly StayFacts[];
  /** The stays of these facts, in their order. */
  unpack(): readonly SealedStay[];
}

export const staysPerPortion = 2_000;

/** A portion as it travels: facts as plain columns, the rest as UTF-8 whose memory is handed over. */
export interface PackedPortion {
  /** The sheet its stays stand in, where several are read; empty else. */
  readonly sheet: string;
  readonly rows: readonly number[];
  readonly stayKeys: readonly string[];
  readonly nameKeys: readonly string[];
  readonly contentHashes: readonly string[];
  readonly departments: readonly string[];
  readonly months: readonly string[];
  /** By index of the stay; most have none. */
  readonly deathDoubts: ReadonlySet<number>;
  /** By index of the stay; most have none. */
  readonly warnings: ReadonlyMap<number, readonly string[]>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Characters no content holds. */
const beforePinyin = '\u001b';
const afterStay = '\u001c';

const encoder = new TextEncoder();

export function pack(seals: readonly Seal[], sheet = ''): PackedPortion {
  const facts = seals.map((seal) => seal.facts);
  let text = '';
  for (const { content, pinyin } of seals) text += content + beforePinyin + pinyin + afterStay;
  return {
    sheet,
    rows: facts.map((each) => each.row),
    stayKeys: facts.map((each) => each.stayKey),
    nameKeys: facts.map((each) => each.nameKey),
    contentHashes: facts.map((each) => each.contentHash),
    departments: facts.map((each) => each.department),
    months: facts.map((each) => each.month),
    deathDoubts: new Set(facts.flatMap(({ deathDoubt }, index) => (deathDoubt ? [index] : []))),
    warnings: new Map(facts.flatMap(({ warnings }, index) => (warnings.length > 0 ? [[index, warnings] as const] : []))),
    bytes: encoder.encode(text),
  };
}

const noWarnings: readonly string[] = [];
const decoder = new TextDecoder();

function unpacked(facts: StayFacts, text: string): SealedStay {
  const [packed = '', pinyin = ''] = text.split(beforePinyin);
  const content = contentFrom(packed);
  return { ...content, facts, department: facts.department, patientKey: patientKeyOf(content, facts.nameKey), pinyin };
}

export function openPacked({ bytes, warnings, sheet, ...columns }: PackedPortion): StayPortion {
  const facts = columns.rows.map(
    (row, index): StayFacts => ({
      sheet,
      row,
      stayKey: columns.stayKeys[index] ?? '',
      nameKey: columns.nameKeys[index] ?? '',
      contentHash: columns.contentHashes[index] ?? '',
      department: columns.departments[index] ?? '',
      month: columns.months[index] ?? '',
      deathDoubt: columns.deathDoubts.has(index),
      warnings: warnings.get(index) ?? noWarnings,
    }),
  );
  return {
    facts,
    unpack: () => {
      const texts = decoder.decode(bytes).split(afterStay);
      return facts.map((each, index) => unpacked(each, texts[index] ?? ''));
    },
  };
}

/** Portions of stays that are in memory anyway. */
export function portionsOf(seals: readonly Seal[]): StayPortion[] {
  const portions: StayPortion[] = [];
  for (let start = 0; start < seals.length; start += staysPerPortion)
    portions.push(openPacked(pack(seals.slice(start, start + staysPerPortion))));
  return portions;
}
