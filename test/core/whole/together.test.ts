/** Tests simultaneous writes of two users or of a double click; on PostgreSQL the transactions run in parallel. */
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../../electron/core/base/context.ts';
import { refusalOf } from '../../../electron/core/base/db/errors.ts';
import { recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import { agreed, hangUp, samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, staffPassword, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const fulfilled = <T>(results: readonly PromiseSettledResult<T>[]) =>
  results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
const refusals = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as { code: string }).code] : []));

onBothDatabases('at the same moment', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeAll(async () => {
    workstation = await openWorkstation(kind);
    staff = await withStaff(workstation);
  });
  afterAll(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);

  async function takenPatient() {
    const [sampled] = await samplePatients(workstation, staff, [{ month: '2026-11' }]);
    if (!sampled) throw new Error('nobody sampled');
    await hangUp(workstation.as(staff.users.nurse));
    await nurse().calls.take({ followUpId: sampled.followUpId });
    return { followUpId: sampled.followUpId, phoneId: sampled.phoneIds[0] ?? '' };
  }

  it('a number dialled twice is one attempt', async () => {
    const { followUpId, phoneId } = await takenPatient();
    const dialled = await Promise.all([1, 2, 3].map(() => nurse().calls.dial({ followUpId, phoneId })));
    expect(new Set(dialled.map(({ attemptId }) => attemptId)).size).toBe(1);
  });

  it('an interview begun twice is one interview', async () => {
    const { followUpId, phoneId } = await takenPatient();
    const { attemptId } = await nurse().calls.dial({ followUpId, phoneId });
    const begun = await Promise.all([1, 2, 3].map(() => nurse().interviews.beginInterview({ followUpId, attemptId })));
    expect(new Set(begun.map(({ id }) => id)).size).toBe(1);
  });

  describe('a call with answers', () => {
    async function answered() {
      const { followUpId, phoneId } = await takenPatient();
      const { attemptId } = await nurse().calls.dial({ followUpId, phoneId });
      const interview = await agreed(nurse(), await nurse().interviews.beginInterview({ followUpId, attemptId }));
      const { questionnaire } = await nurse().calls.brief({ followUpId });
      const singles = questionnaire.content.items.filter((item) => item.kind === 'single' && item.showIf.length === 0);
      let version = interview.version;
      const answer = (index: number, expectedVersion: number) => {
        const item = singles[index];
        const value = item?.options.find((option) => !option.objection && !option.notCounted)?.value ?? '';
        return nurse().interviews.saveAnswer({
          interviewId: interview.id,
          requestId: `${interview.id}-${index}`,
          expectedVersion,
          itemCode: item?.code ?? '',
          value: [value],
        });
      };
      for (let index = 0; index < singles.length - 1; index += 1) version = (await answer(index, version)).version;
      return { followUpId, attemptId, lastAnswer: () => answer(singles.length - 1, version) };
    }

    it('ended twice ends once, with the same answer', async () => {
      const { followUpId, attemptId } = await answered();
      const end = () => nurse().calls.endCall({ followUpId, attemptId, outcome: 'completed' });
      const [first, second] = await Promise.all([end(), end()]);
      expect(first).toMatchObject({ outcome: 'completed', followUpState: 'ended', disposition: 'completed' });
      expect(second).toEqual(first);
    });

    it('an answer that comes as the call ends is counted or refused, never half', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { followUpId, attemptId, lastAnswer } = await answered();
        await Promise.allSettled([lastAnswer(), nurse().calls.endCall({ followUpId, attemptId, outcome: 'completed' })]);
      }
      const { checks } = await workstation.system.upkeep.verify({});
      expect(checks.find((check) => check.name === 'derived')).toMatchObject({ ok: true });
    });
  });

  it('five wrong passwords at once lock the account as five one after another do', async () => {
    const guesses = await Promise.allSettled(
      [1, 2, 3, 4, 5].map((guess) => workstation.anyone.accounts.signIn({ login: 'nurse2', password: `wrong ${guess}` })),
    );
    expect(refusals(guesses)).toContain('ACCOUNT_LOCKED');
    await expect(workstation.anyone.accounts.signIn({ login: 'nurse2', password: staffPassword })).rejects.toMatchObject({
      code: 'ACCOUNT_LOCKED',
    });
  });

  it('two users of one login: the second is refused', async () => {
    const create = (name: string) =>
      workstation
        .as(staff.users.admin)
        .hospital.createUser({ login: 'twin', name, role: 'nurse', departmentId: null, password: staffPassword });
    const made = await Promise.allSettled([create('甲'), create('乙')]);
    expect(fulfilled(made)).toHaveLength(1);
    expect(refusals(made)).toEqual(['LOGIN_TAKEN']);
  });

  it('two nurses who end their calls together never get the same number', async () => {
    const opinion = (ctx: Context) =>
      Array.from({ length: 20 }, (_, index) => ({
        interviewId: null,
        followUpId: null,
        dischargeId: null,
        month: '2026-11',
        kind: 'opinion' as const,
        itemCode: null,
        aspect: null,
        departmentId: staff.departments.cardiology,
        severity: 'general' as const,
        text: `意见 ${index}`,
        staffName: '',
        registeredAt: ctx.now,
        registeredBy: ctx.actor.id,
        steps: [],
      }));
    const writers = [staff.users.nurse, staff.users.nurse2].map((actor) =>
      workstation.transaction((ctx) => recordFeedback(ctx, opinion(ctx)), actor),
    );
    const numbers = (await Promise.all(writers)).flat().map(({ number }) => number);
    expect(new Set(numbers).size).toBe(40);
    expect(numbers.toSorted()).toEqual(Array.from({ length: 40 }, (_, index) => `ZG-2611-${String(index + 1).padStart(3, '0')}`));
  });
});

onBothDatabases('a first start', (kind) => {
  it('of two hospitals founded at once one stands, with one administrator', async () => {
    const workstation = await openWorkstation(kind);
    const found = (login: string) =>
      workstation.anyone.hospital.setUp({ hospital: `${login} 医院`, name: '信息科', login, password: staffPassword });
    const founded = await Promise.allSettled([found('first'), found('second')]);
    expect(fulfilled(founded)).toHaveLength(1);
    expect(refusals(founded)).toEqual(['ALREADY_SET_UP']);
    expect(await workstation.system.hospital.users({})).toHaveLength(1);
    await workstation.close();
  });
});

it('a PostgreSQL connection that is cut in the middle of a transaction is a refusal, and the program lives on', async () => {
  const workstation = await openWorkstation('postgres');
  const { db } = workstation.parts.store;
  const cut = workstation.transaction(async (ctx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(ctx.db);
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db);
    await setTimeout(50);
    await sql`select 1`.execute(ctx.db);
  });
  expect(refusalOf(await cut.catch((error: unknown) => error))?.code).toBe('DATABASE_BUSY');
  expect(await workstation.anyone.accounts.status({})).toMatchObject({ ready: false });
  await workstation.close();
});
