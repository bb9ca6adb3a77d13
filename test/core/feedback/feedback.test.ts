import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RecordedCase, RecordedStep } from '../../../electron/core/feedback/recordFeedback.ts';
import { recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import type { FeedbackCase } from '../../../shared/feedback/contract/feedback.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';
import { type SeededInterview, seedInterview } from './seed.ts';

const registeredAt = '2026-10-14T06:02:00.000Z';

onBothDatabases('feedback', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let interview: SeededInterview;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, registeredAt);
    staff = await withStaff(workstation);
    interview = await workstation.transaction((ctx) => seedInterview(ctx, staff.departments.cardiology, staff.users.nurse.id));
  });
  afterEach(() => workstation.close());

  const as = (who: keyof Staff['users']) => workstation.as(staff.users[who]).feedback;
  const opinion = (change: Partial<RecordedCase> = {}): RecordedCase => ({
    ...interview,
    kind: 'opinion',
    itemCode: 'process_call',
    aspect: 'process',
    departmentId: staff.departments.cardiology,
    severity: 'general',
    text: '夜里按铃等了二十多分钟',
    staffName: '',
    registeredAt,
    registeredBy: staff.users.nurse.id,
    steps: [],
    ...change,
  });
  const record = (...cases: RecordedCase[]) => workstation.transaction((ctx) => recordFeedback(ctx, cases));
  const recordOne = async (change: Partial<RecordedCase> = {}): Promise<string> => (await record(opinion(change)))[0]?.id ?? '';
  const wayTo = (last: RecordedStep['action'], at = registeredAt): RecordedStep[] => {
    const { head, supervisor, nurse } = staff.users;
    const written = { causeKind: '人', cause: '抢救时无人应铃', measures: '二线护士应铃', responsible: '陈护士长', doneDate: '2026-10-15' };
    const way: RecordedStep[] = [
      { action: 'dispatch', at, by: nurse.id },
      { action: 'accept', at, by: head.id },
      { action: 'rectify', at, by: head.id, ...written },
      { action: 'review_pass', at, by: supervisor.id, comment: '' },
      { action: 'reply', at, by: nurse.id, content: '已致歉', verdict: 'accepted', patientWords: '谢谢', way: 'person', calls: [] },
      { action: 'close', at, by: supervisor.id },
    ];
    return way.slice(0, way.findIndex((step) => step.action === last) + 1);
  };
  const next = (found: FeedbackCase) => ({ id: found.id, expectedVersion: found.version });
  const written = { causeKind: '人', cause: '抢救时无人应铃', measures: '二线护士应铃', responsible: '陈护士长', doneDate: '2026-10-14' };

  it('goes from the nurse through department, supervisor and patient to closed, a second round where the patient does not accept', async () => {
    const id = await recordOne();
    let found = await as('nurse').get({ id });
    expect(found).toMatchObject({ number: 'ZG-2610-001', state: 'registered', actions: ['dispatch'], itemTitle: '呼叫应答', due: 'none' });
    found = await as('nurse').dispatch({ ...next(found), departmentId: staff.departments.cardiology, severity: 'general' });
    expect(found).toMatchObject({ state: 'dispatched', dueAt: '2026-10-21T06:02:00.000Z', due: 'in_time' });
    found = await as('head').acknowledge(next(found));
    expect(found).toMatchObject({ acknowledged: true, actions: ['accept'] });
    found = await as('head').accept(next(found));
    await expect(as('head').submitRectification(next(found))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('原因、整改措施、责任人'),
    });
    let saved = await as('head').saveRectification({ ...next(found), ...written, measures: '' });
    saved = await as('head').saveRectification({ id, expectedVersion: saved.version, ...written });
    found = await as('head').submitRectification({ id, expectedVersion: saved.version });
    expect(found.state).toBe('rectified');
    await expect(as('supervisor').review({ ...next(found), verdict: 'returned' })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    found = await as('supervisor').review({ ...next(found), verdict: 'passed' });
    found = await as('nurse').reply({
      ...next(found),
      content: '二线护士应铃',
      verdict: 'not_accepted',
      way: 'rang',
      patientWords: '没有道歉',
    });
    expect(found).toMatchObject({ state: 'accepted', round: 2 });

    saved = await as('head').saveRectification({ ...next(found), ...written, measures: '护士长登门致歉' });
    found = await as('head').submitRectification({ id, expectedVersion: saved.version });
    found = await as('supervisor').review({ ...next(found), verdict: 'passed', comment: '可以' });
    await workstation.parts.store.db.updateTable('phone').set({ bad: 1 }).execute();
    found = await as('supervisor').reply({ ...next(found), content: '已致歉', verdict: 'unreached' });
    found = await as('supervisor').close(next(found));
    expect(found).toMatchObject({ state: 'closed', round: 2, actions: [], due: 'none' });
    expect(found.rectifications.map((one) => one.measures)).toEqual(['二线护士应铃', '护士长登门致歉']);
    expect(found.replies.map((one) => one.verdict)).toEqual(['not_accepted', 'unreached']);
    expect(found.timeline.map((one) => `${one.by} ${one.action}`)).toEqual([
      '王静 register',
      '王静 dispatch',
      '李主任 acknowledge',
      '李主任 accept',
      '李主任 rectify',
      '周主任 review_pass',
      '王静 reply',
      '李主任 rectify',
      '周主任 review_pass',
      '周主任 reply',
      '周主任 close',
    ]);
    const lines = await workstation.parts.store.db.selectFrom('audit').select('action').where('subject', '=', id).orderBy('seq').execute();
    expect(lines.map((line) => line.action)).toHaveLength(10);
  });

  it('returned by review: back to the department with the reason, one round more, the first answer kept', async () => {
    const id = await recordOne({ steps: wayTo('rectify') });
    const found = await as('supervisor').review({ ...next(await as('supervisor').get({ id })), verdict: 'returned', comment: '措施太空' });
    expect(found).toMatchObject({
      state: 'accepted',
      round: 2,
      rectifications: [{ reviewVerdict: 'returned', reviewComment: '措施太空' }],
    });
    expect((await as('head').get({ id })).actions).toEqual(['rectify']);
  });

  it('a change made on an old version is refused and nothing is lost', async () => {
    const id = await recordOne({ steps: wayTo('accept') });
    const seen = next(await as('head').get({ id }));
    await as('head').saveRectification({ ...seen, ...written });
    await expect(as('head').saveRectification({ ...seen, ...written, cause: '另一个窗口' })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    expect((await as('head').get({ id })).rectifications).toMatchObject([{ cause: '抢救时无人应铃' }]);
    await expect(as('supervisor').close(next(await as('supervisor').get({ id })))).rejects.toMatchObject({
      code: 'WRONG_STATE',
      message: expect.stringContaining('已受理'),
    });
  });

  it('closes nothing without cause, measures and the verdict of this round', async () => {
    const id = await recordOne({ steps: wayTo('reply') });
    await workstation.parts.store.db.updateTable('rectification').set({ cause: ' ', measures: '' }).execute();
    await workstation.parts.store.db.deleteFrom('reply').execute();
    await expect(as('supervisor').close(next(await as('supervisor').get({ id })))).rejects.toMatchObject({
      code: 'CLOSING_INCOMPLETE',
      message: expect.stringContaining('原因、整改措施、患者意见'),
    });
    expect((await as('supervisor').get({ id })).state).toBe('replied');
  });

  it('a head sees the own department only, from the moment it is sent out, and never who the patient is', async () => {
    const own = await recordOne({ steps: wayTo('dispatch') });
    const waiting = await recordOne();
    const other = await recordOne({ departmentId: staff.departments.orthopedics, steps: wayTo('dispatch') });
    const found = await as('head').get({ id: own });
    // One patient alone was interviewed: sex and age would point at her.
    expect(found.patient).toEqual({ name: '', sex: '', age: '', phone: '', followUpId: null, shown: 'too_few' });
    expect((await as('head').list({ filter: 'all' })).rows.map((row) => row.id)).toEqual([own]);
    for (const id of [other, waiting]) await expect(as('head').get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(as('head').accept({ id: other, expectedVersion: 2 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(as('head').showPhone({ id: own })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await as('director').get({ id: other })).patient).toMatchObject({ name: '', phone: '', age: '60–69 岁' });
    expect((await as('director').get({ id: other })).actions).toEqual([]);
    await expect(as('admin').list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('a nurse sees the own cases with a masked number; the whole number only on a logged look', async () => {
    const id = await recordOne({ steps: wayTo('review_pass') });
    expect((await as('nurse').get({ id })).patient).toMatchObject({ name: '张桂兰', age: '67岁', phone: '138****5678' });
    await expect(as('nurse2').get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await workstation.parts.store.db.updateTable('follow_up').set({ nurse_id: staff.users.nurse2.id }).execute();
    expect((await as('nurse2').list({ filter: 'to_reply' })).total).toBe(1);
    expect(await as('nurse2').showPhone({ id })).toEqual({ phones: [{ number: '13812345678', relation: '本人', bad: false }] });
    const line = await workstation.parts.store.db
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'feedback.showPhone')
      .executeTakeFirst();
    expect(line).toMatchObject({ user_name: '赵敏', subject: id });
    expect(line?.detail).not.toContain('138');
  });

  it('lists with counts: overdue, due soon, waiting for me, closed this month; the urgent and unseen on top', async () => {
    const earlier = '2026-09-21T02:00:00.000Z';
    await record(
      opinion({ registeredAt: earlier, steps: wayTo('accept', earlier), text: '出院带药没有讲清楚' }),
      opinion({ steps: wayTo('dispatch') }),
      opinion({ severity: 'urgent', text: '伤口裂开' }),
      opinion({ steps: wayTo('rectify') }),
      opinion({ steps: wayTo('review_pass') }),
      opinion({ steps: wayTo('reply') }),
      opinion({ steps: wayTo('close') }),
      opinion({ registeredAt: earlier, steps: wayTo('close', earlier) }),
      opinion({ kind: 'praise', text: '护士小陈很好', staffName: '小陈' }),
      opinion(),
    );
    const { counts } = await as('supervisor').list({});
    expect(counts).toEqual({
      overdue: 1,
      dueSoon: 1,
      inProgress: 7,
      closedThisMonth: 1,
      toReply: 1,
      toReview: 1,
      toDispatch: 1,
      toClose: 1,
      mine: 4,
      praise: 1,
    });
    const head = await as('head').list({ filter: 'mine' });
    expect(head.rows.map((row) => [row.text, row.due, row.overdueDays])).toEqual([
      ['伤口裂开', 'due_soon', 0],
      // Due 09-29 10:00 (中秋 09-25 is off); past it: 09-30, 10-08, 09, 10 (a make-up Saturday), 12, 13, 14.
      ['出院带药没有讲清楚', 'overdue', 7],
      ['夜里按铃等了二十多分钟', 'in_time', 0],
    ]);
    expect((await as('supervisor').list({ filter: 'closed' })).total).toBe(2);
    expect((await as('supervisor').list({ filter: 'closed_this_month' })).total).toBe(1);
    expect((await as('supervisor').list({ filter: 'all', search: 'zg-2610' })).total).toBe(8);
    expect((await as('supervisor').list({ filter: 'all', search: '带药' })).total).toBe(1);
    expect((await as('supervisor').list({ filter: 'all', search: '%' })).total).toBe(0);
    expect((await as('supervisor').list({ filter: 'all', search: '心血管', month: '2026-10' })).total).toBe(10);
    expect((await as('supervisor').list({ filter: 'all', departmentId: staff.departments.orthopedics })).total).toBe(0);
    const page = await as('supervisor').list({ filter: 'all', offset: 8, limit: 5 });
    expect([page.total, page.rows.length]).toEqual([10, 2]);
  });

  it('is found by its words whatever their case', async () => {
    await record(opinion({ text: '做 CT 等了三天', staffName: 'Dr Wang' }));
    for (const search of ['ct', 'CT', 'dr wang', 'zg-2610'])
      expect((await as('supervisor').list({ filter: 'all', search })).total, search).toBe(1);
  });

  it('shows what earlier similar cases did about it: the same item first, then the same aspect, three at most', async () => {
    const before = (change: Partial<RecordedCase>) => opinion({ ...change, steps: wayTo('close') });
    await record(
      before({ itemCode: 'process_admission', text: '同维度' }),
      before({ text: '同条目' }),
      before({ itemCode: 'charges_list', aspect: 'charges', text: '无关' }),
    );
    const id = await recordOne();
    expect((await as('nurse').get({ id })).similar).toMatchObject([
      { text: '同条目', measures: '二线护士应铃', department: '心血管内科', state: 'closed' },
      { text: '同维度' },
    ]);
  });

  it('refuses a told history that does not follow the machine, and writes nothing of the batch', async () => {
    const skipping = opinion({ steps: [...wayTo('dispatch'), ...wayTo('close').slice(-1)] });
    await expect(record(opinion(), skipping)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const backwards = opinion({ steps: wayTo('dispatch', '2026-10-13T00:00:00.000Z') });
    await expect(record(backwards)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect((await as('supervisor').list({ filter: 'all' })).total).toBe(0);
    const [first] = await record(opinion());
    expect(first?.number).toBe('ZG-2610-001');
  });
});
