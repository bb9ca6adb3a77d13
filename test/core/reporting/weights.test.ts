/** Tests the hospital's rate in months whose draws are not proportional to the frame. */
import { expect, it } from 'vitest';
import { read, utils } from 'xlsx';
import { reportLines, reportResult } from '../../../electron/cli/reportResult.ts';
import { recordInterviews } from '../../../electron/core/paper/recordInterview.ts';
import type { MonthReport } from '../../../shared/reporting/contract/reporting.ts';
import type { SamplePlanInput } from '../../../shared/sampling/contract/sampling.ts';
import { addInterviews } from '../../helpers/interviews.ts';
import type { Staff } from '../../helpers/workstation.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { answersBut } from '../quality/seed.ts';
import { addStays, plainStays } from '../sampling/seed.ts';
import { october, ReportingHouse } from './house.ts';

type Department = keyof Staff['departments'];
/** How many of the called ones object, by department: the first so many in the order of their follow-ups. */
type Objecting = Readonly<Partial<Record<Department, number>>>;

const plan = (change: Omit<SamplePlanInput, 'month'>): SamplePlanInput => ({ month: october, reserves: 0, ...change });

onBothDatabases('the weighted rate', (kind) => {
  const house = new ReportingHouse(kind);
  const departments = () => house.staff.departments;

  /** 90 discharges of cardiology and 10 of orthopedics, in wards. */
  const discharges = () =>
    addStays(house.workstation, [
      ...plainStays(departments().cardiology, 'A', 90).map((stay, at) => ({ ...stay, ward: at % 3 === 0 ? '一病区' : '二病区' })),
      ...plainStays(departments().orthopedics, 'B', 10).map((stay) => ({ ...stay, ward: '骨科病区' })),
    ]);
  const draw = (change: Omit<SamplePlanInput, 'month'>, extra = false) =>
    house.supervisor.sampling.draw({ plan: plan(change), seed: '7', extra, ...(extra ? { known: 1 } : {}) });

  /** Interviews everybody who was sampled and not yet interviewed. */
  async function interviewAll(objecting: Objecting = {}): Promise<void> {
    await house.workstation.transaction(async (ctx) => {
      const waiting = await ctx.db
        .selectFrom('follow_up')
        .select(['id', 'department_id'])
        .where('state', '=', 'open')
        .orderBy('department_id')
        .orderBy('id')
        .execute();
      const left = new Map(Object.entries(objecting).map(([name, count]) => [departments()[name as Department], count]));
      const at = (minute: number) => new Date(Date.parse(ctx.now) - (10_000 - minute * 10) * 60_000).toISOString();
      const told = waiting.map(({ id, department_id }, index) => {
        const objections = left.get(department_id) ?? 0;
        left.set(department_id, Math.max(0, objections - 1));
        return {
          followUpId: id,
          attempts: [],
          nurseId: house.staff.users.nurse.id,
          startedAt: at(index),
          finishedAt: at(index + 0.5),
          answerer: 'patient' as const,
          answers: answersBut(house.content, objections > 0 ? ['process_call'] : []),
        };
      });
      await recordInterviews(ctx, told);
    });
  }
  const month = (): Promise<MonthReport> => house.reports.month({ month: october });

  it('of a draw with the same number from each department: the hospital’s rate is the weighted one, the plain one stands beside', async () => {
    await discharges();
    await draw({ size: 20, allocation: 'equal' });
    await interviewAll({ orthopedics: 5 });
    const report = await month();
    const workbook = read(await (await house.reports.workbook({ month: october })).arrayBuffer());
    const table = (sheet: string) => utils.sheet_to_json<Record<string, unknown>>(workbook.Sheets[sheet] ?? {});
    expect(table('满意度月报').at(-1)).toMatchObject({ 例数: 20, 满意: 15, 满意度: 0.95, 未加权满意度: 0.75, 有效样本量: 12 });
    expect(table('科室×维度').at(-1)).toMatchObject({ 科室: '全院', 满意度: 0.95, 标记: '样本量小、按科室加权' });
    expect(table('口径说明').map((row) => row['项目'])).toEqual(expect.arrayContaining(['全院满意度', '加权满意度（全院）']));
    // 0.9 × 10/10 + 0.1 × 5/10 = 0.95; effective 1 ÷ (0.81 ÷ 10 + 0.01 ÷ 10)
    expect(report).toMatchObject({
      interviews: 20,
      satisfied: 15,
      rate: 0.95,
      weighting: { reasons: ['各层等额抽样'], plain: { rate: 0.75 }, unweighted: 0, unheard: { departments: 0, eligible: 0 } },
    });
    expect(report.weighting?.effective).toBeCloseTo(1 / 0.082, 9);
    expect(report.interval?.[0]).toBeCloseTo(0.6906, 4);
    expect(report.series.at(-1)).toMatchObject({ rate: 0.95, weighting: { plain: { rate: 0.75 } } });
    expect(report.aspects.find(({ aspect }) => aspect === 'process')).toMatchObject({ rate: 0.95, weighting: { plain: { rate: 0.75 } } });
    expect(report.departments.map(({ rate }) => rate)).toEqual([1, 0.5]);
    expect(reportLines(report)).toEqual([
      '2026-10 访谈 20，满意 15，满意度 95.00 %（95 % 区间 69.06–99.39 %），样本量小',
      '按科室抽样框加权（各层等额抽样），有效样本量 12；未加权 75.00 %（15 / 20，95 % 区间 53.13–88.81 %）。',
      '心血管内科：访谈 10，满意 10，满意度 100.00 %（95 % 区间 72.25–100.00 %），样本量小',
      '骨科：访谈 10，满意 5，满意度 50.00 %（95 % 区间 23.66–76.34 %），样本量小',
    ]);
  });

  it.each([
    ['the same number from each', { size: 20, allocation: 'equal' }, '各层等额抽样'],
    ['numbers given by hand', { size: 1, allocation: 'by_hand', byHand: { 心血管内科: 5, 骨科: 10 } }, '各层例数由人工指定'],
    ['a large minimum', { size: 20, minimum: 8 }, '每层至少 8 例，小科室占比偏大'],
    ['wards, the same number from each', { size: 12, stratifyBy: 'ward', allocation: 'equal' }, '各层等额抽样'],
  ] as const)('stands for %s', async (_, change, reason) => {
    await discharges();
    await draw(change);
    await interviewAll({ orthopedics: 1 });
    const report = await month();
    expect(report.weighting).toMatchObject({ reasons: [reason], unweighted: 0 });
    const orthopedics = report.departments.find(({ name }) => name === '骨科');
    expect(report.rate).toBeCloseTo(0.9 + (0.1 * (orthopedics?.satisfied ?? 0)) / (orthopedics?.interviews ?? 1), 4);
  });

  it.each([
    ['proportional shares', { size: 20 }],
    ['proportional shares of wards', { size: 30, stratifyBy: 'ward' }],
    ['chance alone', { size: 20, method: 'simple' }],
    ['everybody', { size: 100, method: 'census' }],
  ] as const)('does not stand where the draw mirrors the frame: %s', async (_, change) => {
    await discharges();
    await draw(change);
    await interviewAll();
    expect(await month()).toMatchObject({ rate: 1, weighting: null });
  });

  it.each([
    ['departments, then chance alone', { size: 20 }, { size: 8, method: 'simple' }],
    ['departments, then wards', { size: 20 }, { size: 9, stratifyBy: 'ward', minimum: 1 }],
    ['chance alone, then one department', { size: 20, method: 'simple' }, { size: 6, byHand: { 骨科: 3 }, allocation: 'by_hand' }],
    ['wards, then everybody', { size: 9, stratifyBy: 'ward' }, { size: 100, method: 'census' }],
  ] as const)('leaves no interview of an extra draw out: %s', async (_, first, extra) => {
    await discharges();
    const one = await draw(first);
    const two = await draw(extra, true);
    await interviewAll({ cardiology: 2 });
    const report = await month();
    const drawn = one.drawn + two.drawn;
    expect(report.interviews).toBe(drawn);
    expect(report.weighting).toMatchObject({ unweighted: 0, unheard: { departments: 0 } });
    expect(report.weighting?.reasons).toContain('有追加抽样');
    const rates = new Map(report.departments.map(({ name, satisfied, interviews }) => [name, (satisfied ?? 0) / interviews]));
    const [cardiology = 0, orthopedics = 1] = [rates.get('心血管内科'), rates.get('骨科')];
    expect(report.rate).toBeCloseTo(0.9 * cardiology + 0.1 * orthopedics, 4);
  });

  it('counts the discharges of both frames once each, also those that were imported after the first draw', async () => {
    await discharges();
    await draw({ size: 20 });
    await addStays(house.workstation, plainStays(departments().orthopedics, 'C', 100, '2026-10-20'));
    await draw({ size: 20 }, true);
    await interviewAll({ orthopedics: 4 });
    const report = await month();
    const orthopedics = report.departments.find(({ name }) => name === '骨科');
    expect(report.rate).toBeCloseTo(90 / 200 + (110 / 200) * ((orthopedics?.satisfied ?? 0) / (orthopedics?.interviews ?? 1)), 4);
  });

  it('says which departments nobody speaks for', async () => {
    await discharges();
    await draw({ size: 1, allocation: 'by_hand', byHand: { 心血管内科: 12 } });
    await interviewAll();
    expect((await month()).weighting).toMatchObject({ unheard: { departments: 1, eligible: 10 }, unweighted: 0 });
  });

  it('says how many interviews could not be weighted where a frame is gone, and shows their plain rate', async () => {
    await discharges();
    await draw({ size: 20, allocation: 'equal' });
    await interviewAll({ orthopedics: 5 });
    await house.workstation.transaction(({ db }) => db.deleteFrom('draw_frame').execute());
    expect(await month()).toMatchObject({ rate: 0.75, weighting: { unweighted: 20, reasons: ['各层等额抽样'] } });
  });

  it('weighs a discharge in the department to which a later import moved it', async () => {
    await discharges();
    await draw({ size: 20, allocation: 'equal' });
    await interviewAll({ orthopedics: 5 });
    await house.workstation.transaction(async ({ db }) => {
      const moved = await db
        .selectFrom('discharge')
        .select('id')
        .where('inpatient_number', 'like', 'A%')
        .where('id', 'not in', db.selectFrom('follow_up').select('discharge_id'))
        .limit(40)
        .execute();
      const ids = moved.map(({ id }) => id);
      await db.updateTable('discharge').set({ department_id: departments().orthopedics }).where('id', 'in', ids).execute();
    });
    expect(await month()).toMatchObject({ rate: 0.75, weighting: { plain: { rate: 0.75 } } });
  });

  it('is what months are compared by, each as a sample of its effective size', async () => {
    await discharges();
    await draw({ size: 20, allocation: 'equal' });
    await interviewAll({ orthopedics: 5 });
    house.workstation.setNow('2026-12-10T02:00:00.000Z');
    await addStays(house.workstation, plainStays(departments().cardiology, 'N', 40, '2026-11-15'));
    await house.supervisor.sampling.draw({ plan: { month: '2026-11', size: 40, method: 'census' }, seed: '7' });
    await interviewAll({ cardiology: 10 });
    const { comparisons, series } = await house.reports.month({ month: '2026-11' });
    expect(comparisons.previous).toMatchObject({ month: october, rate: 0.95, points: -20 });
    expect(series.at(-1)).toMatchObject({ rate: 0.75, points: -20, weighting: null });
    expect(series.at(-2)).toMatchObject({ rate: 0.95 });
    // Pooled (30 + 0.95 × 12.195) ÷ 52.195 = 0.79673; z = −0.2 ÷ √(0.79673 × 0.20327 × (1/40 + 1/12.195)) = −1.5193
    expect(comparisons.previous?.p).toBeCloseTo(0.1287, 3);
  });

  it('the command line lists no department that was only objected to, and says where a sample is small', async () => {
    await addInterviews(house.workstation, [
      {
        ...house.inDepartment('cardiology'),
        answers: { quality_effect: 'dissatisfied', process_examination: 'dissatisfied' },
        opinions: [{ text: '检查排队久', departmentId: departments().orthopedics, itemCode: 'process_examination' }],
      },
      { ...house.inDepartment('cardiology'), answers: { quality_effect: 'satisfied' } },
    ]);
    const report = await month();
    expect(report.departments.map(({ name }) => name)).toEqual(['心血管内科', '骨科']);
    expect(reportLines(report)).toEqual([
      '2026-10 访谈 2，满意 1，满意度 50.00 %（95 % 区间 9.45–90.55 %），样本量小',
      '心血管内科：访谈 2，满意 1，满意度 50.00 %（95 % 区间 9.45–90.55 %），样本量小',
    ]);
    expect(reportResult(report)).toMatchObject({ smallSample: true, departments: [{ name: '心血管内科', smallSample: true }] });
  });
});
