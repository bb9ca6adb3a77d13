import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import { checkDerived } from '../../../electron/core/interviews/checkDerived.ts';
import type { Inputs } from '../../../shared/contract.ts';
import type { QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { publishedQuestionnaire } from '../../helpers/interviews.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';
import { seedInterview } from '../feedback/seed.ts';

type Entry = Inputs['paper']['enterPaper'];

const printedAt = '2026-11-10T01:00:00.000Z';
const at = (time: string) => `2026-11-10T${time}:00.000Z`;

onBothDatabases('paper follow-up', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let content: QuestionnaireContent;
  let followUpId: string;
  let phoneIds: readonly string[];
  beforeEach(async () => {
    workstation = await openWorkstation(kind, printedAt);
    staff = await withStaff(workstation);
    content = (await workstation.transaction(({ db }) => publishedQuestionnaire(db))).content;
    const [one] = await samplePatients(workstation, staff, [{ name: '张桂兰', phones: ['13800000001', '13800000002'] }]);
    followUpId = one?.followUpId ?? '';
    phoneIds = one?.phoneIds ?? [];
  });
  afterEach(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);
  const supervisor = () => workstation.as(staff.users.supervisor);
  const print = () => nurse().paper.printSheets({ followUpIds: [followUpId], reason: '停电期间纸质回访' });
  const sheetId = async () => (await nurse().paper.paperForm({ followUpId })).sheet?.id ?? null;

  /** Every item with its first option that is no objection, or with its first objection where `badly`. */
  const answers = (badly: readonly string[] = [], only = content.items.length): Record<string, string[]> =>
    Object.fromEntries(
      content.items.slice(0, only).flatMap((item) => {
        const option = item.options.find((one) => one.objection === badly.includes(item.code) && !one.notCounted);
        return option ? [[item.code, [option.value]]] : [];
      }),
    );
  const call = (start: string, end: string, outcome: Entry['calls'][number]['outcome'], more: object = {}) => ({
    startedAt: at(start),
    endedAt: at(end),
    phoneId: phoneIds[0] ?? '',
    outcome,
    ...more,
  });
  const interview = (change: Partial<NonNullable<Entry['interview']>> = {}): NonNullable<Entry['interview']> => ({
    answerer: 'patient',
    consent: true,
    answers: answers(),
    ...change,
  });

  it('is printed with the whole patient, for a reason that is logged without identities', async () => {
    await expect(nurse().paper.printSheets({ followUpIds: [followUpId], reason: '' })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    const { sheets, mark } = await print();
    expect(mark).toBe('打印：王静 2026-11-10 09:00 原因：停电期间纸质回访');
    expect(sheets).toMatchObject([{ name: '张桂兰', phones: [{ number: '13800000001' }, { number: '13800000002' }], sensitive: false }]);
    expect(sheets[0]?.texts.greeting).toContain('张桂兰');
    expect(sheets[0]?.questionnaire.content.items.length).toBeGreaterThan(15);
    expect((await nurse().paper.paperList({ scope: 'all' }))[0]).toMatchObject({
      phone: '138****0001',
      sheet: { by: '王静', at: printedAt },
    });
    const { rows } = await workstation.as(staff.users.admin).upkeep.audit({});
    const line = rows.find((row) => row.action === 'calling.printSheets');
    expect(line?.detail).toContain('停电期间纸质回访');
    expect(line?.detail).not.toMatch(/张桂兰|1380000/);
  });

  it('typed in is counted as any other: calls, answers, opinions, figures', async () => {
    await print();
    workstation.setNow(at('08:00'));
    const bad = content.items.find((item) => item.options.some((option) => option.objection));
    const said = { kind: 'opinion', itemCode: bad?.code ?? null, aspect: bad?.aspect ?? null, severity: 'general' } as const;
    const entered = await nurse().paper.enterPaper({
      followUpId,
      sheetId: await sheetId(),
      calls: [call('02:00', '02:01', 'no_answer'), call('06:00', '06:08', 'completed')],
      interview: interview({
        answers: answers([bad?.code ?? '']),
        condition: '恢复良好',
        opinions: [
          { ...said, departmentId: staff.departments.cardiology, text: '等了三天才做检查' },
          {
            ...said,
            kind: 'praise',
            itemCode: null,
            aspect: null,
            departmentId: staff.departments.cardiology,
            text: '很耐心',
            staffName: '陈思',
          },
        ],
      }),
    });
    expect(entered).toMatchObject({ outcome: 'completed', followUpState: 'ended', disposition: 'completed', registeredFeedback: 2 });
    const rows = await workstation.transaction(async ({ db }) => ({
      attempts: await db.selectFrom('attempt').selectAll().orderBy('ordinal').execute(),
      interview: await db.selectFrom('interview').selectAll().executeTakeFirstOrThrow(),
      feedback: await db
        .selectFrom('feedback')
        .select(['kind', 'text', 'state', 'registered_at', 'item_code'])
        .orderBy('created_at')
        .orderBy('id')
        .execute(),
      derived: await checkDerived(db),
      followUp: await db.selectFrom('follow_up').selectAll().executeTakeFirstOrThrow(),
    }));
    expect(rows.attempts).toMatchObject([
      { started_at: at('02:00'), ended_at: at('02:01'), outcome: 'no_answer', entered_at: at('08:00'), entered_by: staff.users.nurse.id },
      { started_at: at('06:00'), answered_at: at('06:00'), ended_at: at('06:08'), nurse_id: staff.users.nurse.id },
    ]);
    expect(rows.interview).toMatchObject({
      state: 'completed',
      satisfied: 0,
      objections: 1,
      started_at: at('06:00'),
      finished_at: at('06:08'),
    });
    // The departments' time runs from when the hospital could know of it.
    expect(rows.feedback).toMatchObject([
      { kind: 'opinion', text: '等了三天才做检查', registered_at: at('08:00'), item_code: bad?.code },
      { kind: 'praise', text: '很耐心', state: 'closed' },
    ]);
    expect(rows.followUp).toMatchObject({ held_by: null, ended_at: at('06:08'), attempts: 2 });
    expect(rows.derived.ok).toBe(true);
    const { rows: register } = await workstation.as(staff.users.supervisor).reporting.register({ month: '2026-11' });
    expect(register[0]?.interviewedAt).toBe('2026-11-10 14:08（纸质）');
    const story = await workstation.as(staff.users.supervisor).story.get({ id: rows.interview.discharge_id });
    expect(story.followUp?.attempts.map((attempt) => attempt.enteredBy)).toEqual(['王静', '王静']);
  });

  it('what is written down as urgent goes to its department as soon as it is typed in, also where the patient is called again', async () => {
    await print();
    workstation.setNow(at('08:00'));
    const [bad, ...more] = content.items.filter((item) => item.options.some((option) => option.objection));
    const said = { kind: 'opinion', departmentId: staff.departments.cardiology } as const;
    const told = interview({
      answers: answers([bad?.code ?? '', more[0]?.code ?? ''], 3),
      opinions: [
        { ...said, itemCode: bad?.code ?? '', aspect: bad?.aspect ?? null, severity: 'urgent', text: '伤口裂开没人管' },
        { ...said, itemCode: null, aspect: null, severity: 'several', text: '检查和收费互相推' },
      ],
    });
    const entered = await nurse().paper.enterPaper({
      followUpId,
      sheetId: await sheetId(),
      calls: [call('02:00', '02:05', 'partial')],
      interview: told,
    });
    expect(entered).toMatchObject({ followUpState: 'open', registeredFeedback: 1 });
    const rows = await workstation.transaction(({ db }) =>
      db
        .selectFrom('feedback')
        .select(['severity', 'state', 'text', 'dispatched_at'])
        .where('text', '!=', '')
        .orderBy('severity', 'desc')
        .execute(),
    );
    expect(rows).toEqual([
      { severity: 'urgent', state: 'dispatched', text: '伤口裂开没人管', dispatched_at: at('08:00') },
      { severity: 'several', state: 'draft', text: '检查和收费互相推', dispatched_at: null },
    ]);
  });

  it.each([
    ['before the sheet was printed', [['00:30', '00:35']], '不能早于 2026-11-10 09:00'],
    ['in the future', [['08:30', '08:35']], '在将来'],
    ['that ends before it begins', [['05:00', '04:00']], '结束早于开始'],
    [
      'that overlaps the one before',
      [
        ['02:00', '02:10'],
        ['02:05', '02:20'],
      ],
      '应在上一次拨打结束之后',
    ],
  ] as const)('refuses a call %s, and writes nothing', async (_, times, sentence) => {
    await print();
    workstation.setNow(at('08:00'));
    const calls = times.map(([start, end]) => call(start, end, 'no_answer'));
    await expect(nurse().paper.enterPaper({ followUpId, sheetId: await sheetId(), calls, interview: null })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining(sentence),
    });
    expect(await workstation.transaction(({ db }) => db.selectFrom('attempt').selectAll().execute())).toEqual([]);
  });

  it('follows the rules of a live call: hours, notes, appointments, answers, the end', async () => {
    await print();
    workstation.setNow('2026-11-11T02:00:00.000Z');
    const sheet = await sheetId();
    const enter = (calls: Entry['calls'], told: Entry['interview'] = null) =>
      nurse().paper.enterPaper({ followUpId, sheetId: sheet, calls, interview: told });
    await expect(enter([call('13:30', '13:31', 'no_answer')])).rejects.toMatchObject({ code: 'OUTSIDE_HOURS' });
    await expect(enter([call('02:00', '02:05', 'refused')])).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    await expect(enter([call('02:00', '02:05', 'appointment')])).rejects.toMatchObject({ message: expect.stringContaining('约定的时间') });
    await expect(enter([call('02:00', '02:05', 'completed')])).rejects.toMatchObject({
      message: expect.stringContaining('请录入问卷的回答'),
    });
    await expect(enter([call('02:00', '02:05', 'completed')], interview({ answers: { nonsense: ['1'] } }))).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    await expect(enter([call('02:00', '02:05', 'refused', { note: '不愿意' }), call('03:00', '03:01', 'no_answer')])).rejects.toMatchObject(
      { message: expect.stringContaining('之前回访已经结束') },
    );
    expect(await workstation.transaction(({ db }) => db.selectFrom('attempt').selectAll().execute())).toEqual([]);
    expect(await enter([call('13:30', '13:31', 'no_answer', { offHoursReason: '患者约定' })])).toMatchObject({ followUpState: 'open' });
  });

  it('too few answers make it partial, and the patient is called again where it broke off', async () => {
    await print();
    workstation.setNow(at('08:00'));
    const told = interview({ answers: answers([], 3) });
    expect(
      await nurse().paper.enterPaper({
        followUpId,
        sheetId: await sheetId(),
        calls: [call('02:00', '02:05', 'completed')],
        interview: told,
      }),
    ).toMatchObject({ outcome: 'partial', followUpState: 'open' });
    workstation.setNow('2026-11-12T02:00:00.000Z');
    await nurse().calls.take({ followUpId });
    expect((await nurse().calls.brief({ followUpId })).interview?.answers).toHaveLength(3);
  });

  it('is refused in a clear sentence where somebody called since it was printed, or calls right now', async () => {
    await print();
    workstation.setNow(at('02:00'));
    await workstation.as(staff.users.nurse2).calls.take({ followUpId });
    const { attemptId } = await workstation.as(staff.users.nurse2).calls.dial({ followUpId, phoneId: phoneIds[0] ?? '' });
    const enter = async () =>
      supervisor().paper.enterPaper({
        followUpId,
        sheetId: (await workstation.transaction(({ db }) => db.selectFrom('paper_sheet').select('id').executeTakeFirstOrThrow())).id,
        nurseId: staff.users.nurse.id,
        calls: [call('02:30', '02:31', 'no_answer')],
        interview: null,
      });
    workstation.setNow(at('02:35'));
    await expect(enter()).rejects.toMatchObject({ code: 'CALL_OF_COLLEAGUE' });
    await workstation.as(staff.users.nurse2).calls.take({ followUpId });
    await workstation.as(staff.users.nurse2).calls.endCall({ followUpId, attemptId, outcome: 'no_answer' });
    await expect(enter()).rejects.toMatchObject({
      code: 'CALLED_SINCE_PRINTED',
      message: expect.stringContaining('在 2026-11-10 09:00 打印之后，这位患者又有一次拨打（2026-11-10 10:00，赵敏，无人接听）'),
    });
  });

  it('one sheet serves several days: what was typed in from it stays its own', async () => {
    await print();
    workstation.setNow(at('08:00'));
    const sheet = await sheetId();
    const first = await nurse().paper.enterPaper({
      followUpId,
      sheetId: sheet,
      calls: [call('02:00', '02:01', 'no_answer')],
      interview: null,
    });
    expect(first).toMatchObject({ followUpState: 'open' });
    workstation.setNow('2026-11-11T08:00:00.000Z');
    const next = { ...call('02:00', '02:09', 'completed'), startedAt: '2026-11-11T02:00:00.000Z', endedAt: '2026-11-11T02:09:00.000Z' };
    expect(await nurse().paper.enterPaper({ followUpId, sheetId: sheet, calls: [next], interview: interview() })).toMatchObject({
      disposition: 'completed',
    });
  });

  it('a nurse writes her own calls; a supervisor may write them for her, and it is said who did', async () => {
    await print();
    workstation.setNow(at('08:00'));
    const entry = { followUpId, sheetId: await sheetId(), calls: [call('02:00', '02:05', 'refused', { note: '不愿意' })], interview: null };
    await expect(nurse().paper.enterPaper({ ...entry, nurseId: staff.users.nurse2.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await supervisor().paper.enterPaper({ ...entry, nurseId: staff.users.nurse2.id });
    const [attempt] = await workstation.transaction(({ db }) => db.selectFrom('attempt').selectAll().execute());
    expect(attempt).toMatchObject({ nurse_id: staff.users.nurse2.id, entered_by: staff.users.supervisor.id });
    for (const who of ['head', 'director', 'admin'] as const)
      await expect(workstation.as(staff.users[who]).paper.enterPaper(entry)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('typed in a second time because the answer was lost, it answers as the first time and counts once', async () => {
    await print();
    workstation.setNow(at('08:00'));
    const open = { followUpId, sheetId: await sheetId(), calls: [call('02:00', '02:01', 'no_answer')], interview: null };
    const stored = () =>
      workstation.transaction(async ({ db }) => ({
        attempts: await db.selectFrom('attempt').selectAll().orderBy('id').execute(),
        answers: (await db.selectFrom('answer').selectAll().execute()).length,
        feedback: (await db.selectFrom('feedback').selectAll().execute()).length,
        audit: (await db.selectFrom('audit').selectAll().execute()).length,
      }));
    const twice = async (entry: Entry) => {
      const first = await nurse().paper.enterPaper(entry);
      const before = await stored();
      expect(await nurse().paper.enterPaper(entry)).toEqual(first);
      expect(await stored()).toEqual(before);
      return first;
    };
    expect(await twice(open)).toMatchObject({ followUpState: 'open', outcome: 'no_answer' });
    const praised = { kind: 'praise', itemCode: null, aspect: null, severity: 'general', text: '很耐心' } as const;
    const told = interview({ opinions: [{ ...praised, departmentId: staff.departments.cardiology }] });
    const ending = { ...open, calls: [call('06:00', '06:08', 'completed')], interview: told };
    expect(await twice(ending)).toMatchObject({ followUpState: 'ended', disposition: 'completed', registeredFeedback: 1 });
    await expect(nurse().paper.enterPaper({ ...ending, interview: { ...told, condition: '好' } })).rejects.toMatchObject({
      code: 'FOLLOW_UP_ENDED',
    });
  });

  it('a nurse whose log-in is closed has made no call since; calls from before may be typed in', async () => {
    const admin = workstation.as(staff.users.admin);
    const { id, name, role, departmentId } = staff.users.nurse2;
    await print();
    const set = async (active: boolean, time: string) => {
      workstation.setNow(at(time));
      const version = (await admin.hospital.users({})).find((user) => user.id === id)?.version ?? 0;
      await admin.hospital.updateUser({ id, name, role: role as 'nurse', departmentId, active, version });
    };
    await set(false, '03:00');
    await set(true, '05:00');
    await set(false, '06:00');
    workstation.setNow(at('08:00'));
    const sheet = await sheetId();
    const enter = (start: string, end: string) =>
      supervisor().paper.enterPaper({ followUpId, sheetId: sheet, nurseId: id, calls: [call(start, end, 'no_answer')], interview: null });
    for (const [start, end] of [
      ['06:30', '06:31'],
      ['03:30', '03:31'],
    ] as const)
      await expect(enter(start, end)).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('账号已经停用') });
    await enter('02:00', '02:01');
    await enter('05:10', '05:11');
    const calls = await workstation.transaction(({ db }) => db.selectFrom('attempt').select('started_at').orderBy('ordinal').execute());
    expect(calls.map(({ started_at }) => started_at)).toEqual([at('02:00'), at('05:10')]);
  });

  it('is refused where the nurse, or the patient, would speak in two calls at once', async () => {
    const [first, second, earlier, later] = await samplePatients(workstation, staff, [
      {},
      {},
      { person: 'two stays' },
      { person: 'two stays' },
    ]);
    workstation.setNow(at('08:00'));
    const enter = (who: 'nurse' | 'nurse2', patient: typeof first, from: string, until: string) =>
      workstation.as(staff.users[who]).paper.enterPaper({
        followUpId: patient?.followUpId ?? '',
        sheetId: null,
        calls: [{ ...call(from, until, 'no_answer'), phoneId: patient?.phoneIds[0] ?? '' }],
        interview: null,
      });
    const refused = (sentence: string) => ({ code: 'BAD_INPUT', message: expect.stringContaining(sentence) });
    await enter('nurse', first, '02:00', '02:10');
    const ownCall = refused('第 1 次拨打与别的通话时间重叠：王静在 2026-11-10 10:00–10:10 有另一次通话，请核对时间');
    for (const [from, until] of [
      ['01:55', '02:01'],
      ['02:09', '02:30'],
      ['02:04', '02:04'],
      ['01:50', '02:30'],
    ] as const)
      await expect(enter('nurse', second, from, until)).rejects.toMatchObject(ownCall);
    await enter('nurse2', second, '02:05', '02:10');
    await enter('nurse', earlier, '02:10', '02:20');
    await expect(enter('nurse2', later, '02:15', '02:16')).rejects.toMatchObject(refused('这位患者在 2026-11-10 10:10–10:20 正与王静通话'));
    await enter('nurse2', later, '02:20', '02:21');
  });

  it('is refused for the time of a call with a reply', async () => {
    workstation.setNow(at('08:00'));
    await workstation.transaction(async (ctx) => {
      const seeded = await seedInterview(ctx, staff.departments.cardiology, staff.users.nurse.id);
      const opinion = { kind: 'opinion', itemCode: null, aspect: 'process', severity: 'general', staffName: '', steps: [] } as const;
      const told = {
        departmentId: staff.departments.cardiology,
        text: '饭菜凉',
        registeredAt: ctx.now,
        registeredBy: staff.users.nurse.id,
      };
      const [found] = await recordFeedback(ctx, [{ ...seeded, ...opinion, ...told }]);
      const times = { started_at: at('02:00'), ended_at: at('02:10') };
      await ctx.db
        .insertInto('reply_call')
        .values({
          ...times,
          id: 'reply',
          feedback_id: found?.id ?? '',
          round: 1,
          user_id: staff.users.nurse.id,
          phone_id: null,
          outcome: 'reached',
          off_hours_reason: '',
        })
        .execute();
    });
    const enter = (from: string, until: string) =>
      nurse().paper.enterPaper({ followUpId, sheetId: null, calls: [call(from, until, 'no_answer')], interview: null });
    await expect(enter('02:09', '02:12')).rejects.toMatchObject({
      message: expect.stringContaining('王静在 2026-11-10 10:00–10:10 有另一次通话'),
    });
    await enter('02:10', '02:12');
  });

  it('is refused for the time of a call that was made live, until it ended', async () => {
    const [other] = await samplePatients(workstation, staff, [{}]);
    workstation.setNow(at('02:00'));
    await nurse().calls.take({ followUpId: other?.followUpId ?? '' });
    await nurse().calls.dial({ followUpId: other?.followUpId ?? '', phoneId: other?.phoneIds[0] ?? '' });
    workstation.setNow(at('03:00'));
    const enter = (from: string, until: string) =>
      nurse().paper.enterPaper({ followUpId, sheetId: null, calls: [call(from, until, 'no_answer')], interview: null });
    await expect(enter('02:30', '02:31')).rejects.toMatchObject({ message: expect.stringContaining('时间重叠') });
    await enter('01:50', '02:00');
  });

  it('without a printed sheet it may be typed in from the draw on', async () => {
    workstation.setNow(at('08:00'));
    expect((await nurse().paper.paperForm({ followUpId })).sheet).toBeNull();
    const entry = { followUpId, sheetId: null, calls: [call('02:00', '02:05', 'completed')], interview: interview() };
    expect(await nurse().paper.enterPaper(entry)).toMatchObject({ disposition: 'completed' });
    const later = { ...entry, calls: [call('03:00', '03:05', 'completed')] };
    await expect(nurse().paper.enterPaper(later)).rejects.toMatchObject({ code: 'FOLLOW_UP_ENDED' });
  });
});
