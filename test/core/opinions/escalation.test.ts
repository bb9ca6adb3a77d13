import { afterEach, beforeEach, expect, it } from 'vitest';
import { saveDraft } from '../../../electron/core/feedback/drafts.ts';
import { register } from '../../../electron/core/feedback/register.ts';
import type { Interview } from '../../../shared/interviews/contract/interview.ts';
import { reportOf } from '../../../shared/opinions/rules/warningSigns.ts';
import { agreed, hangUp, type Sampled, samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

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
    const [sampled] = await samplePatients(workstation, staff, [{ departmentId, name: '欧阳建国', phones: ['13800138000'] }]);
    if (!sampled) return expect.unreachable();
    await as('nurse').calls.take(sampled);
    const { attemptId } = await as('nurse').calls.dial({ followUpId: sampled.followUpId, phoneId: sampled.phoneIds[0] ?? '' });
    const interview = await agreed(as('nurse'), await as('nurse').interviews.beginInterview({ followUpId: sampled.followUpId, attemptId }));
    version = interview.version;
    return { ...sampled, attemptId, interview };
  }
  const stamp = () => ({ interviewId: call.interview.id, requestId: `r${++request}`, expectedVersion: version });
  async function write(text: string, more: { kind?: 'opinion' | 'praise'; departmentId?: string; severity?: 'general' } = {}) {
    const opinion = { kind: 'opinion', itemCode: null, aspect: null, departmentId: staff.departments.cardiology } as const;
    const saved = await as('nurse').interviews.saveOpinion({
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
    const sent = await as('nurse').interviews.escalate({ ...stamp(), opinionId: 'urgent-1' });
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
    const first = await as('nurse').interviews.escalate(request);
    ({ version } = first);
    expect(await as('nurse').interviews.escalate(request)).toEqual(first);
    expect((await escalate()).number).toBe(first.number);
    const ended = await as('nurse').calls.endCall({ ...call, outcome: 'refused', note: '不舒服，先挂了' });
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
    const ended = await as('nurse').calls.endCall({ ...call, outcome: 'partial' });
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
    const { content } = (await as('nurse').calls.brief(call)).questionnaire;
    const itemCode = content.items[0]?.code ?? '';
    const answer = async () => {
      const saved = await as('nurse').interviews.saveAnswer({ ...stamp(), itemCode, value: ['dissatisfied'] });
      ({ version } = saved);
      return saved.opinion?.id ?? '';
    };
    const opinionId = await answer();
    const said = { itemCode, aspect: 'quality', departmentId: staff.departments.cardiology, kind: 'opinion', severity: 'urgent' } as const;
    ({ version } = await as('nurse').interviews.saveOpinion({ ...stamp(), opinionId, ...said, text: '越治越重' }));
    ({ version } = await as('nurse').interviews.escalate({ ...stamp(), opinionId }));
    expect(await answer()).toBe(opinionId);
  });

  const sign = (what: string) => reportOf({ sign: what, say: '' });

  it('that is a warning sign tells the head of its department who the patient is and on which number to call back, and is logged', async () => {
    await write(sign('伤口裂开'));
    await escalate();
    expect(await alarms('head')).toMatchObject([{ patient: '欧阳建国' }]);
    const found = await as('head').feedback.get({ id: 'urgent-1' });
    expect(found).toMatchObject({ callBack: true, patient: { name: '欧阳建国', phone: '138****8000', followUpId: null, shown: 'whole' } });
    const { phones } = await as('head').feedback.showPhone({ id: 'urgent-1' });
    expect(phones.map(({ number }) => number)).toEqual(['13800138000']);
    const logged = await workstation.transaction(({ db }) =>
      db.selectFrom('audit').select(['action', 'subject', 'detail']).where('user_id', '=', staff.users.head.id).orderBy('seq').execute(),
    );
    expect(logged).toMatchObject([
      { action: 'feedback.viewPatient', subject: 'urgent-1' },
      { action: 'feedback.showPhone', subject: 'urgent-1' },
    ]);
    expect(JSON.stringify(logged)).not.toMatch(/欧阳建国|13800138000/);
    // Written on without its first words, it is a warning sign still.
    await write('体温 39');
    expect(await as('head').feedback.get({ id: 'urgent-1' })).toMatchObject({ text: `${sign('伤口裂开')}体温 39`, callBack: true });
  });

  it('that is an opinion keeps its patient from the head, and says that it is kept, not that nobody knows', async () => {
    await write('再不来人我就去投诉');
    await escalate();
    expect(await alarms('head')).toMatchObject([{ patient: '' }]);
    const found = await as('head').feedback.get({ id: 'urgent-1' });
    expect(found).toMatchObject({ callBack: false, patient: { name: '', phone: '', followUpId: null } });
    expect(['group', 'too_few']).toContain(found.patient.shown);
    await expect(as('head').feedback.showPhone({ id: 'urgent-1' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await as('director').feedback.get({ id: 'urgent-1' })).toMatchObject({ patient: { name: '', phone: '', shown: 'group' } });
  });

  it('of a department without a head shows the acting supervisor whom to call back, and names to the nurse who was told', async () => {
    await write(sign('胸口痛'), { departmentId: staff.departments.orthopedics });
    await escalate();
    expect(await alarms('supervisor')).toMatchObject([{ patient: '欧阳建国', mayAcknowledge: true }]);
    expect(await as('supervisor').feedback.get({ id: 'urgent-1' })).toMatchObject({
      callBack: true,
      deputy: true,
      patient: { name: '欧阳建国', phone: '138****8000', shown: 'whole' },
    });
    expect(await as('nurse').feedback.get({ id: 'urgent-1' })).toMatchObject({ headed: false, told: ['周主任'] });
    await workstation.transaction(({ db }) =>
      db.updateTable('department').set({ deputy_id: staff.users.head.id }).where('id', '=', staff.departments.orthopedics).execute(),
    );
    expect(await as('nurse').feedback.get({ id: 'urgent-1' })).toMatchObject({ told: ['李主任', '周主任'] });
    expect(await as('head').feedback.get({ id: 'urgent-1' })).toMatchObject({ patient: { name: '欧阳建国', shown: 'whole' } });
  });

  it('names the head who was told, where the department has one', async () => {
    await write('头晕');
    await escalate();
    expect(await as('nurse').feedback.get({ id: 'urgent-1' })).toMatchObject({ headed: true, told: ['李主任'] });
  });

  it('stands above the less grave, and of equals the newest is first; none is left out', async () => {
    const texts = ['等了两小时没人理', sign('伤口流脓'), '被单三天没换', sign('发热'), sign('有伤害自己的念头'), '护工骂人'];
    await workstation.transaction(async (ctx) => {
      const written = texts.map((text, index) => ({
        id: `written-${index}`,
        kind: 'opinion' as const,
        severity: 'urgent' as const,
        text,
      }));
      for (const [index, one] of written.entries()) {
        await saveDraft(ctx, {
          ...one,
          interviewId: call.interview.id,
          followUpId: call.followUpId,
          dischargeId: call.dischargeId,
          month: '2026-11',
          askedItem: null,
          itemCode: null,
          aspect: null,
          departmentId: staff.departments.cardiology,
          staffName: '',
          suggested: null,
        });
        await register({ ...ctx, now: new Date(Date.parse(ctx.now) + index * 1000).toISOString() }, [one]);
      }
    });
    at(1);
    expect((await alarms('head')).map(({ text }) => text)).toEqual([
      sign('有伤害自己的念头'),
      sign('发热'),
      sign('伤口流脓'),
      '护工骂人',
      '被单三天没换',
      '等了两小时没人理',
    ]);
  });
});
