import { afterEach, beforeEach, expect, it } from 'vitest';
import type { QuestionnaireContent, Scripts } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { hangUp, type Patient, samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const secret: Patient = { icd10: 'B20', diagnosis: '人类免疫缺陷病毒病' };

onBothDatabases('a sensitive stay', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let request: number;
  beforeEach(async () => {
    workstation = await openWorkstation(kind);
    staff = await withStaff(workstation);
    request = 0;
  });
  afterEach(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);

  async function psychiatry(): Promise<string> {
    const department = { id: null, name: '精神科', kind: 'clinical', sensitive: true, active: true } as const;
    return (await workstation.as(staff.users.admin).hospital.saveDepartment(department)).id;
  }

  /** A call in which somebody picked up, and ways to save what is said in it. */
  async function spoken(patient: Patient) {
    const [sampled] = await samplePatients(workstation, staff, [patient]);
    const followUpId = sampled?.followUpId ?? '';
    await hangUp(workstation.as(staff.users.nurse));
    await nurse().calls.take({ followUpId });
    const { attemptId } = await nurse().calls.dial({ followUpId, phoneId: sampled?.phoneIds[0] ?? '' });
    const brief = await nurse().calls.brief({ followUpId });
    const interview = await nurse().interviews.beginInterview({ followUpId, attemptId });
    let version = interview.version;
    const stamp = () => ({ interviewId: interview.id, requestId: `r${++request}`, expectedVersion: version });
    async function kept<R extends { version: number }>(save: Promise<R>): Promise<R> {
      const saved = await save;
      version = saved.version;
      return saved;
    }
    const itemCode = brief.questionnaire.content.items[0]?.code ?? '';
    const opinion = { kind: 'opinion', itemCode: null, aspect: null, departmentId: brief.stay.departmentId, severity: 'general' } as const;
    return {
      brief,
      followUpId,
      answer: (value: string) => kept(nurse().interviews.saveAnswer({ ...stamp(), itemCode, value: [value] })),
      say: (said: Omit<Parameters<ReturnType<typeof nurse>['interviews']['saveProgress']>[0], keyof ReturnType<typeof stamp>>) =>
        kept(nurse().interviews.saveProgress({ ...stamp(), ...said })),
      write: (opinionId: string, text: string) => kept(nurse().interviews.saveOpinion({ ...stamp(), ...opinion, opinionId, text })),
      stored: async () => (await nurse().calls.brief({ followUpId })).interview,
    };
  }

  /** What an author wrote before the program looked at it: an older version's text stands as it was published. */
  async function authored(change: Partial<Scripts>): Promise<void> {
    await workstation.transaction(async ({ db }) => {
      const row = await db.selectFrom('questionnaire_version').select(['id', 'content']).executeTakeFirstOrThrow();
      const content = JSON.parse(row.content) as QuestionnaireContent;
      const changed = JSON.stringify({ ...content, scripts: { ...content.scripts, ...change } });
      await db.updateTable('questionnaire_version').set({ content: changed }).where('id', '=', row.id).execute();
    });
  }

  it('is greeted neutrally, whether department or diagnosis is sensitive, never naming the stay', async () => {
    for (const patient of [secret, { departmentId: await psychiatry() }]) {
      const { brief } = await spoken(patient);
      expect(brief.sensitive).toBe(true);
      expect(brief.texts.greeting).toBe(brief.texts.greetingNeutral);
      expect(brief.texts.greeting).not.toMatch(/心血管|精神|出院|病/);
    }
  });

  it.each([
    ['the department, by a variable', { greetingNeutral: '您好，{name}{title}，我是{hospital}{department}的{nurse}。' }],
    ['the day of discharge', { greetingNeutral: '您好，{name}{title}，您{dischargeDate}来过我们这里。' }],
    ['the doctor', { greetingNeutral: '您好，{name}{title}，{doctor}让我来问候您。' }],
    ['the department, by its name', { greetingNeutral: '您好，{name}{title}，我是精神科的{nurse}。' }],
    ['the diagnosis, by its name', { greetingNeutral: '您好，{name}{title}，想问问双相情感障碍的情况。' }],
    ['the stay, while asking who answers', { identity: '请问是在{department}住过的{name}{title}吗？' }],
  ] satisfies [string, Partial<Scripts>][])('gives nothing away whatever an author wrote: %s', async (_, change) => {
    await authored(change);
    const { brief, followUpId } = await spoken({
      name: '周敏',
      departmentId: await psychiatry(),
      icd10: 'F31.901',
      diagnosis: '双相情感障碍',
    });
    const { sheets } = await nurse().paper.printSheets({ followUpIds: [followUpId], reason: '停电' });
    for (const texts of [brief.texts, sheets[0]?.texts])
      for (const said of [texts?.greeting, texts?.greetingNeutral, texts?.identity]) {
        expect(said).toContain('周敏');
        expect(said).not.toMatch(/精神|双相|11月3日|李主任|\{\w+\}/);
      }
  });

  it('and no other stay either is named before it is known who answers, whatever an author wrote', async () => {
    const named = '您好，我是{hospital}{department}的{nurse}，{doctor}让我问问您{dischargeDate}的事。';
    await authored({ greeting: named, identity: named, condolence: named });
    const { brief } = await spoken({});
    for (const said of [brief.texts.greeting, brief.texts.identity, brief.texts.condolence])
      expect(said).not.toMatch(/心血管|李主任|11月3日|高血压|\{\w+\}/);
  });

  it('is not talked of until it is known who answers', async () => {
    for (const patient of [secret, { departmentId: await psychiatry() }]) {
      const { answer, say, write } = await spoken(patient);
      const unknown = { code: 'IDENTITY_UNKNOWN' };
      await expect(answer('satisfied')).rejects.toMatchObject(unknown);
      await expect(write(`o1-${request}`, '等了三天')).rejects.toMatchObject(unknown);
      await expect(say({ condition: '恢复得好' })).rejects.toMatchObject(unknown);
      await say({ answerer: 'patient', consent: true, condition: '恢复得好' });
      expect(await answer('satisfied')).toMatchObject({ version: 3 });
    }
  });

  it('is not talked of with anybody but the patient or a named relative', async () => {
    const { answer, say, write, stored } = await spoken(secret);
    await say({ answerer: 'other' });
    const stranger = { code: 'ANSWERER_NOT_ENTITLED', message: expect.stringContaining('住院的事不能谈') };
    await expect(answer('satisfied')).rejects.toMatchObject(stranger);
    await expect(write('o1', '等了三天')).rejects.toMatchObject(stranger);
    await expect(say({ consent: true })).rejects.toMatchObject(stranger);
    await expect(say({ condition: '恢复得好' })).rejects.toMatchObject(stranger);
    await expect(say({ revisitDate: '2026-11-24' })).rejects.toMatchObject(stranger);
    await expect(say({ revisitState: 'done' })).rejects.toMatchObject(stranger);
    await say({ step: 'identity' });
    expect(await stored()).toMatchObject({ answers: [], opinions: [], consent: null, condition: '', version: 3 });
    await say({ answerer: 'relative', relation: '配偶', consent: true });
    await answer('satisfied');
    await write('o1', '等了三天');
    expect(await stored()).toMatchObject({ answers: [{ answerer: 'relative' }], opinions: [{ text: '等了三天' }] });
  });

  it('handed on to somebody else in the middle is not talked of any further; what was begun is completed', async () => {
    const { answer, say, write, stored } = await spoken(secret);
    await say({ answerer: 'patient', consent: true });
    await answer('satisfied');
    await write('o1', '等了');
    await say({ answerer: 'other' });
    await expect(answer('fair')).rejects.toMatchObject({ code: 'ANSWERER_NOT_ENTITLED' });
    await expect(say({ answerer: 'other', condition: '不好' })).rejects.toMatchObject({ code: 'ANSWERER_NOT_ENTITLED' });
    await write('o1', '等了三天');
    expect(await stored()).toMatchObject({ answers: [{ value: ['satisfied'] }], opinions: [{ text: '等了三天' }], condition: '' });
  });
});
