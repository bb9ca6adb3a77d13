/** The work list at many open follow-ups, through the door, against the same question in bare SQL on the same file. */
import { join } from 'node:path';
import SqliteDriver from 'better-sqlite3';
import type { Client } from '../../electron/core/workstation.ts';
import { queueBounds } from '../../shared/rules/calling/queue.ts';
import { openWorkstation, withStaff } from '../helpers/workstation.ts';
import { seedWorkList } from './workListSeed.ts';

const now = '2026-11-10T02:00:00.000Z';
const rounds = 40;
const page = 200;

type Asked = Parameters<Client['calling']['workList']>[0];

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
    where: `${neverCalled} and d.pinyin >= 'wm' and d.pinyin < 'wm${'\u{10FFFF}'}'`,
    order: stayFirst,
    offset: 0,
  },
];

/** The counts that stand on the filter, and the page with all that a row shows. */
const bareCounts = `select case
    when appointment_at is not null then case when appointment_at > @dueUntil then 7 when appointment_at < @missedBefore then 1 else 0 end
    when last_outcome is null then case when discharged_on > @firstCallUntil then 7 else 6 end
    when next_at > @now then 7 else 2 end as place, count(*) from follow_up where state = 'open' group by 1`;
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

function report(size: number, kind: string, ours: Timing, bare: Timing): void {
  console.log(`work list, ${size} open, ${kind}: ${ms(ours)}; bare SQL ${ms(bare)}; ratio ${(ours.p50 / bare.p50).toFixed(2)}`);
}

/** Prints per size: pages of 200 with the counts of every group, the day's line, and taking the next one. */
export async function workListBench(sizes: readonly number[]): Promise<void> {
  for (const size of sizes) {
    const workstation = await openWorkstation('sqlite', now);
    const staff = await withStaff(workstation);
    await seedWorkList(workstation, staff, size, now);
    const { calling } = workstation.as(staff.users.supervisor);
    const nurse = workstation.as(staff.users.nurse).calling;
    const own = await timed(() => nurse.workList({ limit: page }));
    const pages: Timing[] = [];
    for (const { ask } of kinds) pages.push(await timed(() => calling.workList({ scope: 'all', limit: page, ...ask })));
    const line = await timed(() => nurse.dayLine({}));
    const taking = await timed(() => nurse.takeNext({}));
    await workstation.parts.store.copyTo?.(join(workstation.parts.dataDir, 'bare.db'));
    const driver = new SqliteDriver(join(workstation.parts.dataDir, 'bare.db'));
    driver.pragma('journal_mode = WAL');
    driver.pragma('synchronous = FULL');
    driver.pragma('cache_size = -262144');
    const counts = driver.prepare(bareCounts);
    const { dueUntil, missedBefore, firstCallUntil } = bounds;
    for (const [at, kind] of kinds.entries()) {
      const statement = driver.prepare(barePage(kind));
      const bare = await timed(() => [counts.all({ now, dueUntil, missedBefore, firstCallUntil }), statement.all()]);
      report(size, kind.kind, pages[at] ?? { p50: Number.NaN, p95: Number.NaN }, bare);
    }
    console.log(`work list, ${size} open, a nurse’s first page: ${ms(own)}`);
    const sums = driver.prepare(`select count(*), sum(case when disposition = 'completed' then 1 else 0 end),
      sum(case when state = 'open' then 1 else 0 end), min(case when state = 'open' and appointment_at >= ? then appointment_at end)
      from follow_up where month = ? and (nurse_id is null or nurse_id = ?)`);
    report(size, 'the day’s line', line, await timed(() => sums.get(now, now.slice(0, 7), staff.users.nurse.id)));
    const take = driver.prepare(`update follow_up set held_by = ?, held_until = ? where id = (select f.id from follow_up f
      where f.state = 'open' and f.appointment_at <= ? and f.held_by is null order by f.appointment_at, f.discharged_on, f.id limit 1)`);
    const bareTaking = await timed((round) => take.run(staff.users.nurse2.id, `${round}`, bounds.dueUntil));
    report(size, 'take the next one', taking, bareTaking);
    driver.close();
    await workstation.close();
  }
}
