/** Moves of nurses: take, dial, talk, end; two on one follow-up; call-backs; late answers. */
import { isDeepStrictEqual } from 'node:util';
import type { AttemptOutcome } from '../../../shared/base/contract/words.ts';
import type { Rows } from '../rows.ts';
import type { User, World } from '../world.ts';
import { valueFor } from './answers.ts';
import { dialNumber } from './dialling.ts';
import { endCall } from './endCall.ts';
import type { Move } from './move.ts';
import { talk } from './talking.ts';

type FollowUp = Rows['follow_up'][number];

export const nurseOf = (world: World): Promise<User | undefined> => world.user(world.dice.chance(0.95) ? 'nurse' : 'supervisor');
export const heldBy = (rows: Rows, user: User) => rows.follow_up.filter((one) => one.held_by === user.id && one.state === 'open');
const openAttempt = (rows: Rows, followUp: FollowUp) =>
  rows.attempt.find((one) => one.follow_up_id === followUp.id && one.ended_at === null);
const openInterview = (rows: Rows, followUp: FollowUp) =>
  rows.interview.find((one) => one.follow_up_id === followUp.id && one.state === 'open');
async function dial(world: World, user: User, followUp: FollowUp, rows: Rows): Promise<void> {
  const { dice } = world;
  const phones = rows.phone.filter((one) => one.discharge_id === followUp.discharge_id && (one.bad === 0 || dice.chance(0.1)));
  const phone = dice.record(phones);
  if (!phone) {
    await world.call(user, 'calls', 'release', { followUpId: followUp.id });
    return;
  }
  const input = { followUpId: followUp.id, phoneId: phone.id, ...(dice.chance(0.25) ? { offHoursReason: '患者要求' } : {}) };
  const first = await dialNumber(world, user, rows, input);
  if (first.ok && dice.chance(0.1)) await world.again(user, 'calls', 'dial', input, first);
  if (!first.ok && first.code === 'PATIENT_DECEASED') await world.call(user, 'calls', 'recordDeath', { followUpId: followUp.id });
  else if (!first.ok && dice.chance(0.7)) await world.call(user, 'calls', 'release', { followUpId: followUp.id });
}
const notTalked: readonly (readonly [AttemptOutcome, number])[] = [
  ['no_answer', 8],
  ['busy', 3],
  ['powered_off', 2],
  ['unreachable', 2],
  ['not_in_service', 1.5],
  ['wrong_number', 1.5],
  ['appointment', 2],
  ['refused', 1],
  ['soft_refused', 2],
  ['unable', 1],
  ['deceased', 0.4],
  ['readmitted', 0.5],
  ['denies_stay', 0.5],
  ['partial', 0.7],
  ['completed', 0.4],
];
/** The next thing a nurse does: takes a patient, dials, begins, talks, ends. */
async function oneStage(world: World, user: User): Promise<void> {
  const { dice } = world;
  const rows = await world.rows();
  const held = dice.record(heldBy(rows, user));
  if (!held) {
    const open = rows.follow_up.filter(
      (one) => one.state === 'open' && (dice.chance(0.03) || one.nurse_id === null || one.nurse_id === user.id),
    );
    const one = dice.record(dice.chance(0.95) ? open : rows.follow_up);
    if (dice.chance(0.5) || !one) {
      const took = await world.call(user, 'calls', 'takeNext', {});
      if (!took.ok && one) await world.call(user, 'calls', 'take', { followUpId: one.id });
    } else await world.call(user, 'calls', 'take', { followUpId: one.id });
    return;
  }
  const attempt = openAttempt(rows, held);
  if (!attempt) {
    if (dice.chance(0.08)) await world.call(user, 'calls', 'release', { followUpId: held.id });
    else await dial(world, user, held, rows);
    return;
  }
  const interview = openInterview(rows, held);
  if (interview && (interview.attempt_id === attempt.id || dice.chance(0.5))) {
    await talk(world, user, held, attempt.id, interview, rows);
    return;
  }
  if (dice.chance(0.45)) {
    const input = { followUpId: held.id, attemptId: attempt.id };
    const begun = await world.call(user, 'interviews', 'beginInterview', input);
    if (begun.ok && dice.chance(0.1)) await world.again(user, 'interviews', 'beginInterview', input, begun);
  } else await endCall(world, user, held, attempt.id, dice.weighted(notTalked));
}

export const nurseMoves: readonly Move[] = [
  {
    name: 'nurse',
    weight: 60,
    async run(world) {
      const user = await nurseOf(world);
      if (user) for (let stages = world.dice.whole(1, 4); stages > 0; stages -= 1) await oneStage(world, user);
    },
  },
  {
    name: 'patient rings',
    weight: 4,
    async run(world) {
      const user = await nurseOf(world);
      const rows = await world.rows();
      const one = world.dice.record(rows.follow_up.filter((each) => each.state === 'open' || world.dice.chance(0.05)));
      if (user && one) await world.call(user, 'calls', 'callBack', { followUpId: one.id });
    },
  },
  {
    name: 'two nurses, one patient',
    weight: 4,
    async run(world) {
      const { dice } = world;
      const rows = await world.rows();
      const nurses = await world.users('nurse');
      const one = dice.record(rows.follow_up.filter((each) => each.state === 'open'));
      const a = dice.record(nurses, 'a');
      const b = dice.record(
        nurses.filter((each) => each.id !== a?.id),
        'b',
      );
      if (!one || !a || !b) return;
      const both = await Promise.all([
        world.call(a, 'calls', 'take', { followUpId: one.id }),
        world.call(b, 'calls', 'take', { followUpId: one.id }),
      ]);
      world.tallies.checked('one-holder');
      if (both.every((each) => each.ok)) world.fault('one-holder', one.id, 'both nurses took it');
      const phone = dice.record(rows.phone.filter((each) => each.discharge_id === one.discharge_id));
      if (phone) {
        const dialled = await Promise.all(
          [a, b].map((user) => dialNumber(world, user, rows, { followUpId: one.id, phoneId: phone.id, offHoursReason: '同时' })),
        );
        if (dialled.every((each) => each.ok)) world.fault('one-holder', one.id, 'both nurses dialled it');
      }
    },
  },
  {
    name: 'late answer',
    weight: 2,
    async run(world) {
      const { dice } = world;
      const rows = await world.rows();
      const interview = dice.record(rows.interview);
      const user = await nurseOf(world);
      if (!interview || !user) return;
      const before = rows.answer.filter((one) => one.interview_id === interview.id);
      const held = rows.follow_up.find((one) => one.id === interview.follow_up_id)?.held_by === user.id;
      const item = rows.contents.get(interview.questionnaire_version_id)?.items[0];
      if (!item) return;
      const saved = await world.call(user, 'interviews', 'saveAnswer', {
        interviewId: interview.id,
        requestId: `late${world.house.moment.step}`,
        expectedVersion: interview.version,
        itemCode: item.code,
        value: valueFor(world, item, 0),
      });
      world.tallies.checked('finished-interview-stays');
      const after = (await world.rows()).answer.filter((one) => one.interview_id === interview.id);
      if ((!held || interview.state !== 'open') && (saved.ok || !isDeepStrictEqual(before, after)))
        world.fault(
          'finished-interview-stays',
          interview.id,
          `state ${interview.state}, held ${held}: ${JSON.stringify(saved).slice(0, 200)}`,
        );
    },
  },
];
