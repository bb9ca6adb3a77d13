/** Tests what each role sees of a patient outside its own work (domain §10). */
import { expect, it } from 'vitest';
import { type RecordedCase, type RecordedStep, recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import type { ProcedureMeta } from '../../../shared/base/contract/base.ts';
import { contract } from '../../../shared/contract.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { House } from '../../helpers/house.ts';
import { addInterviews, allSatisfied, publishedQuestionnaire } from '../../helpers/interviews.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';

const now = '2026-11-10T02:00:00.000Z';
const later = '2026-11-10T02:31:00.000Z';

onBothDatabases('who sees what', (kind) => {
  const house = new House(kind);

  const as: House['as'] = (who) => house.as(who);
  const opinion = (change: Partial<RecordedCase> = {}): RecordedCase => ({
    interviewId: null,
    followUpId: null,
    dischargeId: null,
    month: '2026-11',
    kind: 'opinion',
    itemCode: null,
    aspect: 'process',
    departmentId: house.staff.departments.cardiology,
    severity: 'general',
    text: '等了三天',
    staffName: '',
    registeredAt: now,
    registeredBy: house.staff.users.nurse.id,
    steps: [],
    ...change,
  });
  const record = (...cases: RecordedCase[]) => house.workstation.transaction((ctx) => recordFeedback(ctx, cases));
  const wayTo = (last: RecordedStep['action'], actsFor: 'head' | 'supervisor' = 'head'): RecordedStep[] => {
    const { [actsFor]: head, supervisor, nurse } = house.staff.users;
    const written = { causeKind: '法', cause: '流程不清', measures: '修订流程', responsible: '陈护士长', doneDate: null };
    const way: RecordedStep[] = [
      { action: 'dispatch', at: now, by: nurse.id },
      { action: 'accept', at: now, by: head.id },
      { action: 'rectify', at: now, by: head.id, ...written },
      { action: 'review_pass', at: now, by: supervisor.id, comment: '' },
      { action: 'reply', at: now, by: nurse.id, content: '已致歉', verdict: 'accepted', patientWords: '', way: 'person', calls: [] },
      { action: 'close', at: now, by: supervisor.id },
    ];
    return way.slice(0, way.findIndex((step) => step.action === last) + 1);
  };

  it('a director sees the work list go forward, and of nobody more than the surname', async () => {
    await samplePatients(house.workstation, house.staff, [{ name: '张桂兰', diagnosis: '高血压病3级' }]);
    const { rows } = await as('director').worklist.workList({});
    expect(rows).toMatchObject([{ name: '张某', phone: '', diagnosis: '', group: 'never_called', department: '心血管内科' }]);
    expect((await as('supervisor').worklist.workList({ scope: 'all' })).rows).toMatchObject([{ name: '张桂兰', phone: '138****0000' }]);
  });

  it('a director opens the interviews behind a figure without their names', async () => {
    const { content } = await house.workstation.transaction(({ db }) => publishedQuestionnaire(db));
    const month = '2026-10';
    await addInterviews(house.workstation, [
      {
        month,
        departmentId: house.staff.departments.cardiology,
        nurseId: house.staff.users.nurse.id,
        answers: allSatisfied(content),
        times: 12,
      },
    ]);
    const seen = await as('supervisor').reporting.interviews({ month });
    const hidden = await as('director').reporting.interviews({ month });
    expect(hidden.total).toBe(12);
    expect(hidden.rows.map((row) => row.name)).toEqual(seen.rows.map((row) => `${row.name[0]}某`));
  });

  it('a look into the register is written down, once an hour', async () => {
    const { content } = await house.workstation.transaction(({ db }) => publishedQuestionnaire(db));
    const month = '2026-10';
    const looks = () =>
      house.workstation.transaction(({ db }) =>
        db.selectFrom('audit').select(['user_name', 'subject', 'detail']).where('action', '=', 'reporting.viewRegister').execute(),
      );
    await as('supervisor').reporting.register({ month });
    expect(await looks()).toEqual([]);
    await addInterviews(house.workstation, [
      { month, departmentId: house.staff.departments.cardiology, nurseId: house.staff.users.nurse.id, answers: allSatisfied(content) },
    ]);
    await as('supervisor').reporting.register({ month });
    await as('supervisor').reporting.register({ month });
    await as('nurse').reporting.register({ month });
    expect((await looks()).map((look) => [look.user_name, look.subject, look.detail])).toEqual([
      ['周主任', month, '{}'],
      ['王静', month, '{}'],
    ]);
  });

  it('a nurse lists her own and the open pool, and finds by a search who was sampled in an open month, with the fewest columns', async () => {
    const { nurse, nurse2 } = house.staff.users;
    await samplePatients(house.workstation, house.staff, [
      { name: '甲自己', nurseId: nurse.id, diagnosis: '高血压病3级', phones: ['13812340001'] },
      { name: '乙公共', diagnosis: '糖尿病', phones: ['13812340002'] },
      { name: '丙同事', nurseId: nurse2.id, diagnosis: '冠心病', phones: ['13812340003'] },
      { name: '丁未抽', notSampled: true, phones: ['13812340004'] },
    ]);
    await samplePatients(house.workstation, house.staff, [
      { name: '戊旧月', nurseId: nurse2.id, month: '2026-08', dischargeDate: '2026-08-03', phones: ['13812340005'] },
    ]);
    await house.workstation.transaction(({ db }) =>
      db.updateTable('follow_up').set({ state: 'ended', disposition: 'completed' }).where('month', '=', '2026-08').execute(),
    );
    const names = async (asked: Parameters<ReturnType<typeof as>['discharges']['list']>[0]) =>
      (await as('nurse').discharges.list(asked)).rows.map((row) => row.name).toSorted();
    expect(await names({})).toEqual(['乙公共', '甲自己']);
    expect(await names({ followUp: 'open' })).toEqual(['乙公共', '甲自己']);
    expect(await names({ followUp: 'none' })).toEqual([]);
    expect((await as('nurse').discharges.list({})).total).toBe(2);
    expect(await names({ search: '丙同事' })).toEqual(['丙同事']);
    expect(await names({ search: '0003' })).toEqual(['丙同事']);
    expect([await names({ search: '丁未抽' }), await names({ search: '戊旧月' })]).toEqual([[], []]);
    const { rows } = await as('nurse').discharges.list({ search: '丙同事' });
    expect(rows).toMatchObject([
      { phone: '138****0003', inpatientNumber: '', diagnosis: '', doctor: '', ward: '', admissionDate: null, outcome: null },
    ]);
    expect((await as('supervisor').discharges.list({ search: '丁未抽' })).rows).toMatchObject([
      { name: '丁未抽', inpatientNumber: expect.stringContaining('ZY') },
    ]);
  });

  it('a nurse reads a colleague’s patient for a reason that is written down, and not a hundred of them', async () => {
    const { nurse, nurse2 } = house.staff.users;
    const sampled = await samplePatients(
      house.workstation,
      house.staff,
      Array.from({ length: 23 }, (_, at) => ({
        name: `患者${at}`,
        nurseId: at === 0 ? nurse.id : nurse2.id,
        phones: [`138123400${String(at).padStart(2, '0')}`],
      })),
    );
    const idAt = (at: number) => sampled[at]?.dischargeId ?? '';
    const reads = as('nurse');
    expect((await reads.story.get({ id: idAt(0) })).stay.name).toBe('患者0');
    expect(await reads.story.showPhones({ id: idAt(0) })).toEqual({ numbers: ['13812340000'] });
    const refused = { code: 'LOOK_NEEDS_REASON' };
    await expect(reads.story.get({ id: idAt(1) })).rejects.toMatchObject(refused);
    await expect(reads.story.showPhones({ id: idAt(1) })).rejects.toMatchObject(refused);
    await expect(reads.story.get({ id: idAt(1), reason: ' ' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const reason = '患者来电询问';
    expect((await reads.story.get({ id: idAt(1), reason })).stay.name).toBe('患者1');
    expect(await reads.story.showPhones({ id: idAt(1), reason })).toEqual({ numbers: ['13812340001'] });
    const [shown, looked] = (await as('admin').upkeep.audit({})).rows;
    expect([looked, shown]).toMatchObject([
      { action: 'discharges.viewStory', subject: idAt(1), detail: expect.stringContaining(reason) },
      { action: 'discharges.showPhones', subject: idAt(1), detail: expect.stringContaining(reason) },
    ]);
    // Two were looked at; the same one again is no further look.
    for (let at = 2; at < 20; at += 1) await reads.story.showPhones({ id: idAt(at), reason });
    const tooMany = { code: 'TOO_MANY_LOOKS', message: expect.stringContaining('一小时内最多查看 20 位') };
    await expect(reads.story.showPhones({ id: idAt(20), reason })).rejects.toMatchObject(tooMany);
    await expect(reads.story.get({ id: idAt(20), reason })).rejects.toMatchObject(tooMany);
    await reads.story.showPhones({ id: idAt(1), reason });
    await as('nurse2').story.showPhones({ id: idAt(20) });
    house.workstation.setNow('2026-11-10T03:00:01.000Z');
    await reads.story.showPhones({ id: idAt(20), reason });
  });

  it('no answer to a question holds a whole number, an address or the digits of an identity card of somebody else’s patient', async () => {
    const secrets = ['13812349876', '解放路八十八号', '123X'];
    const [other] = await samplePatients(house.workstation, house.staff, [
      { name: '李保密', nurseId: house.staff.users.nurse2.id, phones: ['13812349876'], person: 'li' },
    ]);
    await house.workstation.transaction(({ db }) =>
      db
        .updateTable('discharge')
        .set({ address: secrets[1] ?? '', id_last4: '123X' })
        .execute(),
    );
    const [found] = await record(
      opinion({ dischargeId: other?.dischargeId ?? '', followUpId: other?.followUpId ?? '', steps: wayTo('dispatch') }),
    );
    const month = '2026-11';
    const inputs: Readonly<Record<string, object>> = {
      'story.get': { id: other?.dischargeId },
      'feedback.get': { id: found?.id },
      'calls.findCallBack': { search: '李保密' },
      'calls.brief': { followUpId: other?.followUpId },
      'calls.beforeCall': { followUpId: other?.followUpId },
      'numbers.list': { followUpId: other?.followUpId },
      'paper.paperForm': { number: 'HF-2611-001' },
      'opinions.suggest': { interviewId: 'none', text: '等了三天' },
      'worklist.workList': { scope: 'all' },
      'sampling.frame': { of: { plan: { month, size: 1 } } },
    };
    const askable = Object.entries(contract).flatMap(([room, procedures]) =>
      Object.entries(procedures).flatMap(([name, procedure]) => {
        const { kind, callers } = procedure['~orpc'].meta as ProcedureMeta;
        return kind === 'read' ? [{ room, name, callers }] : [];
      }),
    );
    expect(askable.length).toBeGreaterThan(30);
    for (const who of ['nurse', 'head', 'director'] as const) {
      const client = as(who) as unknown as Record<string, Record<string, (input: object) => Promise<unknown>>>;
      for (const { room, name, callers } of askable) {
        const asked = `${room}.${name}`;
        const input = inputs[asked] ?? { month };
        const answer = await Promise.resolve(client[room]?.[name]?.(input)).catch((error: { code?: string }) => ({ refused: error.code }));
        const allowed = callers === 'anyone' || callers === 'signedIn' || callers.includes(who);
        if (!allowed) expect(answer, `${who} ${asked}`).toEqual({ refused: 'FORBIDDEN' });
        const text = JSON.stringify(answer) ?? '';
        for (const secret of secrets) expect(text, `${who} ${asked}`).not.toContain(secret);
      }
    }
    // The nurse whose patient it is reads all of it.
    const own = JSON.stringify(await as('nurse2').story.get({ id: other?.dischargeId ?? '' }));
    expect([own.includes('解放路八十八号'), own.includes('123X'), own.includes('13812349876')]).toEqual([true, true, false]);
  });

  it('a head learns from similar cases of the own department, never from what another department’s patients said', async () => {
    await record(
      opinion({ steps: wayTo('close'), text: '自己科的' }),
      opinion({ steps: wayTo('close', 'supervisor'), departmentId: house.staff.departments.orthopedics, text: '别科的' }),
    );
    const [found] = await record(opinion({ steps: wayTo('dispatch') }));
    const texts = async (who: 'head' | 'supervisor') =>
      (await as(who).feedback.get({ id: found?.id ?? '' })).similar.map((one) => one.text).toSorted();
    expect(await texts('head')).toEqual(['自己科的']);
    expect(await texts('supervisor')).toEqual(['别科的', '自己科的']);
  });

  it('a nurse is told of the replies that wait for her, not of every nurse’s', async () => {
    await record(
      opinion({ steps: wayTo('review_pass') }),
      opinion({ steps: wayTo('review_pass'), registeredBy: house.staff.users.nurse2.id }),
    );
    expect((await as('nurse').calls.dayLine({})).repliesWaiting).toBe(1);
    expect((await as('nurse').feedback.list({})).counts.toReply).toBe(1);
    expect((await as('supervisor').calls.dayLine({})).repliesWaiting).toBe(2);
  });

  it('an urgent case nobody acknowledged is on top for its head at once, for the supervisor after half an hour', async () => {
    const overdue = opinion({
      registeredAt: '2026-10-01T02:00:00.000Z',
      text: '早已逾期',
      steps: wayTo('rectify').map((step) => ({ ...step, at: '2026-10-01T02:00:00.000Z' })),
    });
    await record(overdue, opinion({ severity: 'urgent', text: '伤口裂开' }));
    const top = async (who: 'head' | 'supervisor') => (await as(who).feedback.list({ filter: 'mine' })).rows[0]?.text;
    expect([await top('head'), await top('supervisor')]).toEqual(['伤口裂开', '早已逾期']);
    house.workstation.setNow(later);
    expect([await top('head'), await top('supervisor')]).toEqual(['伤口裂开', '伤口裂开']);
    const [urgent] = (await as('head').feedback.list({ filter: 'mine' })).rows;
    await as('head').feedback.acknowledge({ id: urgent?.id ?? '', expectedVersion: urgent?.version ?? 0 });
    expect(await top('supervisor')).toBe('早已逾期');
  });
});
