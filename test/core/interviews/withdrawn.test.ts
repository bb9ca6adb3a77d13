/**
 * Tests that answers no longer count after consent is withdrawn, a stranger is found out, or the patient is deceased.
 */
import { expect, it } from 'vitest';
import { unsaid } from '../../../shared/opinions/rules/takenBack.ts';
import { agreed, type Sampled, samplePatients } from '../../helpers/calling.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';

onBothDatabases('an interview whose answers may not be kept', (kind) => {
  const house = new House(kind);
  const nurse = () => house.as('nurse');
  let request = 0;

  async function called({ followUpId, phoneIds }: Sampled, answerer: 'patient' | 'relative' = 'patient') {
    await nurse().calls.take({ followUpId });
    const { attemptId } = await nurse().calls.dial({ followUpId, phoneId: phoneIds[0] ?? '' });
    const { questionnaire, stay } = await nurse().calls.brief({ followUpId });
    const interview = await agreed(nurse(), await nurse().interviews.beginInterview({ followUpId, attemptId }));
    const items = questionnaire.content.items.filter(({ showIf }) => showIf.length === 0);
    let { version } = interview;
    const stamp = () => ({ interviewId: interview.id, requestId: `w${++request}`, expectedVersion: version });
    const say = async (said: { consent?: boolean; answerer?: 'other' | 'patient' | 'relative'; relation?: string }) => {
      ({ version } = await nurse().interviews.saveProgress({ ...stamp(), ...said }));
    };
    if (answerer === 'relative') await say({ answerer, relation: '女儿', consent: true });
    return {
      id: interview.id,
      say,
      /** The first answer is an objection. */
      answer: async (count: number) => {
        for (const [index, { code, options }] of items.slice(0, count).entries()) {
          const option = index === 0 ? options.find(({ objection }) => objection) : options[0];
          ({ version } = await nurse().interviews.saveAnswer({ ...stamp(), itemCode: code, value: [option?.value ?? ''] }));
        }
      },
      write: async (text: string, severity: 'general' | 'urgent' = 'general') => {
        const opinion = { kind: 'opinion', itemCode: null, askedItem: null, aspect: null, departmentId: stay.departmentId } as const;
        ({ version } = await nurse().interviews.saveOpinion({ ...stamp(), ...opinion, severity, opinionId: `o${request}`, text }));
      },
      end: (outcome: 'refused' | 'partial' | 'deceased' | 'no_answer' | 'busy') =>
        nurse().calls.endCall({ followUpId, attemptId, outcome, note: '原话' }),
    };
  }

  async function sampled(): Promise<Sampled> {
    const [one] = await samplePatients(house.workstation, house.staff, [{ phones: [`139${String(++request).padStart(8, '0')}`] }]);
    return one ?? expect.unreachable();
  }
  const stored = (interviewId: string) =>
    house.workstation.transaction(async ({ db }) => {
      const of = { interview_id: interviewId };
      const where = <T>(rows: readonly (T & { interview_id: string | null })[]) =>
        rows.filter((row) => row.interview_id === of.interview_id);
      return {
        interview: await db
          .selectFrom('interview')
          .select(['state', 'counted', 'objections', 'satisfied'])
          .where('id', '=', interviewId)
          .executeTakeFirstOrThrow(),
        answers: where(await db.selectFrom('answer').selectAll().execute()).length,
        aspects: where(await db.selectFrom('interview_aspect').selectAll().execute()).length,
        history: where(await db.selectFrom('answer_history').selectAll().execute()).length,
        texts: where(await db.selectFrom('feedback').selectAll().orderBy('created_at').execute()).map(({ text, state }) => ({
          text,
          state,
        })),
      };
    });
  const identity = (interviewId: string) =>
    house.workstation.transaction(({ db }) =>
      db.selectFrom('interview').select(['answerer', 'relation', 'consent']).where('id', '=', interviewId).executeTakeFirstOrThrow(),
    );
  const nothing = { interview: { state: 'partial', counted: 0, objections: 0, satisfied: null }, answers: 0, aspects: 0 };
  const failing = async () =>
    (await house.workstation.system.upkeep.verify({})).checks.filter(({ name, ok }) => !ok && ['identity', 'derived'].includes(name));

  it('consent taken back and refused: the answers leave for the history, no case comes of them, verify finds nothing', async () => {
    const call = await called(await sampled());
    await call.answer(4);
    await call.write('饭菜凉');
    await call.write('伤口裂开，没人管', 'urgent');
    await call.say({ consent: false });
    expect(await call.end('refused')).toMatchObject({ followUpState: 'ended', disposition: 'refused', registeredFeedback: 1 });
    expect(await stored(call.id)).toEqual({ ...nothing, history: 4, texts: [{ text: '伤口裂开，没人管', state: 'dispatched' }] });
    expect(await failing()).toEqual([]);
  });

  it('while consent stands a refusal keeps what was answered, and a complaint of somebody who never agreed is registered', async () => {
    const kept = await called(await sampled());
    await kept.answer(4);
    await kept.end('refused');
    expect(await stored(kept.id)).toMatchObject({ answers: 4, interview: { satisfied: 0 }, texts: [{ text: unsaid }] });
    const silent = await called(await sampled());
    await silent.say({ consent: false });
    await silent.write('饭菜凉');
    expect(await silent.end('refused')).toMatchObject({ registeredFeedback: 1 });
  });

  it('broken off without consent until the maximum, it is a refusal', async () => {
    const patient = await sampled();
    const first = await called(patient);
    await first.answer(4);
    await first.say({ consent: false });
    expect(await first.end('partial')).toMatchObject({ followUpState: 'open' });
    for (const [time, last] of [
      ['11-11T02:00', false],
      ['11-12T06:00', false],
      ['11-13T10:00', false],
      ['11-14T02:00', true],
    ] as const) {
      house.workstation.setNow(`2026-${time}:00.000Z`);
      const { followUpId } = patient;
      await nurse().calls.take({ followUpId });
      const { attemptId } = await nurse().calls.dial({ followUpId, phoneId: patient.phoneIds[0] ?? '' });
      const ended = await nurse().calls.endCall({ followUpId, attemptId, outcome: 'no_answer' });
      expect(ended).toMatchObject(last ? { followUpState: 'ended', disposition: 'refused' } : { followUpState: 'open' });
    }
    expect(await stored(first.id)).toEqual({ ...nothing, history: 4, texts: [] });
    expect(await failing()).toEqual([]);
  });

  it('a stranger found out takes along what was answered in this call, and nothing of an earlier one', async () => {
    const patient = await sampled();
    const first = await called(patient);
    await first.answer(1);
    await first.end('partial');
    house.workstation.setNow('2026-11-12T02:00:00.000Z');
    const second = await called(patient);
    await second.answer(0);
    await second.say({ answerer: 'other', consent: false });
    await second.end('refused');
    expect(await stored(first.id)).toMatchObject({ answers: 1, history: 0 });
    expect(await identity(first.id)).toEqual({ answerer: 'patient', relation: '', consent: 1 });

    const stranger = await called(await sampled());
    await stranger.answer(4);
    await stranger.write('饭菜凉');
    await stranger.say({ answerer: 'other', consent: false });
    expect(await stranger.end('refused')).toMatchObject({ disposition: 'refused' });
    expect(await stored(stranger.id)).toEqual({ ...nothing, history: 4, texts: [] });
    expect(await failing()).toEqual([]);
  });

  it.each<[string, { consent?: boolean; answerer: 'other' | 'relative'; relation?: string }]>([
    ['a stranger takes the phone', { answerer: 'other', relation: '' }],
    ['a second relative takes the phone and refuses', { answerer: 'relative', relation: '儿媳', consent: false }],
  ])('what a relative said with consent stays, whoever takes the phone afterwards: %s', async (_, taker) => {
    const words = { text: '等了三天才做检查' };
    // Begun in one moment, so in no order.
    const both = (...texts: { text: string }[]) => expect.arrayContaining(texts.map((one) => expect.objectContaining(one)));
    const kept = { answers: 4, history: 0 };
    const broken = await called(await sampled(), 'relative');
    await broken.answer(4);
    await broken.write(words.text);
    await broken.say(taker);
    await broken.end('partial');
    expect(await stored(broken.id)).toMatchObject({ ...kept, texts: both({ text: '' }, words) });

    const call = await called(await sampled(), 'relative');
    await call.answer(4);
    await call.write(words.text);
    await call.say(taker);
    expect(await call.end('refused')).toMatchObject({ registeredFeedback: 2 });
    expect(await stored(call.id)).toMatchObject({
      ...kept,
      interview: { objections: 1, satisfied: 0 },
      texts: both({ text: unsaid }, words),
    });
    expect(await identity(call.id)).toEqual({ answerer: 'relative', relation: '女儿', consent: 1 });
    expect(await failing()).toEqual([]);
  });

  it('a refusal holds when the phone is handed on afterwards: the patient takes back everything, a relative the own answers', async () => {
    const patient = await called(await sampled());
    await patient.answer(4);
    await patient.say({ consent: false });
    await patient.say({ answerer: 'other', relation: '邻居' });
    expect(await patient.end('refused')).toMatchObject({ registeredFeedback: 0 });
    expect(await stored(patient.id)).toEqual({ ...nothing, history: 4, texts: [] });

    const daughter = await called(await sampled(), 'relative');
    await daughter.answer(4);
    await daughter.say({ consent: false });
    await daughter.say({ answerer: 'relative', relation: '儿子', consent: true });
    await daughter.end('refused');
    expect(await stored(daughter.id)).toEqual({ ...nothing, history: 4, texts: [] });
    expect(await failing()).toEqual([]);
  });

  it('a relative answers and then says that the patient is dead: it counts nowhere, a complaint in words stays', async () => {
    const call = await called(await sampled(), 'relative');
    await call.answer(4);
    await call.write('抢救时没人告知家属');
    expect(await call.end('deceased')).toMatchObject({ disposition: 'deceased', registeredFeedback: 1 });
    expect(await stored(call.id)).toEqual({ ...nothing, history: 4, texts: [{ text: '抢救时没人告知家属', state: 'registered' }] });
    expect(await failing()).toEqual([]);
  });
});
