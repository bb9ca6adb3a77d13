/** Search over all discharges, through the door, against the same question as one prepared statement on the bare driver. */
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDriver from 'better-sqlite3';
import pg from 'pg';
import { type Parts, systemActor } from '../../electron/core/base/context.ts';
import { databaseFile, openPostgres, openSqlite, type Store } from '../../electron/core/base/db/open.ts';
import { countAnew } from '../../electron/core/base/db/statistics.ts';
import { foundHospital } from '../../electron/core/hospital/setUp.ts';
import { importRows } from '../../electron/core/import/importRows.ts';
import { createWorkstation } from '../../electron/core/workstation.ts';
import { addMonths } from '../../shared/base/rules/time.ts';
import type { Stay } from '../../shared/discharges/rules/stay.ts';
import { chance } from '../helpers/chance.ts';
import { stillParts, transactionOn } from '../helpers/parts.ts';
import { startPostgres } from '../helpers/postgres.ts';

const lastMonth = '2026-10';
const months = 60;
const departments = 24;
const rounds = 60;
const rowsPerImport = 50_000;

const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文𠮷䶮';
const given =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英玉华建国志红梅海燕春雪鹏飞宇轩欣怡子涵浩然梓萱思远佳琪雨桐一诺晨曦文博家豪俊熙若曦';

function stayAt(index: number, size: number, random: () => number): Stay {
  const pick = (text: readonly string[]) => text[Math.floor(random() ** 1.6 * text.length)] ?? '';
  const letters = [...given];
  const name = pick([...surnames]) + pick(letters) + (random() < 0.75 ? pick(letters) : '');
  const month = addMonths(lastMonth, Math.floor((index * months) / size) - months + 1);
  const dischargeDate = `${month}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`;
  const number = `13${String(Math.floor(random() * 1e9)).padStart(9, '0')}`;
  return {
    row: index + 2,
    inpatientNumber: `ZY${month.slice(0, 4)}${String(index).padStart(7, '0')}`,
    medicalRecordNumber: String(1_000_000 + index),
    stayCount: 1,
    name,
    sex: 'female',
    birthDate: null,
    ageYears: 63,
    ageText: '63岁',
    idCard: '',
    phones: [{ number, kind: 'mobile', extension: '', relation: '本人' }],
    address: '市某区人民路 12 号',
    admissionDate: dischargeDate,
    dischargeDate,
    department: `第${index % departments}科`,
    ward: '一病区',
    doctor: '李医生',
    nurse: '',
    diagnosis: '冠状动脉粥样硬化性心脏病',
    icd10: 'I25.103',
    outcome: 'improved',
    dischargeMode: '1',
    deathDoubt: '',
    payment: '城镇职工医保',
    costCents: 123_450,
    revisitDate: null,
    remark: '',
  };
}

async function fill(parts: Parts, size: number): Promise<void> {
  const transaction = transactionOn(parts);
  await transaction((ctx) => foundHospital(ctx, '测试医院'));
  const random = chance(7);
  for (let start = 0; start < size; start += rowsPerImport) {
    const stays = Array.from({ length: Math.min(rowsPerImport, size - start) }, (_, at) => stayAt(start + at, size, random));
    await transaction((ctx) => importRows(ctx, stays, { fileName: `${start}.xlsx`, fileSha256: String(start) }));
  }
  await countAnew(parts.store);
}

interface Sample {
  readonly name: string;
  readonly pinyin: string;
  readonly number: string;
  readonly phone: string;
  readonly id: string;
  readonly department: string;
  readonly month: string;
  readonly date: string;
}

type Search = { readonly search?: string; readonly departmentId?: string; readonly after?: string };

interface Kind {
  readonly kind: string;
  readonly asks: (sample: Sample) => Search;
  /** Condition of the bare statement and its values. */
  readonly where: string;
  readonly values: (sample: Sample) => readonly string[];
}

const end = '\u{10FFFF}';
const begins = (text: string) => [text, text + end];

const kinds: readonly Kind[] = [
  { kind: 'first page', asks: () => ({}), where: '1 = 1', values: () => [] },
  {
    kind: 'a page far back',
    asks: (sample) => ({ after: `${sample.month}|${sample.date}|${sample.id}` }),
    where: '(d.month, d.discharge_date, d.id) < (?, ?, ?)',
    values: ({ month, date, id }) => [month, date, id],
  },
  {
    kind: 'one department',
    asks: ({ department }) => ({ departmentId: department }),
    where: 'd.department_id = ?',
    values: ({ department }) => [department],
  },
  {
    kind: 'one initial',
    asks: ({ pinyin }) => ({ search: pinyin.slice(0, 1) }),
    where: 'd.pinyin >= ? and d.pinyin < ?',
    values: ({ pinyin }) => begins(pinyin.slice(0, 1)),
  },
  {
    kind: 'initials',
    asks: ({ pinyin }) => ({ search: pinyin }),
    where: 'd.pinyin >= ? and d.pinyin < ?',
    values: ({ pinyin }) => begins(pinyin),
  },
  {
    kind: 'surname',
    asks: ({ name }) => ({ search: String.fromCodePoint(name.codePointAt(0) ?? 0) }),
    where: 'd.name_key >= ? and d.name_key < ?',
    values: ({ name }) => begins(String.fromCodePoint(name.codePointAt(0) ?? 0)),
  },
  {
    kind: 'whole name',
    asks: ({ name }) => ({ search: name }),
    where: 'd.name_key >= ? and d.name_key < ?',
    values: ({ name }) => begins(name),
  },
  {
    kind: 'phone, 4 digits',
    asks: ({ phone }) => ({ search: phone.slice(-4) }),
    where: 'd.id in (select discharge_id from phone where substr(number, length(number) - 3) = ?)',
    values: ({ phone }) => [phone.slice(-4)],
  },
  {
    kind: 'phone, whole',
    asks: ({ phone }) => ({ search: phone }),
    where: 'd.id in (select discharge_id from phone where number = ?)',
    values: ({ phone }) => [phone],
  },
  {
    kind: 'year of a number',
    asks: ({ number }) => ({ search: number.slice(0, 6) }),
    where: 'd.stay_key >= ? and d.stay_key < ?',
    values: ({ number }) => begins(number.slice(0, 6)),
  },
  {
    kind: 'inpatient number',
    asks: ({ number }) => ({ search: number }),
    where: 'd.stay_key >= ? and d.stay_key < ?',
    values: ({ number }) => begins(number),
  },
];

const bareText = (where: string) => `
  select d.*, department.name as department_name, f.state, f.disposition, p.number from discharge d
  join department on department.id = d.department_id left join follow_up f on f.discharge_id = d.id
  left join phone p on p.discharge_id = d.id and p.position = 0
  where d.id in (select d.id from discharge d where ${where} order by d.month desc, d.discharge_date desc, d.id desc limit 50)
  order by d.month desc, d.discharge_date desc, d.id desc`;

interface Timing {
  readonly p50: number;
  readonly p95: number;
}

/** A bare statement that scans a million rows is not asked all the questions. ms */
const patience = 5_000;

/** Warm: every question is asked once before the clock runs. */
async function timed(samples: readonly Sample[], ask: (sample: Sample) => unknown): Promise<Timing> {
  const times: number[] = [];
  for (const counted of [false, true]) {
    const begun = performance.now();
    for (const sample of samples) {
      const start = performance.now();
      await ask(sample);
      if (counted) times.push(performance.now() - start);
      if (performance.now() - begun > patience) break;
    }
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

/** A database to fill, and, once the workstation has let go of it, its bare driver. */
interface Place {
  readonly store: Store;
  bare(): Promise<{ ask(text: string, values: readonly string[]): unknown; close(): Promise<void> }>;
  close(): Promise<void>;
}

async function sqlitePlace(folder: string): Promise<Place> {
  return {
    store: await openSqlite(folder),
    async bare() {
      const driver = new SqliteDriver(join(folder, databaseFile));
      driver.pragma('cache_size = -262144');
      const prepared = new Map<string, SqliteDriver.Statement>();
      const statement = (text: string) => prepared.get(text) ?? driver.prepare(text);
      return {
        ask(text, values) {
          const known = statement(text);
          prepared.set(text, known);
          return known.all(...values);
        },
        close: async () => void driver.close(),
      };
    },
    close: async () => undefined,
  };
}

async function postgresPlace(): Promise<Place> {
  const server = await startPostgres();
  const url = `${server.url}postgres`;
  return {
    store: await openPostgres(url),
    async bare() {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const numbered = (text: string) => {
        let at = 0;
        return text.replaceAll('?', () => `$${++at}`);
      };
      return {
        ask: (text, values) => client.query({ text: numbered(text), values: [...values], name: hash('md5', text) }),
        close: () => client.end(),
      };
    },
    close: server.stop,
  };
}

/**
 * Prints, per size and kind of search: p50 and p95 of a page of 50 through the door, warm, and the ratio to the bare
 * statement on the same database.
 */
export async function searchBench(sizes: readonly number[], kind: Store['kind']): Promise<void> {
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'followup-bench-'));
    const place = kind === 'sqlite' ? await sqlitePlace(folder) : await postgresPlace();
    const parts = stillParts(place.store, folder, '01JBENCH');
    try {
      await fill(parts, size);
      const workstation = createWorkstation(parts);
      const { discharges } = workstation.as({ actor: systemActor });
      const total = await parts.store.db.selectFrom('discharge').select(['id']).orderBy('id').execute();
      const wanted = Array.from({ length: rounds }, (_, at) => total[Math.floor(((at + 0.5) * size) / rounds)]?.id ?? '');
      const samples = await parts.store.db
        .selectFrom('discharge')
        .innerJoin('phone', 'phone.discharge_id', 'discharge.id')
        .select(['name', 'pinyin', 'inpatient_number as number', 'phone.number as phone', 'discharge.id'])
        .select(['department_id as department', 'month', 'discharge_date as date'])
        .where('discharge.id', 'in', wanted)
        .orderBy('discharge.id')
        .execute();
      const ours: Timing[] = [];
      for (const { asks } of kinds) ours.push(await timed(samples, (sample) => discharges.list({ limit: 50, ...asks(sample) })));
      await workstation.close();
      const bare = await place.bare();
      for (const [at, { kind: name, where, values }] of kinds.entries()) {
        const text = bareText(where);
        const floor = await timed(samples, (sample) => bare.ask(text, values(sample)));
        const { p50, p95 } = ours[at] ?? { p50: Number.NaN, p95: Number.NaN };
        console.log(
          `search (${kind}), ${size.toLocaleString('en')} discharges, ${name}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (aim ≤ 30), bare SQL p50 ${floor.p50.toFixed(1)} ms p95 ${floor.p95.toFixed(1)} ms, ratio ${(p50 / floor.p50).toFixed(2)}`,
        );
      }
      await bare.close();
    } finally {
      await place.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
