/** Tests that every open follow-up can be called, and that others have ended. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Patient, type Sampled, samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

onBothDatabases('numbers that may not be dialled', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, '2026-11-10T02:00:00.000Z');
    staff = await withStaff(workstation);
  });
  afterEach(() => workstation.close());

  const nurse = () => workstation.as(staff.users.nurse);
  const supervisor = () => workstation.as(staff.users.supervisor);
  async function patient(given: Patient): Promise<Sampled> {
    const [sampled] = await samplePatients(workstation, staff, [given]);
    return sampled ?? expect.unreachable();
  }
  const dial = async ({ followUpId, phoneIds }: Sampled, which = 0) => {
    await nurse().calls.take({ followUpId });
    return nurse().calls.dial({ followUpId, phoneId: phoneIds[which] ?? '' });
  };
  const stateOf = ({ followUpId }: Sampled) =>
    workstation.transaction((ctx) =>
      ctx.db.selectFrom('follow_up').select(['state', 'disposition', 'next_at']).where('id', '=', followUpId).executeTakeFirst(),
    );

  it('a wrong number whose only neighbour is on the do-not-call list ends the follow-up', async () => {
    const one = await patient({ phones: ['13800000001', '13900000009'] });
    await supervisor().numbers.addDoNotCall({ target: { number: '13900000009' }, why: 'own_wish' });
    const { attemptId } = await dial(one);
    const ended = await nurse().calls.endCall({ followUpId: one.followUpId, attemptId, outcome: 'wrong_number' });
    expect(ended).toMatchObject({ followUpState: 'ended', disposition: 'wrong_number', nextAt: null });
    await expect(nurse().calls.takeNext({})).rejects.toMatchObject({ code: 'NOTHING_TO_TAKE' });
  });

  it.each([
    ['number', 'refused'],
    ['patient', 'refused'],
  ] as const)('the %s put on the list while it rings: the call ends the follow-up as %s', async (target, disposition) => {
    const one = await patient({ phones: ['13800000001'] });
    const { attemptId } = await dial(one);
    await supervisor().numbers.addDoNotCall({
      target: target === 'number' ? { number: '13800000001' } : { dischargeId: one.dischargeId },
      why: 'own_wish',
    });
    expect(await stateOf(one)).toMatchObject({ state: 'open' });
    const ended = await nurse().calls.endCall({ followUpId: one.followUpId, attemptId, outcome: 'no_answer' });
    expect(ended).toMatchObject({ followUpState: 'ended', disposition });
  });

  it('the last number is not marked bad before a call found it wrong: nothing ends a follow-up that nobody dialled', async () => {
    const one = await patient({ phones: ['13800000001', '13800000002'] });
    await nurse().calls.take(one);
    const mark = (index: number) =>
      nurse().numbers.markNumber({ followUpId: one.followUpId, phoneId: one.phoneIds[index] ?? '', mark: 'bad' });
    await mark(0);
    await expect(mark(1)).rejects.toMatchObject({ code: 'NUMBER_NOT_DIALLED' });
    expect(await stateOf(one)).toMatchObject({ state: 'open', disposition: null });
    const { attemptId } = await dial(one, 1);
    await expect(mark(1)).rejects.toMatchObject({ code: 'NUMBER_NOT_DIALLED' });
    await nurse().calls.endCall({ followUpId: one.followUpId, attemptId, outcome: 'no_answer' });
    await nurse().calls.take(one);
    await expect(mark(1)).rejects.toMatchObject({ code: 'NUMBER_NOT_DIALLED' });
    expect(await stateOf(one)).toMatchObject({ state: 'open', disposition: null });
  });

  it('the only number that a call found wrong, and was marked so again, ends the follow-up, which the ward checks and opens again', async () => {
    const one = await patient({ phones: ['13800000001', '13800000002'] });
    const { attemptId } = await dial(one);
    await nurse().calls.endCall({ followUpId: one.followUpId, attemptId, outcome: 'wrong_number' });
    const mark = (index: number, kind: 'bad' | 'restored') =>
      nurse().numbers.markNumber({ followUpId: one.followUpId, phoneId: one.phoneIds[index] ?? '', mark: kind });
    await mark(0, 'restored');
    await mark(1, 'bad');
    expect(await nurse().numbers.list(one)).toMatchObject([
      { bad: false, foundBad: true },
      { bad: true, foundBad: false },
    ]);
    await mark(0, 'bad');
    expect(await stateOf(one)).toEqual({ state: 'ended', disposition: 'wrong_number', next_at: null });
    await expect(nurse().calls.takeNext({})).rejects.toMatchObject({ code: 'NOTHING_TO_TAKE' });
    expect((await supervisor().numbers.numbersToCheck({})).rows).toMatchObject([{ answer: null }, { answer: null }]);
    expect(await supervisor().numbers.answerNumber({ phoneId: one.phoneIds[0] ?? '', answer: { kind: 'verified' } })).toMatchObject({
      reopened: true,
    });
    expect(await nurse().calls.takeNext({})).toEqual({ followUpId: one.followUpId });
  });

  it('a bad number is not dialled; a good one beside it is', async () => {
    const one = await patient({ phones: ['13800000001', '13800000002'] });
    await nurse().calls.take(one);
    await nurse().numbers.markNumber({ followUpId: one.followUpId, phoneId: one.phoneIds[0] ?? '', mark: 'bad' });
    await expect(dial(one)).rejects.toMatchObject({ code: 'NUMBER_BAD' });
    await expect(dial(one, 1)).resolves.toMatchObject({ attemptId: expect.any(String) });
  });

  it('numbers that went bad in another way are found when the next patient is asked for: nobody gets that one', async () => {
    const [stranded, good] = [
      await patient({ phones: ['13800000001'], dischargeDate: '2026-11-01' }),
      await patient({ phones: ['13800000002'] }),
    ];
    await workstation.transaction((ctx) =>
      ctx.db.updateTable('phone').set({ bad: 1 }).where('discharge_id', '=', stranded.dischargeId).execute(),
    );
    expect(await nurse().calls.takeNext({})).toEqual({ followUpId: good.followUpId });
    expect(await stateOf(stranded)).toMatchObject({ state: 'ended', disposition: 'wrong_number' });
  });

  it('a refusal stays a refusal where the number goes bad in another way afterwards', async () => {
    const one = await patient({ phones: ['13800000001'] });
    const { attemptId } = await dial(one);
    await nurse().calls.endCall({ followUpId: one.followUpId, attemptId, outcome: 'soft_refused', note: '现在不想说' });
    await workstation.transaction((ctx) =>
      ctx.db.updateTable('phone').set({ bad: 1 }).where('discharge_id', '=', one.dischargeId).execute(),
    );
    workstation.setNow('2026-11-18T02:00:00.000Z');
    const good = await patient({ phones: ['13800000002'] });
    expect(await workstation.as(staff.users.nurse2).calls.takeNext({})).toEqual({ followUpId: good.followUpId });
    expect(await stateOf(one)).toMatchObject({ state: 'ended', disposition: 'refused' });
  });

  it('a patient who rings is never at the maximum for it, and the number that the ward corrected is called again', async () => {
    const one = await patient({ phones: ['13800000001'] });
    for (let day = 10; day < 15; day += 1) {
      workstation.setNow(`2026-11-${day}T02:00:00.000Z`);
      const { attemptId } = await nurse().calls.callBack(one);
      const call = { followUpId: one.followUpId, attemptId, outcome: 'appointment' as const };
      expect(await nurse().calls.endCall({ ...call, appointmentAt: `2026-11-${day + 1}T02:00:00.000Z` })).toMatchObject({
        followUpState: 'open',
      });
    }
    workstation.setNow('2026-11-15T02:00:00.000Z');
    expect((await nurse().worklist.workList({})).rows).toMatchObject([{ attempts: 0 }]);
    const { attemptId } = await dial(one);
    expect((await nurse().calls.brief(one)).followUp).toMatchObject({ attempts: 0 });
    await nurse().calls.endCall({ followUpId: one.followUpId, attemptId, outcome: 'wrong_number' });
    const answer = { kind: 'corrected', number: '13900000001', relation: '' } as const;
    expect(await supervisor().numbers.answerNumber({ phoneId: one.phoneIds[0] ?? '', answer })).toEqual({ reopened: true, why: '' });
    expect((await nurse().worklist.workList({})).rows).toMatchObject([{ attempts: 1 }]);
  });
});
