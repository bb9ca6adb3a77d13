/** What a head reads of a case: the words without phone and address, and where fewer than ten were interviewed nothing that names one. */
import { expect, it } from 'vitest';
import { insertUser } from '../../../electron/core/accounts/users.ts';
import type { Actor } from '../../../electron/core/base/context.ts';
import { recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import type { FeedbackCase } from '../../../shared/feedback/contract/feedback.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { seedInterview } from './seed.ts';

const heardAt = '2026-11-10T02:13:47.123Z';
const told = '我是张桂兰，家住解放路12号3栋，电话138 1234 5678，也可打０５７１－88005501。护士叫张 桂兰三遍，2026-11-02 换药时没人来';
const written = { causeKind: '人', cause: '张桂兰的床位没有护士', measures: '加一人', responsible: '陈护士长', doneDate: null };

onBothDatabases('what a head reads of a case', (kind) => {
  const house = new House(kind);
  const room = (who: 'nurse' | 'head' | 'supervisor') => house.as(who).feedback;
  const next = ({ id, version }: FeedbackCase) => ({ id, expectedVersion: version });

  /** Cases of this month, one from each of so many interviews of a department, sent to one. */
  async function cases(
    count: number,
    { of, to, severity = 'general', text = told }: { of: string; to: string; severity?: 'general' | 'urgent'; text?: string },
  ): Promise<FeedbackCase[]> {
    const { workstation, staff } = house;
    const found: FeedbackCase[] = [];
    for (let at = 0; at < count; at++) {
      const seeded = await workstation.transaction(async (ctx) => {
        const seed = await seedInterview({ ...ctx, now: heardAt }, of, staff.users.nurse.id);
        await ctx.db.updateTable('discharge').set({ address: '解放路12号3栋' }).where('id', '=', seed.dischargeId).execute();
        return seed;
      });
      if (at > 0) continue;
      const [one] = await workstation.transaction((ctx) =>
        recordFeedback(ctx, [
          {
            ...seeded,
            kind: 'opinion',
            itemCode: 'quality_effect',
            aspect: 'quality',
            departmentId: to,
            severity,
            text,
            staffName: '',
            registeredAt: heardAt,
            registeredBy: staff.users.nurse.id,
            steps: [],
          },
        ]),
      );
      const registered = await room('nurse').get({ id: one?.id ?? '' });
      house.workstation.setNow('2026-11-11T03:00:00.000Z');
      found.push(severity === 'urgent' ? registered : await room('nurse').dispatch({ ...next(registered), departmentId: to, severity }));
    }
    return found;
  }
  const one = async (...given: Parameters<typeof cases>) => (await cases(...given))[0] ?? expect.unreachable();

  it('fewer than ten: words without name, phone and address, wherever they stand, and the stored ones as they were', async () => {
    const { cardiology } = house.staff.departments;
    const sent = await one(3, { of: cardiology, to: cardiology });
    const words = '我是（患者），家住（住址），电话138****5678，也可打0571****5501。护士叫（患者）三遍，2026-11-02 换药时没人来';
    const accepted = await room('head').accept(next(sent));
    const { version } = await room('head').saveRectification({ ...next(accepted), ...written });
    await room('head').submitRectification({ id: sent.id, expectedVersion: version });
    const found = await room('head').get({ id: sent.id });
    expect(found.text).toBe(words);
    expect((await room('head').list({ filter: 'all' })).rows[0]?.text).toBe(words);
    const texts = await room('head').rectificationTexts({ id: sent.id });
    for (const read of [found, texts]) expect(JSON.stringify(read)).not.toMatch(/张\s*桂兰|解放路|12345678|1234 5678/);
    expect((await room('nurse').get({ id: sent.id })).text).toBe(told);
  });

  it('ten or more: the name may stand, phone and address never', async () => {
    const { cardiology } = house.staff.departments;
    const sent = await one(12, { of: cardiology, to: cardiology });
    const { text } = await room('head').get({ id: sent.id });
    expect(text).toContain('我是张桂兰，家住（住址），电话138****5678');
  });

  it('a withheld name or number is not found by searching for it; the words that are read are', async () => {
    const { cardiology } = house.staff.departments;
    await one(3, { of: cardiology, to: cardiology });
    const total = async (who: 'head' | 'nurse', search: string) => (await room(who).list({ filter: 'all', search })).total;
    expect([await total('head', '张桂兰'), await total('head', '1234'), await total('head', '换药')]).toEqual([0, 0, 1]);
    expect(await total('nurse', '张桂兰')).toBe(1);
  });

  it('an urgent case on top of the screen hides them too; a warning sign, whose patient must be called, does not', async () => {
    const { cardiology } = house.staff.departments;
    await one(2, { of: cardiology, to: cardiology, severity: 'urgent', text: '张桂兰说护士不理人，电话13812345678' });
    expect(await room('head').alarms({})).toMatchObject([{ text: '（患者）说护士不理人，电话138****5678', patient: '' }]);
  });

  it('fewer than ten: no time of the interview and no nurse, in no field', async () => {
    const { cardiology } = house.staff.departments;
    const sent = await one(3, { of: cardiology, to: cardiology });
    const accepted = await room('head').accept(next(sent));
    const { version } = await room('head').saveRectification({ ...next(accepted), ...written });
    const handed = await room('head').submitRectification({ id: sent.id, expectedVersion: version });
    const reviewed = await room('supervisor').review({ ...next(handed), verdict: 'passed' });
    await room('nurse').reply({ ...next(reviewed), content: '已加派护士', verdict: 'accepted', patientWords: '张桂兰满意', way: 'person' });
    const found = await room('head').get({ id: sent.id });
    expect(found.replies).toMatchObject([{ by: '回访员', patientWords: '（患者）满意' }]);
    expect(found.timeline.map(({ action }) => action)).toContain('reply');
    const all = JSON.stringify(found);
    expect(all).not.toContain('02:13');
    expect(all).not.toContain(house.staff.users.nurse.name);
    expect(found).toMatchObject({ interviewedAt: null, nurseName: '', aspect: null, itemTitle: '', itemSay: '', similar: [] });
  });

  it('the department of the patient decides: for the deputy of a department without a head, and for a case sent to another one', async () => {
    const { workstation, staff } = house;
    const { cardiology, orthopedics } = staff.departments;
    const id = await workstation.transaction((ctx) =>
      insertUser(ctx, { login: 'h2', name: '孙主任', role: 'head', departmentId: staff.departments.obstetrics }, ''),
    );
    await workstation.transaction(({ db }) => db.updateTable('department').set({ deputy_id: id }).where('id', '=', orthopedics).execute());
    const deputy: Actor = { id, name: '孙主任', role: 'head', departmentId: staff.departments.obstetrics };
    const withheld = { aspect: null, itemTitle: '', patient: { shown: 'too_few', sex: '', age: '' } };
    const few = await one(3, { of: orthopedics, to: orthopedics });
    expect(await workstation.as(deputy).feedback.get({ id: few.id })).toMatchObject({ ...withheld, deputy: true });
    expect((await workstation.as(deputy).feedback.list({ filter: 'all' })).rows).toMatchObject([{ aspect: null, itemTitle: '' }]);
    const passedOn = await one(1, { of: orthopedics, to: cardiology });
    const read = await room('head').get({ id: passedOn.id });
    expect(read).toMatchObject(withheld);
    expect(read.text).not.toContain('张桂兰');
  });
});
