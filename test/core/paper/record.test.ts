import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkDerived } from '../../../electron/core/interviews/checkDerived.ts';
import { type RecordedInterview, recordAttempts, recordInterview, recordInterviews } from '../../../electron/core/paper/recordInterview.ts';
import { currentQuestionnaire } from '../../../electron/core/questionnaires/versions.ts';
import type { QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const at = (time: string) => `2026-11-10T${time}:00.000Z`;

onBothDatabases('whole interviews', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let content: QuestionnaireContent;
  beforeEach(async () => {
    workstation = await openWorkstation(kind);
    staff = await withStaff(workstation);
    ({ content } = await workstation.transaction((ctx) => currentQuestionnaire(ctx.db)));
  });
  afterEach(() => workstation.close());

  const asked = () => content.items.filter(({ showIf }) => showIf.length === 0);
  /** Every item that applies to everybody answered in the best way, but for one objection. */
  const allAnswers = (objectTo = '') =>
    new Map(
      asked().map((item) => {
        const chosen = item.options.find((option) => option.objection === (item.code === objectTo) && !option.notCounted);
        return [item.code, [chosen?.value ?? '']] as const;
      }),
    );
  const told = (followUpId: string, more: Partial<RecordedInterview> = {}): RecordedInterview => ({
    followUpId,
    nurseId: staff.users.nurse.id,
    attempts: [],
    startedAt: at('02:00'),
    finishedAt: at('02:08'),
    answerer: 'patient',
    answers: allAnswers(),
    ...more,
  });

  it('are the same rows as the same calls made one by one', async () => {
    const [first, second] = await samplePatients(workstation, staff, [{ phones: ['1'.repeat(11)] }, { phones: ['2'.repeat(11)] }]);
    if (!first || !second) return expect.unreachable();
    const objectTo = content.items[2];
    const text = '卫生间地面湿，没有防滑垫';
    const nurse = workstation.as(staff.users.nurse);
    const call = async (time: string) => {
      workstation.setNow(at(time));
      await nurse.calls.take(first);
      return (await nurse.calls.dial({ followUpId: first.followUpId, phoneId: first.phoneIds[0] ?? '' })).attemptId;
    };
    const noAnswer = await call('01:00');
    workstation.setNow(at('01:01'));
    await nurse.calls.endCall({ followUpId: first.followUpId, attemptId: noAnswer, outcome: 'no_answer' });
    const attemptId = await call('02:00');
    const interview = await nurse.interviews.beginInterview({ followUpId: first.followUpId, attemptId });
    workstation.setNow(at('02:08'));
    let { version } = interview;
    const request = () => ({ interviewId: interview.id, requestId: `r${version}`, expectedVersion: version });
    version = (await nurse.interviews.saveProgress({ ...request(), answerer: 'patient', consent: true })).version;
    for (const [itemCode, value] of allAnswers(objectTo?.code)) {
      const saved = await nurse.interviews.saveAnswer({ ...request(), itemCode, value: [...value] });
      version = saved.version;
      if (!saved.opinion) continue;
      const { id: opinionId, state: _, ...opinion } = saved.opinion;
      version = (await nurse.interviews.saveOpinion({ ...request(), opinionId, ...opinion, text })).version;
    }
    await nurse.interviews.saveProgress({ ...request(), step: 'closing' });
    await nurse.calls.endCall({ followUpId: first.followUpId, attemptId, outcome: 'completed' });

    await workstation.transaction((ctx) =>
      recordInterview(
        ctx,
        told(second.followUpId, {
          attempts: [{ nurseId: staff.users.nurse.id, startedAt: at('01:00'), endedAt: at('01:01'), outcome: 'no_answer' }],
          answers: allAnswers(objectTo?.code),
          opinions: [
            {
              kind: 'opinion',
              itemCode: objectTo?.code ?? '',
              aspect: objectTo?.aspect ?? null,
              departmentId: staff.departments.cardiology,
              severity: 'general',
              text,
              staffName: '',
              registeredAt: at('02:08'),
              registeredBy: staff.users.nurse.id,
              steps: [],
            },
          ],
        }),
      ),
    );
    const rows = await workstation.transaction(async ({ db }) => ({
      followUps: await db.selectFrom('follow_up').selectAll().orderBy('id').execute(),
      interviews: await db.selectFrom('interview').selectAll().orderBy('id').execute(),
      attempts: await db.selectFrom('attempt').selectAll().orderBy('ordinal').orderBy('id').execute(),
      answers: await db.selectFrom('answer').selectAll().orderBy('item_code').orderBy('interview_id').execute(),
      aspects: await db.selectFrom('interview_aspect').selectAll().orderBy('aspect').orderBy('interview_id').execute(),
      feedback: await db.selectFrom('feedback').selectAll().orderBy('number').execute(),
      events: await db.selectFrom('feedback_event').selectAll().orderBy('at').orderBy('id').execute(),
      history: await db.selectFrom('answer_history').selectAll().execute(),
      derived: await checkDerived(db),
    }));
    expect(rows.derived).toEqual({ ok: true, detail: '2 份访谈的汇总与回答一致' });
    expect(rows.history).toEqual([]);
    // Two patients are two: their ids, and the number of the stay that a follow-up is found by. An end that is repeated is one made call by call.
    const ids = [
      'id',
      'number',
      'version',
      'feedback_id',
      'interview_id',
      'follow_up_id',
      'discharge_id',
      'search_number',
      'phone_id',
      'attempt_id',
      'created_at',
      'ending',
    ];
    for (const table of [rows.followUps, rows.interviews, rows.attempts, rows.answers, rows.aspects, rows.feedback, rows.events]) {
      const plain = (table as readonly object[]).map((row) =>
        Object.fromEntries(Object.entries(row).filter(([key]) => !ids.includes(key))),
      );
      expect(plain.length).toBeGreaterThan(1);
      expect(plain.filter((_, index) => index % 2 === 1)).toEqual(plain.filter((_, index) => index % 2 === 0));
    }
    expect(rows.followUps.map((row) => row.disposition)).toEqual(['completed', 'completed']);
    expect(rows.interviews.map((row) => row.satisfied)).toEqual([0, 0]);
  });

  it('are written many at once, and follow-ups without one by their calls', async () => {
    const patients = await samplePatients(
      workstation,
      staff,
      Array.from({ length: 900 }, () => ({})),
    );
    const ids = patients.map((patient) => patient.followUpId);
    const nurseId = staff.users.nurse.id;
    const recorded = await workstation.transaction((ctx) =>
      recordInterviews(
        ctx,
        ids.slice(0, 850).map((id, index) => told(id, { answers: allAnswers(index % 10 === 0 ? content.items[0]?.code : '') })),
      ),
    );
    expect(recorded).toHaveLength(850);
    const calls = ['01:00', '05:00', '10:00'].map((time) => ({
      nurseId,
      startedAt: at(time),
      endedAt: at(time),
      outcome: 'no_answer' as const,
    }));
    const after = await workstation.transaction((ctx) =>
      recordAttempts(ctx, [
        ...ids.slice(850, 898).map((followUpId) => ({ followUpId, attempts: calls })),
        { followUpId: ids[898] ?? '', attempts: [{ nurseId, startedAt: at('03:00'), endedAt: at('03:00'), outcome: 'deceased' }] },
        { followUpId: ids[899] ?? '', attempts: [{ nurseId, startedAt: at('03:00'), endedAt: at('03:00'), outcome: 'wrong_number' }] },
      ]),
    );
    expect(after.get(ids[850] ?? '')).toMatchObject({ state: 'open', nextAt: '2026-11-11T00:30:00.000Z' });
    const rows = await workstation.transaction(async ({ db }) => ({
      states: await db
        .selectFrom('follow_up')
        .select((eb) => ['state', 'disposition', 'attempts', eb.fn.countAll<number>().as('count')])
        .groupBy(['state', 'disposition', 'attempts'])
        .orderBy('count')
        .orderBy('disposition')
        .execute(),
      bad: await db.selectFrom('phone').select('id').where('bad', '=', 1).execute(),
      spared: await db.selectFrom('do_not_call_entry').select(['patient_id', 'at', 'user_id']).execute(),
      derived: await checkDerived(db),
    }));
    expect(rows.spared).toEqual([{ patient_id: `p-${patients[898]?.dischargeId}`, at: at('03:00'), user_id: nurseId }]);
    expect(rows.states.map((row) => ({ ...row, count: Number(row.count) }))).toEqual([
      { state: 'ended', disposition: 'deceased', attempts: 1, count: 1 },
      { state: 'ended', disposition: 'wrong_number', attempts: 1, count: 1 },
      { state: 'open', disposition: null, attempts: 3, count: 48 },
      { state: 'ended', disposition: 'completed', attempts: 1, count: 850 },
    ]);
    expect(rows.bad.map((row) => row.id)).toEqual(patients[899]?.phoneIds);
    expect(rows.derived.ok).toBe(true);
  });

  it('stay open when too little was answered, to be continued at the next call', async () => {
    const [one] = await samplePatients(workstation, staff, [{}]);
    const followUpId = one?.followUpId ?? '';
    await workstation.transaction((ctx) => recordInterview(ctx, told(followUpId, { answers: new Map([...allAnswers()].slice(0, 3)) })));
    const rows = await workstation.transaction(async ({ db }) => ({
      interview: await db.selectFrom('interview').selectAll().executeTakeFirstOrThrow(),
      followUp: await db.selectFrom('follow_up').selectAll().executeTakeFirstOrThrow(),
      derived: await checkDerived(db),
    }));
    expect(rows.interview).toMatchObject({ state: 'open', finished_at: null, satisfied: null });
    expect(rows.followUp).toMatchObject({ state: 'open', last_outcome: 'partial', contacted: 1 });
    expect(rows.derived.ok).toBe(true);
    const nurse = workstation.as(staff.users.nurse);
    workstation.setNow('2026-11-11T02:10:00.000Z');
    expect(await nurse.calls.takeNext({})).toEqual({ followUpId });
    expect((await nurse.calls.brief({ followUpId })).interview?.answers).toHaveLength(3);
  });

  it('are refused where they cannot have happened, and nothing is written', async () => {
    const [one, two] = await samplePatients(workstation, staff, [{}, {}]);
    const id = one?.followUpId ?? '';
    const record = (...interviews: RecordedInterview[]) => workstation.transaction((ctx) => recordInterviews(ctx, interviews));
    const refusal = { nurseId: 'n', startedAt: at('01:00'), endedAt: at('01:00'), outcome: 'refused', note: '不愿意' } as const;
    await expect(record(told(two?.followUpId ?? ''), told(id, { attempts: [refusal] }))).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(record(told(id, { answers: new Map([['nonsense', ['yes']]]) }))).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(record(told(id), told(id))).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(record(told('none'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const count = await workstation.transaction(({ db }) => db.selectFrom('interview').selectAll().execute());
    expect(count).toEqual([]);
    await record(told(id));
    await expect(record(told(id))).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it.each([
    ['an answer turned into an objection', 'answer', { objection: 1, value: '["dissatisfied"]', score: 0 }],
    ['a judgement changed', 'answer', { counted: 0 }],
    ['a satisfaction changed', 'interview', { satisfied: 0 }],
    ['a sum changed', 'interview', { counted: 99 }],
    ['an aspect changed', 'interview_aspect', { objections: 1 }],
  ] as const)('are found out when tampered with: %s', async (_, table, change) => {
    const [one] = await samplePatients(workstation, staff, [{}]);
    await workstation.transaction((ctx) => recordInterview(ctx, told(one?.followUpId ?? '')));
    const tampered = await workstation.transaction(async ({ db }) => {
      let update = db.updateTable(table as 'answer').set(change as { counted: 0 });
      if (table === 'answer') update = update.where('item_code', '=', content.items[0]?.code ?? '');
      await update.execute();
      return checkDerived(db);
    });
    expect(tampered).toMatchObject({ ok: false });
    expect(tampered.detail).toContain('不一致');
  });
});
