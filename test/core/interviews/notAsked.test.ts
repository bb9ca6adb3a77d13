import { expect, it } from 'vitest';
import { checkDerived } from '../../../electron/core/interviews/checkDerived.ts';
import { agreed, samplePatients } from '../../helpers/calling.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';

onBothDatabases('items that were never asked', (kind) => {
  const house = new House(kind);

  /** A finished interview in which every item but the last `left` was answered, the first with 不清楚. */
  async function finishedBut(left: number) {
    const { interviews, calls } = house.as('nurse');
    const [sampled] = await samplePatients(house.workstation, house.staff, [{}]);
    if (!sampled) return expect.unreachable();
    const { followUpId } = sampled;
    await calls.take({ followUpId });
    const { attemptId } = await calls.dial({ followUpId, phoneId: sampled.phoneIds[0] ?? '' });
    const { content } = (await calls.brief({ followUpId })).questionnaire;
    let { id: interviewId, version } = await agreed({ interviews }, await interviews.beginInterview({ followUpId, attemptId }));
    const asked = content.items.filter((item) => item.showIf.length === 0);
    for (const [index, item] of asked.slice(0, -left).entries()) {
      const option = index === 0 ? item.options.find(({ notCounted }) => notCounted) : item.options[0];
      const value = [option?.value ?? ''];
      ({ version } = await interviews.saveAnswer({
        interviewId,
        requestId: `r${index}`,
        expectedVersion: version,
        itemCode: item.code,
        value,
      }));
    }
    const before = await unasked();
    await calls.endCall({ followUpId, attemptId, outcome: 'completed' });
    return { interviewId, version, before, rest: asked.slice(-left), first: asked[0] };
  }
  const unasked = () =>
    house.workstation.transaction(({ db }) =>
      db.selectFrom('not_asked').selectAll().orderBy('interview_id').orderBy('item_code').execute(),
    );

  it('are stored as 未问 when the interview ends, apart from 不清楚, and stand in no figure', async () => {
    const { interviewId, before, rest, first } = await finishedBut(3);
    expect(before).toEqual([]);
    const codes = rest.map(({ code }) => code).toSorted();
    expect(await unasked()).toEqual(codes.map((item_code) => ({ interview_id: interviewId, item_code })));
    const stored = await house.workstation.transaction(async ({ db }) => ({
      unclear: await db
        .selectFrom('answer')
        .select(['counted', 'value'])
        .where('item_code', '=', first?.code ?? '')
        .execute(),
      interview: await db.selectFrom('interview').select(['counted', 'objections']).executeTakeFirstOrThrow(),
      answers: await db.selectFrom('answer').select('item_code').where('counted', '=', 1).execute(),
      derived: await checkDerived(db),
    }));
    expect(stored.unclear).toEqual([{ counted: 0, value: '["unclear"]' }]);
    expect(stored.interview).toEqual({ counted: stored.answers.length, objections: 0 });
    expect(stored.derived.ok).toBe(true);
    const sheet = await house.as('nurse').quality.finishedInterview({ interviewId });
    const shown = sheet.aspects.flatMap(({ answers }) => answers).filter(({ value }) => value.length === 0);
    expect(shown.map(({ item }) => item.code).toSorted()).toEqual(codes);
  });

  it('are answers no longer missing where a correction gives them', async () => {
    const { interviewId, rest } = await finishedBut(2);
    const [one, other] = rest;
    if (!one || !other) return expect.unreachable();
    const { version } = await house.as('nurse').quality.finishedInterview({ interviewId });
    await house.as('nurse').quality.correctInterview({
      interviewId,
      expectedVersion: version,
      reason: '听录音补记',
      answers: [{ itemCode: one.code, value: [one.options[0]?.value ?? ''], opinion: '' }],
    });
    expect(await unasked()).toEqual([{ interview_id: interviewId, item_code: other.code }]);
  });

  it('verify says where 未问 and the answers contradict each other', async () => {
    const { interviewId, first } = await finishedBut(1);
    await house.workstation.transaction(({ db }) =>
      db
        .insertInto('not_asked')
        .values({ interview_id: interviewId, item_code: first?.code ?? '' })
        .execute(),
    );
    const derived = await house.workstation.transaction(({ db }) => checkDerived(db));
    expect(derived).toEqual({ ok: false, detail: '1 条“未问”与回答不一致' });
  });
});
