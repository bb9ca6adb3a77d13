/** What each role sees of a patient beyond the own work (domain §10). */
import { expect, it } from 'vitest';
import { type RecordedCase, type RecordedStep, recordFeedback } from '../../electron/core/feedback/recordFeedback.ts';
import { samplePatients } from '../helpers/calling.ts';
import { House } from '../helpers/house.ts';
import { addInterviews, allSatisfied, publishedQuestionnaire } from '../helpers/interviews.ts';
import { onBothDatabases } from '../helpers/workstation.ts';

const now = '2026-11-10T02:00:00.000Z';
const later = '2026-11-10T02:31:00.000Z';

onBothDatabases('who sees what', (kind) => {
  const house = new House(kind);

  const as: House['as'] = (who) => house.as(who);
  const opinion = (change: Partial<RecordedCase> = {}): RecordedCase => ({
    interviewId: null,
    followUpId: null,
    dischargeId: null,
    month: '2026-11',
    kind: 'opinion',
    itemCode: null,
    aspect: 'process',
    departmentId: house.staff.departments.cardiology,
    severity: 'general',
    text: '等了三天',
    staffName: '',
    registeredAt: now,
    registeredBy: house.staff.users.nurse.id,
    steps: [],
    ...change,
  });
  const record = (...cases: RecordedCase[]) => house.workstation.transaction((ctx) => recordFeedback(ctx, cases));
  const wayTo = (last: RecordedStep['action'], actsFor: 'head' | 'supervisor' = 'head'): RecordedStep[] => {
    const { [actsFor]: head, supervisor, nurse } = house.staff.users;
    const written = { causeKind: '法', cause: '流程不清', measures: '修订流程', responsible: '陈护士长', doneDate: null };
    const way: RecordedStep[] = [
      { action: 'dispatch', at: now, by: nurse.id },
      { action: 'accept', at: now, by: head.id },
      { action: 'rectify', at: now, by: head.id, ...written },
      { action: 'review_pass', at: now, by: supervisor.id, comment: '' },
      { action: 'reply', at: now, by: nurse.id, content: '已致歉', verdict: 'accepted', patientWords: '' },
      { action: 'close', at: now, by: supervisor.id },
    ];
    return way.slice(0, way.findIndex((step) => step.action === last) + 1);
  };

  it('a director sees the work list go forward, and of nobody more than the surname', async () => {
    await samplePatients(house.workstation, house.staff, [{ name: '张桂兰', diagnosis: '高血压病3级' }]);
    const { rows } = await as('director').calling.workList({});
    expect(rows).toMatchObject([{ name: '张某', phone: '', diagnosis: '', group: 'never_called', department: '心血管内科' }]);
    expect((await as('supervisor').calling.workList({ scope: 'all' })).rows).toMatchObject([{ name: '张桂兰', phone: '138****0000' }]);
  });

  it('a director opens the interviews behind a figure without their names', async () => {
    const { content } = await house.workstation.transaction(({ db }) => publishedQuestionnaire(db));
    const month = '2026-10';
    await addInterviews(house.workstation, [
      {
        month,
        departmentId: house.staff.departments.cardiology,
        nurseId: house.staff.users.nurse.id,
        answers: allSatisfied(content),
        times: 12,
      },
    ]);
    const seen = await as('supervisor').reporting.interviews({ month });
    const hidden = await as('director').reporting.interviews({ month });
    expect(hidden.total).toBe(12);
    expect(hidden.rows.map((row) => row.name)).toEqual(seen.rows.map((row) => `${row.name[0]}某`));
  });

  it('a look into the register is written down, once an hour', async () => {
    const { content } = await house.workstation.transaction(({ db }) => publishedQuestionnaire(db));
    const month = '2026-10';
    const looks = () =>
      house.workstation.transaction(({ db }) =>
        db.selectFrom('audit').select(['user_name', 'subject', 'detail']).where('action', '=', 'reporting.viewRegister').execute(),
      );
    await as('supervisor').reporting.register({ month });
    expect(await looks()).toEqual([]);
    await addInterviews(house.workstation, [
      { month, departmentId: house.staff.departments.cardiology, nurseId: house.staff.users.nurse.id, answers: allSatisfied(content) },
    ]);
    await as('supervisor').reporting.register({ month });
    await as('supervisor').reporting.register({ month });
    await as('nurse').reporting.register({ month });
    expect((await looks()).map((look) => [look.user_name, look.subject, look.detail])).toEqual([
      ['周主任', month, '{}'],
      ['王静', month, '{}'],
    ]);
  });

  it('a head learns from similar cases of the own department, never from what another department’s patients said', async () => {
    await record(
      opinion({ steps: wayTo('close'), text: '自己科的' }),
      opinion({ steps: wayTo('close', 'supervisor'), departmentId: house.staff.departments.orthopedics, text: '别科的' }),
    );
    const [found] = await record(opinion({ steps: wayTo('dispatch') }));
    const texts = async (who: 'head' | 'supervisor') =>
      (await as(who).feedback.get({ id: found?.id ?? '' })).similar.map((one) => one.text).toSorted();
    expect(await texts('head')).toEqual(['自己科的']);
    expect(await texts('supervisor')).toEqual(['别科的', '自己科的']);
  });

  it('a nurse is told of the replies that wait for her, not of every nurse’s', async () => {
    await record(
      opinion({ steps: wayTo('review_pass') }),
      opinion({ steps: wayTo('review_pass'), registeredBy: house.staff.users.nurse2.id }),
    );
    expect((await as('nurse').calling.dayLine({})).repliesWaiting).toBe(1);
    expect((await as('nurse').feedback.list({})).counts.toReply).toBe(1);
    expect((await as('supervisor').calling.dayLine({})).repliesWaiting).toBe(2);
  });

  it('an urgent case nobody acknowledged is on top for its head at once, for the supervisor after half an hour', async () => {
    const overdue = opinion({
      registeredAt: '2026-10-01T02:00:00.000Z',
      text: '早已逾期',
      steps: wayTo('rectify').map((step) => ({ ...step, at: '2026-10-01T02:00:00.000Z' })),
    });
    await record(overdue, opinion({ severity: 'urgent', text: '伤口裂开' }));
    const top = async (who: 'head' | 'supervisor') => (await as(who).feedback.list({ filter: 'mine' })).rows[0]?.text;
    expect([await top('head'), await top('supervisor')]).toEqual(['伤口裂开', '早已逾期']);
    house.workstation.setNow(later);
    expect([await top('head'), await top('supervisor')]).toEqual(['伤口裂开', '伤口裂开']);
    const [urgent] = (await as('head').feedback.list({ filter: 'mine' })).rows;
    await as('head').feedback.acknowledge({ id: urgent?.id ?? '', expectedVersion: urgent?.version ?? 0 });
    expect(await top('supervisor')).toBe('早已逾期');
  });
});
