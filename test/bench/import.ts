/** How long an import takes, as a ratio to reading the same file with the bare library. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { utils, write } from 'xlsx';
import { encodeGb18030 } from '../fixtures/make.ts';
import { openWorkstation } from '../helpers/workstation.ts';

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

function makeFiles(folder: string, rows: number): string[] {
  const table = tableOf(rows);
  const [xlsx, csv] = [join(folder, `${rows}.xlsx`), join(folder, `${rows}.csv`)];
  writeFileSync(
    xlsx,
    write(utils.book_new(utils.aoa_to_sheet(table, { dense: true }), '出院'), { type: 'buffer', bookType: 'xlsx', compression: true }),
  );
  writeFileSync(csv, encodeGb18030(table.map((line) => line.join(',')).join('\r\n')));
  return [xlsx, csv];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Reads in a worker of its own, as the import does. */
function readBare(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./readBare.ts', import.meta.url), { workerData: path });
    worker.once('message', () => void worker.terminate().then(() => resolve()));
    worker.once('error', reject);
  });
}

interface Timing {
  readonly preview: number;
  readonly commit: number;
  /** Longest time in which the host answered nobody, ms. */
  readonly stall: number;
}

async function importFile(path: string): Promise<Timing> {
  const workstation = await openWorkstation('sqlite');
  let stall = 0;
  let last = performance.now();
  const pulse = setInterval(() => {
    stall = Math.max(stall, performance.now() - last);
    last = performance.now();
  }, 5);
  try {
    const file = new File([readFileSync(path)], basename(path));
    let uploadId = '';
    const preview = await timed(async () => {
      ({ uploadId } = await workstation.system.discharges.previewImport({ file }));
    });
    const commit = await timed(() => workstation.system.discharges.commitImport({ uploadId }));
    return { preview, commit, stall };
  } finally {
    clearInterval(pulse);
    await workstation.close();
  }
}

/** Prints, per size and format, the import's time as a ratio to the bare reader's. Aim ≤ 1.5. */
export async function importBench(sizes: number[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-import-'));
  try {
    for (const rows of sizes) {
      for (const path of makeFiles(folder, rows)) {
        const bare = await timed(() => readBare(path));
        const { preview, commit, stall } = await importFile(path);
        const ratio = (preview + commit) / bare;
        console.log(
          `import ${rows} rows ${path.slice(path.lastIndexOf('.') + 1)}: ${((preview + commit) / 1_000).toFixed(2)} s ` +
            `(preview ${(preview / 1_000).toFixed(2)}, commit ${(commit / 1_000).toFixed(2)}, longest stall ${stall.toFixed(0)} ms), ` +
            `bare reader ${(bare / 1_000).toFixed(2)} s, ratio ${ratio.toFixed(2)} (aim 1.5)`,
        );
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await importBench(process.argv.slice(2).map(Number));
