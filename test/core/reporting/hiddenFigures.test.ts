/**
 * Tests the department head as an attacker: two hospitals that differ only in what a hidden figure counts give the
 * head the same answers. Equal answers reveal nothing, alone or by their differences.
 */
import { expect, it } from 'vitest';
import { read, utils } from 'xlsx';
import { randomOf } from '../../../electron/demo/random.ts';
import type { AspectCode } from '../../../shared/base/contract/words.ts';
import { aspectCodes, rateRules } from '../../../shared/base/contract/words.ts';
import { addMonths } from '../../../shared/base/rules/time.ts';
import { addInterviews, type InterviewGiven } from '../../helpers/interviews.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { ReportingHouse } from './house.ts';

/** Items of three aspects, one of them alone in its aspect. Those of the second list are asked in the first version alone. */
const asked = [
  'quality_effect',
  'quality_doctor',
  'quality_nursing',
  'attitude_doctor',
  'attitude_nurse',
  'process_call',
  'charges_list',
] as const;
const firstVersionOnly = ['quality_doctor'];
/** To which share of the patients the items are put that other rules and common items depend on. */
const shares: Readonly<Record<string, readonly number[]>> = { quality_doctor: [0.15, 0.3], process_call: [0.15, 1] };
/** How many were interviewed in each month; the odd ones were asked the second version. */
const sizes = [30, 14, 4, 30, 9, 30, 14, 30];
const months = sizes.map((_, at) => addMonths('2026-01', at));

interface Person {
  readonly answers: Readonly<Record<string, boolean>>;
}

/** A month's patients: each item was put to its share of them, and one in five objected. */
function peopleOf(month: string, count: number): Person[] {
  const random = randomOf('hidden figures', month);
  const parts = new Map(asked.map((code) => [code, random.pick(shares[code] ?? [1, 1, 0.9, 0.3])]));
  return Array.from({ length: count }, (): Person => {
    const answered = asked.filter((code) => random.chance(parts.get(code) ?? 1));
    return { answers: Object.fromEntries((answered.length > 0 ? answered : asked.slice(0, 1)).map((code) => [code, random.chance(0.2)])) };
  });
}

onBothDatabases('what a head may not see', (kind) => {
  const house = new ReportingHouse(kind);
  const head = () => house.as('head');
  const itemOf = (code: string) => house.content.items.find((item) => item.code === code);
  const aspectOf = (code: string): AspectCode => itemOf(code)?.aspect ?? 'quality';
  const optionOf = (code: string, objection: boolean) =>
    itemOf(code)?.options.find((option) => option.objection === objection && !option.notCounted);

  /** Two versions of the questionnaire, both with an overall item that few may have been asked. */
  async function publish(): Promise<void> {
    await house.workstation.transaction(async ({ db }) => {
      const content = { ...house.content, overallItem: 'process_call' };
      await db
        .updateTable('questionnaire_version')
        .set({ content: JSON.stringify(content) })
        .execute();
      const second = { id: 'second', code: content.code, title: content.title, version: 2, state: 'retired', published_at: null } as const;
      const items = content.items.filter(({ code }) => !firstVersionOnly.includes(code));
      await db
        .insertInto('questionnaire_version')
        .values({ ...second, content: JSON.stringify({ ...content, items }) })
        .execute();
    });
  }

  /** The month's interviews, each objection with its case at the department. */
  async function live(month: string, version: string, persons: readonly Person[]): Promise<string[]> {
    return addInterviews(
      house.workstation,
      persons.map(({ answers }, index): InterviewGiven => {
        const of = Object.entries(answers).filter(([code]) => version !== 'second' || !firstVersionOnly.includes(code));
        const given = of.length > 0 ? of : [['quality_effect', false] as const];
        return {
          ...house.inDepartment('cardiology', month),
          versionId: version,
          answers: Object.fromEntries(given.map(([code, objection]) => [code, optionOf(code, objection)?.value ?? ''])),
          opinions: given
            .filter(([, objection]) => objection)
            .map(([code]) => ({
              text: `${month} 第 ${index} 位说到 ${given.findIndex(([one]) => one === code)}`,
              itemCode: code,
              state: 'accepted',
            })),
        };
      }),
    );
  }

  /** Writes an answer anew, with all that is derived from it; the case of the objection keeps its words. */
  async function answer(interviewId: string, code: string, objection: boolean): Promise<void> {
    await house.workstation.transaction(async ({ db }) => {
      const option = optionOf(code, objection);
      await db
        .updateTable('answer')
        .set({ value: JSON.stringify([option?.value ?? '']), objection: objection ? 1 : 0, score: option?.score ?? null })
        .where('interview_id', '=', interviewId)
        .where('item_code', '=', code)
        .execute();
      const answers = await db.selectFrom('answer').select(['aspect', 'objection']).where('interview_id', '=', interviewId).execute();
      const objections = answers.reduce((sum, one) => sum + one.objection, 0);
      await db
        .updateTable('interview')
        .set({ objections, satisfied: objections === 0 ? 1 : 0 })
        .where('id', '=', interviewId)
        .execute();
      for (const aspect of new Set(answers.map((one) => one.aspect)))
        await db
          .updateTable('interview_aspect')
          .set({ objections: answers.filter((one) => one.aspect === aspect).reduce((sum, one) => sum + one.objection, 0) })
          .where('interview_id', '=', interviewId)
          .where('aspect', '=', aspect)
          .execute();
    });
  }

  /** The case of an objection is about this item now, or was said freely. */
  async function aboutItem(caseId: string, code: string, objection: boolean): Promise<void> {
    await house.workstation.transaction(({ db }) =>
      db
        .updateTable('feedback')
        .set({ item_code: code, asked_item: objection ? code : null, aspect: aspectOf(code) })
        .where('id', '=', caseId)
        .execute(),
    );
  }

  async function addCase(interviewId: string, month: string): Promise<string> {
    return house.workstation.transaction(async ({ db, newId }) => {
      const id = newId();
      const like = await db.selectFrom('interview').selectAll().where('id', '=', interviewId).executeTakeFirstOrThrow();
      const at = like.finished_at ?? like.started_at;
      await db
        .insertInto('feedback')
        .values({
          id,
          number: `ZG-${id}`,
          kind: 'opinion',
          state: 'accepted',
          severity: 'general',
          interview_id: interviewId,
          follow_up_id: like.follow_up_id,
          discharge_id: like.discharge_id,
          month,
          asked_item: null,
          item_code: null,
          aspect: null,
          department_id: like.department_id,
          text: '一句原话',
          staff_name: '',
          round: 1,
          version: 1,
          created_at: at,
          registered_at: at,
          registered_by: like.nurse_id,
          dispatched_at: at,
          due_at: null,
          acknowledged_at: at,
          closed_at: null,
          suggested_item: null,
          suggested_aspect: null,
          suggested_department_id: null,
          suggested_severity: null,
          suggestion_taken: null,
        })
        .execute();
      return id;
    });
  }

  /** Everything a head can ask that has to do with a month, refusals included. */
  async function everyAnswer(month: string): Promise<Map<string, unknown>> {
    const answers = new Map<string, unknown>();
    const ask = async (question: string, answer: () => Promise<unknown>) => {
      answers.set(question, await answer().catch((error: { code?: string }) => error.code ?? String(error)));
    };
    const { reporting, feedback } = head();
    await ask('months', () => reporting.months({}));
    for (const later of [month, addMonths(month, 1), addMonths(month, 12)])
      for (const rule of rateRules.codes)
        for (const commonItems of [false, true])
          await ask(`report ${later} ${rule} ${commonItems}`, () => reporting.month({ month: later, rule, commonItems }));
    await ask('workbook', async () => {
      const { Sheets } = read(await (await reporting.workbook({ month })).arrayBuffer());
      return Object.entries(Sheets).map(([name, sheet]) => [name, utils.sheet_to_csv(sheet)]);
    });
    const parts = [{}, ...aspectCodes.codes.map((aspect) => ({ aspect })), ...asked.map((itemCode) => ({ itemCode }))];
    for (const part of parts)
      for (const which of [{}, { satisfied: true }, { satisfied: false }])
        await ask(`interviews ${JSON.stringify({ ...part, ...which })}`, () => reporting.interviews({ month, ...part, ...which }));
    await ask('crossed', () => reporting.interviews({ month, aspect: 'quality', itemCode: 'quality_effect' }));
    await ask('one by one', () => Promise.all([0, 1, 2].map((offset) => reporting.interviews({ month, offset, limit: 1 }))));
    for (const filter of ['open', 'all', 'mine', 'praise'] as const)
      await ask(`cases ${filter}`, () => feedback.list({ filter, month, limit: 500 }));
    await ask('alarms', () => feedback.alarms({}));
    const { rows } = await feedback.list({ filter: 'all', month, limit: 500 });
    for (const { id } of rows.slice(0, 4)) await ask(`case ${id}`, () => feedback.get({ id }));
    return answers;
  }

  function expectAlike(one: Map<string, unknown>, other: Map<string, unknown>): void {
    for (const [question, answer] of one) expect(other.get(question), question).toEqual(answer);
    expect(other.size).toBe(one.size);
  }

  /**
   * Pairs of hidden items between which an objection could lie without a shown figure changing, and an interview that answered
   * both. Every hidden item has such another, else it could be computed back.
   */
  async function exchangeable(month: string, interviews: readonly string[]): Promise<{ interviewId: string; items: [string, string] }[]> {
    const report = await head().reporting.month({ month });
    const shownItems = new Set(report.items.map(({ itemCode }) => itemCode));
    const hiddenAspects = new Set(report.aspects.filter(({ rate, interviews: n }) => rate === null && n > 0).map(({ aspect }) => aspect));
    const answers = await house.workstation.transaction(({ db }) =>
      db
        .selectFrom('answer')
        .select(['interview_id', 'item_code'])
        .where('interview_id', 'in', interviews)
        .where('counted', '=', 1)
        .orderBy('interview_id')
        .orderBy('item_code')
        .execute(),
    );
    const byItem = Map.groupBy(answers, (row) => row.item_code);
    const hidden = [...byItem.keys()].filter((code) => !shownItems.has(code));
    const pairs = hidden.flatMap((one) => {
      const others = hidden.filter(
        (other) =>
          other !== one && (aspectOf(one) === aspectOf(other) || (hiddenAspects.has(aspectOf(one)) && hiddenAspects.has(aspectOf(other)))),
      );
      expect(others, `${month}: nothing is hidden beside ${one}`).not.toEqual([]);
      return others.flatMap((other) => {
        const ofOther = new Set(byItem.get(other)?.map((row) => row.interview_id));
        const interviewId = byItem.get(one)?.find((row) => ofOther.has(row.interview_id))?.interview_id;
        return interviewId ? [{ interviewId, items: [one, other] as [string, string] }] : [];
      });
    });
    // One for each item that other figures depend on, and one more.
    const about = (code: string) => pairs.find(({ items }) => items[0] === code);
    return [...new Set([about('quality_doctor'), about('process_call'), pairs[0]])].filter((pair) => pair !== undefined);
  }

  it('is told by no answer, nor by any difference of answers', async () => {
    await publish();
    const lived = new Map<string, string[]>();
    for (const [at, month] of months.entries())
      lived.set(month, await live(month, at % 2 === 0 ? house.versionId : 'second', peopleOf(month, sizes[at] ?? 0)));
    const proved = { rates: 0, parts: 0 };
    for (const [month, interviews] of lived) {
      const [first = ''] = interviews;
      if (interviews.length < 10) {
        // A patient was satisfied and said something freely; or objected, in the same words.
        const code = 'quality_effect';
        const caseId = await addCase(first, month);
        const codes = await house.workstation.transaction(({ db }) =>
          db.selectFrom('answer').select('item_code').where('interview_id', '=', first).execute(),
        );
        const item = codes.some((row) => row.item_code === code) ? code : (codes[0]?.item_code ?? code);
        await answer(first, item, false);
        await aboutItem(caseId, item, false);
        const satisfied = await everyAnswer(month);
        await answer(first, item, true);
        await aboutItem(caseId, item, true);
        expectAlike(satisfied, await everyAnswer(month));
        proved.rates += 1;
        continue;
      }
      for (const { interviewId, items } of await exchangeable(month, interviews)) {
        const [one, other] = items;
        const caseId = await addCase(interviewId, month);
        await answer(interviewId, one, true);
        await answer(interviewId, other, false);
        await aboutItem(caseId, one, true);
        const before = await everyAnswer(month);
        await answer(interviewId, one, false);
        await answer(interviewId, other, true);
        await aboutItem(caseId, other, true);
        expectAlike(before, await everyAnswer(month));
        proved.parts += 1;
      }
    }
    expect(proved.rates).toBeGreaterThanOrEqual(2);
    expect(proved.parts).toBeGreaterThanOrEqual(4);
  });

  it('cannot be found by joining the times of interviews with those of cases, nor by the order of a short list', async () => {
    const words = ['丙', '甲', '丁', '乙'];
    for (const [month, count] of [
      ['2026-05', 4],
      ['2026-06', 12],
    ] as const) {
      const ids = await addInterviews(
        house.workstation,
        Array.from({ length: count }, (_, at) => ({
          ...house.inDepartment('cardiology', month),
          answers: { quality_effect: at === 0 ? 'dissatisfied' : 'satisfied' },
          opinions: [{ text: words[at] ?? `第 ${at} 位`, state: 'accepted' as const }],
        })),
      );
      await house.workstation.transaction(async ({ db }) => {
        for (const [at, id] of ids.entries()) {
          const time = `${month}-${String(10 + at)}T03:00:00.000Z`;
          await db.updateTable('interview').set({ finished_at: time, started_at: time }).where('id', '=', id).execute();
          await db.updateTable('feedback').set({ registered_at: time, created_at: time }).where('interview_id', '=', id).execute();
          const ofInterview = db.selectFrom('interview').select('discharge_id').where('id', '=', id);
          await db
            .updateTable('discharge')
            .set({ discharge_date: `${month}-0${1 + (at % 9)}` })
            .where('id', 'in', ofInterview)
            .execute();
        }
      });
      const { rows } = await head().reporting.interviews({ month });
      expect(rows).toHaveLength(count);
      // No time, no id, no nurse, no count by which a row could be found elsewhere.
      expect(JSON.stringify(rows)).not.toMatch(/T\d\d:\d\d|王静/);
      expect(rows.every((row) => row.interviewId === null && row.counted === null && row.objections === null)).toBe(true);
      const { rows: cases } = await head().feedback.list({ filter: 'all', month, limit: 500 });
      expect(cases).toHaveLength(count);
      // Cases of one call are registered in one moment: below ten the day is told alone.
      expect(new Set(cases.map((row) => row.registeredAt.slice(10)))).toEqual(new Set([count < 10 ? 'T16:00:00.000Z' : 'T03:00:00.000Z']));
      for (const { id } of cases) {
        const found = await head().feedback.get({ id });
        expect([found.interviewedAt, found.nurseName, found.patient.name, found.patient.phone]).toEqual([null, '', '', '']);
        expect(found.patient).toMatchObject(count < 10 ? { sex: '', age: '' } : { sex: '女', age: '60–69 岁' });
      }
    }
    const short = await Promise.all(
      [0, 1, 2, 3].map(async (offset) => (await head().reporting.interviews({ month: '2026-05', offset, limit: 1 })).rows[0]),
    );
    expect(short.flatMap((row) => row?.opinions ?? [])).toEqual([]);
    expect(short.every((row) => row?.name === '（不显示）' && row.dischargeDate === null && row.satisfied === null)).toBe(true);
    expect((await head().reporting.interviews({ month: '2026-06' })).rows[0]).toMatchObject({
      name: '张秀兰',
      dischargeDate: '2026-06-09',
    });
  });

  it('stays out of opinion counts where fewer than ten were interviewed', async () => {
    await addInterviews(house.workstation, [
      {
        ...house.inDepartment('cardiology'),
        answers: { quality_effect: 'dissatisfied' },
        opinions: [{ text: '没用', itemCode: 'quality_effect' }],
        times: 4,
      },
    ]);
    const report = await head().reporting.month({ month: '2026-10' });
    expect(report.departments[0]).toMatchObject({ interviews: 4, opinions: null, reflected: null, closureRate: null });
    expect((await house.reports.month({ month: '2026-10' })).departments[0]).toMatchObject({ opinions: 4, reflected: 4 });
  });

  it('is hidden over common items too, where these were asked of few', async () => {
    await publish();
    const month = '2026-10';
    await addInterviews(house.workstation, [
      { ...house.inDepartment('cardiology', month), versionId: house.versionId, answers: { quality_doctor: 'satisfied' }, times: 12 },
      { ...house.inDepartment('cardiology', month), versionId: house.versionId, answers: { quality_effect: 'dissatisfied' }, times: 2 },
      { ...house.inDepartment('cardiology', '2026-09'), versionId: 'second', answers: { quality_effect: 'satisfied' }, times: 12 },
    ]);
    const report = await head().reporting.month({ month, commonItems: true });
    expect(report).toMatchObject({ interviews: 14, satisfied: 12, common: { now: { interviews: 2, satisfied: null, rate: null } } });
    expect(report.series.at(-1)).toMatchObject({ satisfied: null, rate: null, points: null });
    expect(report.comparisons.previous).toBeNull();
  });
});
