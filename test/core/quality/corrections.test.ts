import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkDerived } from '../../../electron/core/interviews/checkDerived.ts';
import type { QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { fc } from '../../helpers/properties.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';
import { finish, questionnaire } from './seed.ts';

const month = '2026-11';
const sameDay = '2026-11-10T08:00:00.000Z';
const nextDay = '2026-11-11T08:00:00.000Z';

onBothDatabases('corrections of finished interviews', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let content: QuestionnaireContent;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, sameDay);
    staff = await withStaff(workstation);
    content = await questionnaire(workstation);
  });
  afterEach(() => workstation.close());

  const as = (who: keyof Staff['users']) => workstation.as(staff.users[who]);
  const derived = () => workstation.transaction(({ db }) => checkDerived(db));
  const reason = '听错了患者的回答';
  const answer = (itemCode: string, value: string, opinion = '') => ({ itemCode, value: [value], opinion });
  const correct = (who: keyof Staff['users'], interviewId: string, expectedVersion: number, ...answers: ReturnType<typeof answer>[]) =>
    as(who).quality.correctInterview({ interviewId, expectedVersion, reason, answers });

  it('by its nurse within 24 hours: the old answer stays with who, when and why, and every figure follows', async () => {
    const [interviewId = ''] = await finish(workstation, staff, staff.users.nurse);
    await expect(correct('nurse', interviewId, 1, answer('attitude_nurse', 'dissatisfied'))).rejects.toMatchObject({
      code: 'OPINION_REQUIRED',
      message: '“护士态度”更正后是不满意，请写下患者的意见原话。',
    });
    const sheet = await correct('nurse', interviewId, 1, answer('attitude_nurse', 'dissatisfied', '说话冲，10月2号晚上'));
    expect(sheet).toMatchObject({
      version: 2,
      satisfied: false,
      objections: 1,
      corrections: [{ by: '王静', at: sameDay, reason, changes: [{ title: '护士态度', before: '满意', after: '不满意' }] }],
      opinions: [{ text: '说话冲，10月2号晚上', aspect: 'attitude', department: '心血管内科', state: 'registered' }],
    });
    expect(sheet.opinions[0]?.number).toMatch(/^ZG-2611-\d{3}$/);
    expect(sheet.aspects.flatMap(({ answers }) => answers).filter(({ corrected }) => corrected)).toMatchObject([
      { item: { code: 'attitude_nurse' } },
    ]);
    expect(await derived()).toMatchObject({ ok: true });
    const report = await as('supervisor').reporting.month({ month });
    expect(report).toMatchObject({ interviews: 1, satisfied: 0 });
    expect(report.aspects.find(({ aspect }) => aspect === 'attitude')).toMatchObject({ interviews: 1, satisfied: 0 });
    const kept = await workstation.transaction(({ db }) =>
      db.selectFrom('answer_history').select(['item_code', 'value', 'user_id']).execute(),
    );
    expect(kept).toEqual([{ item_code: 'attitude_nurse', value: '["satisfied"]', user_id: staff.users.nurse.id }]);
    expect((await as('supervisor').reporting.interviews({ month })).rows).toMatchObject([{ corrected: true, objections: 1 }]);
  });

  it('a withdrawn objection leaves the figures; its feedback stays where it is and says why', async () => {
    const [interviewId = ''] = await finish(workstation, staff, staff.users.nurse, { objectTo: ['attitude_nurse'], opinion: '护士说话急' });
    const sheet = await correct('nurse', interviewId, 1, answer('attitude_nurse', 'satisfied'));
    expect(sheet).toMatchObject({ satisfied: true, objections: 0, opinions: [{ text: '护士说话急', state: 'registered' }] });
    const found = await as('supervisor').feedback.get({ id: sheet.opinions[0]?.id ?? '' });
    expect(found.timeline.at(-1)).toMatchObject({ action: 'note', from: 'registered', to: 'registered', by: '王静' });
    expect(found.timeline.at(-1)?.why).toContain('由“不满意”改为“满意”，意见项已撤销，本件保留');
    expect(await derived()).toMatchObject({ ok: true });
    // Brought back, it needs no second opinion: the first is still there.
    const again = await correct('nurse', interviewId, 2, answer('attitude_nurse', 'dissatisfied'));
    expect(again).toMatchObject({ objections: 1, opinions: [{ text: '护士说话急' }] });
  });

  it('after 24 hours it is the supervisor’s, and the nurse’s again while it is sent back to her', async () => {
    const [interviewId = ''] = await finish(workstation, staff, staff.users.nurse);
    await expect(correct('nurse2', interviewId, 1, answer('quality_effect', 'fair'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    workstation.setNow(nextDay);
    await expect(correct('nurse', interviewId, 1, answer('quality_effect', 'fair'))).rejects.toMatchObject({ code: 'CORRECTION_CLOSED' });
    expect(await as('nurse').quality.finishedInterview({ interviewId })).toMatchObject({ mayCorrect: false });
    await correct('supervisor', interviewId, 1, answer('quality_effect', 'fair'));
    await as('supervisor').quality.drawReviews({ month });
    const { rows } = await as('supervisor').quality.reviews({});
    const id = rows[0]?.id ?? '';
    await as('supervisor').quality.decideReview({ id, expectedVersion: 1, verdict: 'send_back', note: '请核对治疗效果' });
    await correct('nurse', interviewId, 2, answer('quality_effect', 'satisfied'));
    await as('nurse').quality.answerReview({ id, expectedVersion: 2 });
    expect(await as('supervisor').quality.decideReview({ id, expectedVersion: 3, verdict: 'agree' })).toMatchObject({ state: 'corrected' });
    expect(await derived()).toMatchObject({ ok: true });
    for (const who of ['head', 'director', 'admin'] as const)
      await expect(correct(who, interviewId, 3, answer('quality_effect', 'fair'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('needs a reason and a change, and the second of two who looked at the same version is refused', async () => {
    const [interviewId = ''] = await finish(workstation, staff, staff.users.nurse);
    const { correctInterview } = as('nurse').quality;
    await expect(
      correctInterview({ interviewId, expectedVersion: 1, reason: ' ', answers: [answer('quality_effect', 'fair')] }),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(correct('nurse', interviewId, 1, answer('quality_effect', 'satisfied'))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('没有任何改动'),
    });
    await expect(correct('nurse', interviewId, 1, answer('quality_effect', 'nonsense'))).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const both = await Promise.allSettled([
      correct('nurse', interviewId, 1, answer('quality_effect', 'fair')),
      correct('supervisor', interviewId, 1, answer('quality_doctor', 'fair')),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'VERSION_CONFLICT' } });
    const { corrections } = await as('supervisor').quality.finishedInterview({ interviewId });
    expect(corrections).toHaveLength(1);
  });

  it('an opinion gets another department or aspect only while nobody was told of it', async () => {
    const [interviewId = ''] = await finish(workstation, staff, staff.users.nurse, { opinion: '食堂的饭是凉的' });
    const { correctInterview, finishedInterview } = as('nurse').quality;
    const [said] = (await finishedInterview({ interviewId })).opinions;
    const id = said?.id ?? '';
    const move = (expectedVersion: number, departmentId: string) =>
      correctInterview({ interviewId, expectedVersion, reason: '责任科室记错', opinions: [{ id, departmentId, aspect: 'environment' }] });
    const moved = await move(1, staff.departments.orthopedics);
    expect(moved.opinions).toMatchObject([{ department: '骨科', aspect: 'environment' }]);
    expect(moved.corrections[0]?.changes).toEqual([{ title: `意见 ${said?.number}`, before: '心血管内科', after: '医疗环境 · 骨科' }]);
    const found = await as('supervisor').feedback.get({ id });
    await as('supervisor').feedback.dispatch({
      id,
      expectedVersion: found.version,
      departmentId: found.departmentId,
      severity: 'general',
    });
    await expect(move(2, staff.departments.obstetrics)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('is told on the story of the discharge to those who hear what was said', async () => {
    const [interviewId = ''] = await finish(workstation, staff, staff.users.nurse);
    await correct('nurse', interviewId, 1, answer('quality_effect', 'fair'));
    const { dischargeId } = await as('nurse').quality.finishedInterview({ interviewId });
    const story = async (who: keyof Staff['users']) => (await as(who).story.get({ id: dischargeId })).interview;
    expect(await story('nurse')).toMatchObject({ id: interviewId, content: { mayCorrect: true, corrections: [{ by: '王静', reason }] } });
    expect((await story('supervisor'))?.content).toMatchObject({ mayCorrect: true, corrections: [{}] });
    expect((await story('admin'))?.content).toBeNull();
  });

  it('whatever is corrected in whatever order, the sums stay those of the answers', async () => {
    const [interviewId = ''] = await finish(workstation, staff, staff.users.nurse, { objectTo: ['process_call'], opinion: '按铃等了很久' });
    const choices = content.items.filter(({ options }) => options.length > 0);
    const change = fc
      .constantFrom(...choices)
      .chain((item) => fc.constantFrom(...item.options).map(({ value }) => answer(item.code, value, '患者又说了一次')));
    let version = 1;
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(change, { minLength: 1, maxLength: 4, selector: ({ itemCode }) => itemCode }), async (answers) => {
        const corrected = await correct('supervisor', interviewId, version, ...answers).catch((error: { code?: string }) => error);
        if ('interviewId' in corrected) version = corrected.version;
        else expect(corrected).toMatchObject({ code: 'BAD_INPUT' });
        expect(await derived()).toMatchObject({ ok: true });
      }),
      { numRuns: 25 },
    );
    expect(version).toBeGreaterThan(5);
  });
});
