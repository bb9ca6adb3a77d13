/** Tests feedback during a call: suggestions, filing, praised staff. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type RecordedCase, recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import type { Opinion } from '../../../shared/opinions/contract/opinions.ts';
import { agreed, hangUp, type Sampled, samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';
import { seedInterview } from '../feedback/seed.ts';

const times = ['昨晚', '半夜', '中午', '凌晨', '傍晚', '周六', '头一天', '手术后', '出院前', '交接班时', '下大雨那天', '国庆节'];
const called = times.flatMap((time) => [`${time}按铃没人来`, `老人${time}按铃没有人应`]);
const eaten = times.flatMap((time) => [`${time}送来的饭菜都凉了`, `食堂${time}的饭菜太咸`]);

onBothDatabases('opinions while speaking', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let kitchen = '';
  let sampled: readonly Sampled[];
  beforeEach(async () => {
    workstation = await openWorkstation(kind, '2026-11-10T02:00:00.000Z');
    staff = await withStaff(workstation);
    sampled = await samplePatients(workstation, staff, [{}, { departmentId: staff.departments.orthopedics }]);
    kitchen = (await workstation.system.hospital.departments({})).find(({ name }) => name === '膳食科')?.id ?? '';
  });
  afterEach(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);
  const supervisor = () => workstation.as(staff.users.supervisor);

  /** Registers earlier cases of an interview in 心血管内科; ids in order. */
  async function earlier(
    texts: readonly string[],
    change: Pick<RecordedCase, 'itemCode' | 'aspect' | 'departmentId'> & Partial<Pick<RecordedCase, 'severity'>>,
  ): Promise<string[]> {
    const found = await workstation.transaction(async (ctx) => {
      const interview = await seedInterview(ctx, staff.departments.cardiology, staff.users.nurse.id);
      const common = { ...interview, kind: 'opinion', severity: 'general', staffName: '', steps: [], ...change } as const;
      const registered = { registeredAt: '2026-10-20T02:00:00.000Z', registeredBy: staff.users.nurse.id };
      return recordFeedback(
        ctx,
        texts.map((text) => ({ ...common, ...registered, text })),
      );
    });
    return found.map(({ id }) => id);
  }
  const aboutCalls = () => earlier(called, { itemCode: 'process_call', aspect: 'process', departmentId: staff.departments.cardiology });
  const aboutMeals = () => earlier(eaten, { itemCode: 'environment_meals', aspect: 'environment', departmentId: kitchen });

  async function inCall(patient: Sampled | undefined = sampled[0]) {
    const followUpId = patient?.followUpId ?? '';
    await nurse().calls.take({ followUpId });
    const { attemptId } = await nurse().calls.dial({ followUpId, phoneId: patient?.phoneIds[0] ?? '' });
    const interview = await agreed(nurse(), await nurse().interviews.beginInterview({ followUpId, attemptId }));
    let { version } = interview;
    const stamp = () => ({ interviewId: interview.id, requestId: `r${version}`, expectedVersion: version });
    return {
      followUpId,
      attemptId,
      interviewId: interview.id,
      suggest: (text: string, itemCode: string | null = null) => nurse().opinions.suggest({ interviewId: interview.id, text, itemCode }),
      async answer(itemCode: string, value: string) {
        const saved = await nurse().interviews.saveAnswer({ ...stamp(), itemCode, value: [value] });
        version = saved.version;
        return saved.opinion;
      },
      async write(opinion: Partial<Opinion> & Pick<Opinion, 'id' | 'text'>) {
        const { id: opinionId, state: _, ...said } = opinion;
        const common = { kind: 'opinion', itemCode: null, aspect: null, severity: 'general' } as const;
        const departmentId = staff.departments.cardiology;
        version = (await nurse().interviews.saveOpinion({ ...stamp(), ...common, departmentId, ...said, opinionId })).version;
      },
      opinions: async () => (await nurse().calls.brief({ followUpId })).interview?.opinions ?? [],
    };
  }
  const ofInterview = (interviewId: string) =>
    workstation.transaction(({ db }) =>
      db.selectFrom('feedback').selectAll().where('interview_id', '=', interviewId).orderBy('created_at').orderBy('id').execute(),
    );

  it('suggests item and department as earlier cases went, with how many and which words; silent before and on the unknown', async () => {
    await aboutCalls();
    await aboutMeals();
    const call = await inCall();
    const silent = { itemCode: null, aspect: null, departmentId: null, severity: null };
    expect(await call.suggest('饭菜送来都是凉的')).toEqual(silent);
    expect(await nurse().opinions.learnOpinions({})).toEqual({ cases: 48 });
    expect(await call.suggest('饭菜送来都是凉的')).toMatchObject({
      itemCode: { value: 'environment_meals', similar: 24, words: expect.arrayContaining(['饭菜']) },
      aspect: { value: 'environment' },
      departmentId: { value: kitchen },
      severity: null,
    });
    const calls = await call.suggest('夜里按铃，没人来');
    expect(calls).toMatchObject({ itemCode: { value: 'process_call' }, aspect: { value: 'process' }, departmentId: null });
    expect(await call.suggest('wifi')).toEqual(silent);
    expect(await call.suggest('')).toEqual(silent);
  });

  it('the item an opinion hangs on tells of the department by its title', async () => {
    await aboutCalls();
    await aboutMeals();
    await nurse().opinions.learnOpinions({});
    const call = await inCall();
    const { departmentId } = await call.suggest('早饭不行', 'environment_meals');
    expect(departmentId).toMatchObject({ value: kitchen, words: expect.arrayContaining(['医院伙食']) });
    expect(departmentId?.words.join()).not.toContain('environment');
  });

  it('a new hospital is not left without a suggestion: the program brings examples, told apart from earlier cases', async () => {
    const call = await inCall();
    expect(await nurse().opinions.learnOpinions({})).toEqual({ cases: 0 });
    expect(await call.suggest('食堂的饭菜凉，送餐晚')).toMatchObject({
      itemCode: { value: 'environment_meals', similar: 0 },
      aspect: { value: 'environment', similar: 0 },
      departmentId: { value: kitchen, similar: 0 },
      severity: null,
    });
  });

  it('a grave matter is named as earlier ones of its kind were marked; what is ordinary is not mentioned', async () => {
    await aboutCalls();
    const { cardiology } = staff.departments;
    const fallen = times.flatMap((time) => [`${time}从床上摔下来，骨折了`, `老人${time}在厕所摔倒，缝了几针`]);
    await earlier(fallen, { itemCode: 'quality_nursing', aspect: 'quality', departmentId: cardiology, severity: 'urgent' });
    await nurse().opinions.learnOpinions({});
    const call = await inCall();
    expect((await call.suggest('别的都好，就是孩子从床上摔下来，头上缝了针')).severity).toMatchObject({ value: 'urgent', similar: 12 });
    expect((await call.suggest('夜里按铃没人来')).severity).toBeNull();
  });

  it('after a change of the questionnaire each interview has its own items suggested, from the first day', async () => {
    await aboutCalls();
    await aboutMeals();
    const call = await inCall();
    const { questionnaires } = supervisor();
    const draft = await questionnaires.createDraft({ from: 'template', code: 'experience' });
    await questionnaires.publish({ id: draft.id, revision: draft.revision, use: true });
    await nurse().opinions.learnOpinions({});
    const first = (await call.suggest('食堂的饭菜都凉了，送餐晚')).itemCode;
    await hangUp(workstation.as(staff.users.nurse));
    const next = await inCall(sampled[1]);
    const told = '食堂的饭菜都凉了，送餐晚';
    expect(first).toMatchObject({ value: 'environment_meals', similar: 24 });
    expect((await next.suggest(told)).itemCode).toMatchObject({ value: 'meals', similar: 0 });
  });

  it('learns from where a case was sent in the end, not from where it was first put', async () => {
    await aboutCalls();
    const ids = await earlier(eaten, { itemCode: 'environment_meals', aspect: 'environment', departmentId: staff.departments.cardiology });
    await nurse().opinions.learnOpinions({});
    const call = await inCall();
    expect((await call.suggest('饭菜都凉了')).departmentId).toBeNull();
    for (const id of ids)
      await supervisor().feedback.dispatch({ id, expectedVersion: 1, departmentId: kitchen, severity: 'general', why: '' });
    expect(await nurse().opinions.learnOpinions({})).toEqual({ cases: 48 });
    expect((await call.suggest('饭菜都凉了')).departmentId?.value).toBe(kitchen);
  });

  it('learns what was typed in from paper today, though it was said weeks ago', async () => {
    await aboutCalls();
    const call = await inCall();
    expect(await nurse().opinions.learnOpinions({})).toEqual({ cases: 24 });
    expect((await call.suggest('食堂的饭菜都凉了')).itemCode?.similar).toBe(0);
    await aboutMeals();
    expect(await nurse().opinions.learnOpinions({})).toEqual({ cases: 48 });
    expect((await call.suggest('食堂的饭菜都凉了')).itemCode?.similar).toBe(24);
  });

  it('suggests to the nurse who holds the call alone, never a department that is closed', async () => {
    await aboutCalls();
    await aboutMeals();
    await nurse().opinions.learnOpinions({});
    const call = await inCall();
    const other = workstation.as(staff.users.nurse2);
    await expect(other.opinions.suggest({ interviewId: call.interviewId, text: '饭菜' })).rejects.toMatchObject({ code: 'NOT_HELD' });
    await expect(other.opinions.suggest({ interviewId: 'none', text: '饭菜' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const who of ['head', 'director', 'admin'] as const) {
      const { opinions } = workstation.as(staff.users[who]);
      await expect(opinions.suggest({ interviewId: call.interviewId, text: '饭菜' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(opinions.learnOpinions({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    // A department is closed once its cases are.
    await workstation.transaction(({ db }) =>
      db.updateTable('feedback').set({ state: 'closed' }).where('department_id', '=', kitchen).execute(),
    );
    const closed = { id: kitchen, name: '膳食科', kind: 'logistics', sensitive: false, active: false, version: 1 } as const;
    await workstation.as(staff.users.admin).hospital.saveDepartment(closed);
    expect(await call.suggest('饭菜都凉了')).toMatchObject({ itemCode: { value: 'environment_meals' }, departmentId: null });
  });

  it('an objection’s opinion filed under another item stays the objection’s: found again, never doubled', async () => {
    const call = await inCall();
    const draft = (await call.answer('attitude_nurse', 'dissatisfied')) ?? expect.unreachable();
    expect(draft).toMatchObject({ askedItem: 'attitude_nurse', itemCode: 'attitude_nurse', suggested: null });
    const suggested = { itemCode: 'process_call', aspect: 'process', departmentId: null, severity: null, taken: true } as const;
    await call.write({ ...draft, text: '按铃没人来', itemCode: 'process_call', aspect: 'process', suggested });
    expect(await call.answer('attitude_nurse', 'dissatisfied')).toMatchObject({ id: draft.id, itemCode: 'process_call', suggested });
    expect(await call.opinions()).toHaveLength(1);
    await call.answer('attitude_nurse', 'satisfied');
    expect(await call.opinions()).toMatchObject([{ id: draft.id, askedItem: 'attitude_nurse', itemCode: 'process_call' }]);
  });

  it('several opinions on one item, also against another department; one begun freely goes with its text', async () => {
    const call = await inCall();
    const draft = (await call.answer('environment_meals', 'dissatisfied')) ?? expect.unreachable();
    await call.write({ ...draft, text: '送得晚' });
    const second = { id: 'x-second', askedItem: 'environment_meals', itemCode: 'environment_meals', aspect: 'environment' } as const;
    await call.write({ ...second, departmentId: kitchen, text: '饭菜是凉的' });
    await call.write({ id: 'free', text: '停车难' });
    await call.write({ id: 'free', text: '' });
    expect((await call.opinions()).map(({ id, departmentId }) => [id, departmentId])).toEqual([
      [draft.id, staff.departments.cardiology],
      ['x-second', kitchen],
    ]);
    await nurse().calls.endCall({ followUpId: call.followUpId, attemptId: call.attemptId, outcome: 'partial', note: '有客人' });
    await nurse().calls.take({ followUpId: call.followUpId });
    expect((await ofInterview(call.interviewId)).map((row) => row.asked_item)).toEqual(['environment_meals', 'environment_meals']);
  });

  it('names this stay’s doctor and nurse first, then who treats in the department; another department has its own', async () => {
    const { cardiology, orthopedics } = staff.departments;
    await workstation.transaction(async ({ db }) => {
      await db.updateTable('discharge').set({ doctor: '李明', nurse: '陈思' }).where('department_id', '=', cardiology).execute();
      await db.updateTable('discharge').set({ doctor: '骨大夫', nurse: '' }).where('department_id', '=', orthopedics).execute();
    });
    await samplePatients(workstation, staff, [{ notSampled: true }, { notSampled: true, dischargeDate: '2026-01-03' }]);
    await workstation.transaction(({ db }) =>
      db.updateTable('discharge').set({ doctor: '往年人' }).where('discharge_date', '=', '2026-01-03').execute(),
    );
    const { followUpId } = await inCall();
    const names = async (departmentId: string) =>
      (await nurse().opinions.staffNames({ followUpId, departmentId })).map(({ name, post, ofStay, initials }) => [
        name,
        post,
        ofStay,
        initials,
      ]);
    expect(await names(cardiology)).toEqual([
      ['李明', 'doctor', true, 'lm'],
      ['陈思', 'nurse', true, 'cs'],
      ['李主任', 'doctor', false, 'lzr'],
    ]);
    expect(await names(orthopedics)).toEqual([['骨大夫', 'doctor', false, 'gdf']]);
    const other = workstation.as(staff.users.nurse2);
    await expect(other.opinions.staffNames({ followUpId, departmentId: cardiology })).rejects.toMatchObject({ code: 'NOT_HELD' });
  });

  it('tells the supervisor which suggestions were offered, taken and right in the end', async () => {
    const call = await inCall();
    const draft = (await call.answer('attitude_nurse', 'dissatisfied')) ?? expect.unreachable();
    const about = { itemCode: 'process_call', aspect: 'process' } as const;
    const offered = { ...about, departmentId: kitchen, severity: null };
    await call.write({ ...draft, ...about, departmentId: kitchen, text: '按铃没人来', suggested: { ...offered, taken: true } });
    await call.write({ id: 'kept', text: '停车难', suggested: { ...offered, itemCode: null, taken: false } });
    expect(await supervisor().opinions.suggestionUse({})).toEqual([]);
    const ended = await nurse().calls.endCall({
      followUpId: call.followUpId,
      attemptId: call.attemptId,
      outcome: 'refused',
      note: '不说了',
    });
    expect(ended.registeredFeedback).toBe(2);
    const first = (await ofInterview(call.interviewId)).find(({ text }) => text === '按铃没人来');
    const sent = { id: first?.id ?? '', expectedVersion: first?.version ?? 0, severity: 'general', why: '' } as const;
    await supervisor().feedback.dispatch({ ...sent, departmentId: staff.departments.cardiology });
    expect(await supervisor().opinions.suggestionUse({})).toEqual([
      { about: 'department', label: '膳食科', offered: 2, taken: 1, right: 0 },
      { about: 'subject', label: '服务流程', offered: 1, taken: 0, right: 0 },
      { about: 'subject', label: '服务流程 → 呼叫应答', offered: 1, taken: 1, right: 1 },
    ]);
    await expect(workstation.as(staff.users.head).opinions.suggestionUse({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
