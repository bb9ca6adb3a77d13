import { afterEach, beforeEach, expect, it } from 'vitest';
import { read, utils, type WorkBook } from 'xlsx';
import type { QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { addInterviews, allSatisfied, publishedQuestionnaire } from '../../helpers/interviews.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const october = '2026-10';

async function opened(file: File): Promise<WorkBook> {
  return read(await file.arrayBuffer(), { cellNF: true, bookFiles: true });
}

function table(workbook: WorkBook, sheet: string): Record<string, string | number>[] {
  return utils.sheet_to_json(workbook.Sheets[sheet] ?? {}, { raw: true });
}

/** The text of a part inside the file, for what a reader of values does not tell. */
function part(workbook: WorkBook, path: string): string {
  const { files } = workbook as unknown as { files: Record<string, { content: Uint8Array | string }> };
  const content = files[path]?.content ?? '';
  return typeof content === 'string' ? content : Buffer.from(content).toString('utf8');
}

onBothDatabases('workbooks of the reports', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let content: QuestionnaireContent;
  beforeEach(async () => {
    workstation = await openWorkstation(kind);
    staff = await withStaff(workstation);
    ({ content } = await workstation.transaction(({ db }) => publishedQuestionnaire(db)));
    const of = (departmentId: string) => ({ month: october, departmentId, nurseId: staff.users.nurse.id });
    await addInterviews(workstation, [
      { ...of(staff.departments.cardiology), answers: allSatisfied(content), times: 64 },
      {
        ...of(staff.departments.cardiology),
        answers: allSatisfied(content, { attitude_nurse: 'dissatisfied', process_call: 'dissatisfied' }),
        opinions: [{ text: '护士说话急', itemCode: 'attitude_nurse' }, { text: '按铃等了 20 分钟' }],
        times: 3,
      },
      { ...of(staff.departments.orthopedics), answers: allSatisfied(content), times: 20 },
    ]);
  });
  afterEach(() => workstation.close());

  it('the month as real numbers with formats, under Chinese sheet names, with a frozen and repeated header', async () => {
    const file = await workstation.as(staff.users.supervisor).reporting.workbook({ month: october });
    expect(file.name).toBe('满意度月报-2026-10.xlsx');
    const workbook = await opened(file);
    expect(workbook.SheetNames).toEqual(['满意度月报', '科室×维度', '条目意见', '回访工作', '口径说明']);
    const series = table(workbook, '满意度月报');
    expect(series).toHaveLength(12);
    expect(series[11]).toMatchObject({ 月份: october, 例数: 87, 满意: 84, 满意度: 84 / 87 });
    expect(workbook.Sheets['满意度月报']?.['D13']).toMatchObject({ t: 'n', z: '0.00 %', v: 84 / 87 });
    const departments = table(workbook, '科室×维度');
    expect(departments).toMatchObject([
      { 名次: 1, 科室: '心血管内科', 例数: 67, 满意: 64, 满意度: 64 / 67, 服务态度: 64 / 67, 医疗质量: 1, 意见: 6 },
      { 科室: '骨科', 例数: 20, 满意度: 1, 标记: '样本量小' },
      { 科室: '全院', 例数: 87, 满意: 84, 满意度: 84 / 87, 意见: 6, 被反映次数: 3 },
    ]);
    expect(departments[1]).not.toHaveProperty('名次');
    expect(table(workbook, '条目意见')[0]).toMatchObject({ 维度: '服务态度', 条目: '护士态度', 计数回答: 87, 意见项: 3, 意见率: 0.0345 });
    const calls = table(workbook, '回访工作');
    expect(calls.find((row) => row['指标'] === '成功随访率')).toMatchObject({ 率: 1, 算法: '完成访谈数 ÷ 抽样数' });
    expect(calls.find((row) => row['指标'] === '合作率 COOP1')).toMatchObject({ 算法: 'I ÷ (I+P+R+O)' });
    expect(table(workbook, '口径说明').find((row) => row['项目'] === '统计规则')).toMatchObject({ 说明: '一项不满即不满意' });
    expect(part(workbook, 'xl/worksheets/sheet1.xml')).toMatch(/<pane [^>]*state="frozen"/);
    expect(part(workbook, 'xl/worksheets/sheet1.xml')).toMatch(/<pageSetup [^>]*paperSize="9" orientation="landscape"/);
    expect(part(workbook, 'xl/workbook.xml')).toContain("'科室×维度'!$1:$1");
  });

  it('a head takes out the own department only', async () => {
    const workbook = await opened(await workstation.as(staff.users.head).reporting.workbook({ month: october }));
    expect(table(workbook, '科室×维度').map((row) => row['科室'])).toEqual(['心血管内科']);
    expect(table(workbook, '满意度月报')[11]).toMatchObject({ 例数: 67 });
  });

  it('the register in its 14 columns, phones masked on screen, the own rows for a nurse', async () => {
    const { total, rows } = await workstation.as(staff.users.supervisor).reporting.register({ month: october, limit: 500 });
    expect(total).toBe(87);
    expect(rows.find((row) => row.opinions !== '')).toEqual({
      name: '张秀兰',
      sex: '女',
      age: '63岁',
      address: '解放路 12 号',
      phone: '138****5678',
      dischargeDate: '2026-10-05',
      diagnosis: '冠心病',
      outcome: '好转',
      interviewedAt: '2026-10-20 11:00',
      revisitDate: '',
      opinions: '1. 护士说话急；2. 按铃等了 20 分钟',
      measures: '',
      repliedAt: '',
      replyContent: '',
    });
    expect((await workstation.as(staff.users.nurse).reporting.register({ month: october })).total).toBe(87);
    expect((await workstation.as(staff.users.nurse2).reporting.register({ month: october })).total).toBe(0);
  });

  it('puts measures and the reply beside the opinion they answer', async () => {
    await workstation.transaction(async ({ db }) => {
      const { id } = await db
        .selectFrom('feedback')
        .select('id')
        .where('text', '=', '按铃等了 20 分钟')
        .orderBy('id')
        .executeTakeFirstOrThrow();
      const round = (number: number, measures: string, submitted: boolean) => ({
        feedback_id: id,
        round: number,
        department_id: staff.departments.cardiology,
        cause_kind: '',
        cause: '',
        measures,
        responsible: '',
        done_date: null,
        submitted_by: null,
        submitted_at: submitted ? '2026-10-22T02:00:00.000Z' : null,
        review_verdict: null,
        review_comment: '',
        reviewed_by: null,
        reviewed_at: null,
      });
      await db
        .insertInto('rectification')
        .values([round(1, '增加夜班一人', true), round(2, '还没交', false)])
        .execute();
      await db
        .insertInto('reply')
        .values({
          id: 'reply',
          feedback_id: id,
          round: 1,
          at: '2026-10-25T01:05:00.000Z',
          user_id: staff.users.nurse.id,
          content: '已告知',
          verdict: 'accepted',
          patient_words: '',
          way: 'call',
        })
        .execute();
    });
    const { rows } = await workstation.as(staff.users.supervisor).reporting.register({ month: october, limit: 500 });
    expect(rows.filter((row) => row.measures !== '')).toMatchObject([
      { measures: '2. 增加夜班一人', repliedAt: '2. 2026-10-25 09:05', replyContent: '2. 已告知' },
    ]);
  });

  it('the register as a workbook says who took it out and why, and is logged', async () => {
    const { reporting } = workstation.as(staff.users.supervisor);
    await expect(reporting.registerWorkbook({ month: october, reason: ' ' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(
      workstation.as(staff.users.director).reporting.registerWorkbook({ month: october, reason: '院务会' }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const workbook = await opened(await reporting.registerWorkbook({ month: october, reason: '等级评审备查' }));
    const rows = utils.sheet_to_json<string[]>(workbook.Sheets['回访登记本'] ?? {}, { header: 1 });
    expect(rows[0]).toEqual(
      '姓名 性别 年龄 地址 电话 出院日期 疾病诊断 治疗转归 回访时间 复诊时间 意见反馈 整改措施 回复时间 回复内容'.split(' '),
    );
    expect(rows).toHaveLength(1 + 87 + 2);
    expect(rows[1]?.[4]).toBe('13812345678');
    expect(rows[88]?.[0]).toBe('导出：周主任 2026-11-10 10:00 原因：等级评审备查');
    expect(rows[89]?.[0]).toContain('审核人签名');
    expect(part(workbook, 'xl/workbook.xml')).toContain("'回访登记本'!$1:$1");
    const logged = await workstation.transaction(({ db }) =>
      db.selectFrom('audit').select(['action', 'subject', 'detail', 'user_name']).where('action', 'like', 'reporting.%').execute(),
    );
    expect(logged).toEqual([
      {
        action: 'reporting.exportRegister',
        subject: october,
        user_name: '周主任',
        detail: JSON.stringify({ departmentId: '', reason: '等级评审备查', rows: 87 }),
      },
    ]);
  });

  it('the month says where the questionnaire changed, and over which items months were compared', async () => {
    await workstation.transaction(async ({ db }) => {
      const { code, title } = content;
      const items = content.items.filter((item) => item.code !== 'process_call');
      const second = { id: 'second', code, title, version: 2, state: 'retired', published_at: null } as const;
      await db
        .insertInto('questionnaire_version')
        .values({ ...second, content: JSON.stringify({ ...content, items }) })
        .execute();
    });
    const of = { month: '2026-09', departmentId: staff.departments.cardiology, nurseId: staff.users.nurse.id, versionId: 'second' };
    await addInterviews(workstation, [{ ...of, answers: { quality_effect: 'satisfied' }, times: 40 }]);
    const { workbook: make } = workstation.as(staff.users.supervisor).reporting;
    const apart = await opened(await make({ month: october }));
    expect(table(apart, '满意度月报')[11]).toMatchObject({ 与上月衔接: '问卷版本不同' });
    expect(table(apart, '满意度月报')[11]).not.toHaveProperty('较上月（百分点）');
    const notes = (workbook: WorkBook) => new Map(table(workbook, '口径说明').map((row) => [row['项目'], String(row['说明'])]));
    expect(notes(apart).get('与 2026-09 相比')).toBe('问卷版本不同，不直接比较：100.00 %（40 例）');
    const file = await make({ month: october, commonItems: true });
    expect(file.name).toBe('满意度月报-2026-10-共同条目.xlsx');
    const together = await opened(file);
    expect(table(together, '满意度月报（共同条目）')[11]).toMatchObject({ '较上月（百分点）': -3.45 });
    expect(notes(together).get('比较依据')).toContain(`${content.items.length - 1} 个共同条目`);
  });
});
