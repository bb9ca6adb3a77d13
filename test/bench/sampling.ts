/** A draw of 700 through the door, as a ratio to hand-written SQL and JavaScript doing the same on the same discharges. */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import SqliteDriver from 'better-sqlite3';
import { addStays, type Stay } from '../core/sampling/seed.ts';
import { openWorkstation, type TestWorkstation, withStaff } from '../helpers/workstation.ts';

const month = '2026-10';
const sampleSize = 700;
const departmentCount = 24;

const letters = 'abcdefghjklmnpqrstwxyz';
const letter = (at: number) => letters[at % letters.length] ?? '';

/** A month of discharges: a twentieth without a phone, some who died, some patients twice; numbers and names in no order. */
function monthOf(count: number, departments: readonly string[]): Stay[] {
  return Array.from({ length: count }, (_, at) => ({
    inpatient_number: `ZY${String((at * 7_919) % 1_000_003).padStart(7, '0')}${at}`,
    pinyin: letter(at * 7) + letter(at * 13 + 5) + letter(at * 17 + 3),
    department_id: departments[at % departments.length] ?? '',
    discharge_date: `${month}-${String(1 + (at % 31)).padStart(2, '0')}`,
    patient_id: `p${at % 50 === 0 ? at : at - (at % 97 === 0 ? 1 : 0)}`,
    dialable: at % 20 === 0 ? 0 : 1,
    outcome: at % 200 === 0 ? 'died' : 'improved',
    diagnosis: `冠状动脉粥样硬化性心脏病${at % 300}`,
    icd10: `I25.${String(at % 900).padStart(3, '0')}`,
  }));
}

interface BareRow {
  readonly id: string;
  readonly stay_key: string;
  readonly patient_id: string;
  readonly department_id: string;
  readonly discharge_date: string;
  readonly inpatient_number: string;
  readonly fits: number;
}

/**
 * The least a stratified draw can be: eligible stays by one statement, latest of each patient, a random order of each
 * stratum, the largest remainder, the frame's hash, and the rows of the sample in one durable transaction.
 */
function bareDraw(driver: SqliteDriver.Database): number {
  const rows = driver
    .prepare(
      `select id, stay_key, patient_id, department_id, discharge_date, inpatient_number,
        dialable = 1 and (outcome is null or outcome <> 'died') and (discharge_mode is null or discharge_mode <> '5')
          and substr(icd10, 1, 3) not in ('B20', 'B21', 'B22', 'B23', 'B24', 'Z21', 'R75', 'A50', 'A51', 'A52', 'A53', 'A54', 'A63', 'O04') as fits
      from discharge where month = ?`,
    )
    .all(month) as BareRow[];
  const latest = new Map<string, BareRow>();
  for (const row of rows) {
    const known = latest.get(row.patient_id);
    if (!known || row.discharge_date > known.discharge_date) latest.set(row.patient_id, row);
  }
  const frame = rows.filter((row) => row.fits === 1 && latest.get(row.patient_id) === row);
  const keys = frame.map((row) => row.stay_key).sort();
  const hash = createHash('sha256').update(keys.join('\n')).digest('hex');
  const strata = [...Map.groupBy(frame, (row) => row.department_id)].map(([id, members]) => ({
    id,
    members,
    drawn: Math.floor((sampleSize * members.length) / frame.length),
  }));
  let left = sampleSize - strata.reduce((sum, { drawn }) => sum + drawn, 0);
  for (const stratum of strata) if (left-- > 0) stratum.drawn += 1;
  const insert = driver.prepare('insert into bare_follow_up values (?, ?, ?, ?)');
  driver.transaction(() => {
    driver.prepare('insert into bare_draw values (?, ?)').run(hash, keys.join('\n'));
    for (const { id, members, drawn } of strata) {
      for (let at = 0; at < drawn; at += 1) {
        const other = randomInt(at, members.length);
        const [here, there] = [members[at], members[other]];
        if (!here || !there) continue;
        members[at] = there;
        members[other] = here;
        insert.run(randomBytes(8).toString('hex'), there.id, id, month);
      }
    }
  })();
  return frame.length;
}

/** The same discharges in a data file of their own. */
function bareFile(stays: readonly Record<string, unknown>[]): { driver: SqliteDriver.Database; close(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'bench-draw-'));
  const driver = new SqliteDriver(join(folder, 'bare.db'));
  driver.pragma('journal_mode = WAL');
  driver.pragma('synchronous = FULL');
  driver.pragma('cache_size = -262144');
  const columns = Object.keys(stays[0] ?? {});
  driver.exec(`create table discharge (${columns.join(', ')}); create index by_month on discharge (month, discharge_date, id);
    create table bare_follow_up (id text primary key, discharge_id text unique, department_id text, month text);
    create table bare_draw (hash text, keys text)`);
  const insert = driver.prepare(`insert into discharge values (${columns.map(() => '?').join(', ')})`);
  driver.transaction(() => {
    for (const stay of stays) insert.run(columns.map((column) => stay[column]));
  })();
  return {
    driver,
    close() {
      driver.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function forgetDraw(workstation: TestWorkstation): Promise<void> {
  await workstation.transaction(async ({ db }) => {
    for (const table of ['follow_up', 'frame_member', 'draw_frame', 'draw_stratum', 'draw'] as const) await db.deleteFrom(table).execute();
  });
}

/** Milliseconds; core time is what the process used of the processor, whatever else the machine was doing. */
interface Cost {
  readonly cpu: number;
  readonly wall: number;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const [start, used] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(used);
  return { cpu: (user + system) / 1_000, wall: performance.now() - start };
}

const middle = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const median = (costs: readonly Cost[]): Cost => ({
  cpu: middle(costs.map(({ cpu }) => cpu)),
  wall: middle(costs.map(({ wall }) => wall)),
});
const rounds = 7;

async function measure(count: number): Promise<void> {
  const workstation = await openWorkstation('sqlite');
  try {
    const staff = await withStaff(workstation);
    const admin = workstation.as(staff.users.admin);
    const departments: string[] = [];
    for (let at = 1; at <= departmentCount; at += 1)
      departments.push(
        (await admin.hospital.saveDepartment({ id: null, name: `第${at}科`, kind: 'clinical', sensitive: false, active: true })).id,
      );
    await addStays(workstation, monthOf(count, departments));
    const stays = await workstation.transaction(({ db }) => db.selectFrom('discharge').selectAll().execute());
    const bare = bareFile(stays);
    const supervisor = workstation.as(staff.users.supervisor);
    const [doorTimes, bareTimes, previewTimes]: [Cost[], Cost[], Cost[]] = [[], [], []];
    let [eligible, bareEligible] = [0, 0];
    for (let round = 0; round < rounds; round += 1) {
      bare.driver.exec('delete from bare_follow_up; delete from bare_draw');
      bareTimes.push(
        await costOf(async () => {
          bareEligible = bareDraw(bare.driver);
        }),
      );
      previewTimes.push(await costOf(() => supervisor.sampling.preview({ month, size: sampleSize })));
      doorTimes.push(
        await costOf(async () => {
          const draw = await supervisor.sampling.draw({ plan: { month, size: sampleSize }, seed: String(round) });
          eligible = draw.frame.eligible;
        }),
      );
      if (round === 0) await verifyOnce(supervisor);
      await forgetDraw(workstation);
    }
    bare.close();
    if (eligible !== bareEligible) throw new Error(`not the same frame: ${eligible} and ${bareEligible}`);
    const [door, floor, preview] = [median(doorTimes), median(bareTimes), median(previewTimes)];
    const words = ({ cpu, wall }: Cost) => `${cpu.toFixed(0)} ms of core time (${wall.toFixed(0)} ms by the clock)`;
    console.log(
      `draw ${sampleSize} from ${eligible.toLocaleString('en')} eligible of ${count.toLocaleString('en')}: door ${words(door)}, aim ≤ 300 · ` +
        `preview ${words(preview)} · bare SQL and JavaScript ${words(floor)} · ratio ${(door.cpu / floor.cpu).toFixed(2)}`,
    );
  } finally {
    await workstation.close();
  }
}

async function verifyOnce(supervisor: TestWorkstation['system']): Promise<void> {
  const { ok } = await supervisor.sampling.verify({ month });
  if (!ok) throw new Error('the draw, made again, gives another list');
}

/** Prints the medians of a few draws from 10,000 and 105,000 discharges (100,000 eligible). */
export async function samplingBench(): Promise<void> {
  for (const count of [10_000, 106_000]) await measure(count);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await samplingBench();
