/** How long an import takes and what memory, as ratios to reading the same file with the bare library. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { utils, write } from 'xlsx';
import { encodeGb18030 } from '../fixtures/make.ts';
import type { ImportRun } from './importRun.ts';

const headers = [
  '住院号',
  '姓名',
  '性别',
  '年龄',
  '联系电话',
  '联系人',
  '联系人关系',
  '联系人电话',
  '现住址',
  '入院日期',
  '出院日期',
  '出院科室',
  '病区',
  '主管医师',
  '主要诊断',
  '诊断编码',
  '治疗转归',
  '离院方式',
  '付费方式',
  '总费用',
];

/** Rows of 20 columns, as the files measured in the specification had. */
function tableOf(rows: number): string[][] {
  const lines: string[][] = [headers];
  for (let index = 0; index < rows; index += 1) {
    const digits = String((index * 7_919) % 90_000_000).padStart(8, '0');
    const day = String(1 + (index % 28)).padStart(2, '0');
    const name = `王${String.fromCharCode(0x4e00 + (index % 3_000))}${String.fromCharCode(0x5200 + (index % 700))}`;
    lines.push([
      `ZY${String(index).padStart(8, '0')}`,
      name,
      index % 2 === 0 ? '男' : '女',
      `${20 + (index % 70)}岁`,
      `138${digits}`,
      '王伟',
      '儿子',
      `139${digits}`,
      `某市某区人民路${index % 500}号`,
      `2026-09-${day}`,
      `2026-10-${day}`,
      `第${index % 24}科`,
      `${index % 30}病区`,
      '李医生',
      '冠状动脉粥样硬化性心脏病',
      'I25.103',
      '好转',
      '1',
      '城镇职工基本医疗保险',
      `${1_000 + (index % 50_000)}.50`,
    ]);
  }
  return lines;
}

const csvParts = 100_000;

function makeFile(folder: string, rows: number, kind: Kind): string {
  const path = join(folder, `${rows}.${kind}`);
  const table = tableOf(rows);
  if (kind === 'xlsx') {
    // Texts in a part of their own, shared by the cells, as Excel and WPS write them.
    const book = utils.book_new(utils.aoa_to_sheet(table, { dense: true }), '出院');
    writeFileSync(path, write(book, { type: 'buffer', bookType: 'xlsx', compression: true, bookSST: true }));
    return path;
  }
  writeFileSync(path, '');
  for (let start = 0; start < table.length; start += csvParts) {
    const lines = table.slice(start, start + csvParts).map((line) => line.join(','));
    writeFileSync(path, encodeGb18030(`${lines.join('\r\n')}\r\n`), { flag: 'a' });
  }
  return path;
}

/** Each measurement has a process of its own, so that its peak of memory is its own. */
function measure(what: 'bare' | 'import' | 'inserts', path: string): ImportRun {
  const script = fileURLToPath(new URL('./importRun.ts', import.meta.url));
  const output = execFileSync(process.execPath, [script, what, path], {
    encoding: 'utf8',
    maxBuffer: 1 << 24,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(output.slice(output.lastIndexOf('{'))) as ImportRun;
}

/** Up to this size the best of several rounds counts: what else the machine does then disturbs least. */
const roundsUpTo = 10_000;
const rounds = 3;

const best = (runs: readonly ImportRun[]): ImportRun => {
  const least = (of: (run: ImportRun) => number) => Math.min(...runs.map(of));
  const [quickest] = runs.toSorted((a, b) => a.preview + a.commit - (b.preview + b.commit));
  return {
    preview: quickest?.preview ?? 0,
    commit: quickest?.commit ?? 0,
    cpu: least((run) => run.cpu),
    block: least((run) => run.block),
    peak: least((run) => run.peak),
  };
};

export type Kind = 'xlsx' | 'csv';
const aims: Readonly<Record<Kind, number>> = { xlsx: 1.3, csv: 3 };
const seconds = (milliseconds: number) => (milliseconds / 1_000).toFixed(2);

/**
 * Prints, per size and kind, time and memory as ratios to the bare reader's and to the floor (bare reader and bare inserts
 * of the same rows with the same indexes), the cost per row and the longest time the core did not answer.
 */
export async function importBench(cases: readonly (readonly [rows: number, kind: Kind])[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-import-'));
  try {
    for (const [rows, kind] of cases) {
      const path = makeFile(folder, rows, kind);
      const times = Array.from({ length: rows > roundsUpTo ? 1 : rounds });
      const measured = times.map(() => ({ bare: measure('bare', path), run: measure('import', path), inserts: measure('inserts', path) }));
      const bare = best(measured.map((each) => each.bare));
      const run = best(measured.map((each) => each.run));
      const inserts = best(measured.map((each) => each.inserts));
      rmSync(path);
      const total = run.preview + run.commit;
      const floor = bare.preview + inserts.commit;
      console.log(
        `import ${rows} rows ${kind}: ${seconds(total)} s (preview ${seconds(run.preview)}, commit ${seconds(run.commit)}), ` +
          `bare reader ${seconds(bare.preview)} s, ratio ${(total / bare.preview).toFixed(2)} (aim ${aims[kind]}); ` +
          `floor with bare inserts ${seconds(floor)} s, ratio ${(total / floor).toFixed(2)}; ` +
          `preview alone ${(run.preview / bare.preview).toFixed(2)}, processor time ${(run.cpu / bare.cpu).toFixed(2)}; ${((total * 1_000) / rows).toFixed(1)} µs a row; ` +
          `memory ${run.peak.toFixed(0)} MB, bare ${bare.peak.toFixed(0)} MB, ratio ${(run.peak / bare.peak).toFixed(2)} (aim 1.5); ` +
          `longest block of the core's thread ${run.block.toFixed(0)} ms`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `node test/bench/import.ts 10000xlsx 1000000csv` measures these. */
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await importBench(process.argv.slice(2).map((text) => [Number.parseInt(text, 10), text.endsWith('xlsx') ? 'xlsx' : 'csv']));
