import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Client } from '../../../electron/core/workstation.ts';
import type { DischargeStory } from '../../../shared/story/contract/story.ts';
import { agreed } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';
import { importStays } from '../discharges/searchSeed.ts';

const month = '2026-10';
const family = '13812345678';
const wang = {
  name: '王秀英',
  medicalRecordNumber: '900',
  phones: [family, '057188005501'],
  department: '心血管内科',
  diagnosis: '冠心病',
};

onBothDatabases('the story of a discharge', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let nurse: Client;
  let supervisor: Client;
  beforeEach(async () => {
    workstation = await openWorkstation(kind);
    staff = await withStaff(workstation);
    nurse = workstation.as(staff.users.nurse);
    supervisor = workstation.as(staff.users.supervisor);
  });
  afterEach(() => workstation.close());

  async function idOf(name: string): Promise<string> {
    const { rows } = await supervisor.discharges.list({ search: name, month });
    return rows[0]?.id ?? '';
  }
  const read = async (client: Client, name: string, reason?: string): Promise<DischargeStory> =>
    client.story.get({ id: await idOf(name), ...(reason ? { reason } : {}) });
  const actions = async () => (await workstation.as(staff.users.admin).upkeep.audit({})).rows;

  /** Imported, drawn whole, called once in vain and once to the end; one objection goes its way to the patient's yes. */
  async function lived(): Promise<void> {
    await importStays(workstation, [
      wang,
      {
        ...wang,
        inpatientNumber: 'ZY900',
        dischargeDate: '2026-03-02',
        admissionDate: '2026-02-20',
        department: '骨科',
        diagnosis: '骨折',
      },
      { name: '王小宝', medicalRecordNumber: '901', inpatientNumber: 'ZY901', phones: [family], department: '产科' },
      { name: '李无机', medicalRecordNumber: '902', inpatientNumber: 'ZY902', phones: [] },
    ]);
    await importStays(workstation, [{ ...wang, remark: '儿子13812345678', phones: [family] }], '更正.xlsx');
    await supervisor.sampling.draw({
      plan: { month, method: 'census', size: 10 },
      seed: '7',
      assignTo: [staff.users.nurse.id],
    });
    const id = await idOf('王秀英');
    const { followUp } = await supervisor.story.get({ id });
    const followUpId = followUp?.id ?? '';
    const dial = async () => {
      await nurse.calls.take({ followUpId });
      const [phone] = (await nurse.calls.brief({ followUpId })).patient.phones;
      return nurse.calls.dial({ followUpId, phoneId: phone?.id ?? '' });
    };
    const first = await dial();
    await nurse.calls.endCall({ followUpId, attemptId: first.attemptId, outcome: 'no_answer', note: '老人耳背，可打 13812345678' });
    workstation.setNow('2026-11-10T07:00:00.000Z');
    const { attemptId } = await dial();
    const interview = await agreed(nurse, await nurse.interviews.beginInterview({ followUpId, attemptId }));
    const { questionnaire, stay } = await nurse.calls.brief({ followUpId });
    let version = interview.version;
    let opinion = '';
    for (const [index, item] of questionnaire.content.items.entries()) {
      const chosen = item.options.find((option) => option.objection === (item.code === 'attitude_nurse') && !option.notCounted);
      const save = { interviewId: interview.id, requestId: `r${index}`, expectedVersion: version };
      const saved = await nurse.interviews.saveAnswer({ ...save, itemCode: item.code, value: [chosen?.value ?? ''] });
      version = saved.version;
      opinion = saved.opinion?.id ?? opinion;
    }
    const save = { interviewId: interview.id, requestId: 'opinion', expectedVersion: version };
    const said = { kind: 'opinion', itemCode: 'attitude_nurse', aspect: 'attitude', severity: 'general' } as const;
    await nurse.interviews.saveOpinion({ ...save, ...said, opinionId: opinion, departmentId: stay.departmentId, text: '按铃没有人来' });
    await nurse.calls.endCall({ followUpId, attemptId, outcome: 'completed' });
    const head = workstation.as(staff.users.head);
    const [found] = (await supervisor.feedback.list({ filter: 'all' })).rows;
    const one = { id: found?.id ?? '' };
    const latest = async () => ({ ...one, expectedVersion: (await supervisor.feedback.get(one)).version });
    await supervisor.feedback.dispatch({ ...(await latest()), departmentId: stay.departmentId, severity: 'general' });
    await head.feedback.accept(await latest());
    const answer = { causeKind: '人', cause: '夜班人少', measures: '增设夜班应铃', responsible: '陈护士长', doneDate: null };
    await head.feedback.saveRectification({ ...(await latest()), ...answer });
    await head.feedback.submitRectification(await latest());
    await supervisor.feedback.review({ ...(await latest()), verdict: 'passed' });
    await nurse.feedback.reply({
      ...(await latest()),
      content: '已增设夜班应铃',
      verdict: 'accepted',
      way: 'rang',
      patientWords: '那就好',
    });
  }

  it('tells the stay, where it came from, the draw, the calls, what was said and what became of it', async () => {
    await lived();
    const story = await read(supervisor, '王秀英');
    expect(story.stay).toMatchObject({
      name: '王秀英',
      medicalRecordNumber: '900',
      department: '心血管内科',
      remark: '儿子138****5678',
      doNotCall: null,
    });
    expect(story.phones).toEqual([{ number: '138****5678', kind: 'mobile', extension: '', relation: '本人', bad: false }]);
    expect(story.imports).toMatchObject([
      { fileName: '出院患者.xlsx', row: 2, changes: [] },
      {
        fileName: '更正.xlsx',
        row: null,
        changes: [
          { field: '患者电话', from: '138****5678 本人、0571****5501 本人', to: '138****5678 本人' },
          { field: '备注', from: '', to: '儿子138****5678' },
        ],
      },
    ]);
    expect(story.draws).toMatchObject([{ ordinal: 1, method: 'census', seed: '7', standing: 'sampled', reason: null, by: '周主任' }]);
    expect(story.followUp).toMatchObject({
      state: 'ended',
      disposition: 'completed',
      nurse: '王静',
      attempts: [
        { ordinal: 1, outcome: 'no_answer', phone: '138****5678', note: '老人耳背，可打 138****5678', nurse: '王静' },
        { ordinal: 2, outcome: 'completed' },
      ],
    });
    expect(story.interview).toMatchObject({ state: 'completed', nurse: '王静', content: { satisfied: false, objections: 1 } });
    const attitude = story.interview?.content?.answers.find(({ aspect }) => aspect === 'attitude');
    expect(attitude?.items.find(({ code }) => code === 'attitude_nurse')).toMatchObject({ objection: true, counted: true });
    expect(story.interview?.content?.answers.flatMap(({ items }) => items).every(({ value }) => value !== '')).toBe(true);
    expect(story.cases).toMatchObject([
      {
        kind: 'opinion',
        state: 'replied',
        text: '按铃没有人来',
        rectifications: [{ round: 1, cause: '夜班人少', measures: '增设夜班应铃', reviewVerdict: 'passed' }],
        replies: [{ by: '王静', verdict: 'accepted', patientWords: '那就好' }],
      },
    ]);
    expect(story.stays).toMatchObject([{ dischargeDate: '2026-03-02', department: '骨科', diagnosis: '骨折', followUp: null }]);
    expect(story.samePhone).toMatchObject([{ name: '王小宝', department: '产科', followUp: '待拨打' }]);
  });

  it('tells which call came from the patient', async () => {
    await importStays(workstation, [wang]);
    await supervisor.sampling.draw({ plan: { month, method: 'census', size: 10 }, seed: '7', assignTo: [staff.users.nurse.id] });
    const { followUp } = await read(supervisor, wang.name);
    const call = { followUpId: followUp?.id ?? '' };
    await nurse.calls.take(call);
    const [phone] = (await nurse.calls.brief(call)).patient.phones;
    const dialled = await nurse.calls.dial({ ...call, phoneId: phone?.id ?? '' });
    await nurse.calls.endCall({ ...call, attemptId: dialled.attemptId, outcome: 'no_answer' });
    await nurse.calls.callBack(call);
    expect((await read(nurse, wang.name)).followUp?.attempts).toMatchObject([
      { incoming: false, outcome: 'no_answer' },
      { incoming: true, outcome: null, phone: '' },
    ]);
  });

  it('says why a discharge was not drawn', async () => {
    await lived();
    expect((await read(supervisor, '李无机')).draws).toMatchObject([{ standing: 'excluded', reason: 'no_phone', stratum: null }]);
    await importStays(workstation, [{ name: '赵迟到', inpatientNumber: 'ZY990', phones: ['13900000001'] }], '补报.xlsx');
    expect(await read(supervisor, '赵迟到')).toMatchObject({
      draws: [{ standing: 'absent', reason: null }],
      followUp: null,
      interview: null,
      cases: [],
    });
  });

  it('shows an administrator no word of what was said', async () => {
    await lived();
    const story = await read(workstation.as(staff.users.admin), '王秀英');
    expect(story.interview).toMatchObject({ state: 'completed', content: null });
    expect(story.cases).toBeNull();
    const text = JSON.stringify(story);
    for (const said of ['按铃没有人来', '老人耳背', '夜班人少', '那就好']) expect(text).not.toContain(said);
  });

  it('shows a nurse her own patients’ words, not those of a colleague’s', async () => {
    await lived();
    expect(await read(nurse, '王秀英')).toMatchObject({ interview: { content: { objections: 1 } }, cases: [{ text: '按铃没有人来' }] });
    const colleague = await read(workstation.as(staff.users.nurse2), '王秀英', '患者来电询问');
    expect(colleague).toMatchObject({ interview: { content: null }, cases: [], followUp: { attempts: [{ note: '' }, {}] } });
    expect(JSON.stringify(colleague)).not.toContain('按铃没有人来');
  });

  it('never holds a whole number; showing one is written down with who and when', async () => {
    await lived();
    const id = await idOf('王秀英');
    for (const role of ['nurse', 'supervisor', 'admin'] as const) {
      const client = workstation.as(staff.users[role]);
      expect(JSON.stringify(await client.story.get({ id }))).not.toContain(family);
      expect(await client.story.showPhones({ id })).toEqual({ numbers: [family] });
      const [last] = await actions();
      expect(last).toMatchObject({
        action: 'discharges.showPhones',
        subject: id,
        user: staff.users[role].name,
        at: '2026-11-10T07:00:00.000Z',
      });
      expect(JSON.stringify(last)).not.toContain(family);
    }
    expect((await actions()).filter(({ action }) => action === 'discharges.viewStory').length).toBeGreaterThan(3);
    for (const role of ['head', 'director'] as const) {
      const client = workstation.as(staff.users[role]);
      await expect(client.story.get({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(client.story.showPhones({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    await expect(nurse.story.get({ id: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(nurse.story.showPhones({ id: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
