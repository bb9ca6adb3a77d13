/**
 * Compares follow-ups with a plain model under any order of taking, dialling, answering, repeating, crashing, taking
 * over and ending: no follow-up is stuck, none is called more often than the maximum, no answer is lost or doubled.
 */

import { expect, it } from 'vitest';
import { createWorkstation } from '../../../electron/core/workstation.ts';
import { settings as settingsSchema } from '../../../shared/base/contract/settings.ts';
import { attemptOutcomes } from '../../../shared/base/contract/words.ts';
import { isExhausted, outcomeRules, type Try } from '../../../shared/worklist/rules/attempts.ts';
import { agreed, hangUp, type Sampled, samplePatients } from '../../helpers/calling.ts';
import { fc } from '../../helpers/properties.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const defaults = settingsSchema.parse({});
const { maxAttempts } = defaults;
const holdMinutes = 30;
const itemCodes = ['quality_effect', 'quality_doctor', 'quality_nursing', 'quality_instruction'];
const values = ['satisfied', 'fair', 'unclear'];

type Who = 'nurse' | 'nurse2';

/** What must be true, told without a database. */
interface Model {
  now: number;
  open: boolean;
  holder: Who | null;
  heldUntil: number;
  call: { by: Who; since: number; incoming: boolean; interview: boolean } | null;
  answeredAt: number;
  dials: Try[];
  version: number;
  answers: Map<string, string>;
  requests: number;
}

/** What the commands are tried on. */
interface Real {
  readonly workstation: TestWorkstation;
  readonly staff: Staff;
  readonly patient: Sampled;
  interviewId: string;
  attemptId: string;
  last: { requestId: string; by: Who; itemCode: string; value: string; expectedVersion: number; version: number } | null;
}

const codeOf = (error: unknown) => (error as { code?: string }).code ?? String(error);
/** The error code of a refused call; null where it was carried out. */
async function refusal(call: Promise<unknown>): Promise<string | null> {
  return call.then(
    () => null,
    (error: unknown) => codeOf(error),
  );
}

function as(real: Real, who: Who) {
  // A core made anew for every call: nothing it knows outlives a crash but what is in the database.
  return createWorkstation(real.workstation.parts).as({ actor: real.staff.users[who] });
}

/** A hold runs out by the clock, but for a running call's. */
const held = (model: Model) => model.holder !== null && (model.call !== null || model.heldUntil >= model.now);
const mayTake = (model: Model, who: Who) => model.open && (!held(model) || model.holder === who);

function hold(model: Model, who: Who): void {
  model.holder = who;
  model.heldUntil = model.now + holdMinutes * 60_000;
}

type Command = fc.AsyncCommand<Model, Real>;
const command = (name: string, check: (model: Model) => boolean, run: (model: Model, real: Real) => Promise<void>): Command => ({
  check,
  run,
  toString: () => name,
});
const always = () => true;

const wait = (minutes: number) =>
  command(`wait ${minutes} min`, always, async (model, { workstation }) => {
    model.now += minutes * 60_000;
    workstation.setNow(new Date(model.now).toISOString());
  });

const take = (who: Who) =>
  command(`${who} takes`, always, async (model, real) => {
    const code = await refusal(as(real, who).calls.take({ followUpId: real.patient.followUpId }));
    if (mayTake(model, who)) {
      expect(code).toBeNull();
      hold(model, who);
    } else if (model.open) expect(code).toBe(model.call ? 'CALL_OF_COLLEAGUE' : 'HELD_BY_OTHER');
    else expect(code).toBe('FOLLOW_UP_ENDED');
  });

const release = (who: Who) =>
  command(`${who} gives back`, always, async (model, real) => {
    const code = await refusal(as(real, who).calls.release({ followUpId: real.patient.followUpId }));
    if (model.call?.by === who) return expect(code).toBe('CALL_RUNNING');
    expect(code).toBeNull();
    if (model.holder === who) model.holder = null;
  });

const dial = (who: Who) =>
  command(`${who} dials`, always, async (model, real) => {
    const { followUpId, phoneIds } = real.patient;
    const input = { followUpId, phoneId: phoneIds[0] ?? '', offHoursReason: '试' };
    const result = as(real, who).calls.dial(input);
    const code = await refusal(result);
    if (!model.open) return expect(code).toBe('FOLLOW_UP_ENDED');
    if (model.holder !== who) return expect(code).toBe('NOT_HELD');
    if (code === 'LAST_TRY_TOO_SOON') {
      // Only where the dials that are left must cover a day or a part of it; the call in which the nurse is goes on.
      expect(model.call).toBeNull();
      return expect(model.dials.length).toBeGreaterThanOrEqual(maxAttempts - 2);
    }
    expect(code).toBeNull();
    real.attemptId = (await result).attemptId;
    if (model.call?.by !== who) model.call = { by: who, since: model.now, incoming: false, interview: false };
  });

const callBack = (who: Who) =>
  command(`patient calls ${who}`, always, async (model, real) => {
    const result = as(real, who).calls.callBack({ followUpId: real.patient.followUpId });
    const code = await refusal(result);
    if (!model.open) return expect(code).toBe('FOLLOW_UP_ENDED');
    if (model.call && model.call.by !== who) return expect(code).toBe('CALL_OF_COLLEAGUE');
    expect(code).toBeNull();
    real.attemptId = (await result).attemptId;
    hold(model, who);
    if (model.call?.by !== who) model.call = { by: who, since: model.now, incoming: true, interview: false };
  });

const begin = (who: Who) =>
  command(
    `${who} begins`,
    (model) => model.call !== null,
    async (model, real) => {
      const result = as(real, who).interviews.beginInterview({ followUpId: real.patient.followUpId, attemptId: real.attemptId });
      const code = await refusal(result);
      if (model.holder !== who) return expect(code).toBe('NOT_HELD');
      expect(code).toBeNull();
      const interview = await result;
      real.interviewId = interview.id;
      expect(interview.version).toBeGreaterThanOrEqual(model.version);
      model.version = interview.version;
      expect(Object.fromEntries(interview.answers.map((answer) => [answer.itemCode, answer.value[0]]))).toEqual(
        Object.fromEntries(model.answers),
      );
      if (model.call) model.call.interview = true;
      if (interview.answerer !== null) return;
      await agreed(as(real, who), interview);
      model.version += 1;
    },
  );

const answer = (who: Who, itemCode: string, value: string, stale: boolean) =>
  command(
    `${who} ${itemCode}=${value}${stale ? ' on an old version' : ''}`,
    (model) => model.version > 0,
    async (model, real) => {
      const requestId = `${real.patient.followUpId} r${++model.requests}`;
      const expectedVersion = model.version - (stale ? 1 : 0);
      const save = { interviewId: real.interviewId, requestId, expectedVersion };
      const result = as(real, who).interviews.saveAnswer({ ...save, itemCode, value: [value] });
      const code = await refusal(result);
      if (model.holder !== who) return expect(code).toBe('NOT_HELD');
      if (!model.open) return expect(code).toBe('INTERVIEW_ENDED');
      if (stale) return expect(code).toBe('VERSION_CONFLICT');
      expect(code).toBeNull();
      model.version += 1;
      model.answers.set(itemCode, value);
      model.answeredAt = model.now;
      if (model.heldUntil - model.now <= 10 * 60_000) hold(model, who);
      expect((await result).version).toBe(model.version);
      real.last = { requestId, by: who, itemCode, value, expectedVersion, version: model.version };
    },
  );

/** The reply was lost and the request is sent once more, maybe much later. */
const repeat = () =>
  command(
    'the last save is repeated',
    (model) => model.open,
    async (_, real) => {
      if (!real.last) return;
      const { requestId, by, itemCode, value, expectedVersion, version } = real.last;
      const again = await as(real, by).interviews.saveAnswer({
        interviewId: real.interviewId,
        requestId,
        expectedVersion,
        itemCode,
        value: [value],
      });
      expect(again.version).toBe(version);
    },
  );

const end = (who: Who, outcome: (typeof attemptOutcomes.codes)[number]) =>
  command(
    `${who} ends: ${outcome}`,
    (model) => model.call !== null,
    async (model, real) => {
      const appointmentAt = new Date(model.now + 86_400_000).toISOString();
      const input = { followUpId: real.patient.followUpId, attemptId: real.attemptId, outcome, note: '原话', appointmentAt };
      const result = as(real, who).calls.endCall(input);
      const code = await refusal(result);
      if (model.holder !== who) return expect(code).toBe('NOT_HELD');
      const reached = outcomeRules[outcome].contacted;
      const spoke = model.call !== null && model.answeredAt >= model.call.since;
      if (!reached && (model.call?.incoming || (spoke && outcome !== 'wrong_number'))) return expect(code).toBe('BAD_INPUT');
      expect(code).toBeNull();
      const ended = await result;
      if (model.call?.incoming === false) model.dials.push({ at: new Date(model.call.since).toISOString(), outcome: ended.outcome });
      model.call = null;
      model.open = ended.followUpState === 'open';
      const rule = outcomeRules[ended.outcome];
      // A promise of the rules: it goes on only while a try is left, and then always at a named time ahead.
      expect(ended.nextAt !== null).toBe(model.open);
      expect(ended.disposition !== null).toBe(!model.open);
      if (isExhausted(model.dials, defaults)) expect(model.open).toBe(false);
      if (ended.disposition === 'max_attempts') expect(isExhausted(model.dials, defaults)).toBe(true);
      if (model.open && ended.nextAt) expect(Date.parse(ended.nextAt)).toBeGreaterThanOrEqual(model.now);
      if (model.open && rule.nextNumber) hold(model, who);
      else model.holder = null;
      if (!model.open) real.last = null;
    },
  );

/** A day later, one call from taking to its outcome: so that runs come as far as the maximum. */
const wholeTry = (nurse: Who, outcome: (typeof attemptOutcomes.codes)[number]) =>
  command(
    `${nurse} calls on the next day: ${outcome}`,
    (model) => model.open,
    async (model, real) => {
      for (const step of [wait(1_440), take(nurse), dial(nurse), end(nurse, outcome)]) if (step.check(model)) await step.run(model, real);
    },
  );

const who = fc.constantFrom<Who>('nurse', 'nurse2');
const commands = fc.commands(
  [
    fc.constantFrom(1, 20, 31, 240, 1_440).map(wait),
    who.map(take),
    who.map(take),
    who.map(release),
    ...[1, 2, 3].map(() =>
      fc
        .tuple(who, fc.constantFrom('no_answer' as const, 'busy' as const, 'powered_off' as const, 'partial' as const))
        .map((args) => wholeTry(...args)),
    ),
    who.map(dial),
    who.map(dial),
    who.map(callBack),
    who.map(begin),
    who.map(begin),
    fc.tuple(who, fc.constantFrom(...itemCodes), fc.constantFrom(...values), fc.boolean()).map((args) => answer(...args)),
    fc.tuple(who, fc.constantFrom(...itemCodes), fc.constantFrom(...values), fc.constant(false)).map((args) => answer(...args)),
    fc.constant(repeat()),
    fc.tuple(who, fc.constantFrom(...attemptOutcomes.codes)).map((args) => end(...args)),
    fc.tuple(who, fc.constantFrom('no_answer' as const, 'busy' as const, 'partial' as const)).map((args) => end(...args)),
  ],
  { maxCommands: 60, size: '+1' },
);

async function sound(model: Model, real: Real): Promise<void> {
  const rows = await real.workstation.transaction(async ({ db }) => ({
    followUp: await db.selectFrom('follow_up').selectAll().where('id', '=', real.patient.followUpId).executeTakeFirstOrThrow(),
    attempts: await db.selectFrom('attempt').selectAll().where('follow_up_id', '=', real.patient.followUpId).orderBy('ordinal').execute(),
    answers: await db
      .selectFrom('answer')
      .innerJoin('interview', 'interview.id', 'answer.interview_id')
      .select(['item_code', 'value'])
      .where('interview.follow_up_id', '=', real.patient.followUpId)
      .execute(),
  }));
  const { followUp, attempts, answers } = rows;
  expect(followUp.state).toBe(model.open ? 'open' : 'ended');
  expect(attempts.map((attempt) => attempt.ordinal)).toEqual(attempts.map((_, index) => index + 1));
  expect(attempts.filter((attempt) => attempt.ended_at && attempt.incoming === 0)).toHaveLength(model.dials.length);
  expect(attempts.filter((attempt) => !attempt.ended_at)).toHaveLength(model.call ? 1 : 0);
  expect(Object.fromEntries(answers.map((row) => [row.item_code, JSON.parse(row.value)[0]]))).toEqual(Object.fromEntries(model.answers));
  // Not stuck: it ended with a reason, or is due at a time that comes, or was never called.
  if (followUp.state === 'ended') expect(followUp.disposition).not.toBeNull();
  else expect(followUp.next_at !== null || followUp.last_outcome === null).toBe(true);
}

onBothDatabases('a follow-up under any order of events', (kind) => {
  it('behaves as the plain model says', async () => {
    const start = Date.parse('2026-11-10T02:00:00.000Z');
    const dayMs = 86_400_000;
    const workstation = await openWorkstation(kind);
    const staff = await withStaff(workstation);
    // The rule that keeps a nurse from calling again is tested on its own; here both may always go on.
    await workstation.transaction(({ db }) => db.updateTable('app_user').set({ role: 'supervisor' }).where('role', '=', 'nurse').execute());
    const users = {
      ...staff.users,
      nurse: { ...staff.users.nurse, role: 'supervisor' as const },
      nurse2: { ...staff.users.nurse2, role: 'supervisor' as const },
    };
    // Each run begins on the morning after the one before: the clock of a workstation never goes back.
    let morning = start;
    await fc.assert(
      fc.asyncProperty(commands, async (run) => {
        workstation.setNow(new Date(morning).toISOString());
        const [patient] = await samplePatients(workstation, staff, [{ phones: ['13800138000', '13900139000'] }]);
        if (!patient) return expect.unreachable();
        const model: Model = {
          now: morning,
          open: true,
          holder: null,
          heldUntil: 0,
          call: null,
          dials: [],
          version: 0,
          answers: new Map(),
          answeredAt: 0,
          requests: 0,
        };
        const real: Real = { workstation, staff: { ...staff, users }, patient, interviewId: '', attemptId: '', last: null };
        await fc.asyncModelRun(() => ({ model, real }), run);
        await sound(model, real);
        for (const each of ['nurse', 'nurse2'] as const) await hangUp(workstation.as(users[each]));
        morning += (Math.floor((model.now - morning) / dayMs) + 1) * dayMs;
      }),
      { numRuns: kind === 'sqlite' ? 150 : 15 },
    );
    await workstation.close();
  }, 300_000);
});
