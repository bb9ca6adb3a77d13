/** Tests that a write whose response was lost can be sent again: same answer, one effect. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contract } from '../../../shared/contract.ts';
import { agreed, type Sampled, samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

/** Writes of the contract that carry a request id, as room.procedure. */
function withRequestId(): string[] {
  return Object.entries(contract).flatMap(([room, procedures]) =>
    Object.entries(procedures).flatMap(([name, procedure]) => {
      const schema = procedure['~orpc'].inputSchema as { readonly shape?: Readonly<Record<string, unknown>> } | undefined;
      return schema?.shape && 'requestId' in schema.shape ? [`${room}.${name}`] : [];
    }),
  );
}

onBothDatabases('a repeated write', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let patients: Sampled[];
  beforeEach(async () => {
    workstation = await openWorkstation(kind, '2026-11-10T02:00:00.000Z');
    staff = await withStaff(workstation);
    patients = await samplePatients(workstation, staff, [{ phones: ['13800138001', '13800138002'] }, {}]);
  });
  afterEach(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);
  const tables = [
    'follow_up',
    'attempt',
    'interview',
    'answer',
    'answer_history',
    'feedback',
    'feedback_event',
    'phone',
    'phone_mark',
    'hand_over',
    'audit',
  ] as const;
  const stored = () =>
    workstation.transaction(async ({ db }) => {
      const rows: Record<string, unknown> = {};
      for (const table of tables)
        rows[table] = (await db.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row)).toSorted();
      return rows;
    });
  const done = new Set<string>();
  /** Does it twice; answers what it answered. */
  async function twice<T>(name: string, write: () => Promise<T>): Promise<T> {
    const first = await write();
    const before = await stored();
    expect(await write(), name).toEqual(first);
    expect(await stored(), name).toEqual(before);
    done.add(name);
    return first;
  }

  it('answers as the first time and changes nothing: every step of a call, with every write that carries a request id', async () => {
    const [one, two] = patients;
    if (!one || !two) return expect.unreachable();
    const { followUpId } = one;
    const phoneId = one.phoneIds[0] ?? '';
    await twice('calls.take', () => nurse().calls.take({ followUpId }));
    const { attemptId } = await twice('calls.dial', () => nurse().calls.dial({ followUpId, phoneId }));
    const interview = await twice('interviews.beginInterview', () => nurse().interviews.beginInterview({ followUpId, attemptId }));
    let version = interview.version;
    const save = (requestId: string) => ({ interviewId: interview.id, requestId, expectedVersion: version });
    const progress = { ...save('r1'), step: 'questionnaire', answerer: 'patient' as const, consent: true };
    ({ version } = await twice('interviews.saveProgress', () => nurse().interviews.saveProgress(progress)));
    const { questionnaire } = await nurse().calls.brief({ followUpId });
    const item = questionnaire.content.items[0];
    const objection = item?.options.find((option) => option.objection);
    const answer = { ...save('r2'), itemCode: item?.code ?? '', value: [objection?.value ?? ''] };
    const saved = await twice('interviews.saveAnswer', () => nurse().interviews.saveAnswer(answer));
    version = saved.version;
    const about = { itemCode: item?.code ?? '', askedItem: item?.code ?? '', aspect: 'quality' as const, kind: 'opinion' as const };
    const opinion = { ...about, departmentId: staff.departments.cardiology, severity: 'urgent' as const, text: '伤口裂开，没人管' };
    const opinionId = saved.opinion?.id ?? '';
    const written = { ...save('r3'), ...opinion, opinionId };
    ({ version } = await twice('interviews.saveOpinion', () => nurse().interviews.saveOpinion(written)));
    const urgent = { ...save('r4'), opinionId };
    await twice('interviews.escalate', () => nurse().interviews.escalate(urgent));
    const ended = await twice('calls.endCall', () => nurse().calls.endCall({ followUpId, attemptId, outcome: 'completed' }));
    expect(ended).toMatchObject({ outcome: 'partial', followUpState: 'open' });

    const { attemptId: rang } = await twice('calls.callBack', () => nurse().calls.callBack(two));
    await twice('calls.endCall', () =>
      nurse().calls.endCall({ followUpId: two.followUpId, attemptId: rang, outcome: 'refused', note: '不愿意' }),
    );

    workstation.setNow('2026-11-12T02:00:00.000Z');
    await nurse().calls.take({ followUpId });
    const again = await nurse().calls.dial({ followUpId, phoneId });
    await twice('calls.endCall', () => nurse().calls.endCall({ followUpId, ...again, outcome: 'wrong_number' }));
    await twice('calls.undoEndCall', () => nurse().calls.undoEndCall({ followUpId, ...again }));
    await twice('calls.endCall', () => nurse().calls.endCall({ followUpId, ...again, outcome: 'no_answer' }));
    await nurse().calls.take({ followUpId });
    await twice('numbers.moveNumber', () => nurse().numbers.moveNumber({ followUpId, phoneId, place: 1 }));
    await twice('followOn.writeHandOver', () => nurse().followOn.writeHandOver({ text: '下午再打', followUpId }));
    await twice('numbers.markNumber', () => nurse().numbers.markNumber({ followUpId, phoneId, mark: 'bad' }));
    await twice('calls.release', () => nurse().calls.release({ followUpId }));
    const writes = withRequestId();
    expect(writes).toContain('interviews.saveAnswer');
    expect([...done]).toEqual(expect.arrayContaining(writes));
  });

  it('a later call does not change what the repeat of an earlier end answers', async () => {
    const [one] = patients;
    if (!one) return expect.unreachable();
    const { followUpId } = one;
    const call = async () => {
      await nurse().calls.take({ followUpId });
      return nurse().calls.dial({ followUpId, phoneId: one.phoneIds[0] ?? '' });
    };
    const first = await call();
    const busy = { followUpId, ...first, outcome: 'busy' as const };
    const answered = await nurse().calls.endCall(busy);
    workstation.setNow('2026-11-10T03:00:00.000Z');
    const second = await call();
    await nurse().calls.endCall({ followUpId, ...second, outcome: 'refused', note: '不愿意' });
    expect(await nurse().calls.endCall(busy)).toEqual(answered);
  });

  it('an end that says something else than the first time is refused, and what was noted stays', async () => {
    const [one] = patients;
    if (!one) return expect.unreachable();
    const { followUpId } = one;
    await nurse().calls.take({ followUpId });
    const { attemptId } = await nurse().calls.dial({ followUpId, phoneId: one.phoneIds[0] ?? '' });
    const end = { followUpId, attemptId, outcome: 'refused' as const, note: '不愿意' };
    await twice('calls.endCall', () => nurse().calls.endCall(end));
    const before = await stored();
    const ended = { code: 'WRONG_STATE', message: expect.stringContaining('通话已结束') };
    const doNotCall = { scope: 'patient', why: 'own_wish', note: '', until: null } as const;
    for (const other of [{ note: '不愿意，骂人' }, { note: '' }, { doNotCall }])
      await expect(nurse().calls.endCall({ ...end, ...other })).rejects.toMatchObject(ended);
    expect(await stored()).toEqual(before);
  });
});

onBothDatabases('a request id used again', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, '2026-11-10T02:00:00.000Z');
    staff = await withStaff(workstation);
  });
  afterEach(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);
  const reused = { code: 'REQUEST_REUSED' };
  async function begun() {
    const [one] = await samplePatients(workstation, staff, [{}]);
    if (!one) return expect.unreachable();
    await nurse().calls.take(one);
    const { attemptId } = await nurse().calls.dial({ followUpId: one.followUpId, phoneId: one.phoneIds[0] ?? '' });
    const { questionnaire } = await nurse().calls.brief(one);
    const interview = await agreed(nurse(), await nurse().interviews.beginInterview({ followUpId: one.followUpId, attemptId }));
    let { version } = interview;
    const stamp = (requestId: string) => ({ interviewId: interview.id, requestId, expectedVersion: version });
    const kept = async <R extends { version: number }>(save: Promise<R>): Promise<R> => {
      const saved = await save;
      version = saved.version;
      return saved;
    };
    const [item] = questionnaire.content.items;
    const opinion = { kind: 'opinion', itemCode: null, aspect: null, departmentId: staff.departments.cardiology } as const;
    return {
      stamp,
      breakOff: () => nurse().calls.endCall({ followUpId: one.followUpId, attemptId, outcome: 'partial' }),
      answer: (requestId: string, value = 'satisfied') =>
        kept(nurse().interviews.saveAnswer({ ...stamp(requestId), itemCode: item?.code ?? '', value: [value] })),
      write: (requestId: string, text = '等得久') =>
        kept(nurse().interviews.saveOpinion({ ...stamp(requestId), ...opinion, opinionId: 'o1', severity: 'general', text })),
      say: (requestId: string, condition = '恢复得好') => kept(nurse().interviews.saveProgress({ ...stamp(requestId), condition })),
      escalate: (requestId: string) => kept(nurse().interviews.escalate({ ...stamp(requestId), opinionId: 'o1' })),
      stored: async () => (await nurse().calls.brief(one)).interview,
    };
  }

  it('for another procedure is refused and loses nothing', async () => {
    const call = await begun();
    await call.answer('A2');
    await expect(call.write('A2')).rejects.toMatchObject(reused);
    await expect(call.say('A2')).rejects.toMatchObject(reused);
    await call.write('A3');
    await expect(call.escalate('A2')).rejects.toMatchObject(reused);
    await expect(call.escalate('A3')).rejects.toMatchObject(reused);
    await call.say('SAME');
    await expect(call.answer('SAME', 'fair')).rejects.toMatchObject(reused);
    expect(await call.stored()).toMatchObject({
      condition: '恢复得好',
      answers: [{ value: ['satisfied'] }],
      opinions: [{ text: '等得久', state: 'draft' }],
    });
  });

  it('for the same procedure with other content, or in another interview, is refused', async () => {
    const call = await begun();
    await call.answer('A1');
    await expect(call.answer('A1', 'fair')).rejects.toMatchObject({ ...reused, message: expect.stringContaining('没有保存') });
    await call.write('O1');
    await expect(call.write('O1', '等得久，饭菜凉')).rejects.toMatchObject(reused);
    await call.say('P1');
    await expect(call.say('P1', '又疼了')).rejects.toMatchObject(reused);
    await call.breakOff();
    const other = await begun();
    await expect(other.answer('A1')).rejects.toMatchObject(reused);
    expect((await other.stored())?.answers).toEqual([]);
  });

  it('sent twice at once for two things is stored for one of them only', async () => {
    const call = await begun();
    const both = await Promise.allSettled([call.say('B'), call.write('B')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({ reason: reused });
  });

  it('the order of its fields makes no other request; one stored by an earlier version answers as it did', async () => {
    const call = await begun();
    const said = { ...call.stamp('A1'), condition: '好', revisitDate: null };
    const first = await nurse().interviews.saveProgress(said);
    const turned = Object.fromEntries(Object.entries(said).toReversed()) as typeof said;
    expect(await nurse().interviews.saveProgress(turned)).toEqual(first);
    await workstation.transaction(({ db }) => db.updateTable('saved_request').set({ fingerprint: null }).execute());
    expect(await nurse().interviews.saveProgress({ ...said, condition: '不好' })).toEqual(first);
  });
});

onBothDatabases('an end taken back', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let one: Sampled;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, '2026-11-10T02:00:00.000Z');
    staff = await withStaff(workstation);
    const [sampled] = await samplePatients(workstation, staff, [{ phones: ['13800138001'] }]);
    one = sampled ?? expect.unreachable();
  });
  afterEach(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);
  const nurse2 = () => workstation.as(staff.users.nurse2);
  const row = () =>
    workstation.transaction(async ({ db }) => ({
      followUp: await db.selectFrom('follow_up').selectAll().executeTakeFirstOrThrow(),
      attempt: await db.selectFrom('attempt').selectAll().orderBy('ordinal', 'desc').executeTakeFirstOrThrow(),
      phone: await db.selectFrom('phone').selectAll().executeTakeFirstOrThrow(),
    }));
  const dial = async (who = nurse()) => {
    await who.calls.take(one);
    return who.calls.dial({ followUpId: one.followUpId, phoneId: one.phoneIds[0] ?? '' });
  };

  it.each(['no_answer', 'busy', 'powered_off', 'unreachable', 'not_in_service', 'wrong_number'] as const)(
    '%s, undone in time: everything is as while it rang, the log says so, and it can end otherwise',
    async (outcome) => {
      const call = { followUpId: one.followUpId, ...(await dial()) };
      const before = await row();
      const ended = await nurse().calls.endCall({ ...call, outcome });
      expect(ended.undoUntil).toBe('2026-11-10T02:00:15.000Z');
      workstation.setNow('2026-11-10T02:00:15.000Z');
      expect(await nurse().calls.undoEndCall(call)).toEqual({ attemptId: call.attemptId });
      expect(await row()).toEqual(before);
      const audit = await workstation.transaction(({ db }) =>
        db.selectFrom('audit').select('action').orderBy('seq', 'desc').executeTakeFirst(),
      );
      expect(audit).toEqual({ action: 'calling.undoEndCall' });
      expect(await nurse().calls.endCall({ ...call, outcome: 'refused', note: '接通后拒绝' })).toMatchObject({ disposition: 'refused' });
    },
  );

  it('is refused when the time has passed, when something came after it, by others, and for what needed words', async () => {
    const first = { followUpId: one.followUpId, ...(await dial()) };
    await nurse().calls.endCall({ ...first, outcome: 'busy' });
    await expect(nurse2().calls.undoEndCall(first)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await nurse2().calls.take(one);
    await expect(nurse().calls.undoEndCall(first)).rejects.toMatchObject({ code: 'UNDO_TOO_LATE' });
    await nurse2().calls.release(one);
    workstation.setNow('2026-11-10T02:00:16.000Z');
    await expect(nurse().calls.undoEndCall(first)).rejects.toMatchObject({ code: 'UNDO_TOO_LATE' });
    workstation.setNow('2026-11-10T03:00:00.000Z');
    const second = { followUpId: one.followUpId, ...(await dial()) };
    expect(await nurse().calls.endCall({ ...second, outcome: 'refused', note: '不愿意' })).toMatchObject({ undoUntil: null });
    await expect(nurse().calls.undoEndCall(second)).rejects.toMatchObject({ code: 'UNDO_TOO_LATE' });
  });

  it('is refused where the follow-up was given to a colleague since', async () => {
    const call = { followUpId: one.followUpId, ...(await dial()) };
    await nurse().calls.endCall({ ...call, outcome: 'busy' });
    const { sampling } = workstation.as(staff.users.supervisor);
    expect(await sampling.assignTo({ followUpIds: [one.followUpId], nurseId: staff.users.nurse2.id })).toMatchObject({ assigned: 1 });
    await expect(nurse().calls.undoEndCall(call)).rejects.toMatchObject({ code: 'UNDO_TOO_LATE' });
    expect((await row()).followUp).toMatchObject({ nurse_id: staff.users.nurse2.id, held_by: null });
  });
});
