/** Tests that every invariant reports a broken row and is silent before. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Schema } from '../../electron/core/base/db/schema.ts';
import { found } from './founding.ts';
import { invariants } from './invariants/index.ts';
import type { Past } from './invariants/invariant.ts';
import type { Rows, Table } from './rows.ts';
import { scriptOf } from './script.ts';
import { simulate } from './simulate.ts';
import { onSqlite } from './site.ts';

/** Rows that may be changed. */
type Draft = { [T in Table]: Schema[T][] } & Pick<Rows, 'settings'> & {
    contents: Map<string, Rows['contents'] extends ReadonlyMap<string, infer C> ? C : never>;
  };
/** Breaks a row; answers the record that a finding must be about. */
type Plant = (rows: Draft, now: string) => string;

function first<T>(all: readonly T[], fits: (one: T) => boolean = () => true): T {
  const one = all.find(fits);
  if (!one) throw new Error('the simulated months hold no such record: take another seed');
  return one;
}

const minutesAfter = (instant: string, minutes: number) => new Date(Date.parse(instant) + minutes * 60_000).toISOString();
const openFollowUp = (rows: Draft) =>
  first(
    rows.follow_up,
    (one) => one.state === 'open' && !rows.attempt.some((call) => call.follow_up_id === one.id && call.ended_at === null),
  );
const completed = (rows: Draft) => first(rows.interview, (one) => one.state === 'completed' && one.answerer !== null && one.consent === 1);
const byRole = (rows: Draft, role: string) => first(rows.app_user, (one) => one.role === role);
const registered = (rows: Draft) => first(rows.feedback, (one) => one.state === 'registered');
const dispatched = (rows: Draft) => first(rows.feedback, (one) => one.state === 'dispatched' && one.dispatched_at !== null);

/** The calls of a follow-up are these instead, within the calling hours of one day. */
function callsAre(rows: Draft, followUpId: string, outcomes: readonly Schema['attempt']['outcome'][]): Schema['attempt'][] {
  const model = first(rows.attempt);
  const calls = outcomes.map((outcome, index) => ({
    ...model,
    id: `planted-${index}`,
    follow_up_id: followUpId,
    ordinal: index + 1,
    phone_id: null,
    started_at: `2026-01-05T0${index + 1}:00:00.000Z`,
    answered_at: null,
    ended_at: `2026-01-05T0${index + 1}:02:00.000Z`,
    outcome,
    off_hours_reason: '',
    incoming: 0 as const,
    entered_at: null,
  }));
  rows.attempt = [...rows.attempt.filter((one) => one.follow_up_id !== followUpId), ...calls];
  return calls;
}

const plants: Readonly<Record<string, Plant>> = {
  'maximum of attempts': (rows) => {
    const { id } = first(rows.follow_up);
    const calls = callsAre(
      rows,
      id,
      Array.from({ length: 9 }, () => 'no_answer' as const),
    );
    // The maximum counts once the dials cover two days.
    for (const call of calls.slice(5)) {
      call.started_at = call.started_at.replace('01-05', '01-06');
      call.ended_at = call.ended_at?.replace('01-05', '01-06') ?? null;
    }
    return id;
  },
  'maximum covers days and parts': (rows) => {
    const one = first(rows.follow_up);
    callsAre(rows, one.id, ['no_answer']);
    Object.assign(one, { state: 'ended', disposition: 'max_attempts' });
    return one.id;
  },
  'attempts counted': (rows) => {
    const one = first(rows.follow_up);
    one.attempts += 1;
    return one.id;
  },
  'answered within the call': (rows) => {
    const { id } = first(rows.follow_up);
    for (const call of callsAre(rows, id, ['refused'])) call.answered_at = minutesAfter(call.started_at, -90);
    return id;
  },
  'one call at a time': (rows) => {
    const { id } = first(rows.follow_up);
    for (const call of callsAre(rows, id, [null, null])) call.ended_at = null;
    return id;
  },
  'refusal is not dialled again': (rows) => {
    const { id } = first(rows.follow_up);
    callsAre(rows, id, ['refused', 'no_answer']);
    return id;
  },
  'do-not-call is not dialled': (rows) => {
    const { id, discharge_id } = first(rows.follow_up);
    callsAre(rows, id, ['no_answer']);
    const { patient_id } = first(rows.discharge, (one) => one.id === discharge_id);
    rows.do_not_call_entry.push({
      id: 'planted',
      patient_id,
      number: null,
      why: 'own_wish',
      note: '',
      until_date: null,
      at: '2026-01-01T00:00:00.000Z',
      user_id: byRole(rows, 'supervisor').id,
      lifted_at: null,
      lifted_by: null,
      lift_reason: null,
    });
    return id;
  },
  'the dead are not dialled': (rows) => {
    const { id } = first(rows.follow_up);
    callsAre(rows, id, ['deceased', 'no_answer']);
    return id;
  },
  'hours or a reason': (rows) => {
    const { id } = first(rows.follow_up);
    for (const call of callsAre(rows, id, ['no_answer'])) call.started_at = '2026-01-05T15:00:00.000Z';
    return id;
  },
  'nobody else holds it': (rows) => {
    const one = openFollowUp(rows);
    one.held_by = byRole(rows, 'director').id;
    return one.id;
  },
  'somebody has it': (rows) => {
    const one = openFollowUp(rows);
    one.nurse_id = byRole(rows, 'director').id;
    return one.id;
  },
  'can be called': (rows) => {
    const one = openFollowUp(rows);
    for (const phone of rows.phone) if (phone.discharge_id === one.discharge_id) phone.bad = 1;
    return one.id;
  },
  'has a due time': (rows, now) => {
    const one = first(rows.follow_up, (each) => each.state === 'ended');
    one.next_at = now;
    return one.id;
  },
  'due after its delay': (rows) => {
    const one = openFollowUp(rows);
    const [call] = callsAre(rows, one.id, ['no_answer']);
    Object.assign(one, { attempts: 1, appointment_at: null, next_at: call?.ended_at });
    return one.id;
  },
  'stronger outcome stays': (rows) => {
    const one = first(rows.follow_up, (each) => each.state === 'ended' && !rows.interview.some((talk) => talk.follow_up_id === each.id));
    callsAre(rows, one.id, ['refused', 'no_answer']);
    one.disposition = 'max_attempts';
    return one.id;
  },
  'ends as its outcomes say': (rows) => {
    const one = completed(rows);
    one.state = 'open';
    return one.follow_up_id;
  },
  'talks are with interviews': (rows) => {
    const one = completed(rows);
    rows.interview.push({ ...one, id: 'planted' });
    return one.follow_up_id;
  },
  'answers fit their version': (rows) => {
    const one = first(rows.answer);
    one.item_code = 'no_such_item';
    return one.interview_id;
  },
  'answers are to items that apply': (rows) => {
    const one = completed(rows);
    const content = rows.contents.get(one.questionnaire_version_id);
    const answer = first(rows.answer, (each) => each.interview_id === one.id);
    if (content)
      rows.contents.set(one.questionnaire_version_id, {
        ...content,
        items: content.items.map((item) =>
          item.code === answer.item_code
            ? { ...item, showIf: [{ on: { discharge: 'department' }, operator: 'in', values: ['没有的科室'] }] }
            : item,
        ),
      });
    return one.id;
  },
  'counted as its answers': (rows) => {
    const one = completed(rows);
    one.counted += 1;
    return one.id;
  },
  'complete is half': (rows) => {
    const one = completed(rows);
    const kept = first(rows.answer, (each) => each.interview_id === one.id);
    rows.answer = rows.answer.filter((each) => each.interview_id !== one.id || each === kept);
    return one.id;
  },
  'identity and consent first': (rows) => {
    const one = completed(rows);
    one.consent = 0;
    return one.id;
  },
  'objection has its case': (rows) => {
    const one = first(rows.answer);
    rows.interview.push({ ...completed(rows), id: 'planted' });
    rows.answer.push({ ...one, interview_id: 'planted', objection: 1 });
    return 'planted';
  },
  'no draft is left': (rows) => {
    const one = first(rows.feedback, (each) => rows.interview.some((talk) => talk.id === each.interview_id && talk.state !== 'open'));
    one.state = 'draft';
    return one.id;
  },
  'corrections keep the old answer': (rows, now) => {
    const one = completed(rows);
    const changes = JSON.stringify([{ itemCode: 'quality_effect', before: ['satisfied'], after: ['dissatisfied'] }]);
    rows.correction.push({ id: 'planted', interview_id: one.id, at: now, user_id: one.nurse_id, reason: '听录音', changes });
    return 'planted';
  },
  'aspects as their answers': (rows) => {
    const one = first(rows.interview_aspect);
    one.counted += 1;
    return one.interview_id;
  },
  'states by the table': (rows) => {
    const one = registered(rows);
    one.state = 'reviewed';
    return one.id;
  },
  'somebody may act next': (rows) => {
    const one = registered(rows);
    one.state = 'accepted';
    for (const user of rows.app_user) user.active = 0;
    return one.id;
  },
  'due moves with the calendar': (rows) => {
    const one = dispatched(rows);
    one.due_at = minutesAfter(one.due_at ?? '', 60 * 24 * 40);
    return one.id;
  },
  'case numbers are unique': (rows) => {
    const one = registered(rows);
    rows.feedback.push({ ...one, id: 'planted' });
    return one.number;
  },
  'closing is complete': (rows) => {
    const one = first(rows.feedback, (each) => each.state === 'registered' && each.kind !== 'praise');
    one.state = 'closed';
    return one.id;
  },
  'frame adds up': (rows) => {
    const one = first(rows.draw);
    one.frame_total += 1;
    return one.id;
  },
  'a discharge is drawn once': (rows) => {
    const one = first(rows.follow_up);
    rows.follow_up.push({ ...one, id: 'planted' });
    return one.discharge_id;
  },
  'reserves are used once': (rows, now) => {
    const { id, draw_id } = first(rows.follow_up);
    rows.replacement.push({
      id: 'planted',
      draw_id,
      follow_up_id: id,
      by_follow_up_id: 'no-such',
      reason: '失访',
      skipped: '[]',
      user_id: byRole(rows, 'supervisor').id,
      at: now,
    });
    return 'planted';
  },
  'the sample is called whole': (rows) => {
    const one = first(rows.frame_member, (each) => each.chosen === 'sampled');
    rows.follow_up = rows.follow_up.filter((each) => each.discharge_id !== one.discharge_id);
    return one.discharge_id;
  },
  'an undone batch is gone': (rows, now) => {
    const one = first(rows.discharge);
    first(rows.import_batch, (each) => each.id === one.import_batch_id).undone_at = now;
    return one.id;
  },
  'a stay is there once': (rows) => {
    const one = first(rows.discharge);
    rows.discharge.push({ ...one, id: 'planted' });
    return `${one.inpatient_number} ${one.discharge_date}`;
  },
  'an interviewed stay is not overwritten': (rows) => {
    const one = first(
      rows.interview,
      (each) =>
        each.finished_at !== null && !rows.attempt.some((call) => call.follow_up_id === each.follow_up_id && call.entered_at !== null),
    );
    first(rows.discharge, (each) => each.id === one.discharge_id).updated_at = minutesAfter(one.finished_at ?? '', 1);
    return one.discharge_id;
  },
  'a follow-up follows its stay': (rows) => {
    const one = first(rows.follow_up);
    one.department_id = first(rows.department, (each) => each.id !== one.department_id).id;
    return one.id;
  },
  'a tenth is reviewed': (rows, now) => {
    const nurse = byRole(rows, 'nurse').id;
    rows.review_draw.push({
      id: 'planted',
      month: '2026-01',
      nurse_id: nurse,
      ordinal: 99,
      algorithm: '',
      seed: '',
      percent: 10,
      finished: 100,
      frame: '[]',
      drawn: 10,
      user_id: nurse,
      at: now,
    });
    return `2026-01 ${nurse}`;
  },
};

describe('a planted fault', () => {
  let rows: Rows;
  let past: Past;
  const now = '2026-12-31T09:00:00.000Z';
  beforeAll(async () => {
    const hospital = await found(onSqlite);
    await simulate(hospital, '3', scriptOf('3', '2026-09', 2, 150), {
      rules: [],
      afterwards: async (world) => {
        rows = await world.rows();
        past = world.past;
      },
    });
    await hospital.remove();
  });

  it('is planted for every rule', () => {
    expect(Object.keys(plants).sort()).toEqual(invariants.map((one) => one.name).sort());
  });

  it.each(invariants)('makes “$name” speak', ({ name, check }) => {
    const draft = structuredClone(rows) as Draft;
    const about = plants[name]?.(draft, now);
    const findings = (all: Rows) => [...check(all, now, past)].map((one) => one.about);
    expect(findings(rows)).not.toContain(about);
    expect(findings(draft)).toContain(about);
  });
});
