/**
 * Calls every procedure of the contract in every role with inputs generated from its schema: each answers in its
 * declared shape or refuses with a declared error, and never fails by an internal fault.
 */
import type { AnyContractProcedure } from '@orpc/contract';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import { errorList } from '../../../shared/base/contract/errors.ts';
import { contract } from '../../../shared/contract.ts';
import { InputMaker, type Pools } from '../../helpers/arbitraryInput.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { chance } from '../../helpers/chance.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';

/** Left out: what dials out to another machine, and what ends everything else. */
const elsewhere = ['discharges.testConnection', 'discharges.runDuePulls', 'accounts.setUpDemo'];

const procedures = Object.entries(contract).flatMap(([room, all]) =>
  Object.entries(all as Record<string, AnyContractProcedure>).map(([name, procedure]) => ({
    room,
    name,
    schema: procedure['~orpc'].inputSchema as z.ZodType | undefined,
  })),
);

const seed = process.env['EXPLORE'] ? Date.now() : 20_261_130;
const callsEach = Number(process.env['EXPLORE'] ?? 0) > 1 ? Number(process.env['EXPLORE']) : 9;

onBothDatabases('every procedure', (kind) => {
  const house = new House(kind, async ({ workstation, staff }) => {
    await workstation.transaction(({ db }) => db.updateTable('department').set({ sensitive: 1 }).where('name', '=', '产科').execute());
    const patients = await samplePatients(
      workstation,
      staff,
      Array.from({ length: 12 }, (_, at) => ({ nurseId: at % 3 === 0 ? staff.users.nurse.id : null })),
    );
    const nurse = workstation.as(staff.users.nurse);
    for (const { followUpId, phoneIds } of patients.slice(0, 2)) {
      await nurse.calls.take({ followUpId });
      const { attemptId } = await nurse.calls.dial({ followUpId, phoneId: phoneIds[0] ?? '' });
      if (followUpId === patients[0]?.followUpId) await nurse.calls.endCall({ followUpId, attemptId, outcome: 'no_answer' });
      else await nurse.interviews.beginInterview({ followUpId, attemptId });
    }
  });

  async function pools(): Promise<Pools> {
    const { db } = house.workstation.parts.store;
    const of = async (
      table:
        | 'follow_up'
        | 'discharge'
        | 'attempt'
        | 'interview'
        | 'phone'
        | 'department'
        | 'app_user'
        | 'feedback'
        | 'draw'
        | 'questionnaire_version'
        | 'questionnaire_draft',
    ) => (await db.selectFrom(table).select('id').orderBy('id').limit(30).execute()).map(({ id }) => id);
    const [followUpId, dischargeId, attemptId, interviewId, phoneId, departmentId, nurseId, feedbackId, drawId, versionId, draftId] =
      await Promise.all(
        (
          [
            'follow_up',
            'discharge',
            'attempt',
            'interview',
            'phone',
            'department',
            'app_user',
            'feedback',
            'draw',
            'questionnaire_version',
            'questionnaire_draft',
          ] as const
        ).map(of),
      );
    const named = {
      followUpId,
      dischargeId,
      attemptId,
      interviewId,
      phoneId,
      departmentId,
      nurseId,
      feedbackId,
      drawId,
      versionId,
      draftId,
    };
    const byField = Object.fromEntries(Object.entries(named).map(([field, ids]) => [field, ids ?? []]));
    return {
      byField: { ...byField, followUpIds: byField['followUpId'] ?? [], requestId: ['request-1', 'request-2'] },
      ids: Object.values(byField).flat(),
    };
  }

  it('refuses a request id that another interview has used, and saves nothing', async () => {
    const { users } = house.staff;
    const patients = await samplePatients(house.workstation, house.staff, [{}]);
    const { db } = house.workstation.parts.store;
    const first = await db.selectFrom('interview').select(['id', 'version']).executeTakeFirstOrThrow();
    const followUpId = patients[0]?.followUpId ?? '';
    const colleague = house.workstation.as(users.nurse2);
    await colleague.calls.take({ followUpId });
    const { attemptId } = await colleague.calls.dial({ followUpId, phoneId: patients[0]?.phoneIds[0] ?? '' });
    const second = await colleague.interviews.beginInterview({ followUpId, attemptId });
    const who = { answerer: 'patient' as const, relation: '' };
    const saved = { interviewId: first.id, requestId: 'twice', expectedVersion: first.version, ...who };
    await house.workstation.as(users.nurse).interviews.saveProgress(saved);
    const save = (requestId: string) =>
      colleague.interviews.saveProgress({ interviewId: second.id, requestId, expectedVersion: second.version, ...who });
    await expect(save('twice')).rejects.toMatchObject({ code: 'REQUEST_REUSED' });
    expect(await save('once')).toMatchObject({ version: second.version + 1 });
  });

  it('refuses places, months and days that cannot be, and a calendar that never works', async () => {
    const { upkeep, reporting, numbers } = house.supervisor;
    const bad = { code: 'BAD_INPUT' };
    await expect(upkeep.audit({ offset: 9_007_199_254_740_991 })).rejects.toMatchObject(bad);
    for (const month of ['0000-01', '0001-12', '2026-13'])
      await expect(reporting.month({ month, rule: 'strict' })).rejects.toMatchObject(bad);
    for (const until of ['2026-02-31', '2025-02-29', '0000-00-00', '9999-12-31'])
      await expect(numbers.addDoNotCall({ number: '13800000000', why: 'other', note: '家属来信', until } as never)).rejects.toMatchObject(
        bad,
      );
    const first = Date.parse('2027-01-01T00:00:00.000Z');
    const holidays = Array.from({ length: 450 }, (_, at) => new Date(first + at * 86_400_000).toISOString().slice(0, 10));
    const none = { holidays: [], makeUpDays: [] };
    await expect(upkeep.saveCalendar({ before: none, after: { holidays, makeUpDays: [] } })).rejects.toMatchObject({
      ...bad,
      message: expect.stringContaining('连续放假超过'),
    });
  });

  it('answers or refuses in words, whatever it is asked and whoever asks', async () => {
    const random = chance(seed);
    const callers = [...Object.values(house.staff.users).map((actor) => ({ actor })), { actor: undefined }];
    const faults: string[] = [];
    const answers = new Map<string, number>();
    for (let round = 0; round < callsEach; round += 1) {
      const maker = new InputMaker(random, await pools());
      for (const { room, name, schema } of procedures) {
        if (elsewhere.includes(`${room}.${name}`)) continue;
        const caller = callers[Math.floor(random() * callers.length)];
        const client = caller?.actor ? house.workstation.as(caller.actor) : house.workstation.anyone;
        const call = (client as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>)[room]?.[name];
        const input = schema ? maker.of(schema) : undefined;
        const code = await Promise.resolve(call?.(input)).then(
          async (answer) => {
            await (answer as AsyncGenerator | undefined)?.return?.(undefined);
            return 'answered';
          },
          (error: { code?: string }) => error.code ?? String(error),
        );
        answers.set(code, (answers.get(code) ?? 0) + 1);
        if (code !== 'answered' && (!(code in errorList) || code === 'INTERNAL'))
          faults.push(`${code} ${room}.${name} as ${caller?.actor?.role ?? 'nobody'}: ${JSON.stringify(input)?.slice(0, 600)}`);
      }
    }
    expect(faults).toEqual([]);
    expect(answers.get('answered')).toBeGreaterThan(procedures.length);
    expect((await house.workstation.system.upkeep.verify({})).checks.filter(({ name, ok }) => !ok && name !== 'draws')).toEqual([]);
  });
});
