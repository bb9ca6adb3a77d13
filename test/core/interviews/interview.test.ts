import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqlite } from '../../../electron/core/base/db/open.ts';
import { checkDerived } from '../../../electron/core/interviews/checkDerived.ts';
import { createWorkstation } from '../../../electron/core/workstation.ts';
import type { AttemptOutcome } from '../../../shared/base/contract/words.ts';
import { instantAt } from '../../../shared/base/rules/time.ts';
import type { Brief } from '../../../shared/interviews/contract/brief.ts';
import type { Interview } from '../../../shared/interviews/contract/interview.ts';
import { nextItem } from '../../../shared/questionnaires/rules/questionnaire.ts';
import { agreed, type Patient, type Sampled, samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

onBothDatabases('a call', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let request: number;
  beforeEach(async () => {
    workstation = await openWorkstation(kind);
    staff = await withStaff(workstation);
    request = 0;
  });
  afterEach(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);
  const nurse2 = () => workstation.as(staff.users.nurse2);

  async function dialled(patient: Patient = {}): Promise<Sampled & { attemptId: string; brief: Brief }> {
    const [sampled] = await samplePatients(workstation, staff, [patient]);
    if (!sampled) return expect.unreachable();
    return { ...sampled, ...(await redial(sampled)) };
  }
  async function redial({ followUpId, phoneIds }: Sampled, phone = 0) {
    await nurse().calls.take({ followUpId });
    const { attemptId } = await nurse().calls.dial({ followUpId, phoneId: phoneIds[phone] ?? '' });
    return { attemptId, brief: await nurse().calls.brief({ followUpId }) };
  }
  async function begun(patient: Patient = {}) {
    const call = await dialled(patient);
    return { ...call, interview: await agreed(nurse(), await nurse().interviews.beginInterview(call)) };
  }
  const answer = (interview: Interview, version: number, itemCode: string, value: string[], requestId = `r${++request}`) =>
    nurse().interviews.saveAnswer({ interviewId: interview.id, requestId, expectedVersion: version, itemCode, value });

  /** Answers items in order; `objectTo` gets the objection. Returns the last version. */
  async function answerItems(
    call: { interview: Interview; brief: Brief },
    count: number,
    objectTo: readonly string[] = [],
  ): Promise<number> {
    const { content } = call.brief.questionnaire;
    const { stay } = call.brief;
    const facts = { ...stay, sex: call.brief.patient.sex };
    let version = call.interview.version;
    const answers = new Map<string, readonly string[]>();
    let code: string | null = null;
    for (let index = 0; index < count; index += 1) {
      const item = nextItem(content, answers, facts, code);
      if (!item) break;
      const chosen = item.options.find((option) => option.objection === objectTo.includes(item.code) && !option.notCounted);
      const value = [chosen?.value ?? ''];
      answers.set(item.code, value);
      ({ version } = await answer(call.interview, version, item.code, value));
      code = item.code;
    }
    return version;
  }

  it('shows the holder the whole patient, ready to speak, and writes down that it was seen', async () => {
    await samplePatients(workstation, staff, [
      { person: 'zhang', name: '张三', notSampled: true, dischargeDate: '2026-03-02', departmentId: staff.departments.orthopedics },
      { person: 'li', name: '李四', phones: ['13800138000'], notSampled: true },
    ]);
    const { brief, followUpId } = await dialled({ person: 'zhang', name: '张三', phones: ['13800138000', '05718888777'] });
    expect(brief.patient).toMatchObject({ name: '张三', title: '先生', phones: [{ number: '13800138000' }, { number: '05718888777' }] });
    expect(brief.stay).toMatchObject({ department: '心血管内科', days: 7, daysSince: 7, outcome: '好转' });
    expect(brief.history).toMatchObject([{ month: '2026-03', department: '骨科', satisfied: null, feedback: [] }]);
    expect(brief.samePhone).toEqual([{ name: '李四', department: '心血管内科', month: '2026-11' }]);
    expect(brief.guidance?.title).toBe('高血压');
    expect(brief.texts.greeting).toContain('张三先生');
    expect(brief.texts.greeting).toContain('市第一人民医院');
    expect(JSON.stringify(brief.texts)).not.toMatch(/\{\w+\}/);
    expect(brief.sensitive).toBe(false);
    await nurse().calls.brief({ followUpId });
    const lines = await workstation.transaction((ctx) =>
      ctx.db.selectFrom('audit').select(['subject', 'detail']).where('action', '=', 'calling.viewIdentity').execute(),
    );
    expect(lines).toEqual([{ subject: followUpId, detail: '{}' }]);
    await expect(nurse2().calls.brief({ followUpId })).rejects.toMatchObject({ code: 'NOT_HELD' });
  });

  it('is not dialled outside the calling hours without a reason', async () => {
    const [sampled] = await samplePatients(workstation, staff, [{}]);
    if (!sampled) return expect.unreachable();
    workstation.setNow('2026-11-10T13:00:00.000Z');
    await nurse().calls.take(sampled);
    const dial = (offHoursReason?: string) =>
      nurse().calls.dial({
        followUpId: sampled.followUpId,
        phoneId: sampled.phoneIds[0] ?? '',
        ...(offHoursReason ? { offHoursReason } : {}),
      });
    await expect(dial()).rejects.toMatchObject({ code: 'OUTSIDE_HOURS', data: { hours: '08:30–20:30' } });
    const first = await dial('患者只有晚上在家');
    expect(await dial()).toEqual(first);
  });

  it('saves every answer, returns the first result to a repeat, and refuses an old version with the stored one', async () => {
    const { interview, brief } = await begun();
    const [item] = brief.questionnaire.content.items;
    const code = item?.code ?? '';
    const first = await answer(interview, 2, code, ['satisfied'], 'same');
    expect(first).toMatchObject({ version: 3, objection: false, opinion: null });
    expect(await answer(interview, 2, code, ['satisfied'], 'same')).toEqual(first);
    await expect(answer(interview, 2, code, ['fair'])).rejects.toMatchObject({ code: 'VERSION_CONFLICT', data: { version: 3 } });
    await expect(answer(interview, 3, code, ['wonderful'])).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(answer(interview, 3, 'nonsense', ['satisfied'])).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await answer(interview, 3, code, ['fair']);
    await answer(interview, 4, code, []);
    const history = await workstation.transaction((ctx) =>
      ctx.db.selectFrom('answer_history').select(['item_code', 'value', 'user_id']).orderBy('id').execute(),
    );
    const user_id = staff.users.nurse.id;
    expect(history).toEqual([
      { item_code: code, value: '["satisfied"]', user_id },
      { item_code: code, value: '["fair"]', user_id },
    ]);
    await expect(
      nurse2().interviews.saveAnswer({ interviewId: interview.id, requestId: 'x', expectedVersion: 4, itemCode: code, value: ['fair'] }),
    ).rejects.toMatchObject({ code: 'NOT_HELD' });
  });

  it('gives two windows that send the same request at once the same result, and two different ones only one', async () => {
    const { interview, brief } = await begun();
    const code = brief.questionnaire.content.items[0]?.code ?? '';
    const same = await Promise.all([answer(interview, 2, code, ['satisfied'], 'same'), answer(interview, 2, code, ['satisfied'], 'same')]);
    expect(same[0]).toEqual(same[1]);
    const both = await Promise.allSettled([answer(interview, 3, code, ['fair']), answer(interview, 3, code, ['dissatisfied'])]);
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'VERSION_CONFLICT' } });
  });

  it('does not end as “not reached” once questions were answered in it; an earlier call’s answers do not count', async () => {
    const call = await begun();
    await answerItems(call, 2);
    const { followUpId, attemptId } = call;
    for (const outcome of ['no_answer', 'busy', 'powered_off', 'unreachable', 'not_in_service'] as const)
      await expect(nurse().calls.endCall({ followUpId, attemptId, outcome })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await nurse().calls.endCall({ followUpId, attemptId, outcome: 'partial' });
    workstation.setNow('2026-11-11T03:00:00.000Z');
    const next = await redial(call);
    await nurse().interviews.beginInterview({ followUpId, attemptId: next.attemptId });
    expect(await nurse().calls.endCall({ followUpId, attemptId: next.attemptId, outcome: 'no_answer' })).toMatchObject({
      followUpState: 'open',
    });
  });

  it('makes an opinion draft of an objection; changing away drops it while empty, never once written', async () => {
    const { interview, brief, followUpId } = await begun();
    const code = brief.questionnaire.content.items[0]?.code ?? '';
    const objection = await answer(interview, 2, code, ['dissatisfied']);
    expect(objection).toMatchObject({ objection: true, opinion: { itemCode: code, kind: 'opinion', text: '', state: 'draft' } });
    expect(objection.opinion?.departmentId).toBe(staff.departments.cardiology);
    await answer(interview, 3, code, ['satisfied']);
    const opinions = async () => (await nurse().calls.brief({ followUpId })).interview?.opinions;
    expect(await opinions()).toEqual([]);
    const again = await answer(interview, 4, code, ['dissatisfied']);
    const { state, ...opinion } = again.opinion ?? expect.unreachable();
    expect(state).toBe('draft');
    const { id, ...said } = { ...opinion, text: '夜里按铃等了二十多分钟' };
    await nurse().interviews.saveOpinion({ interviewId: interview.id, requestId: 'o', expectedVersion: 5, opinionId: id, ...said });
    expect((await answer(interview, 6, code, ['dissatisfied'])).opinion).toMatchObject({ id, text: '夜里按铃等了二十多分钟' });
    await answer(interview, 7, code, ['satisfied']);
    expect(await opinions()).toMatchObject([{ id, text: '夜里按铃等了二十多分钟' }]);
  });

  it('opens where it was after a crash, with every answer, opinion and the open call', async () => {
    const { interview, brief, followUpId, attemptId } = await begun();
    const version = await answerItems({ interview, brief }, 5);
    await nurse().interviews.saveProgress({
      interviewId: interview.id,
      requestId: 'p',
      expectedVersion: version,
      step: 'item6',
      answerer: 'relative',
      relation: '女儿',
      consent: true,
      condition: '恢复得不错',
    });
    const praise = {
      kind: 'praise',
      itemCode: null,
      aspect: null,
      departmentId: staff.departments.cardiology,
      severity: 'general',
    } as const;
    await nurse().interviews.saveOpinion({
      interviewId: interview.id,
      requestId: 'q',
      expectedVersion: version + 1,
      opinionId: 'own-id',
      ...praise,
      text: '陈思护士很耐',
      staffName: '陈思',
    });
    const before = await nurse().calls.brief({ followUpId });
    if (kind === 'sqlite') await workstation.parts.store.close();
    const store = kind === 'sqlite' ? await openSqlite(workstation.parts.dataDir) : workstation.parts.store;
    const second = createWorkstation({ ...workstation.parts, store });
    const after = await second.as({ actor: staff.users.nurse }).calls.brief({ followUpId });
    expect(after).toEqual(before);
    expect(after).toMatchObject({
      openAttemptId: attemptId,
      interview: {
        version: version + 2,
        step: 'item6',
        answerer: 'relative',
        relation: '女儿',
        consent: true,
        condition: '恢复得不错',
        opinions: [{ id: 'own-id', text: '陈思护士很耐' }],
      },
    });
    expect(after.interview?.answers).toHaveLength(5);
    if (kind === 'sqlite') await second.close();
  });

  const alone: readonly [AttemptOutcome, object][] = [
    ['completed', { outcome: 'partial', followUpState: 'open', disposition: null }],
    ['partial', { outcome: 'partial', followUpState: 'open', disposition: null }],
    ['refused', { followUpState: 'ended', disposition: 'refused', nextAt: null }],
    ['soft_refused', { followUpState: 'open', nextAt: '2026-11-17T02:00:00.000Z' }],
    ['appointment', { followUpState: 'open', nextAt: '2026-11-12T10:40:00.000Z' }],
    ['no_answer', { followUpState: 'open', nextAt: '2026-11-10T05:00:00.000Z' }],
    ['busy', { followUpState: 'open', nextAt: '2026-11-10T02:15:00.000Z' }],
    ['powered_off', { followUpState: 'open', nextAt: '2026-11-11T04:00:00.000Z' }],
    ['unreachable', { followUpState: 'open', nextAt: '2026-11-11T04:00:00.000Z' }],
    ['not_in_service', { followUpState: 'ended', disposition: 'not_in_service' }],
    ['wrong_number', { followUpState: 'ended', disposition: 'wrong_number' }],
    ['unable', { followUpState: 'open', nextAt: '2026-11-12T10:40:00.000Z' }],
    ['deceased', { followUpState: 'ended', disposition: 'deceased' }],
    ['readmitted', { followUpState: 'ended', disposition: 'readmitted' }],
    ['denies_stay', { followUpState: 'ended', disposition: 'denies_stay' }],
  ];
  it.each(alone)('ends with %s', async (outcome, expected) => {
    const { followUpId, attemptId } = await dialled();
    const input = { followUpId, attemptId, outcome, note: '原话', appointmentAt: '2026-11-12T10:40:00.000Z' };
    const ended = await nurse().calls.endCall(input);
    expect(ended).toMatchObject({ outcome, registeredFeedback: 0, ...expected });
    expect(await nurse().calls.endCall(input)).toEqual(ended);
    await expect(nurse().calls.endCall({ ...input, outcome: outcome === 'busy' ? 'no_answer' : 'busy' })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
  });

  it('asks for a note of a refusal and a time of an appointment', async () => {
    const { followUpId, attemptId } = await dialled();
    await expect(nurse().calls.endCall({ followUpId, attemptId, outcome: 'refused' })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    await expect(nurse().calls.endCall({ followUpId, attemptId, outcome: 'soft_refused', note: ' ' })).rejects.toMatchObject({
      code: 'REASON_REQUIRED',
    });
    await expect(nurse().calls.endCall({ followUpId, attemptId, outcome: 'appointment' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const past = '2026-11-10T01:59:00.000Z';
    await expect(nurse().calls.endCall({ followUpId, attemptId, outcome: 'appointment', appointmentAt: past })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });

  it('takes an appointment outside the calling hours only with the patient’s wish written down', async () => {
    const { followUpId, attemptId } = await dialled();
    const agree = (time: string, note: string) =>
      nurse().calls.endCall({ followUpId, attemptId, outcome: 'appointment', note, appointmentAt: instantAt('2026-11-11', time) });
    for (const [time, note] of [
      ['03:30', ''],
      ['20:30', ' '],
    ] as const)
      await expect(agree(time, note)).rejects.toMatchObject({
        code: 'APPOINTMENT_OUTSIDE_HOURS',
        data: { at: time, hours: '08:30–20:30' },
      });
    const nextAt = instantAt('2026-11-11', '21:00');
    expect(await agree('21:00', '患者上夜班，要求晚上九点打')).toMatchObject({ followUpState: 'open', nextAt });
  });

  it('goes on with the next number when one is dead, marking the dead one', async () => {
    const call = await dialled({ phones: ['13800138000', '13900139000'] });
    const ended = await nurse().calls.endCall({ followUpId: call.followUpId, attemptId: call.attemptId, outcome: 'not_in_service' });
    expect(ended).toMatchObject({ followUpState: 'open', nextAt: '2026-11-10T02:00:00.000Z' });
    const next = await redial(call, 1);
    expect(next.brief.patient.phones.map((phone) => phone.bad)).toEqual([true, false]);
    expect(next.brief.attempts).toMatchObject([
      { ordinal: 1, outcome: 'not_in_service' },
      { ordinal: 2, outcome: null },
    ]);
    const last = await nurse().calls.endCall({ followUpId: call.followUpId, attemptId: next.attemptId, outcome: 'wrong_number' });
    expect(last).toMatchObject({ followUpState: 'ended', disposition: 'wrong_number' });
  });

  it('passes a soft refusal to another nurse', async () => {
    const { followUpId, attemptId } = await dialled({ nurseId: staff.users.nurse.id });
    await nurse().calls.endCall({ followUpId, attemptId, outcome: 'soft_refused', note: '说今天不方便' });
    workstation.setNow('2026-11-17T02:30:00.000Z');
    await expect(nurse().calls.takeNext({})).rejects.toMatchObject({ code: 'NOTHING_TO_TAKE' });
    expect((await nurse2().worklist.workList({})).rows).toMatchObject([{ followUpId, group: 'callback' }]);
    expect(await nurse2().calls.takeNext({})).toEqual({ followUpId });
  });

  it('never calls the family of a deceased patient again', async () => {
    const [other] = await samplePatients(workstation, staff, [{ person: 'zhang', month: '2026-10', dischargeDate: '2026-10-20' }]);
    const { followUpId, attemptId } = await dialled({ person: 'zhang' });
    await nurse().calls.endCall({ followUpId, attemptId, outcome: 'deceased' });
    const list = await workstation.transaction((ctx) => ctx.db.selectFrom('do_not_call_entry').select(['patient_id', 'why']).execute());
    expect(list).toEqual([{ patient_id: 'p-zhang', why: 'deceased' }]);
    await expect(nurse().calls.take({ followUpId: other?.followUpId ?? '' })).rejects.toMatchObject({ code: 'FOLLOW_UP_ENDED' });
  });

  it('completes an interview: counted, judged, opinions registered, nothing left to change', async () => {
    const call = await begun();
    const { content } = call.brief.questionnaire;
    const [first, second] = content.items;
    const version = await answerItems(call, 25, [first?.code ?? '']);
    const opened = await nurse().calls.brief({ followUpId: call.followUpId });
    const opinion = opened.interview?.opinions[0] ?? expect.unreachable();
    const { state: _, ...said } = opinion;
    await nurse().interviews.saveOpinion({
      interviewId: call.interview.id,
      requestId: 'o',
      expectedVersion: version,
      opinionId: said.id,
      kind: said.kind,
      itemCode: said.itemCode,
      aspect: said.aspect,
      departmentId: said.departmentId,
      severity: said.severity,
      text: '没治好，走路还疼',
    });
    const ended = await nurse().calls.endCall({ followUpId: call.followUpId, attemptId: call.attemptId, outcome: 'completed' });
    expect(ended).toEqual({
      outcome: 'completed',
      followUpState: 'ended',
      disposition: 'completed',
      nextAt: null,
      registeredFeedback: 1,
      callSeconds: expect.any(Number),
      talkSeconds: expect.any(Number),
      undoUntil: null,
    });
    const stored = await workstation.transaction(async (ctx) => ({
      interview: await ctx.db.selectFrom('interview').selectAll().executeTakeFirstOrThrow(),
      aspects: await ctx.db.selectFrom('interview_aspect').select(['aspect', 'counted', 'objections']).orderBy('aspect').execute(),
      requests: await ctx.db.selectFrom('saved_request').selectAll().execute(),
      feedback: await ctx.db.selectFrom('feedback').select(['state', 'text']).execute(),
      derived: await checkDerived(ctx.db),
    }));
    expect(stored.interview).toMatchObject({
      state: 'completed',
      counted: 25,
      objections: 1,
      satisfied: 0,
      finished_at: '2026-11-10T02:00:00.000Z',
    });
    expect(stored.aspects.reduce((sum, row) => sum + Number(row.counted), 0)).toBe(25);
    expect(stored.aspects.find((row) => row.aspect === first?.aspect)).toMatchObject({ objections: 1 });
    expect(stored.requests).toEqual([]);
    expect(stored.feedback).toEqual([{ state: 'registered', text: '没治好，走路还疼' }]);
    expect(stored.derived).toEqual({ ok: true, detail: '1 份访谈的汇总与回答一致' });
    await workstation.transaction((ctx) => ctx.db.updateTable('follow_up').set({ held_by: staff.users.nurse.id }).execute());
    await expect(answer(call.interview, version + 1, second?.code ?? '', ['satisfied'])).rejects.toMatchObject({ code: 'INTERVIEW_ENDED' });
  });

  it('keeps what was said before a refusal: the interview is partial, its opinion registered', async () => {
    const call = await begun();
    const code = call.brief.questionnaire.content.items[0]?.code ?? '';
    const { opinion, version } = await answer(call.interview, 2, code, ['dissatisfied']);
    const { state: _, id: opinionId, ...said } = opinion ?? expect.unreachable();
    await nurse().interviews.saveOpinion({
      interviewId: call.interview.id,
      requestId: 'o',
      expectedVersion: version,
      opinionId,
      ...said,
      text: '疼得厉害',
    });
    const ended = await nurse().calls.endCall({
      followUpId: call.followUpId,
      attemptId: call.attemptId,
      outcome: 'refused',
      note: '不想说了',
    });
    expect(ended).toMatchObject({ followUpState: 'ended', disposition: 'refused', registeredFeedback: 1 });
    const row = await workstation.transaction((ctx) => ctx.db.selectFrom('interview').selectAll().executeTakeFirstOrThrow());
    expect(row).toMatchObject({ state: 'partial', counted: 1, objections: 1, satisfied: 0 });
  });

  it('continues an interrupted interview at the next call, and ends it partial at the maximum', async () => {
    const call = await begun();
    await answerItems(call, 3);
    const first = await nurse().calls.endCall({ followUpId: call.followUpId, attemptId: call.attemptId, outcome: 'completed' });
    expect(first).toMatchObject({ outcome: 'partial', followUpState: 'open', nextAt: '2026-11-11T02:00:00.000Z' });
    for (const day of [11, 12, 13, 14]) {
      workstation.setNow(`2026-11-${day}T0${day - 9}:00:00.000Z`);
      const { attemptId, brief } = await redial(call);
      expect(brief.interview).toMatchObject({ id: call.interview.id, state: 'open', answers: { length: 3 } });
      const again = await nurse().interviews.beginInterview({ followUpId: call.followUpId, attemptId });
      expect(again.answers).toHaveLength(3);
      const ended = await nurse().calls.endCall({ followUpId: call.followUpId, attemptId, outcome: 'no_answer' });
      expect(ended.followUpState).toBe(day === 14 ? 'ended' : 'open');
      if (day === 14) expect(ended.disposition).toBe('partial');
    }
    const row = await workstation.transaction((ctx) => ctx.db.selectFrom('interview').selectAll().executeTakeFirstOrThrow());
    expect(row).toMatchObject({ state: 'partial', counted: 3, objections: 0, satisfied: 1 });
  });
});
