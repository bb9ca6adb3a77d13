import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Interview } from '../../shared/contract/interview.ts';
import { agreed, hangUp, type Sampled, samplePatients } from '../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../helpers/workstation.ts';

onBothDatabases('an urgent matter in a call', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let call: Sampled & { attemptId: string; interview: Interview };
  let version: number;
  let request: number;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, '2026-11-10T02:00:00.000Z');
    staff = await withStaff(workstation);
    request = 0;
    call = await begun(staff.departments.cardiology);
  });
  afterEach(() => workstation.close());

  const as = (who: keyof Staff['users']) => workstation.as(staff.users[who]);
  async function begun(departmentId: string) {
    const [sampled] = await samplePatients(workstation, staff, [{ departmentId }]);
    if (!sampled) return expect.unreachable();
    await as('nurse').calling.take(sampled);
    const { attemptId } = await as('nurse').calling.dial({ followUpId: sampled.followUpId, phoneId: sampled.phoneIds[0] ?? '' });
    const interview = await agreed(
      as('nurse').calling,
      await as('nurse').calling.beginInterview({ followUpId: sampled.followUpId, attemptId }),
    );
    version = interview.version;
    return { ...sampled, attemptId, interview };
  }
  const stamp = () => ({ interviewId: call.interview.id, requestId: `r${++request}`, expectedVersion: version });
  async function write(text: string, more: { kind?: 'opinion' | 'praise'; departmentId?: string; severity?: 'general' } = {}) {
    const opinion = { kind: 'opinion', itemCode: null, aspect: null, departmentId: staff.departments.cardiology } as const;
    const saved = await as('nurse').calling.saveOpinion({
      ...stamp(),
      opinionId: 'urgent-1',
      ...opinion,
      severity: 'urgent',
      ...more,
      text,
    });
    ({ version } = saved);
  }
  async function escalate() {
    const sent = await as('nurse').calling.escalate({ ...stamp(), opinionId: 'urgent-1' });
    ({ version } = sent);
    return sent;
  }
  const at = (minutes: number) => workstation.setNow(new Date(Date.parse('2026-11-10T02:00:00.000Z') + minutes * 60_000).toISOString());
  const alarms = (who: 'head' | 'supervisor') => as(who).feedback.alarms({});

  it('stands at the top of the head’s screen while the patient still speaks, and grows with what is typed on', async () => {
    await write('伤口');
    expect(await alarms('head')).toEqual([]);
    const { number } = await escalate();
    expect(number).toBe('ZG-2611-001');
    expect(await alarms('head')).toMatchObject([{ id: 'urgent-1', number, text: '伤口', minutes: 0, mayAcknowledge: true }]);
    await write('伤口裂开，有脓');
    const [alarm] = await alarms('head');
    expect(alarm).toMatchObject({ text: '伤口裂开，有脓', version: 1 });
    await as('head').feedback.acknowledge({ id: 'urgent-1', expectedVersion: 1 });
    expect(await alarms('head')).toEqual([]);
    await write('伤口裂开，有脓，体温 38.9');
    await write('  ');
    await write('伤口裂开，有脓，体温 38.9', { departmentId: staff.departments.orthopedics, severity: 'general' });
    expect(await as('head').feedback.get({ id: 'urgent-1' })).toMatchObject({
      text: '伤口裂开，有脓，体温 38.9',
      severity: 'urgent',
      departmentId: staff.departments.cardiology,
      acknowledged: true,
    });
  });

  it('is the supervisor’s too when nobody acknowledged it for 30 minutes, to the minute', async () => {
    await write('胸口压着痛');
    await escalate();
    expect(await alarms('supervisor')).toEqual([]);
    at(29.99);
    expect(await alarms('supervisor')).toEqual([]);
    at(30);
    expect(await alarms('supervisor')).toMatchObject([{ id: 'urgent-1', minutes: 30, mayAcknowledge: false }]);
    expect(await alarms('head')).toHaveLength(1);
    await as('head').feedback.acknowledge({ id: 'urgent-1', expectedVersion: 1 });
    expect(await alarms('supervisor')).toEqual([]);
  });

  it('goes to the supervisor at once where the department has no head, and never to another department’s', async () => {
    await write('腿肿得厉害', { departmentId: staff.departments.orthopedics });
    await escalate();
    expect(await alarms('head')).toEqual([]);
    expect(await alarms('supervisor')).toMatchObject([{ department: '骨科' }]);
    for (const who of ['nurse', 'director', 'admin'] as const)
      await expect(as(who).feedback.alarms({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is sent once, however often it is asked for, and the end of the call registers it no second time', async () => {
    await write('头晕');
    const request = { ...stamp(), opinionId: 'urgent-1' };
    const first = await as('nurse').calling.escalate(request);
    ({ version } = first);
    expect(await as('nurse').calling.escalate(request)).toEqual(first);
    expect((await escalate()).number).toBe(first.number);
    const ended = await as('nurse').calling.endCall({ ...call, outcome: 'refused', note: '不舒服，先挂了' });
    expect(ended).toMatchObject({ registeredFeedback: 0 });
    const rows = await workstation.transaction(async ({ db }) => ({
      cases: await db.selectFrom('feedback').select(['number', 'state']).execute(),
      events: await db.selectFrom('feedback_event').select('action').orderBy('id').execute(),
    }));
    expect(rows).toEqual({
      cases: [{ number: first.number, state: 'dispatched' }],
      events: [{ action: 'register' }, { action: 'dispatch' }],
    });
  });

  it('that was not reported goes out at the latest when the call ends, also where the interview will go on another day', async () => {
    await write('血糖高得测不出');
    const ended = await as('nurse').calling.endCall({ ...call, outcome: 'partial' });
    expect(ended).toMatchObject({ followUpState: 'open', registeredFeedback: 1 });
    expect(await alarms('head')).toMatchObject([{ text: '血糖高得测不出' }]);
  });

  it('needs words, is no praise, and belongs to this interview', async () => {
    await expect(escalate()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await write('护士很好', { kind: 'praise', severity: 'general' });
    await expect(escalate()).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const mine = { interviewId: call.interview.id, version };
    await hangUp(as('nurse'));
    call = await begun(staff.departments.cardiology);
    await expect(escalate()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(mine.interviewId).not.toBe(call.interview.id);
  });

  it('of an item stays that item’s own when the answer is given again', async () => {
    const { content } = (await as('nurse').calling.brief(call)).questionnaire;
    const itemCode = content.items[0]?.code ?? '';
    const answer = async () => {
      const saved = await as('nurse').calling.saveAnswer({ ...stamp(), itemCode, value: ['dissatisfied'] });
      ({ version } = saved);
      return saved.opinion?.id ?? '';
    };
    const opinionId = await answer();
    const said = { itemCode, aspect: 'quality', departmentId: staff.departments.cardiology, kind: 'opinion', severity: 'urgent' } as const;
    ({ version } = await as('nurse').calling.saveOpinion({ ...stamp(), opinionId, ...said, text: '越治越重' }));
    ({ version } = await as('nurse').calling.escalate({ ...stamp(), opinionId }));
    expect(await answer()).toBe(opinionId);
  });
});
