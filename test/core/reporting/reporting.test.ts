/** Tests the month's satisfaction figures. */
import { expect, it } from 'vitest';
import { percentOf } from '../../../shared/statistics/rules/percent.ts';
import { addFollowUps, addInterviews, allSatisfied } from '../../helpers/interviews.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { october, ReportingHouse } from './house.ts';

onBothDatabases('reporting', (kind) => {
  const house = new ReportingHouse(kind);
  const head = () => house.as('head').reporting;

  it('counts an interview with one objection as dissatisfied, and one without counted answers nowhere', async () => {
    const cardiology = house.inDepartment('cardiology');
    await addInterviews(house.workstation, [
      { ...cardiology, answers: allSatisfied(house.content), times: 17 },
      { ...cardiology, answers: house.dissatisfied('quality_effect', 'attitude_nurse') },
      { ...cardiology, answers: { quality_effect: 'dissatisfied', quality_doctor: 'unclear' }, state: 'partial' },
      { ...cardiology, answers: { quality_effect: 'fair' }, state: 'partial' },
      { ...cardiology, answers: { quality_effect: 'unclear', charges_insurance: 'unclear' } },
      { ...cardiology, answers: {}, state: 'partial' },
    ]);
    const report = await house.reports.month({ month: october });
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
    expect(await house.reports.months({})).toEqual([{ month: october, interviews: 20 }]);
  });

  it('gives the published year: 84.60 % to 94.86 %, a rise, with twelve months in order', async () => {
    const orthopedics = (month: string) => house.inDepartment('orthopedics', month);
    const bad = house.dissatisfied('process_call');
    await addInterviews(house.workstation, [
      { ...orthopedics('2025-10'), answers: { quality_effect: 'satisfied' }, times: 423 },
      { ...orthopedics('2025-10'), answers: { quality_effect: 'dissatisfied' }, times: 77 },
      { ...orthopedics('2026-09'), answers: { quality_effect: 'satisfied' }, times: 654 },
      { ...orthopedics('2026-09'), answers: { quality_effect: 'dissatisfied' }, times: 46 },
      { ...orthopedics(october), answers: { quality_effect: 'satisfied' }, times: 664 },
      { ...orthopedics(october), answers: bad, times: 36 },
    ]);
    const report = await house.reports.month({ month: october });
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
    expect(report.series[11]?.points).toBe(1.43);
    expect(report.comparisons.previous).toMatchObject({ month: '2026-09', verdict: 'noise', words: '波动范围内' });
    expect(report.comparisons.lastYear).toMatchObject({ month: '2025-10', rate: 423 / 500, words: '有统计学意义的上升' });
  });

  it('ranks departments from 30 interviews, marks small samples and those under the line, and keeps reflected objections apart', async () => {
    await addInterviews(house.workstation, [
      { ...house.inDepartment('cardiology'), answers: allSatisfied(house.content), times: 38 },
      {
        ...house.inDepartment('cardiology'),
        answers: house.dissatisfied('attitude_medtech'),
        times: 2,
        opinions: [
          { text: '心电图室态度差', departmentId: house.staff.departments.orthopedics, itemCode: 'attitude_medtech', state: 'closed' },
        ],
      },
      { ...house.inDepartment('orthopedics'), answers: allSatisfied(house.content), times: 16 },
      {
        ...house.inDepartment('orthopedics'),
        answers: house.dissatisfied('environment_quiet'),
        times: 14,
        opinions: [{ text: '夜里太吵', itemCode: 'environment_quiet' }],
      },
      {
        ...house.inDepartment('obstetrics'),
        answers: allSatisfied(house.content),
        times: 12,
        opinions: [{ text: '谢谢护士', kind: 'praise' }],
      },
    ]);
    const { departments } = await house.reports.month({ month: october });
    expect(departments).toMatchObject([
      { name: '心血管内科', rank: 1, interviews: 40, satisfied: 38, smallSample: false, opinions: 2, reflected: 0, closureRate: null },
      { name: '骨科', rank: 2, interviews: 30, satisfied: 16, belowLine: true, opinions: 14, reflected: 16, closureRate: 2 / 16 },
      { name: '产科', rank: null, interviews: 12, satisfied: 12, smallSample: true, belowLine: false, opinions: 0, reflected: 0 },
    ]);
    expect(departments[0]?.aspects[2]).toMatchObject({ aspect: 'attitude', interviews: 40, satisfied: 38 });
  });

  it('shows a head the own department alone', async () => {
    await addInterviews(house.workstation, [
      { ...house.inDepartment('cardiology'), answers: allSatisfied(house.content), times: 31 },
      { ...house.inDepartment('orthopedics'), answers: house.dissatisfied('process_call'), times: 35 },
    ]);
    await addFollowUps(house.workstation, house.inDepartment('orthopedics'), [['refused', 3]]);
    const report = await head().month({ month: october });
    expect(report).toMatchObject({ interviews: 31, rate: 1, departmentName: '心血管内科' });
    expect(report.departments.map((department) => department.name)).toEqual(['心血管内科']);
    expect(report.fieldwork).toMatchObject({ sampled: 31, counts: { R: 0 } });
    expect((await head().interviews({ month: october })).total).toBe(31);
    await expect(head().interviews({ month: october, departmentId: house.staff.departments.orthopedics })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(head().register({ month: october })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('hides from the head what fewer than 10 patients said, and what would give it away', async () => {
    await addInterviews(house.workstation, [
      { ...house.inDepartment('cardiology'), answers: allSatisfied(house.content), times: 3 },
      { ...house.inDepartment('cardiology'), answers: house.dissatisfied('process_call'), opinions: [{ text: '铃响没人来' }] },
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
    expect(behind.rows.flatMap((row) => row.opinions)).toEqual([]);
    expect((await house.reports.interviews({ month: october })).rows[0]).toMatchObject({ name: '张秀兰', satisfied: expect.any(Boolean) });
  });

  it('hides a second aspect where one alone could be computed back', async () => {
    const asked = { quality_effect: 'satisfied', attitude_nurse: 'satisfied', charges_list: 'satisfied' };
    await addInterviews(house.workstation, [
      { ...house.inDepartment('cardiology'), answers: asked, times: 12 },
      { ...house.inDepartment('cardiology'), answers: { quality_effect: 'satisfied', attitude_nurse: 'satisfied' }, times: 20 },
      { ...house.inDepartment('cardiology'), answers: { quality_effect: 'satisfied', ethics_consent: 'satisfied' }, times: 3 },
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
    expect((await house.reports.month({ month: october })).aspects[4]).toMatchObject({ rate: 1 });
  });

  it('opens exactly the interviews behind a figure', async () => {
    const bad = { ...house.inDepartment('orthopedics'), answers: house.dissatisfied('process_call', 'attitude_nurse') };
    const [first] = await addInterviews(house.workstation, [
      { ...bad, opinions: [{ text: '护士不耐烦', itemCode: 'attitude_nurse' }] },
      { ...house.inDepartment('orthopedics'), answers: allSatisfied(house.content, { process_call: 'unclear' }), times: 5 },
      { ...house.inDepartment('cardiology'), answers: allSatisfied(house.content), times: 4 },
      { ...house.inDepartment('cardiology'), answers: { process_call: 'unclear' } },
    ]);
    const total = async (query: Partial<Parameters<typeof house.reports.interviews>[0]>) =>
      (await house.reports.interviews({ month: october, ...query })).total;
    expect(await total({})).toBe(10);
    expect(await total({ departmentId: house.staff.departments.orthopedics })).toBe(6);
    expect(await total({ itemCode: 'process_call' })).toBe(5);
    expect(await total({ aspect: 'process', satisfied: true })).toBe(9);
    expect(await total({ aspect: 'process', satisfied: false })).toBe(1);
    const { rows } = await house.reports.interviews({ month: october, itemCode: 'process_call', satisfied: false });
    expect(rows).toMatchObject([
      {
        interviewId: first,
        name: '张秀兰',
        department: '骨科',
        nurseName: '王静',
        dischargeDate: '2026-10-05',
        satisfied: false,
        counted: 27,
        objections: 2,
        opinions: ['护士不耐烦'],
      },
    ]);
    const paged = await house.reports.interviews({ month: october, offset: 8, limit: 5 });
    expect([paged.total, paged.rows.length]).toEqual([10, 2]);
  });

  it('counts the calls by AAPOR groups: the published vector', async () => {
    const cardiology = house.inDepartment('cardiology');
    await addFollowUps(house.workstation, cardiology, [
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
    const { fieldwork } = await house.reports.month({ month: october });
    expect(fieldwork).toMatchObject({
      sampled: 657,
      attempted: 647,
      counts: { I: 480, P: 12, R: 38, NC: 95, O: 9, U: 16, NE: 7 },
    });
    const { rr1, rr2, coop1, ref1, con1 } = fieldwork;
    expect([rr1, rr2, coop1, ref1, con1].map((rate) => percentOf(rate ?? 0))).toEqual(['73.85', '75.69', '89.05', '5.85', '82.92']);
  });

  it('answers for a month without anything', async () => {
    const report = await house.reports.month({ month: '2020-01' });
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
