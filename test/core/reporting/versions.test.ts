import { expect, it } from 'vitest';
import { read, utils } from 'xlsx';
import type { QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { mixedSentence } from '../../../shared/reporting/rules/mixedQuestionnaires.ts';
import { addInterviews } from '../../helpers/interviews.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { october, ReportingHouse } from './house.ts';

/** Months that were asked by other questionnaires or judged by other rules. */
onBothDatabases('what a month is compared and judged by', (kind) => {
  const house = new ReportingHouse(kind);

  /** A second version of the questionnaire, changed. */
  const publishSecond = (change: (items: QuestionnaireContent['items']) => QuestionnaireContent['items']) =>
    house.workstation.transaction(async ({ db }) => {
      const { code, title } = house.content;
      const second = { id: 'second', code, title, version: 2, state: 'retired', published_at: null } as const;
      const changed = JSON.stringify({ ...house.content, items: change(house.content.items) });
      await db
        .insertInto('questionnaire_version')
        .values({ ...second, content: changed })
        .execute();
    });

  it('says which questionnaire each month used, and compares none of them silently', async () => {
    await publishSecond((items) => items);
    await addInterviews(house.workstation, [
      { ...house.inDepartment('cardiology', '2026-09'), answers: { quality_effect: 'satisfied' }, versionId: house.versionId },
      { ...house.inDepartment('cardiology'), answers: { quality_effect: 'satisfied' }, versionId: house.versionId },
      { ...house.inDepartment('cardiology'), answers: { quality_effect: 'satisfied' }, versionId: 'second' },
    ]);
    const { series, versions, comparisons } = await house.reports.month({ month: october });
    expect(series.slice(-2).map((point) => point.versions)).toEqual([
      ['出院患者满意度电话回访 v1'],
      ['出院患者满意度电话回访 v1', '出院患者满意度电话回访 v2'],
    ]);
    expect(versions).toHaveLength(2);
    expect(comparisons.previous).toMatchObject({ verdict: 'other_questionnaire', points: null, p: null, rate: 1, interviews: 1 });
    expect(comparisons.previous?.words).toContain('问卷版本不同');
    expect(series.at(-1)).toMatchObject({ points: null, otherQuestionnaire: true });
  });

  it('never adds interviews of different questionnaires without a word: report, series and workbook name them with their counts', async () => {
    await publishSecond((items) => items);
    await house.workstation.transaction(async ({ db }) => {
      const other = {
        id: 'other',
        code: 'day-surgery',
        title: '日间手术满意度',
        version: 1,
        state: 'published',
        published_at: null,
      } as const;
      await db
        .insertInto('questionnaire_version')
        .values({ ...other, content: JSON.stringify(house.content) })
        .execute();
    });
    const asked = (versionId: string, times: number, month = october) => ({
      ...house.inDepartment('cardiology', month),
      answers: { quality_effect: 'satisfied' },
      versionId,
      times,
    });
    await addInterviews(house.workstation, [
      asked(house.versionId, 3, '2026-09'),
      asked(house.versionId, 3),
      asked('second', 2),
      asked('other', 4),
    ]);
    const report = await house.reports.month({ month: october });
    const counts = [
      { title: '出院患者满意度电话回访', interviews: 5 },
      { title: '日间手术满意度', interviews: 4 },
    ];
    expect(report.questionnaires).toEqual(counts);
    expect(report.interviews).toBe(9);
    expect(report.series.slice(-2).map(({ questionnaires }) => questionnaires)).toEqual([
      [{ title: '出院患者满意度电话回访', interviews: 3 }],
      counts,
    ]);
    const sentence =
      '合并了 2 种问卷：出院患者满意度电话回访 5 例、日间手术满意度 4 例。问卷不同，问的不同，合并的满意度只供参考，不宜作比较。';
    expect(mixedSentence(report.questionnaires)).toBe(sentence);
    const workbook = read(await (await house.reports.workbook({ month: october })).arrayBuffer());
    const rows = (sheet: string) => utils.sheet_to_json<Record<string, unknown>>(workbook.Sheets[sheet] ?? {});
    expect(rows('满意度月报').at(-1)).toMatchObject({ 合并的问卷: sentence });
    expect(rows('满意度月报').at(-2)?.['合并的问卷'] ?? '').toBe('');
    expect(rows('口径说明')).toContainEqual(expect.objectContaining({ 项目: '合并的问卷', 说明: sentence }));
    const earlier = await house.reports.month({ month: '2026-09' });
    expect(mixedSentence(earlier.questionnaires)).toBe('');
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
    const cardiology = (month: string) => house.inDepartment('cardiology', month);
    const satisfied = { quality_effect: 'satisfied', attitude_nurse: 'satisfied' };
    await addInterviews(house.workstation, [
      { ...cardiology('2026-09'), answers: satisfied, versionId: house.versionId, times: 60 },
      { ...cardiology('2026-09'), answers: { ...satisfied, process_call: 'dissatisfied' }, versionId: house.versionId, times: 20 },
      { ...cardiology('2026-09'), answers: { ...satisfied, attitude_nurse: 'dissatisfied' }, versionId: house.versionId, times: 20 },
      { ...cardiology(october), answers: satisfied, versionId: 'second', times: 70 },
      { ...cardiology(october), answers: { ...satisfied, quality_effect: 'dissatisfied' }, versionId: 'second', times: 20 },
      { ...cardiology(october), answers: { attitude_nurse: 'dissatisfied' }, versionId: 'second', times: 5 },
      { ...cardiology(october), answers: { quality_effect: 'satisfied' }, versionId: 'second', times: 5 },
    ]);
    const apart = await house.reports.month({ month: october });
    expect(apart).toMatchObject({ satisfied: 75, interviews: 100, severalVersions: true, common: null });
    expect(apart.comparisons.previous).toMatchObject({ verdict: 'other_questionnaire', rate: 0.6 });
    expect(apart.departments[0]?.points).toBeNull();

    const together = await house.reports.month({ month: october, commonItems: true });
    expect(together).toMatchObject({ satisfied: 75, interviews: 100, aspects: apart.aspects, items: apart.items });
    expect(together.common).toMatchObject({ items: house.content.items.length - 2, now: { interviews: 95, satisfied: 90 } });
    expect(together.common?.leftOut).toEqual([house.content.items.find(({ code }) => code === 'quality_effect')?.title]);
    expect(together.comparisons.previous).toMatchObject({ rate: 0.8, interviews: 100, verdict: 'rise' });
    expect(together.comparisons.previous?.points).toBe(14.74);
    expect(together.series.at(-1)).toMatchObject({ interviews: 95, satisfied: 90, otherQuestionnaire: false });
    expect(together.departments[0]?.points).toBe(14.74);
  });

  it('compares by a rule only where the common items hold what the rule goes by', async () => {
    await publishSecond((items) => items.map((item) => ({ ...item, code: `${item.code}_new` })));
    await addInterviews(house.workstation, [
      { ...house.inDepartment('cardiology'), answers: { quality_effect: 'satisfied' }, versionId: house.versionId },
    ]);
    await addInterviews(house.workstation, [
      { ...house.inDepartment('cardiology', '2026-09'), answers: { quality_effect: 'satisfied' }, versionId: 'second' },
    ]);
    await expect(house.reports.month({ month: october, commonItems: true })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('共同条目'),
    });
  });

  it('computes the other rules from the answers, and refuses one the questionnaire does not allow', async () => {
    await addInterviews(house.workstation, [
      { ...house.inDepartment('cardiology'), answers: { quality_effect: 'satisfied', quality_doctor: 'fair' }, times: 3 },
      { ...house.inDepartment('cardiology'), answers: { quality_effect: 'fair', quality_doctor: 'unclear' } },
      { ...house.inDepartment('cardiology'), answers: { quality_effect: 'dissatisfied', quality_doctor: 'satisfied' } },
    ]);
    expect(await house.reports.month({ month: october, rule: 'score' })).toMatchObject({ interviews: 5, satisfied: 3 });
    const topbox = await house.reports.month({ month: october, rule: 'topbox' });
    expect(topbox).toMatchObject({ interviews: 9, satisfied: 4, comparisons: { previous: null } });
    await expect(house.reports.month({ month: october, rule: 'overall' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('总体评价'),
    });
    await house.workstation.transaction(({ db }) =>
      db
        .updateTable('questionnaire_version')
        .set({ content: JSON.stringify({ ...house.content, overallItem: 'quality_doctor' }) })
        .execute(),
    );
    expect(await house.reports.month({ month: october, rule: 'overall' })).toMatchObject({ interviews: 4, satisfied: 4 });
  });
});
