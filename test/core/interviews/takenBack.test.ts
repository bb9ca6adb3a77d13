/** Tests objections without feedback, and withdrawn objections. */
import { expect, it } from 'vitest';
import { countOpinions } from '../../../electron/core/reporting/breakdown.ts';
import { takenBack } from '../../../shared/opinions/rules/takenBack.ts';
import { agreed, samplePatients } from '../../helpers/calling.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';

const code = 'attitude_nurse';

onBothDatabases('an objection', (kind) => {
  const house = new House(kind);
  const calling = () => house.as('nurse');

  async function talking() {
    const [patient] = await samplePatients(house.workstation, house.staff, [{}]);
    const followUpId = patient?.followUpId ?? '';
    await calling().calls.take({ followUpId });
    const { attemptId } = await calling().calls.dial({ followUpId, phoneId: patient?.phoneIds[0] ?? '' });
    const interview = await agreed(calling(), await calling().interviews.beginInterview({ followUpId, attemptId }));
    const { content } = (await calling().calls.brief({ followUpId })).questionnaire;
    let version = interview.version;
    const answer = async (value: string[]) => {
      const saved = await calling().interviews.saveAnswer({
        interviewId: interview.id,
        requestId: `a${version}`,
        expectedVersion: version,
        itemCode: code,
        value,
      });
      version = saved.version;
      return saved.opinion;
    };
    const write = async (opinion: NonNullable<Awaited<ReturnType<typeof answer>>>, change: object) => {
      const { id: opinionId, state: _, ...said } = opinion;
      const order = { interviewId: interview.id, requestId: `o${version}`, expectedVersion: version, opinionId };
      version = (await calling().interviews.saveOpinion({ ...order, ...said, ...change })).version;
    };
    const end = () => calling().calls.endCall({ followUpId, attemptId, outcome: 'refused', note: '有事先挂了' });
    return { interviewId: interview.id, content, answer, write, end };
  }
  const stored = () =>
    house.workstation.parts.store.db.selectFrom('feedback').select(['kind', 'text', 'asked_item', 'state', 'number']).execute();
  const objected = async (call: Awaited<ReturnType<typeof talking>>) => {
    const opinion = await call.answer(['dissatisfied']);
    if (!opinion) throw new Error('no opinion');
    return opinion;
  };

  it('without words is a case all the same: 未说明', async () => {
    const call = await talking();
    await objected(call);
    expect(await call.end()).toMatchObject({ registeredFeedback: 1 });
    expect(await stored()).toMatchObject([
      { kind: 'opinion', text: '未说明', asked_item: code, state: 'registered', number: 'ZG-2611-001' },
    ]);
    const counts = await house.workstation.transaction(({ db }) => countOpinions(db, '2026-11'));
    expect(counts.get(house.staff.departments.cardiology)).toMatchObject({ opinions: 1, reflected: 1 });
  });

  it.each([
    ['its words became praise', { kind: 'praise', text: '护士长很耐心' }, ['praise', 'opinion']],
    ['it became praise without words', { kind: 'praise', text: '' }, ['opinion']],
  ] as const)('still stands where %s: it is a case', async (_, change, kinds) => {
    const call = await talking();
    await call.write(await objected(call), change);
    await call.end();
    expect((await stored()).map((one) => one.kind)).toEqual(kinds);
    expect((await stored()).at(-1)).toMatchObject({ text: '未说明', asked_item: code, state: 'registered' });
    const { checks } = await house.supervisor.upkeep.verify({});
    expect(checks.find(({ name }) => name === 'followUps')).toMatchObject({ ok: true });
  });

  it('taken back before anything was written leaves nothing behind', async () => {
    const call = await talking();
    await objected(call);
    await call.answer(['satisfied']);
    expect(await call.end()).toMatchObject({ registeredFeedback: 0 });
    expect(await stored()).toEqual([]);
  });

  it('taken back with words: withdrawn, nothing is registered; kept as a suggestion, it is one and contradicts nothing', async () => {
    for (const [change, kinds] of [
      [{ text: '' }, []],
      [{ text: '护士太少', kind: 'suggestion' }, ['suggestion']],
    ] as const) {
      const call = await talking();
      const opinion = await objected(call);
      await call.write(opinion, { text: '护士太少' });
      await call.answer(['satisfied']);
      await call.write(opinion, change);
      await call.end();
      expect((await stored()).map((one) => one.kind)).toEqual(kinds);
      const sheet = await calling().quality.finishedInterview({ interviewId: call.interviewId });
      expect(sheet.opinions.map((one) => one.takenBack)).toEqual(kinds.map(() => false));
    }
  });

  it('taken back and nobody said what becomes of its words: quality control sees the contradiction, 被反映 does not count it', async () => {
    const call = await talking();
    await call.write(await objected(call), { text: '护士态度差' });
    await call.answer(['satisfied']);
    await call.end();
    const sheet = await calling().quality.finishedInterview({ interviewId: call.interviewId });
    expect(sheet.opinions).toMatchObject([{ text: '护士态度差', takenBack: true }]);
    const counts = await house.workstation.transaction(({ db }) => countOpinions(db, '2026-11'));
    expect(counts.get(house.staff.departments.cardiology)).toMatchObject({ opinions: 1, reflected: 0 });
  });

  it('corrected away afterwards: the case stays, 被反映 does not count it any more', async () => {
    const call = await talking();
    await call.write(await objected(call), { text: '护士态度差' });
    await call.end();
    const { version } = await calling().quality.finishedInterview({ interviewId: call.interviewId });
    const answers = [{ itemCode: code, value: ['satisfied'] }];
    await calling().quality.correctInterview({ interviewId: call.interviewId, expectedVersion: version, reason: '听错了', answers });
    expect(await stored()).toMatchObject([{ text: '护士态度差', state: 'registered' }]);
    const counts = await house.workstation.transaction(({ db }) => countOpinions(db, '2026-11'));
    expect(counts.get(house.staff.departments.cardiology)).toMatchObject({ opinions: 1, reflected: 0 });
  });

  it('taken back and corrected to an objection again: two cases, 被反映 counts the one objection once', async () => {
    const call = await talking();
    await call.write(await objected(call), { text: '护士态度差' });
    await call.answer(['satisfied']);
    await call.end();
    const { version } = await calling().quality.finishedInterview({ interviewId: call.interviewId });
    const answers = [{ itemCode: code, value: ['dissatisfied'], opinion: '录音里说护士态度差' }];
    await calling().quality.correctInterview({ interviewId: call.interviewId, expectedVersion: version, reason: '听错了', answers });
    expect(await stored()).toHaveLength(2);
    const counts = await house.workstation.transaction(({ db }) => countOpinions(db, '2026-11'));
    expect(counts.get(house.staff.departments.cardiology)).toMatchObject({ opinions: 2, reflected: 1 });
  });

  it('is told apart on the screen by the same rule', async () => {
    const { content } = await talking();
    const opinion = { kind: 'opinion', askedItem: code, text: '护士态度差' } as const;
    const with_ = (value: string) => takenBack(content, new Map([[code, [value]]]), [opinion]);
    expect([with_('dissatisfied'), with_('satisfied'), takenBack(content, new Map(), [opinion])]).toEqual([[], [opinion], [opinion]]);
    expect(
      takenBack(content, new Map(), [
        { ...opinion, kind: 'suggestion' },
        { ...opinion, text: ' ' },
        { ...opinion, askedItem: null },
      ]),
    ).toEqual([]);
  });
});
