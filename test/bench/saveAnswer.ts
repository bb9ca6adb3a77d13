/** Saving one answer through the door, as a ratio to a bare durable SQLite transaction on the same disk in the same run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDriver from 'better-sqlite3';
import { startSession } from '../../electron/core/accounts/sessions.ts';
import { agreed, samplePatients } from '../helpers/calling.ts';
import { openWorkstation, type TestWorkstation, withStaff } from '../helpers/workstation.ts';

const rounds = 1_500;
const warmUp = 200;

const quantile = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

function summary(times: readonly number[]) {
  const sorted = times.slice(warmUp).toSorted((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), p99: quantile(sorted, 0.99) };
}

/** The least a durable answer can cost: upsert it and bump its interview's version, WAL with synchronous=FULL. */
function bareAnswer(): { run(round: number): void; close(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'followup-bench-'));
  const driver = new SqliteDriver(join(folder, 'bare.db'));
  driver.pragma('locking_mode = EXCLUSIVE');
  driver.pragma('journal_mode = WAL');
  driver.pragma('synchronous = FULL');
  driver.exec(`create table interview (id text primary key, version integer not null);
    create table answer (interview_id text, item_code text, value text, at text, primary key (interview_id, item_code));
    insert into interview values ('i', 1)`);
  const upsert = driver.prepare(
    'insert into answer values (?, ?, ?, ?) on conflict (interview_id, item_code) do update set value = excluded.value, at = excluded.at',
  );
  const touch = driver.prepare('update interview set version = version + 1 where id = ?');
  const save = driver.transaction((code: string, value: string) => {
    upsert.run('i', code, value, new Date().toISOString());
    touch.run('i');
  });
  return {
    run: (round) => save(`item${round % 24}`, `["${round}"]`),
    close() {
      driver.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answering(workstation: TestWorkstation): Promise<(round: number) => Promise<void>> {
  const staff = await withStaff(workstation);
  const [patient] = await samplePatients(workstation, staff, [{}]);
  const { nurse } = staff.users;
  const token = await workstation.transaction((ctx) => startSession(ctx.db, nurse.id, ctx.now));
  const { interviews, calls } = workstation.withToken(token);
  const followUpId = patient?.followUpId ?? '';
  await calls.take({ followUpId });
  const { attemptId } = await calls.dial({ followUpId, phoneId: patient?.phoneIds[0] ?? '' });
  const { questionnaire } = await calls.brief({ followUpId });
  const interview = await agreed({ interviews }, await interviews.beginInterview({ followUpId, attemptId }));
  const items = questionnaire.content.items;
  let { version } = interview;
  return async (round) => {
    const item = items[round % items.length];
    const good = item?.options.filter((option) => !option.objection) ?? [];
    const value = [good[Math.floor(round / items.length) % good.length]?.value ?? ''];
    const request = { interviewId: interview.id, requestId: `r${round}`, expectedVersion: version };
    ({ version } = await interviews.saveAnswer({ ...request, itemCode: item?.code ?? '', value }));
  };
}

/** Prints p50 and p99 of both, run in turns so that the machine's mood falls on both alike. */
export async function saveAnswerBench(): Promise<void> {
  const workstation = await openWorkstation('sqlite');
  const bare = bareAnswer();
  try {
    const answer = await answering(workstation);
    const bareTimes: number[] = [];
    const doorTimes: number[] = [];
    for (let round = 0; round < rounds + warmUp; round += 1) {
      const start = performance.now();
      bare.run(round);
      const middle = performance.now();
      await answer(round);
      doorTimes.push(performance.now() - middle);
      bareTimes.push(middle - start);
    }
    const [floor, door] = [summary(bareTimes), summary(doorTimes)];
    const ms = (time: number) => time.toFixed(2);
    console.log(
      `save an answer: door p50 ${ms(door.p50)} ms, p95 ${ms(door.p95)} ms, p99 ${ms(door.p99)} ms · bare durable transaction p50 ${ms(floor.p50)} ms, ` +
        `p95 ${ms(floor.p95)} ms, p99 ${ms(floor.p99)} ms · ratio p50 ${ms(door.p50 / floor.p50)}, p95 ${ms(door.p95 / floor.p95)}, p99 ${ms(door.p99 / floor.p99)} (aim ≤ 3)`,
    );
  } finally {
    bare.close();
    await workstation.close();
  }
}
