/** The work list at many open follow-ups, through the door, against the same question in bare SQL on the same data. */
import { join } from 'node:path';
import SqliteDriver from 'better-sqlite3';
import { CompiledQuery, sql } from 'kysely';
import type { Client } from '../../electron/core/workstation.ts';
import { queueBounds } from '../../shared/worklist/rules/queue.ts';
import { startPostgres } from '../helpers/postgres.ts';
import { openWorkstation, type TestWorkstation, withStaff } from '../helpers/workstation.ts';
import { seedWorkList } from './workListSeed.ts';

const now = '2026-11-10T02:00:00.000Z';
const rounds = 40;
const page = 200;

type Asked = Parameters<Client['worklist']['workList']>[0];

interface Kind {
  readonly kind: string;
  readonly ask: Asked;
  /** Condition, order and offset of the bare statement. */
  readonly where: string;
  readonly order: string;
  readonly offset: number;
}

const bounds = queueBounds(now, { firstContactFromDays: 2, firstContactByDays: 14 });
const neverCalled = `f.appointment_at is null and f.last_outcome is null and f.discharged_on <= '${bounds.firstCallUntil}'`;
const dueFirst = 'f.next_at, f.discharged_on, f.id';
const stayFirst = 'f.discharged_on, f.id';

const begins = (column: string, text: string) => `${column} >= '${text}' and ${column} < '${text}\u{10FFFF}'`;

const kinds: readonly Kind[] = [
  {
    kind: 'appointments',
    ask: { group: 'missed_appointment' },
    where: `f.appointment_at < '${bounds.missedBefore}'`,
    order: 'f.appointment_at, f.discharged_on, f.id',
    offset: 0,
  },
  {
    kind: 'call-backs',
    ask: { group: 'callback' },
    where: `f.appointment_at is null and f.last_outcome in ('partial', 'soft_refused') and f.next_at <= '${now}'`,
    order: dueFirst,
    offset: 0,
  },
  { kind: 'never called', ask: { group: 'never_called' }, where: neverCalled, order: stayFirst, offset: 0 },
  { kind: 'never called, far down', ask: { group: 'never_called', offset: 30_000 }, where: neverCalled, order: stayFirst, offset: 30_000 },
  {
    kind: 'never called, late',
    ask: { group: 'never_called', window: 'late' },
    where: `${neverCalled} and f.contacted = 0 and f.discharged_on < '2026-10-27'`,
    order: stayFirst,
    offset: 0,
  },
  {
    kind: 'never called, by initials',
    ask: { group: 'never_called', search: 'wm' },
    where: `${neverCalled} and ${begins('d.pinyin', 'wm')}`,
    order: stayFirst,
    offset: 0,
  },
  {
    kind: 'never called, by a surname',
    ask: { group: 'never_called', search: '王' },
    where: `${neverCalled} and ${begins('d.name_key', '王')}`,
    order: stayFirst,
    offset: 0,
  },
  {
    kind: 'never called, by a number’s last digits',
    ask: { group: 'never_called', search: '4321' },
    where: `${neverCalled} and f.discharge_id in (select discharge_id from phone where substr(number, length(number) - 3) = '4321')`,
    order: stayFirst,
    offset: 0,
  },
];

/** The counts that stand on the filter, and the page with all that a row shows. */
const bareCounts = `select case
    when appointment_at is not null then case when appointment_at > '${bounds.dueUntil}' then 7 when appointment_at < '${bounds.missedBefore}' then 1 else 0 end
    when last_outcome is null then case when discharged_on > '${bounds.firstCallUntil}' then 7 else 6 end
    when next_at > '${now}' then 7 else 2 end as place, count(*) from follow_up where state = 'open' group by 1`;
const barePage = ({ where, order, offset }: Kind) => `select f.*, d.name, d.sex, d.age_text, d.diagnosis, department.name as department,
    nurse.name as nurse, holder.name as holder, (select number from phone where phone.discharge_id = d.id order by position limit 1) as number
  from follow_up f join discharge d on d.id = f.discharge_id join department on department.id = f.department_id
  left join app_user nurse on nurse.id = f.nurse_id left join app_user holder on holder.id = f.held_by
  where f.state = 'open' and ${where} order by ${order} limit ${page} offset ${offset}`;

interface Timing {
  readonly p50: number;
  readonly p95: number;
}

async function timed(run: (round: number) => unknown): Promise<Timing> {
  const times: number[] = [];
  for (let round = -3; round < rounds; round += 1) {
    const start = performance.now();
    await run(round);
    if (round >= 0) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

const ms = ({ p50, p95 }: Timing) => `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;

/** A statement as bare as it can be, on the data that the workstation holds. */
type Bare = (text: string) => () => unknown;

async function bareOf(kind: 'sqlite' | 'postgres', { parts }: TestWorkstation): Promise<{ bare: Bare; close: () => void }> {
  if (kind === 'postgres') {
    const query = (text: string) => CompiledQuery.raw(text);
    return { bare: (text) => () => parts.store.db.executeQuery(query(text)), close: () => undefined };
  }
  await parts.store.copyTo?.(join(parts.dataDir, 'bare.db'));
  const driver = new SqliteDriver(join(parts.dataDir, 'bare.db'));
  driver.pragma('journal_mode = WAL');
  driver.pragma('synchronous = FULL');
  driver.pragma('cache_size = -262144');
  const bare: Bare = (text) => {
    const statement = driver.prepare(text);
    return () => statement.all();
  };
  return { bare, close: () => driver.close() };
}

/** Prints per size: pages of 200 with the counts of every group, the day's line, taking the next one, and a number that rings. */
export async function workListBench(sizes: readonly number[], kind: 'sqlite' | 'postgres'): Promise<void> {
  const server = kind === 'postgres' ? await startPostgres() : null;
  for (const size of sizes) {
    const workstation = await openWorkstation(kind, now, undefined, undefined, server?.url);
    const staff = await withStaff(workstation);
    await seedWorkList(workstation, staff, size, now);
    // The server counts and tidies its tables by itself, minutes later.
    if (kind === 'postgres') await sql`vacuum analyze`.execute(workstation.parts.store.db);
    const { worklist } = workstation.as(staff.users.supervisor);
    const nurse = workstation.as(staff.users.nurse);
    const own = await timed(() => nurse.worklist.workList({ limit: page }));
    const pages: Timing[] = [];
    for (const { ask } of kinds) pages.push(await timed(() => worklist.workList({ scope: 'all', limit: page, ...ask })));
    const line = await timed(() => nurse.calls.dayLine({}));
    const rings = await timed(() => nurse.calls.findCallBack({ search: '4321' }));
    const letter = await timed(() => nurse.calls.findCallBack({ search: 'w' }));
    const taking = await timed(() => nurse.calls.takeNext({}));
    const { bare, close } = await bareOf(kind, workstation);
    const report = (what: string, ours: Timing, theirs: Timing) =>
      console.log(
        `work list (${kind}), ${size} open, ${what}: ${ms(ours)}; bare SQL ${ms(theirs)}; ratio ${(ours.p50 / theirs.p50).toFixed(2)}`,
      );
    const counts = bare(bareCounts);
    for (const [at, each] of kinds.entries()) {
      const rows = bare(barePage(each));
      const both = await timed(async () => [await counts(), await rows()]);
      report(each.kind, pages[at] ?? { p50: Number.NaN, p95: Number.NaN }, both);
    }
    console.log(`work list (${kind}), ${size} open, a nurse’s first page: ${ms(own)}`);
    const sums = `select count(*), sum(case when disposition = 'completed' then 1 else 0 end),
      sum(case when state = 'open' then 1 else 0 end), min(case when state = 'open' and appointment_at >= '${now}' then appointment_at end)
      from follow_up where month = '${now.slice(0, 7)}' and (nurse_id is null or nurse_id = '${staff.users.nurse.id}')`;
    report('the day’s line', line, await timed(bare(sums)));
    const ringing = (where: string) => `select f.*, d.name, d.sex, d.age_text from follow_up f join discharge d on d.id = f.discharge_id
      where f.state = 'open' and ${where} order by f.last_attempt_at desc, f.id limit 20`;
    const number = `f.discharge_id in (select discharge_id from phone where substr(number, length(number) - 3) = '4321')`;
    report('a number that rings', rings, await timed(bare(ringing(number))));
    report('a call back by one letter', letter, await timed(bare(ringing(begins('d.pinyin', 'w')))));
    const take =
      bare(`update follow_up set held_by = '${staff.users.nurse2.id}', held_until = '${now}' where id = (select f.id from follow_up f
      where f.state = 'open' and f.appointment_at <= '${bounds.dueUntil}' and f.held_by is null
      order by f.appointment_at, f.discharged_on, f.id limit 1) returning id`);
    report('take the next one', taking, await timed(take));
    close();
    await workstation.close();
  }
  await server?.stop();
}
