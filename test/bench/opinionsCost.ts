/** Time of learning and suggesting at 20,000 cases, through the door, beside the bare query that reads them. */
import { setTimeout } from 'node:timers/promises';
import { insertMany } from '../../electron/core/base/db/bulk.ts';
import type { Schema } from '../../electron/core/base/db/schema.ts';
import type { Case } from '../../shared/opinions/rules/tally.ts';
import { agreed, samplePatients } from '../helpers/calling.ts';
import { openWorkstation, type TestWorkstation, withStaff } from '../helpers/workstation.ts';

const total = 20_000;
const rounds = 2_000;

const quantile = (times: readonly number[], share: number) => times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;

/** Texts of two halves of different opinions with the label of the first: many distinct n-grams. */
async function fill(workstation: TestWorkstation, interviewId: string, departmentId: string, cases: readonly Case[]): Promise<void> {
  const half = (text: string, from: 0 | 1) =>
    from === 0 ? text.slice(0, Math.ceil(text.length / 2)) : text.slice(Math.ceil(text.length / 2));
  await workstation.transaction(async (ctx) => {
    const rows = Array.from({ length: total }, (_, at): Partial<Schema['feedback']> => {
      const one = cases[at % cases.length];
      const other = cases[(at * 7 + Math.floor(at / cases.length)) % cases.length];
      return {
        id: `f${String(at).padStart(6, '0')}`,
        number: '',
        kind: 'opinion',
        state: 'registered',
        severity: 'general',
        interview_id: interviewId,
        month: '2026-10',
        item_code: one?.labels['item'] ?? null,
        department_id: departmentId,
        text: `${half(one?.text ?? '', 0)}，${half(other?.text ?? '', 1)}`,
        staff_name: '',
        round: 1,
        version: 1,
        created_at: ctx.now,
      };
    });
    const columns = Object.keys(rows[0] ?? {}) as (keyof Schema['feedback'])[];
    await insertMany(
      ctx.db,
      'feedback',
      columns,
      rows.map((row) => columns.map((column) => row[column])),
    );
  });
}

export async function suggestCost(cases: readonly Case[]): Promise<void> {
  const workstation = await openWorkstation('sqlite');
  try {
    const staff = await withStaff(workstation);
    const [patient] = await samplePatients(workstation, staff, [{}]);
    const { opinions, interviews, calls } = workstation.as(staff.users.nurse);
    const followUpId = patient?.followUpId ?? '';
    await calls.take({ followUpId });
    const { attemptId } = await calls.dial({ followUpId, phoneId: patient?.phoneIds[0] ?? '' });
    const interview = await agreed({ interviews }, await interviews.beginInterview({ followUpId, attemptId }));
    await fill(workstation, interview.id, staff.departments.cardiology, cases);
    const start = performance.now();
    const read = await workstation.parts.store.db.selectFrom('feedback').select(['id', 'text', 'item_code']).execute();
    const bare = performance.now() - start;
    const ask = async (round: number) => {
      const text = cases[(round * 13) % cases.length]?.text ?? '';
      const asked = performance.now();
      await opinions.suggest({ interviewId: interview.id, text });
      return performance.now() - asked;
    };
    /** Times of suggestions while the cases are taken up, a keystroke's pause between. */
    const meanwhile = async (run: Promise<unknown>) => {
      let running = true;
      void run.finally(() => {
        running = false;
      });
      const times: number[] = [];
      while (running) {
        times.push(await ask(times.length));
        await setTimeout(3);
      }
      return times;
    };
    const begun = performance.now();
    const whileLearning = await meanwhile(opinions.learnOpinions({}));
    const learned = performance.now() - begun;
    const again = performance.now();
    await opinions.learnOpinions({});
    const caughtUp = performance.now() - again;
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) times.push(await ask(round));
    const said = (some: readonly number[]) =>
      `p50 ${quantile(some, 0.5).toFixed(2)} ms, p99 ${quantile(some, 0.99).toFixed(2)} ms, longest ${Math.max(...some).toFixed(1)} ms`;
    console.log(`cost at ${read.length} cases (aim: a suggestion within 20 ms):`);
    console.log(`  learning ${learned.toFixed(0)} ms in all (bare read ${bare.toFixed(0)} ms), nothing new ${caughtUp.toFixed(1)} ms`);
    console.log(`  a suggestion ${said(times)}; while learning ${said(whileLearning)}`);
  } finally {
    await workstation.close();
  }
}
