import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../../electron/core/base/context.ts';
import { verifyReviews } from '../../../electron/core/quality/verifyReviews.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';
import { finish } from './seed.ts';

const month = '2026-11';

onBothDatabases('quality control', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, '2026-11-10T08:00:00.000Z');
    staff = await withStaff(workstation);
  });
  afterEach(() => workstation.close());

  const as = (who: keyof Staff['users'] | Actor) => workstation.as(typeof who === 'string' ? staff.users[who] : who);
  const reviewsOf = async (who: keyof Staff['users'], filter: 'open' | 'sent_back' | 'done' = 'open') =>
    (await as(who).quality.reviews({ filter })).rows;
  const verified = () => workstation.transaction(({ db }) => verifyReviews(db));

  it('draws a tenth of each nurse’s finished interviews, rounded up, and tops up what is missing; drawn ones stay', async () => {
    const { nurse, nurse2, supervisor } = staff.users;
    await finish(workstation, staff, nurse, { count: 21 });
    await finish(workstation, staff, nurse2, { count: 2 });
    expect(await as('supervisor').quality.drawReviews({ month })).toEqual({ drawn: 4 });
    expect(await as('supervisor').quality.drawReviews({ month })).toEqual({ drawn: 0 });
    const before = (await reviewsOf('supervisor')).map(({ interviewId }) => interviewId);
    const late = await finish(workstation, staff, nurse, { count: 10 });
    expect(await as('supervisor').quality.drawReviews({ month })).toEqual({ drawn: 1 });
    const after = (await reviewsOf('supervisor')).map(({ interviewId }) => interviewId);
    expect(after).toEqual(expect.arrayContaining(before));
    // Who was in the frame of the first draw had the chance then.
    expect(late).toEqual(expect.arrayContaining(after.filter((id) => !before.includes(id))));
    expect(await as('supervisor').quality.nurseReviews({ month })).toEqual({
      percent: 10,
      nurses: [
        { nurseId: nurse.id, nurse: '王静', finished: 31, drawn: 4, reviewed: 0, open: 4, meanScore: null },
        { nurseId: nurse2.id, nurse: '赵敏', finished: 2, drawn: 1, reviewed: 0, open: 1, meanScore: null },
      ],
    });
    expect((await as('nurse').quality.nurseReviews({ month })).nurses.map((row) => row.nurse)).toEqual(['王静']);
    const settings = await workstation.as(supervisor).upkeep.settings({});
    await workstation.as(supervisor).upkeep.saveSettings({ ...settings, reviewPercent: 50 });
    expect(await as('supervisor').quality.drawReviews({ month })).toEqual({ drawn: 16 - 4 });
    expect(await verified()).toEqual({ ok: true, detail: '4 次质控抽取均可复现' });
  });

  it('never draws an interview in which nothing was answered, and takes its share of the others', async () => {
    const { nurse } = staff.users;
    const all = await finish(workstation, staff, nurse, { count: 22 });
    const silent = all.slice(0, 12);
    await workstation.transaction(({ db }) => db.deleteFrom('answer').where('interview_id', 'in', silent).execute());
    const { reviewPercent } = await workstation.as(staff.users.supervisor).upkeep.settings({});
    expect(reviewPercent).toBe(10);
    expect(await as('supervisor').quality.drawReviews({ month })).toEqual({ drawn: 1 });
    expect((await as('supervisor').quality.nurseReviews({ month })).nurses).toMatchObject([{ finished: 10, drawn: 1 }]);
    const settings = await workstation.as(staff.users.supervisor).upkeep.settings({});
    await workstation.as(staff.users.supervisor).upkeep.saveSettings({ ...settings, reviewPercent: 100 });
    expect(await as('supervisor').quality.drawReviews({ month })).toEqual({ drawn: 9 });
    const drawn = (await reviewsOf('supervisor')).map(({ interviewId }) => interviewId);
    expect(drawn.toSorted()).toEqual(all.slice(12).toSorted());
    expect(await verified()).toMatchObject({ ok: true });
  });

  it('can be proved: a list that was changed afterwards is found', async () => {
    await finish(workstation, staff, staff.users.nurse, { count: 12 });
    await as('supervisor').quality.drawReviews({ month });
    const [drawn] = await reviewsOf('supervisor');
    await workstation.transaction(async ({ db }) => {
      const others = await db.selectFrom('interview').select('id').orderBy('id').execute();
      const reviewed = new Set((await db.selectFrom('review').select('interview_id').execute()).map((row) => row.interview_id));
      const other = others.find(({ id }) => !reviewed.has(id));
      await db
        .updateTable('review')
        .set({ interview_id: other?.id ?? '' })
        .where('id', '=', drawn?.id ?? '')
        .execute();
    });
    expect(await verified()).toMatchObject({ ok: false, detail: expect.stringContaining('2026-11 第 1 次质控抽取') });
    const { checks } = await workstation.as(staff.users.supervisor).upkeep.verify({});
    expect(checks.find(({ name }) => name === 'reviews')).toMatchObject({ ok: false });
  });

  it('two supervisors who ask at once draw no more than is needed', async () => {
    await finish(workstation, staff, staff.users.nurse, { count: 12 });
    const drawn = await Promise.all([as('supervisor').quality.drawReviews({ month }), as('supervisor').quality.drawReviews({ month })]);
    expect(drawn.reduce((sum, each) => sum + each.drawn, 0)).toBe(2);
  });

  it('draws once what is another nurse’s since it was drawn', async () => {
    const { nurse, nurse2 } = staff.users;
    await finish(workstation, staff, nurse);
    await as('supervisor').quality.drawReviews({ month });
    // Taken up again and ended by a colleague.
    await workstation.transaction(({ db }) => db.updateTable('interview').set({ nurse_id: nurse2.id }).execute());
    await finish(workstation, staff, nurse2);
    expect(await as('supervisor').quality.drawReviews({ month })).toEqual({ drawn: 1 });
    expect(await as('supervisor').quality.drawReviews({ month })).toEqual({ drawn: 0 });
    expect(await verified()).toMatchObject({ ok: true });
  });

  it('is the supervisor’s: a nurse neither draws nor decides, nor learns what will be reviewed', async () => {
    await finish(workstation, staff, staff.users.nurse, { count: 3 });
    await expect(as('nurse').quality.drawReviews({ month })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await as('supervisor').quality.drawReviews({ month });
    const [drawn] = await reviewsOf('supervisor');
    const id = drawn?.id ?? '';
    expect(await as('nurse').quality.reviews({})).toMatchObject({ total: 0, rows: [], counts: { open: 0, sent_back: 0, done: 0 } });
    await expect(as('nurse').quality.review({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(as('nurse').quality.decideReview({ id, expectedVersion: 1, verdict: 'agree' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    for (const who of ['director', 'head', 'admin'] as const)
      await expect(as(who).quality.reviews({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('never lets a supervisor review the interview she made herself', async () => {
    await finish(workstation, staff, staff.users.supervisor);
    await as('supervisor').quality.drawReviews({ month });
    const [own] = await reviewsOf('supervisor');
    expect(own?.own).toBe(true);
    const id = own?.id ?? '';
    expect((await as('supervisor').quality.review({ id })).mayDecide).toBe(false);
    await expect(as('supervisor').quality.decideReview({ id, expectedVersion: 1, verdict: 'agree' })).rejects.toMatchObject({
      code: 'OWN_REVIEW',
    });
    const colleague: Actor = { id: staff.users.director.id, name: '吴科长', role: 'supervisor', departmentId: null };
    expect(await as(colleague).quality.decideReview({ id, expectedVersion: 1, verdict: 'agree' })).toMatchObject({ state: 'agreed' });
  });

  it('goes back to the nurse with a note, comes back with her answer, is agreed with points, and keeps its history', async () => {
    await finish(workstation, staff, staff.users.nurse, { objectTo: ['attitude_nurse'], opinion: '护士说话急' });
    await as('supervisor').quality.drawReviews({ month });
    const [drawn] = await reviewsOf('supervisor');
    const id = drawn?.id ?? '';
    const decide = (verdict: 'agree' | 'send_back', expectedVersion: number, note = '') =>
      as('supervisor').quality.decideReview({ id, expectedVersion, verdict, note });
    await expect(decide('send_back', 1)).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    expect(await decide('send_back', 1, '意见没有写地点')).toMatchObject({ state: 'sent_back', mayDecide: false, version: 2 });
    await expect(decide('agree', 2)).rejects.toMatchObject({ code: 'WRONG_STATE' });

    expect((await as('nurse').quality.reviews({ filter: 'sent_back' })).counts).toEqual({ open: 0, sent_back: 1, done: 0 });
    expect((await as('nurse2').quality.reviews({})).counts).toEqual({ open: 0, sent_back: 0, done: 0 });
    const seen = await as('nurse').quality.review({ id });
    expect(seen).toMatchObject({ mayAnswer: true, mayDecide: false, sheet: { own: true, mayCorrect: true } });
    await expect(as('nurse').quality.answerReview({ id, expectedVersion: 2 })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    await expect(as('supervisor').quality.answerReview({ id, expectedVersion: 2, note: '代答' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await as('nurse').quality.answerReview({ id, expectedVersion: 2, note: '患者不愿说在哪里' });
    expect((await reviewsOf('supervisor')).map(({ state }) => state)).toEqual(['returned']);

    const scores = { greeting: 2, identity: 2, neutral: 1, verbatim: 1, guidance: 2, closing: 2 };
    await expect(decide('agree', 2)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    const agreed = await as('supervisor').quality.decideReview({ id, expectedVersion: 3, verdict: 'agree', scores });
    expect(agreed).toMatchObject({ state: 'agreed', scores });
    expect(agreed.history.map(({ action, by, note }) => [action, by, note])).toEqual([
      ['draw', '周主任', ''],
      ['send_back', '周主任', '意见没有写地点'],
      ['answer', '王静', '患者不愿说在哪里'],
      ['agree', '周主任', ''],
    ]);
    expect((await as('supervisor').quality.nurseReviews({ month })).nurses).toMatchObject([{ reviewed: 1, open: 0, meanScore: 10 }]);
    expect((await as('nurse').quality.reviews({ filter: 'done' })).total).toBe(1);
  });

  it('shows the interview whole: answers by aspect, the opinion’s words, the talk time, the calls, the version', async () => {
    const [interviewId = ''] = await finish(workstation, staff, staff.users.nurse, { objectTo: ['attitude_nurse'], opinion: '护士说话急' });
    const sheet = await as('supervisor').quality.finishedInterview({ interviewId });
    expect(sheet).toMatchObject({
      nurse: '王静',
      talkSeconds: 480,
      satisfied: false,
      objections: 1,
      state: 'completed',
      patient: { department: '心血管内科' },
      attempts: [{ ordinal: 1, outcome: 'completed', nurse: '王静', incoming: false }],
      opinions: [{ text: '护士说话急', itemTitle: '护士态度', state: 'registered' }],
      corrections: [],
    });
    expect(sheet.questionnaire).toContain('第 1 版');
    expect(sheet.aspects.map(({ name }) => name)).toEqual(['医疗质量', '医疗环境', '服务态度', '服务流程', '医疗收费', '医德医风']);
    const answer = sheet.aspects.flatMap(({ answers }) => answers).find(({ item }) => item.code === 'attitude_nurse');
    expect(answer).toMatchObject({ words: '不满意', objection: true, counted: true, second: null, corrected: false });
    await expect(as('nurse2').quality.finishedInterview({ interviewId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const looks = await workstation.transaction(({ db }) =>
      db.selectFrom('audit').select('subject').where('action', '=', 'calling.viewInterview').execute(),
    );
    expect(looks).toEqual([{ subject: interviewId }]);
  });
});
