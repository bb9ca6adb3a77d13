import { afterEach, beforeEach, expect, it } from 'vitest';
import type { QuestionnaireContent } from '../../shared/contract/questionnaires.ts';
import { percentOf } from '../../shared/rules/statistics/percent.ts';
import { addFollowUps, addInterviews, allSatisfied, publishedQuestionnaire } from '../helpers/interviews.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../helpers/workstation.ts';

const october = '2026-10';

onBothDatabases('reporting', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let content: QuestionnaireContent;
  let versionId: string;
  beforeEach(async () => {
    workstation = await openWorkstation(kind);
    staff = await withStaff(workstation);
    ({ content, id: versionId } = await workstation.transaction(({ db }) => publishedQuestionnaire(db)));
  });
  afterEach(() => workstation.close());

  const inDepartment = (name: keyof Staff['departments'], month = october) => ({
    month,
    departmentId: staff.departments[name],
    nurseId: staff.users.nurse.id,
  });
  const dissatisfied = (...codes: string[]) =>
    allSatisfied(content, Object.fromEntries(codes.map((code) => [code, code.startsWith('ethics_gifts') ? 'yes' : 'dissatisfied'])));
  const supervisor = () => workstation.as(staff.users.supervisor).reporting;
  const head = () => workstation.as(staff.users.head).reporting;

  it('counts an interview with one objection as dissatisfied, and one without counted answers nowhere', async () => {
    const cardiology = inDepartment('cardiology');
    await addInterviews(workstation, [
      { ...cardiology, answers: allSatisfied(content), times: 17 },
      { ...cardiology, answers: dissatisfied('quality_effect', 'attitude_nurse') },
      { ...cardiology, answers: { quality_effect: 'dissatisfied', quality_doctor: 'unclear' }, state: 'partial' },
      { ...cardiology, answers: { quality_effect: 'fair' }, state: 'partial' },
      { ...cardiology, answers: { quality_effect: 'unclear', charges_insurance: 'unclear' } },
      { ...cardiology, answers: {}, state: 'partial' },
    ]);
    const report = await supervisor().month({ month: october });
    expect(report).toMatchObject({ interviews: 20, satisfied: 18, rate: 18 / 20, rule: 'strict' });
    expect(report.aspects).toMatchObject([
      { aspect: 'quality', interviews: 20, satisfied: 18 },
      { aspect: 'environment', interviews: 18, satisfied: 18 },
      { aspect: 'attitude', interviews: 18, satisfied: 17 },
      { aspect: 'process', interviews: 18 },
      { aspect: 'charges', interviews: 18 },
      { aspect: 'ethics', interviews: 18 },
    ]);
    expect(report.items.slice(0, 2)).toMatchObject([
      { itemCode: 'quality_effect', title: '治疗效果', counted: 20, objections: 2, rate: 0.1 },
      { itemCode: 'attitude_nurse', counted: 18, objections: 1 },
    ]);
    expect(report.items.find((item) => item.itemCode === 'quality_doctor')).toMatchObject({ counted: 18, objections: 0 });
    expect(await supervisor().months({})).toEqual([{ month: october, interviews: 20 }]);
  });

  it('gives the published year: 84.60 % to 94.86 %, a rise, with twelve months in order', async () => {
    const orthopedics = (month: string) => inDepartment('orthopedics', month);
    const bad = dissatisfied('process_call');
    await addInterviews(workstation, [
      { ...orthopedics('2025-10'), answers: { quality_effect: 'satisfied' }, times: 423 },
      { ...orthopedics('2025-10'), answers: { quality_effect: 'dissatisfied' }, times: 77 },
      { ...orthopedics('2026-09'), answers: { quality_effect: 'satisfied' }, times: 654 },
      { ...orthopedics('2026-09'), answers: { quality_effect: 'dissatisfied' }, times: 46 },
      { ...orthopedics(october), answers: { quality_effect: 'satisfied' }, times: 664 },
      { ...orthopedics(october), answers: bad, times: 36 },
    ]);
    const report = await supervisor().month({ month: october });
    expect(percentOf(report.rate ?? 0)).toBe('94.86');
    expect(report.interval?.map(percentOf)).toEqual(['92.96', '96.26']);
    expect(report.series.map((point) => point.month)).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
      '2026-03',
      '2026-04',
      '2026-05',
      '2026-06',
      '2026-07',
      '2026-08',
      '2026-09',
      october,
    ]);
    expect(report.series[0]).toMatchObject({ interviews: 0, rate: null, interval: null, points: null, versions: [] });
    expect(report.series[11]?.points).toBeCloseTo(100 / 70, 10);
    expect(report.comparisons.previous).toMatchObject({ month: '2026-09', verdict: 'noise', words: '波动范围内' });
    expect(report.comparisons.lastYear).toMatchObject({ month: '2025-10', rate: 423 / 500, words: '有统计学意义的上升' });
  });

  it('ranks departments from 30 interviews, marks small samples and those under the line, and keeps reflected objections apart', async () => {
    await addInterviews(workstation, [
      { ...inDepartment('cardiology'), answers: allSatisfied(content), times: 38 },
      {
        ...inDepartment('cardiology'),
        answers: dissatisfied('attitude_medtech'),
        times: 2,
        opinions: [{ text: '心电图室态度差', departmentId: staff.departments.orthopedics, itemCode: 'attitude_medtech', state: 'closed' }],
      },
      { ...inDepartment('orthopedics'), answers: allSatisfied(content), times: 16 },
      {
        ...inDepartment('orthopedics'),
        answers: dissatisfied('environment_quiet'),
        times: 14,
        opinions: [{ text: '夜里太吵', itemCode: 'environment_quiet' }],
      },
      { ...inDepartment('obstetrics'), answers: allSatisfied(content), times: 12, opinions: [{ text: '谢谢护士', kind: 'praise' }] },
    ]);
    const { departments } = await supervisor().month({ month: october });
    expect(departments).toMatchObject([
      { name: '心血管内科', rank: 1, interviews: 40, satisfied: 38, smallSample: false, opinions: 2, reflected: 0, closureRate: null },
      { name: '骨科', rank: 2, interviews: 30, satisfied: 16, belowLine: true, opinions: 14, reflected: 16, closureRate: 2 / 16 },
      { name: '产科', rank: null, interviews: 12, satisfied: 12, smallSample: true, belowLine: false, opinions: 0, reflected: 0 },
    ]);
    expect(departments[0]?.aspects[2]).toMatchObject({ aspect: 'attitude', interviews: 40, satisfied: 38 });
  });

  it('shows a head the own department alone', async () => {
    await addInterviews(workstation, [
      { ...inDepartment('cardiology'), answers: allSatisfied(content), times: 31 },
      { ...inDepartment('orthopedics'), answers: dissatisfied('process_call'), times: 35 },
    ]);
    await addFollowUps(workstation, inDepartment('orthopedics'), [['refused', 3]]);
    const report = await head().month({ month: october });
    expect(report).toMatchObject({ interviews: 31, rate: 1, departmentName: '心血管内科' });
    expect(report.departments.map((department) => department.name)).toEqual(['心血管内科']);
    expect(report.fieldwork).toMatchObject({ sampled: 31, counts: { R: 0 } });
    expect((await head().interviews({ month: october })).total).toBe(31);
    await expect(head().interviews({ month: october, departmentId: staff.departments.orthopedics })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(head().register({ month: october })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('hides from the head what fewer than 10 patients said, and what would give it away', async () => {
    await addInterviews(workstation, [
      { ...inDepartment('cardiology'), answers: allSatisfied(content), times: 3 },
      { ...inDepartment('cardiology'), answers: dissatisfied('process_call'), opinions: [{ text: '铃响没人来' }] },
    ]);
    const report = await head().month({ month: october });
    expect(report).toMatchObject({ interviews: 4, satisfied: null, rate: null, interval: null });
    expect(report.departments[0]).toMatchObject({ interviews: 4, satisfied: null, hidden: true, belowLine: false, points: null });
    expect(report.departments[0]?.aspects.map((figure) => figure.rate)).toEqual([null, null, null, null, null, null]);
    expect(report.items).toEqual([]);
    await expect(head().interviews({ month: october, satisfied: false })).rejects.toMatchObject({ code: 'NUMBER_HIDDEN' });
    const behind = await head().interviews({ month: october });
    expect(behind.total).toBe(4);
    expect(behind.rows.every((row) => row.name === '（不显示）' && row.satisfied === null && row.objections === null)).toBe(true);
    expect(behind.rows.flatMap((row) => row.opinions)).toEqual(['铃响没人来']);
    expect((await supervisor().interviews({ month: october })).rows[0]).toMatchObject({ name: '张秀兰', satisfied: expect.any(Boolean) });
  });

  it('hides a second aspect where one alone could be computed back', async () => {
    const asked = { quality_effect: 'satisfied', attitude_nurse: 'satisfied', charges_list: 'satisfied' };
    await addInterviews(workstation, [
      { ...inDepartment('cardiology'), answers: asked, times: 12 },
      { ...inDepartment('cardiology'), answers: { quality_effect: 'satisfied', attitude_nurse: 'satisfied' }, times: 20 },
      { ...inDepartment('cardiology'), answers: { quality_effect: 'satisfied', ethics_consent: 'satisfied' }, times: 3 },
    ]);
    const rates = (await head().month({ month: october })).aspects.map(({ aspect, interviews, rate }) => [aspect, interviews, rate]);
    expect(rates).toEqual([
      ['quality', 35, 1],
      ['environment', 0, null],
      ['attitude', 32, 1],
      ['process', 0, null],
      ['charges', 12, null],
      ['ethics', 3, null],
    ]);
    await expect(head().interviews({ month: october, aspect: 'charges', satisfied: false })).rejects.toMatchObject({
      code: 'NUMBER_HIDDEN',
    });
    expect((await supervisor().month({ month: october })).aspects[4]).toMatchObject({ rate: 1 });
  });

  it('opens exactly the interviews behind a figure', async () => {
    const bad = { ...inDepartment('orthopedics'), answers: dissatisfied('process_call', 'attitude_nurse') };
    const [first] = await addInterviews(workstation, [
      { ...bad, opinions: [{ text: '护士不耐烦', itemCode: 'attitude_nurse' }] },
      { ...inDepartment('orthopedics'), answers: allSatisfied(content, { process_call: 'unclear' }), times: 5 },
      { ...inDepartment('cardiology'), answers: allSatisfied(content), times: 4 },
      { ...inDepartment('cardiology'), answers: { process_call: 'unclear' } },
    ]);
    const total = async (query: Partial<Parameters<ReturnType<typeof supervisor>['interviews']>[0]>) =>
      (await supervisor().interviews({ month: october, ...query })).total;
    expect(await total({})).toBe(10);
    expect(await total({ departmentId: staff.departments.orthopedics })).toBe(6);
    expect(await total({ itemCode: 'process_call' })).toBe(5);
    expect(await total({ aspect: 'process', satisfied: true })).toBe(9);
    expect(await total({ aspect: 'process', satisfied: false })).toBe(1);
    const { rows } = await supervisor().interviews({ month: october, itemCode: 'process_call', satisfied: false });
    expect(rows).toMatchObject([
      {
        interviewId: first,
        name: '张秀兰',
        department: '骨科',
        nurseName: '王静',
        dischargeDate: '2026-10-05',
        satisfied: false,
        counted: 24,
        objections: 2,
        opinions: ['护士不耐烦'],
      },
    ]);
    const paged = await supervisor().interviews({ month: october, offset: 8, limit: 5 });
    expect([paged.total, paged.rows.length]).toEqual([10, 2]);
  });

  it('counts the calls by AAPOR groups: the published vector', async () => {
    const cardiology = inDepartment('cardiology');
    await addFollowUps(workstation, cardiology, [
      ['completed', 480],
      ['partial', 12],
      ['refused', 38],
      ['not_in_service', 30],
      ['wrong_number', 15],
      ['max_attempts', 50],
      ['unable', 9],
      ['denies_stay', 6],
      ['deceased', 4],
      ['readmitted', 3],
      [null, 10],
    ]);
    const { fieldwork } = await supervisor().month({ month: october });
    expect(fieldwork).toMatchObject({
      sampled: 657,
      attempted: 647,
      counts: { I: 480, P: 12, R: 38, NC: 95, O: 9, U: 16, NE: 7 },
    });
    const { rr1, rr2, coop1, ref1, con1 } = fieldwork;
    expect([rr1, rr2, coop1, ref1, con1].map((rate) => percentOf(rate ?? 0))).toEqual(['73.85', '75.69', '89.05', '5.85', '82.92']);
  });

  /** A second version of the questionnaire, changed. */
  const publishSecond = (change: (items: QuestionnaireContent['items']) => QuestionnaireContent['items']) =>
    workstation.transaction(async ({ db }) => {
      const { code, title } = content;
      const second = { id: 'second', code, title, version: 2, state: 'retired', published_at: null } as const;
      const changed = JSON.stringify({ ...content, items: change(content.items) });
      await db
        .insertInto('questionnaire_version')
        .values({ ...second, content: changed })
        .execute();
    });

  it('says which questionnaire each month used, and compares none of them silently', async () => {
    await publishSecond((items) => items);
    await addInterviews(workstation, [
      { ...inDepartment('cardiology', '2026-09'), answers: { quality_effect: 'satisfied' }, versionId },
      { ...inDepartment('cardiology'), answers: { quality_effect: 'satisfied' }, versionId },
      { ...inDepartment('cardiology'), answers: { quality_effect: 'satisfied' }, versionId: 'second' },
    ]);
    const { series, versions, comparisons } = await supervisor().month({ month: october });
    expect(series.slice(-2).map((point) => point.versions)).toEqual([
      ['出院患者满意度电话回访 v1'],
      ['出院患者满意度电话回访 v1', '出院患者满意度电话回访 v2'],
    ]);
    expect(versions).toHaveLength(2);
    expect(comparisons.previous).toMatchObject({ verdict: 'other_questionnaire', points: null, p: null, rate: 1, interviews: 1 });
    expect(comparisons.previous?.words).toContain('问卷版本不同');
    expect(series.at(-1)).toMatchObject({ points: null, otherQuestionnaire: true });
  });

  it('compares months of different questionnaires over their common items, where that is asked for, and leaves the month’s own figures alone', async () => {
    // The second version no longer asks about the call bell, and takes 一般 for an objection where the effect is asked.
    await publishSecond((items) =>
      items
        .filter(({ code }) => code !== 'process_call')
        .map((item) =>
          item.code === 'quality_effect'
            ? { ...item, options: item.options.map((option) => ({ ...option, objection: option.objection || option.value === 'fair' })) }
            : item,
        ),
    );
    const cardiology = (month: string) => inDepartment('cardiology', month);
    const satisfied = { quality_effect: 'satisfied', attitude_nurse: 'satisfied' };
    await addInterviews(workstation, [
      { ...cardiology('2026-09'), answers: satisfied, versionId, times: 60 },
      { ...cardiology('2026-09'), answers: { ...satisfied, process_call: 'dissatisfied' }, versionId, times: 20 },
      { ...cardiology('2026-09'), answers: { ...satisfied, attitude_nurse: 'dissatisfied' }, versionId, times: 20 },
      { ...cardiology(october), answers: satisfied, versionId: 'second', times: 70 },
      { ...cardiology(october), answers: { ...satisfied, quality_effect: 'dissatisfied' }, versionId: 'second', times: 20 },
      { ...cardiology(october), answers: { attitude_nurse: 'dissatisfied' }, versionId: 'second', times: 5 },
      { ...cardiology(october), answers: { quality_effect: 'satisfied' }, versionId: 'second', times: 5 },
    ]);
    const apart = await supervisor().month({ month: october });
    expect(apart).toMatchObject({ satisfied: 75, interviews: 100, severalVersions: true, common: null });
    expect(apart.comparisons.previous).toMatchObject({ verdict: 'other_questionnaire', rate: 0.6 });
    expect(apart.departments[0]?.points).toBeNull();

    const together = await supervisor().month({ month: october, commonItems: true });
    expect(together).toMatchObject({ satisfied: 75, interviews: 100, aspects: apart.aspects, items: apart.items });
    expect(together.common).toMatchObject({ items: content.items.length - 2, now: { interviews: 95, satisfied: 90 } });
    expect(together.common?.leftOut).toEqual([content.items.find(({ code }) => code === 'quality_effect')?.title]);
    expect(together.comparisons.previous).toMatchObject({ rate: 0.8, interviews: 100, verdict: 'rise' });
    expect(together.comparisons.previous?.points).toBeCloseTo((90 / 95 - 0.8) * 100, 9);
    expect(together.series.at(-1)).toMatchObject({ interviews: 95, satisfied: 90, otherQuestionnaire: false });
    expect(together.departments[0]?.points).toBeCloseTo((90 / 95 - 0.8) * 100, 9);
  });

  it('compares by a rule only where the common items hold what the rule goes by', async () => {
    await publishSecond((items) => items.map((item) => ({ ...item, code: `${item.code}_new` })));
    await addInterviews(workstation, [{ ...inDepartment('cardiology'), answers: { quality_effect: 'satisfied' }, versionId }]);
    await addInterviews(workstation, [
      { ...inDepartment('cardiology', '2026-09'), answers: { quality_effect: 'satisfied' }, versionId: 'second' },
    ]);
    await expect(supervisor().month({ month: october, commonItems: true })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('共同条目'),
    });
  });

  it('computes the other rules from the answers, and refuses one the questionnaire does not allow', async () => {
    await addInterviews(workstation, [
      { ...inDepartment('cardiology'), answers: { quality_effect: 'satisfied', quality_doctor: 'fair' }, times: 3 },
      { ...inDepartment('cardiology'), answers: { quality_effect: 'fair', quality_doctor: 'unclear' } },
      { ...inDepartment('cardiology'), answers: { quality_effect: 'dissatisfied', quality_doctor: 'satisfied' } },
    ]);
    expect(await supervisor().month({ month: october, rule: 'score' })).toMatchObject({ interviews: 5, satisfied: 3 });
    const topbox = await supervisor().month({ month: october, rule: 'topbox' });
    expect(topbox).toMatchObject({ interviews: 9, satisfied: 4, comparisons: { previous: null } });
    await expect(supervisor().month({ month: october, rule: 'overall' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('总体评价'),
    });
    await workstation.transaction(({ db }) =>
      db
        .updateTable('questionnaire_version')
        .set({ content: JSON.stringify({ ...content, overallItem: 'quality_doctor' }) })
        .execute(),
    );
    expect(await supervisor().month({ month: october, rule: 'overall' })).toMatchObject({ interviews: 4, satisfied: 4 });
  });

  it('weights the hospital by frame size where departments were drawn equally, and says so', async () => {
    await addInterviews(workstation, [
      { ...inDepartment('cardiology'), answers: { quality_effect: 'satisfied' }, times: 10 },
      { ...inDepartment('orthopedics'), answers: { quality_effect: 'satisfied' }, times: 5 },
      { ...inDepartment('orthopedics'), answers: { quality_effect: 'dissatisfied' }, times: 5 },
    ]);
    expect((await supervisor().month({ month: october })).weighted).toBeNull();
    await workstation.transaction(async ({ db }) => {
      await db
        .updateTable('draw')
        .set({ plan: JSON.stringify({ month: october, size: 20, allocation: 'equal' }) })
        .execute();
      const strata = [
        ['cardiology', 900],
        ['orthopedics', 100],
      ] as const;
      for (const [name, eligible] of strata)
        await db
          .insertInto('draw_stratum')
          .values({ draw_id: `draw-${october}`, stratum: staff.departments[name], name, eligible, drawn: 10 })
          .execute();
    });
    const report = await supervisor().month({ month: october });
    expect(report.rate).toBe(0.75);
    expect(report.weighted?.rate).toBeCloseTo(0.9 + 0.1 * 0.5, 12);
    expect(report.weighted?.reason).toBe('各层等额抽样');
  });

  it('answers for a month without anything', async () => {
    const report = await supervisor().month({ month: '2020-01' });
    expect(report).toMatchObject({
      interviews: 0,
      rate: null,
      departments: [],
      items: [],
      comparisons: { previous: null, lastYear: null },
    });
    expect(report.fieldwork.rr1).toBeNull();
  });
});
