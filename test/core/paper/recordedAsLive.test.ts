/** Tests that bulk recording writes the same rows as live calls, for every outcome. */

import { expect, it } from 'vitest';
import { type RecordedAttempt, recordAttempts } from '../../../electron/core/paper/recordInterview.ts';
import { settings } from '../../../shared/base/contract/settings.ts';
import type { AttemptOutcome } from '../../../shared/base/contract/words.ts';
import { lastTryFrom, outcomeRules, type Try } from '../../../shared/worklist/rules/attempts.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { House } from '../../helpers/house.ts';
import { fc } from '../../helpers/properties.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';

const outcomes = [
  'no_answer',
  'busy',
  'powered_off',
  'unreachable',
  'soft_refused',
  'refused',
  'appointment',
  'not_in_service',
  'wrong_number',
  'unable',
  'deceased',
  'readmitted',
  'denies_stay',
] as const satisfies readonly AttemptOutcome[];

const defaults = settings.parse({});
const start = '2026-11-10T01:00:00.000Z';
const plus = (instant: string, seconds: number) => new Date(Date.parse(instant) + seconds * 1_000).toISOString();

onBothDatabases('calls recorded at once', (kind) => {
  const house = new House(kind);

  /** Makes the calls through the nurses' own procedures, each when it is due, until the follow-up has ended. */
  async function callLive(
    followUpId: string,
    phoneIds: readonly string[],
    planned: readonly AttemptOutcome[],
    begins: string,
  ): Promise<RecordedAttempt[]> {
    const made: RecordedAttempt[] = [];
    const tries: Try[] = [];
    const dead = new Set<string>();
    let due = begins;
    let agreed: string | null = null;
    for (const outcome of planned) {
      const startedAt = lastTryFrom(tries, defaults, due, agreed) ?? due;
      const who = made.some((call) => call.outcome === 'soft_refused') ? 'nurse2' : 'nurse';
      const nurse = house.as(who);
      house.workstation.setNow(startedAt);
      await nurse.calls.take({ followUpId });
      const phoneId = phoneIds.find((one) => !dead.has(one)) ?? '';
      const { attemptId } = await nurse.calls.dial({ followUpId, phoneId });
      const endedAt = plus(startedAt, 40);
      house.workstation.setNow(endedAt);
      const note = outcomeRules[outcome].noteRequired ? '不方便说话' : '';
      const appointmentAt = outcome === 'appointment' ? plus(endedAt, 86_400) : undefined;
      const ended = await nurse.calls.endCall({
        followUpId,
        attemptId,
        outcome,
        note,
        ...(appointmentAt === undefined ? {} : { appointmentAt }),
      });
      if (outcomeRules[outcome].nextNumber) dead.add(phoneId);
      tries.push({ at: startedAt, outcome });
      made.push({
        nurseId: house.staff.users[who].id,
        startedAt,
        endedAt,
        outcome,
        phoneId,
        note,
        ...(appointmentAt === undefined ? {} : { appointmentAt }),
      });
      if (ended.nextAt === null) break;
      agreed = appointmentAt === ended.nextAt ? ended.nextAt : null;
      due = ended.nextAt > endedAt ? ended.nextAt : plus(endedAt, 60);
    }
    return made;
  }

  /** What a follow-up, its calls and its numbers have become, without ids and without what the live path keeps to answer a repeat. */
  async function rowsOf(followUpId: string, dischargeId: string, phoneIds: readonly string[]) {
    return house.workstation.transaction(async ({ db }) => {
      const followUp = await db
        .selectFrom('follow_up')
        .select([
          'state',
          'disposition',
          'attempts',
          'contacted',
          'last_outcome',
          'last_attempt_at',
          'next_at',
          'appointment_at',
          'ended_at',
          'nurse_id',
          'avoid_nurse_id',
        ])
        .where('id', '=', followUpId)
        .executeTakeFirstOrThrow();
      const attempts = await db
        .selectFrom('attempt')
        .select(['ordinal', 'nurse_id', 'phone_id', 'started_at', 'answered_at', 'ended_at', 'outcome', 'note', 'incoming'])
        .where('follow_up_id', '=', followUpId)
        .orderBy('ordinal')
        .execute();
      const bad = await db.selectFrom('phone').select('bad').where('discharge_id', '=', dischargeId).orderBy('position').execute();
      const listed = await db
        .selectFrom('do_not_call_entry')
        .innerJoin('discharge', 'discharge.patient_id', 'do_not_call_entry.patient_id')
        .select('note')
        .where('discharge.id', '=', dischargeId)
        .execute();
      return {
        followUp,
        attempts: attempts.map(({ phone_id, ...row }) => ({ ...row, number: phoneIds.indexOf(phone_id ?? '') })),
        bad,
        listed,
      };
    });
  }

  it('become what they become when they are made one by one', async () => {
    let patient = 0;
    // Each run begins months after the one before: the clock of a workstation never goes back.
    let begins = start;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...outcomes), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        async (planned, numbers) => {
          patient += 1;
          const phones = (one: number) =>
            Array.from({ length: numbers }, (_, at) => `13${one}${String(patient * 10 + at).padStart(8, '0')}`);
          const nurseId = house.staff.users.nurse.id;
          house.workstation.setNow(begins);
          const [live, told] = await samplePatients(house.workstation, house.staff, [
            { phones: phones(1), nurseId },
            { phones: phones(2), nurseId },
          ]);
          if (!live || !told) return expect.unreachable();
          const made = await callLive(live.followUpId, live.phoneIds, planned, begins);
          begins = plus(begins, 90 * 86_400);
          const twin = new Map(live.phoneIds.map((id, at) => [id, told.phoneIds[at] ?? '']));
          await house.workstation.transaction((ctx) =>
            recordAttempts(ctx, [
              { followUpId: told.followUpId, attempts: made.map((call) => ({ ...call, phoneId: twin.get(call.phoneId ?? '') ?? '' })) },
            ]),
          );
          expect(await rowsOf(told.followUpId, told.dischargeId, told.phoneIds)).toEqual(
            await rowsOf(live.followUpId, live.dischargeId, live.phoneIds),
          );
        },
      ),
      { numRuns: 25 },
    );
  });
});
