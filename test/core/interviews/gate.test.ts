/** Tests that no answer is taken and no interview completes without identity and consent, on any route. */
import { expect, it } from 'vitest';
import { recordInterviews } from '../../../electron/core/paper/recordInterview.ts';
import type { Inputs } from '../../../shared/contract.ts';
import { agreed, samplePatients } from '../../helpers/calling.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';

type Said = Omit<Inputs['interviews']['saveProgress'], 'interviewId' | 'requestId' | 'expectedVersion'>;

onBothDatabases('identity and consent', (kind) => {
  const house = new House(kind);
  const nurse = () => house.as('nurse');
  let request = 0;

  /** A call in which somebody picked up. */
  async function spoken() {
    const [sampled] = await samplePatients(house.workstation, house.staff, [{ phones: [`138${String(++request).padStart(8, '0')}`] }]);
    if (!sampled) return expect.unreachable();
    const { followUpId } = sampled;
    await nurse().calls.take({ followUpId });
    const { attemptId } = await nurse().calls.dial({ followUpId, phoneId: sampled.phoneIds[0] ?? '' });
    const { questionnaire, stay } = await nurse().calls.brief({ followUpId });
    const interview = await nurse().interviews.beginInterview({ followUpId, attemptId });
    let { version } = interview;
    const stamp = () => ({ interviewId: interview.id, requestId: `g${++request}`, expectedVersion: version });
    const items = questionnaire.content.items.filter(({ showIf }) => showIf.length === 0);
    async function kept<R extends { version: number }>(save: Promise<R>): Promise<R> {
      const saved = await save;
      version = saved.version;
      return saved;
    }
    const answer = (index: number) => {
      const item = items[index];
      return kept(nurse().interviews.saveAnswer({ ...stamp(), itemCode: item?.code ?? '', value: [item?.options[0]?.value ?? ''] }));
    };
    const opinion = { kind: 'opinion', itemCode: null, aspect: null, departmentId: stay.departmentId } as const;
    return {
      followUpId,
      attemptId,
      interview,
      answer,
      answerAll: async () => {
        for (const index of items.keys()) await answer(index);
      },
      say: (said: Said) => kept(nurse().interviews.saveProgress({ ...stamp(), ...said })),
      write: (severity: 'general' | 'urgent') =>
        kept(nurse().interviews.saveOpinion({ ...stamp(), ...opinion, severity, opinionId: `o${request}`, text: '说不想活了' })),
      opinion: (opinionId: string, change: Partial<Inputs['interviews']['saveOpinion']>) =>
        kept(nurse().interviews.saveOpinion({ ...stamp(), ...opinion, severity: 'general', opinionId, text: '说不想活了', ...change })),
      end: (outcome: 'completed' | 'appointment' | 'partial') =>
        nurse().calls.endCall({
          followUpId,
          attemptId,
          outcome,
          ...(outcome === 'appointment' ? { appointmentAt: '2026-11-11T02:00:00.000Z' } : {}),
        }),
    };
  }

  it.each<[string, Said, string]>([
    ['nobody said who answers', { consent: undefined }, 'IDENTITY_UNKNOWN'],
    ['a relative without the relation', { answerer: 'relative' }, 'IDENTITY_UNKNOWN'],
    ['somebody else', { answerer: 'other', relation: '邻居' }, 'ANSWERER_NOT_ENTITLED'],
    ['the patient, who has not agreed', { answerer: 'patient' }, 'CONSENT_MISSING'],
    ['the patient, who said no', { answerer: 'patient', consent: false }, 'CONSENT_MISSING'],
  ])('no answer is taken, nothing of the stay written down, and no interview completed: %s', async (_, said, code) => {
    const call = await spoken();
    await call.say(said);
    await expect(call.answer(0)).rejects.toMatchObject({ code });
    await expect(call.say({ condition: '恢复得好' })).rejects.toMatchObject({ code });
    await expect(call.say({ revisitState: 'done' })).rejects.toMatchObject({ code });
    await expect(call.end('completed')).rejects.toMatchObject({ code });
  });

  it('nobody but the patient or a relative can agree; an opinion needs to know whose it is, danger does not', async () => {
    const call = await spoken();
    await expect(call.say({ consent: true })).rejects.toMatchObject({ code: 'IDENTITY_UNKNOWN' });
    await expect(call.write('general')).rejects.toMatchObject({ code: 'IDENTITY_UNKNOWN' });
    await call.say({ answerer: 'other' });
    await expect(call.say({ consent: true })).rejects.toMatchObject({ code: 'ANSWERER_NOT_ENTITLED' });
    await expect(call.write('general')).rejects.toMatchObject({ code: 'ANSWERER_NOT_ENTITLED' });
    await call.write('urgent');
    // Somebody else leads to an appointment.
    expect(await call.end('appointment')).toMatchObject({ followUpState: 'open' });
  });

  it('what was reported as danger by nobody known becomes no other opinion, and praise is never urgent', async () => {
    const call = await spoken();
    const unknown = { code: 'IDENTITY_UNKNOWN' };
    await expect(call.opinion('a', { kind: 'suggestion', severity: 'urgent' })).rejects.toMatchObject(unknown);
    await expect(call.opinion('a', { kind: 'praise', severity: 'urgent' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await call.opinion('a', { severity: 'urgent' });
    await call.opinion('a', { kind: 'complaint', severity: 'urgent' });
    for (const change of [{ severity: 'general' }, { severity: 'several' }, { kind: 'praise', severity: 'general' }] as const)
      await expect(call.opinion('a', change), JSON.stringify(change)).rejects.toMatchObject(unknown);
    await call.say({ answerer: 'other', relation: '邻居' });
    await expect(call.opinion('a', { severity: 'general' })).rejects.toMatchObject({ code: 'ANSWERER_NOT_ENTITLED' });
    await call.say({ answerer: 'patient', consent: true });
    await expect(call.opinion('a', { kind: 'praise', severity: 'urgent' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await call.opinion('a', { severity: 'general' });
    // Begun by the patient: completed, whoever took the phone since.
    await call.say({ answerer: 'other', relation: '邻居' });
    await call.opinion('a', { severity: 'general', text: '等了三天才做检查' });
  });

  it('an opinion has an id like ours and is about an item of its questionnaire', async () => {
    const call = await spoken();
    await call.say({ answerer: 'patient', consent: true });
    for (const id of ['../bad', 'a b', 'a/b', '号']) await expect(call.opinion(id, {}), id).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(call.opinion('a', { itemCode: 'nope' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(call.opinion('a', { askedItem: 'nope' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await call.opinion('a-1_B', { itemCode: 'quality_effect', aspect: 'quality' });
    expect((await nurse().calls.brief(call)).interview?.opinions).toMatchObject([{ id: 'a-1_B', itemCode: 'quality_effect' }]);
  });

  it('consent is each person’s own: whoever takes the phone is asked before their first answer', async () => {
    const call = await spoken();
    await call.say({ answerer: 'patient', consent: true });
    await call.answer(0);
    await call.say({ answerer: 'relative', relation: '' });
    await call.say({ relation: '女儿' });
    expect((await nurse().calls.brief(call)).interview?.consent).toBeNull();
    await expect(call.answer(1)).rejects.toMatchObject({ code: 'CONSENT_MISSING' });
    await expect(call.end('completed')).rejects.toMatchObject({ code: 'CONSENT_MISSING' });
    await call.say({ consent: true });
    await call.answer(1);
    // Another relative is another person; the patient, who agreed and answered, is not asked again.
    await call.say({ relation: '儿子' });
    await expect(call.answer(2)).rejects.toMatchObject({ code: 'CONSENT_MISSING' });
    await call.say({ answerer: 'patient', relation: '' });
    await call.answer(2);
  });

  it('where the second person is not asked any more, the first one’s answers stay theirs', async () => {
    const call = await spoken();
    await call.say({ answerer: 'patient', consent: true });
    await call.answerAll();
    await call.say({ answerer: 'relative', relation: '女儿' });
    await call.end('partial');
    const interview = await house.workstation.transaction(({ db }) =>
      db.selectFrom('interview').selectAll().where('id', '=', call.interview.id).executeTakeFirstOrThrow(),
    );
    expect(interview).toMatchObject({ answerer: 'patient', relation: '', consent: 1 });
    const answers = await house.workstation.transaction(({ db }) =>
      db.selectFrom('answer').select('item_code').where('interview_id', '=', call.interview.id).execute(),
    );
    expect(answers.length).toBeGreaterThan(10);
    const { checks } = await house.workstation.system.upkeep.verify({});
    expect(checks.filter(({ name, ok }) => !ok && ['identity', 'derived'].includes(name))).toEqual([]);
  });

  it('where the second person refuses, the first one’s answers and words stay theirs', async () => {
    const call = await spoken();
    await call.say({ answerer: 'patient', consent: true });
    await call.answer(0);
    await call.say({ answerer: 'relative', relation: '女儿' });
    await call.say({ consent: true });
    await call.answer(1);
    await call.say({ consent: false });
    await call.end('partial');
    const left = await house.workstation.transaction(async ({ db }) => ({
      interview: await db.selectFrom('interview').selectAll().where('id', '=', call.interview.id).executeTakeFirstOrThrow(),
      givers: (await db.selectFrom('answer').select('answerer').where('interview_id', '=', call.interview.id).execute()).map(
        ({ answerer }) => answerer,
      ),
    }));
    expect(left.interview).toMatchObject({ answerer: 'patient', relation: '', consent: 1 });
    expect(left.givers).toEqual(['patient']);
    const { checks } = await house.workstation.system.upkeep.verify({});
    expect(checks.filter(({ name, ok }) => !ok && ['identity', 'derived'].includes(name))).toEqual([]);
  });

  it('a relative is asked for consent with the patient’s name, not as if they had been the patient', async () => {
    const call = await spoken();
    const { consentToRelative, texts, patient } = await nurse().calls.brief(call);
    expect(texts.consent).toContain('您11月3日从我们医院出院');
    expect(consentToRelative).not.toContain('您11月3日');
    expect(consentToRelative).toContain(`${patient.name}${patient.title}11月3日从我们医院出院`);
    expect(consentToRelative).toContain('您看可以吗？');
  });

  it('once said, the interview is answered and completed', async () => {
    const call = await spoken();
    await call.say({ answerer: 'relative', relation: '女儿' });
    await call.say({ consent: true, condition: '恢复得好' });
    await call.answerAll();
    expect(await call.end('completed')).toMatchObject({ outcome: 'completed', disposition: 'completed' });
  });

  it('handed to somebody else in the middle, nothing more is taken and it does not complete', async () => {
    const call = await spoken();
    await call.say({ answerer: 'patient', consent: true });
    await call.answerAll();
    await call.say({ answerer: 'other' });
    await expect(call.answer(0)).rejects.toMatchObject({ code: 'ANSWERER_NOT_ENTITLED' });
    await expect(call.end('completed')).rejects.toMatchObject({ code: 'ANSWERER_NOT_ENTITLED' });
  });

  it('a filled-in sheet without them is not taken, one that says them is', async () => {
    const [sampled] = await samplePatients(house.workstation, house.staff, [{}]);
    const followUpId = sampled?.followUpId ?? '';
    await nurse().paper.printSheets({ followUpIds: [followUpId], reason: '停电' });
    const { sheet, questionnaire } = await nurse().paper.paperForm({ followUpId });
    house.workstation.setNow('2026-11-10T08:00:00.000Z');
    const answers = Object.fromEntries(
      questionnaire.content.items.filter(({ showIf }) => showIf.length === 0).map(({ code, options }) => [code, [options[0]?.value ?? '']]),
    );
    type Told = Pick<NonNullable<Inputs['paper']['enterPaper']['interview']>, 'answerer' | 'relation' | 'consent'>;
    type Opinions = NonNullable<Inputs['paper']['enterPaper']['interview']>['opinions'];
    const enter = (told: Told, opinions: Opinions = []) =>
      nurse().paper.enterPaper({
        followUpId,
        sheetId: sheet?.id ?? null,
        calls: [
          {
            startedAt: '2026-11-10T06:00:00.000Z',
            endedAt: '2026-11-10T06:08:00.000Z',
            phoneId: sampled?.phoneIds[0] ?? '',
            outcome: 'completed',
          },
        ],
        interview: { ...told, answers: opinions.length > 0 ? {} : answers, opinions },
      });
    await expect(enter({ answerer: null, consent: true })).rejects.toMatchObject({ code: 'IDENTITY_UNKNOWN' });
    await expect(enter({ answerer: 'relative', consent: true })).rejects.toMatchObject({ code: 'IDENTITY_UNKNOWN' });
    await expect(enter({ answerer: 'other', consent: true })).rejects.toMatchObject({ code: 'ANSWERER_NOT_ENTITLED' });
    await expect(enter({ answerer: 'patient', consent: null })).rejects.toMatchObject({ code: 'CONSENT_MISSING' });
    await expect(enter({ answerer: 'patient', consent: false })).rejects.toMatchObject({ code: 'CONSENT_MISSING' });
    const written = { kind: 'opinion', itemCode: null, aspect: null, departmentId: house.staff.departments.cardiology } as const;
    const general = { ...written, severity: 'general', text: '饭菜凉' } as const;
    await expect(enter({ answerer: null, consent: null }, [general])).rejects.toMatchObject({ code: 'IDENTITY_UNKNOWN' });
    for (const answerer of [null, 'patient'] as const)
      await expect(enter({ answerer, consent: null }, [{ ...general, kind: 'praise', severity: 'urgent' }])).rejects.toMatchObject({
        code: 'BAD_INPUT',
      });
    const foreign = { ...general, itemCode: 'nope' };
    await expect(enter({ answerer: 'patient', consent: true }, [foreign])).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(await enter({ answerer: 'relative', relation: '配偶', consent: true })).toMatchObject({ outcome: 'completed' });
  });

  it('interviews told whole are held to the same rule', async () => {
    const [sampled] = await samplePatients(house.workstation, house.staff, [{}]);
    const told = {
      followUpId: sampled?.followUpId ?? '',
      attempts: [],
      nurseId: house.staff.users.nurse.id,
      startedAt: '2026-11-10T01:00:00.000Z',
      finishedAt: '2026-11-10T01:08:00.000Z',
      answers: new Map([['quality_effect', ['satisfied']]]),
    };
    await expect(house.workstation.transaction((ctx) => recordInterviews(ctx, [{ ...told, answerer: 'other' }]))).rejects.toMatchObject({
      code: 'ANSWERER_NOT_ENTITLED',
    });
  });

  async function completed() {
    const call = await spoken();
    await call.say({ answerer: 'patient', consent: true });
    await call.answerAll();
    await call.end('completed');
    return call.interview.id;
  }
  /** As an earlier version, which asked for neither, may have stored it. */
  const stored = (interviewId: string, change: { answerer?: null | 'other'; consent?: null }) =>
    house.workstation.transaction(async ({ db }) => {
      await db.updateTable('interview').set(change).where('id', '=', interviewId).execute();
      if (change.answerer !== undefined)
        await db.updateTable('answer').set({ answerer: change.answerer }).where('interview_id', '=', interviewId).execute();
    });
  const check = async () => (await house.workstation.system.upkeep.verify({})).checks.find(({ name }) => name === 'identity');

  it('interviews stored without them are listed by verify and in quality control, and their answers are not corrected', async () => {
    const [fine, nobody, stranger, silent] = [await completed(), await completed(), await completed(), await completed()];
    expect(await check()).toMatchObject({ ok: true });
    await stored(nobody, { answerer: null });
    await stored(stranger, { answerer: 'other' });
    await stored(silent, { consent: null });
    expect(await check()).toMatchObject({ ok: false, detail: expect.stringContaining('3 份访谈没有记下接听人或同意') });
    const { total, rows } = await house.supervisor.quality.unidentified({});
    expect(total).toBe(3);
    expect(new Map(rows.map((row) => [row.interviewId, row.missing]))).toEqual(
      new Map([
        [nobody, 'identity'],
        [stranger, 'identity'],
        [silent, 'consent'],
      ]),
    );
    const correct = async (interviewId: string) => {
      const { version } = await nurse().quality.finishedInterview({ interviewId });
      const answers = [{ itemCode: 'quality_effect', value: ['fair'] }];
      return nurse().quality.correctInterview({ interviewId, expectedVersion: version, reason: '听录音', answers });
    };
    await expect(correct(nobody)).rejects.toMatchObject({ code: 'IDENTITY_UNKNOWN' });
    await expect(correct(stranger)).rejects.toMatchObject({ code: 'ANSWERER_NOT_ENTITLED' });
    await expect(correct(silent)).rejects.toMatchObject({ code: 'CONSENT_MISSING' });
    expect((await correct(fine)).corrections).toHaveLength(1);
  });

  it('an interview whose answers were given by the patient is not listed where somebody else picked up later', async () => {
    const call = await spoken();
    await call.say({ answerer: 'patient', consent: true });
    await call.answer(0);
    await call.end('partial');
    await house.workstation.transaction(({ db }) =>
      db.updateTable('interview').set({ state: 'partial', answerer: null, finished_at: '2026-11-14T02:00:00.000Z' }).execute(),
    );
    expect((await house.supervisor.quality.unidentified({})).total).toBe(0);
  });

  it('in a later call who answers is asked anew; that the patient agreed stays', async () => {
    const call = await spoken();
    await agreed(nurse(), { ...call.interview });
    await nurse().calls.endCall({ followUpId: call.followUpId, attemptId: call.attemptId, outcome: 'partial', note: '来客人了' });
    house.workstation.setNow('2026-11-11T02:00:00.000Z');
    await nurse().calls.take(call);
    const { patient } = await nurse().calls.brief(call);
    const { attemptId } = await nurse().calls.dial({ followUpId: call.followUpId, phoneId: patient.phones[0]?.id ?? '' });
    const again = await nurse().interviews.beginInterview({ followUpId: call.followUpId, attemptId });
    expect(again).toMatchObject({ answerer: null, consent: true });
    await expect(nurse().calls.endCall({ followUpId: call.followUpId, attemptId, outcome: 'completed' })).rejects.toMatchObject({
      code: 'IDENTITY_UNKNOWN',
    });
  });
});
