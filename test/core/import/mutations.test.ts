import { readFileSync } from 'node:fs';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPacked } from '../../../electron/core/import/portions.ts';
import type { WorkerMessage } from '../../../electron/core/import/reading/protocol.ts';
import { readContent } from '../../../electron/core/import/reading/readContent.ts';
import type { Client } from '../../../electron/core/workstation.ts';
import { errorList, Refusal } from '../../../shared/base/contract/errors.ts';
import type { Synonyms } from '../../../shared/import/rules/columns.ts';
import { makeZip } from '../../fixtures/binary.ts';
import { makeCorpus } from '../../fixtures/corpus.ts';
import { resourcesDir } from '../../helpers/parts.ts';
import { openWorkstation, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const synonyms = JSON.parse(readFileSync(`${resourcesDir}/import/synonyms.json`, 'utf8')) as Synonyms;
const names = [
  'utf8.csv',
  'gb18030.csv',
  'utf16le.csv',
  'quoted-with-line-break.csv',
  'page-called.xls',
  'dates.xlsx',
  'xlsx-prefixed.xlsx',
  'several-sheets.xlsx',
  'biff8.xls',
  'excel95.xls',
  'biff4.xls',
  'xlml.xls',
  'xlsb.xls',
  'ods.xls',
  'hqms.dbf',
];
const corpus = makeCorpus();
const originals = names.map((name) => {
  const file = corpus.find((each) => each.name === name);
  if (!file) throw new Error(`no ${name}`);
  return file;
});
const perFile = 20;

type Pick = (below: number) => number;

/** Cut, turned bits, overwritten, doubled, with a piece gone, or packed as a bomb. */
function mutate(bytes: Uint8Array, pick: Pick): { how: string; bytes: Uint8Array } {
  const copy = Uint8Array.from(bytes);
  const at = pick(bytes.length);
  switch (pick(7)) {
    case 0:
      return { how: `cut at ${at}`, bytes: copy.slice(0, at) };
    case 1:
      for (let left = 1 + pick(8); left > 0; left -= 1) {
        const place = pick(copy.length);
        copy[place] = (copy[place] ?? 0) ^ (1 << pick(8));
      }
      return { how: 'bits turned', bytes: copy };
    case 2:
      for (let place = at; place < Math.min(copy.length, at + 1 + pick(64)); place += 1) copy[place] = pick(256);
      return { how: `overwritten at ${at}`, bytes: copy };
    case 3:
      return { how: 'something in front', bytes: Uint8Array.from([...Array.from({ length: 1 + pick(9) }, () => pick(256)), ...bytes]) };
    case 4:
      return { how: `a piece gone at ${at}`, bytes: Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + pick(200))]) };
    case 5:
      return { how: 'doubled', bytes: Uint8Array.from([...bytes, ...bytes]) };
    default:
      return {
        how: 'bomb',
        bytes: makeZip([
          { name: 'xl/workbook.xml', content: '<workbook/>' },
          { name: 'xl/worksheets/sheet1.xml', content: ' '.repeat(1_000_000 + at), unpacked: pick(2) === 0 ? 4_000_000_000 : 10 },
        ]),
      };
  }
}

/** Names of the stays read, or the sentence of the refusal; anything else is a fault and is thrown. */
async function outcomeOf(bytes: Uint8Array): Promise<{ stays: string[] } | { sentence: string }> {
  const messages: WorkerMessage[] = [];
  const order = {
    content: { bytes },
    synonyms,
    templates: [],
    idKey: 'k',
    sheet: null,
    allSheets: false,
    withoutHidden: false,
    encoding: null,
    today: '2026-12-31',
    mapping: null,
  };
  try {
    await readContent(order, (message) => void messages.push(message));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { sentence: error.message };
  }
  expect(messages.at(-1)?.type).toBe('done');
  const stays = messages.flatMap((message) => (message.type === 'rows' ? openPacked(message.stays).unpack() : []));
  return { stays: stays.map((stay) => `${stay.facts.stayKey} ${stay.name}`) };
}

describe(`${names.length * perFile} mutations of good files`, () => {
  it.each(originals.map((file, index) => [file.name, index] as const))('%s: read whole or refused in a sentence', async (name, index) => {
    const { bytes } = originals[index] ?? { bytes: new Uint8Array() };
    const random = xoroshiro128plus(20_261_100 + index);
    const pick: Pick = (below) => uniformInt(random, 0, below - 1);
    const whole = await outcomeOf(bytes);
    const isChecked = bytes[0] === 0x50;
    for (let round = 0; round < perFile; round += 1) {
      const { how, bytes: mutated } = mutate(bytes, pick);
      const outcome = await outcomeOf(mutated).catch((error: unknown) => {
        throw new Error(`${name}, ${how} (round ${round})`, { cause: error });
      });
      if ('sentence' in outcome) expect(outcome.sentence).toMatch(/[。]$/);
      // A zip carries checksums: what is still read is what was written.
      else if (isChecked) expect(outcome).toEqual(whole);
    }
  });
});

describe('mutations at the door', () => {
  let workstation: TestWorkstation;
  let admin: Client;
  beforeAll(async () => {
    workstation = await openWorkstation('sqlite');
    admin = workstation.as((await withStaff(workstation)).users.admin);
  });
  afterAll(() => workstation.close());

  const stored = async () => {
    const row = await workstation.parts.store.db
      .selectFrom('discharge')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  };

  it('are imported whole under any name, or change nothing', async () => {
    const random = xoroshiro128plus(7);
    const pick: Pick = (below) => uniformInt(random, 0, below - 1);
    for (const [index, file] of originals.entries()) {
      const { bytes } = mutate(file.bytes, pick);
      const name = `x.${['xlsx', 'xls', 'csv', 'dbf', 'pdf'][index % 5]}`;
      const before = await stored();
      const preview = await admin.import
        .previewImport({ file: new File([new Uint8Array(bytes)], name) })
        .catch((error: unknown) => error as { code: string });
      expect(await stored()).toBe(before);
      if (!('uploadId' in preview)) {
        expect(Object.keys(errorList)).toContain(preview.code);
        expect(preview.code).not.toBe('INTERNAL');
        continue;
      }
      const result = await admin.import.commitImport({ uploadId: preview.uploadId }).catch((error: unknown) => error as { code: string });
      expect(await stored()).toBe(before + ('counts' in result ? result.counts.added : 0));
    }
  });
});
