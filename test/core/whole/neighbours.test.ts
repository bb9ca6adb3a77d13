/** Tests that each event updates all related records, as one table of events. */
import { beforeEach, describe, expect, it } from 'vitest';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { dialled, importStays, openScene, records, type Scene, stays } from './neighboursScene.ts';

type Records = Awaited<ReturnType<typeof records>>;
interface Event {
  readonly event: string;
  readonly happens: (house: House, scene: Scene) => Promise<unknown>;
  /** What the event must reach. All that is not named stays as it was. */
  readonly reaches: (scene: Scene, before: Records) => Readonly<Partial<Record<keyof Records, unknown>>>;
}

/** The user can no longer sign in; `handTo` says who has the work from then on. */
async function leaves(house: House, who: 'nurse' | 'head', handTo?: string | null): Promise<void> {
  const { id, name, departmentId } = house.staff.users[who];
  const { version } = await house.workstation.parts.store.db
    .selectFrom('app_user')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const order = { id, name, role: who, departmentId, active: false, version };
  await house.as('admin').hospital.updateUser(handTo === undefined ? order : { ...order, handTo });
}

const nurseOf = (house: House) => house.as('nurse');
const calls = async (house: House, followUpId: string, end: object) =>
  nurseOf(house).calls.endCall({ ...(await dialled(house, nurseOf(house), followUpId)), ...end } as never);

/** The other stay's interview is over: what was answered counts, what was said is a case, nothing is due. */
const brokenOffForGood = (before: Records) => ({
  earlier: { ...before.earlier, state: 'ended', disposition: 'partial', appointment: null },
  interview: { ...before.interview, state: 'partial', objections: 1, satisfied: 0 },
  counted: 1,
  opinions: ['registered'],
});

const events: readonly Event[] = [
  {
    event: 'a death told in the call about another stay',
    happens: (house, { followUps }) => calls(house, followUps.later, { outcome: 'deceased' }),
    reaches: (_, before) => ({
      ...brokenOffForGood(before),
      later: { state: 'ended', disposition: 'deceased' },
      queue: [],
      listed: ['deceased'],
    }),
  },
  {
    event: 'a refusal for ever in the call about another stay',
    happens: (house, { followUps }) =>
      calls(house, followUps.later, {
        outcome: 'refused',
        note: '别再打了',
        doNotCall: { scope: 'patient', why: 'own_wish', note: '', until: null },
      }),
    reaches: (_, before) => ({
      ...brokenOffForGood(before),
      later: { state: 'ended', disposition: 'refused' },
      queue: [],
      listed: ['own_wish'],
    }),
  },
  {
    event: 'the patient put on the do-not-call list',
    happens: (house, { discharges }) =>
      house.supervisor.numbers.addDoNotCall({ target: { dischargeId: discharges.later }, why: 'complaint' }),
    reaches: (_, before) => ({
      ...brokenOffForGood(before),
      later: { state: 'ended', disposition: 'refused' },
      queue: [],
      listed: ['complaint'],
    }),
  },
  {
    event: 'the only number put on the do-not-call list',
    happens: (house) => house.supervisor.numbers.addDoNotCall({ target: { number: '13800000001' }, why: 'own_wish' }),
    reaches: (_, before) => ({
      ...brokenOffForGood(before),
      later: { state: 'ended', disposition: 'refused' },
      queue: [],
      listed: ['own_wish'],
    }),
  },
  {
    event: 'the patient in hospital again, told in the call about another stay',
    happens: (house, { followUps }) => calls(house, followUps.later, { outcome: 'readmitted' }),
    reaches: ({ followUps }) => ({ later: { state: 'ended', disposition: 'readmitted' }, queue: [followUps.earlier] }),
  },
  {
    event: 'the name corrected by a later import',
    happens: (house) => importStays(house, [stays.earlier.replace('张桂兰', '章桂兰')]),
    reaches: (_, before) => ({ earlier: { ...before.earlier, name: '章桂兰' } }),
  },
  {
    event: 'the department corrected by a later import',
    happens: (house) => importStays(house, [stays.earlier.replace('心血管内科', '骨科')]),
    reaches: (_, before) => ({
      earlier: { ...before.earlier, department: '骨科' },
      interview: { ...before.interview, department: '骨科' },
    }),
  },
  {
    event: 'the only number of a stay found wrong',
    happens: async (house, { followUps, discharges }) => {
      const { db } = house.workstation.parts.store;
      const phone = await db.selectFrom('phone').select('id').where('discharge_id', '=', discharges.later).executeTakeFirstOrThrow();
      await nurseOf(house).calls.take({ followUpId: followUps.later });
      const { attemptId } = await nurseOf(house).calls.dial({ followUpId: followUps.later, phoneId: phone.id });
      await nurseOf(house).calls.endCall({ followUpId: followUps.later, attemptId, outcome: 'wrong_number' });
    },
    reaches: ({ followUps }) => ({ later: { state: 'ended', disposition: 'wrong_number' }, queue: [followUps.earlier] }),
  },
  {
    event: 'a nurse who leaves, her work given to a colleague',
    happens: (house) => leaves(house, 'nurse', house.staff.users.nurse2.id),
    reaches: (_, before) => ({
      earlier: { ...before.earlier, nurse: 'nurse2' },
      later: { ...before.later, nurse: 'nurse2' },
      handOver: ['nurse2'],
      cases: { ...before.cases, nurse: 'nurse2' },
      reviews: ['returned'],
    }),
  },
  {
    event: 'a nurse who leaves, her work given to the pool',
    happens: (house) => leaves(house, 'nurse', null),
    reaches: (_, before) => ({
      earlier: { ...before.earlier, nurse: null },
      later: { ...before.later, nurse: null },
      handOver: [null],
      cases: { ...before.cases, nurse: null },
      reviews: ['returned'],
    }),
  },
  {
    event: 'a nurse who goes on leave',
    happens: (house) =>
      house.supervisor.sampling.leave({ nurseId: house.staff.users.nurse.id, onLeave: true, to: [house.staff.users.nurse2.id] }),
    reaches: (_, before) => ({ earlier: { ...before.earlier, nurse: 'nurse2' }, later: { ...before.later, nurse: 'nurse2' } }),
  },
  {
    event: 'a head who leaves',
    happens: (house) => leaves(house, 'head'),
    reaches: (_, before) => ({ supervisorMay: [...new Set([...before.supervisorMay, 'acknowledge', 'accept'])].toSorted() }),
  },
  {
    event: 'the questionnaire of an open interview retired',
    happens: async (house, scene) => {
      const { questionnaires } = house.supervisor;
      const versions = await questionnaires.list({});
      const used = versions.find((one) => one.state === 'published');
      const draft = await questionnaires.createDraft({ from: 'version', id: used?.id ?? '' });
      await questionnaires.publish({ id: draft.id, revision: draft.revision, use: true });
      await questionnaires.retire({ id: used?.id ?? '' });
      // It goes on with the questionnaire it began with.
      await nurseOf(house).interviews.beginInterview(await dialled(house, nurseOf(house), scene.followUps.earlier));
    },
    reaches: (_, before) => ({ earlier: { ...before.earlier, holder: 'nurse' } }),
  },
  {
    event: 'a batch taken back of which stays were drawn',
    happens: async (house) => {
      const batch = await house.workstation.parts.store.db.selectFrom('import_batch').select('id').executeTakeFirstOrThrow();
      await expect(house.as('admin').import.undoBatch({ batchId: batch.id, reason: '导错了' })).rejects.toMatchObject({
        code: 'BATCH_DRAWN',
      });
    },
    reaches: () => ({}),
  },
  {
    event: 'a death corrected after the interview of another stay was ended by it',
    happens: async (house, { followUps, discharges }) => {
      await calls(house, followUps.later, { outcome: 'deceased' });
      house.workstation.setNow('2026-11-10T03:00:00.000Z');
      await house.supervisor.calls.correctDeath({ dischargeId: discharges.earlier, reason: '接电话的人弄错了' });
    },
    reaches: ({ followUps }, before) => ({
      ...brokenOffForGood(before),
      later: { state: 'open', disposition: null },
      queue: [followUps.later],
    }),
  },
];

onBothDatabases('what an event reaches', (kind) => {
  let scene: Scene;
  let before: Records;
  const house = new House(kind);
  beforeEach(async () => {
    scene = await openScene(house);
    before = await records(house, scene);
  });

  describe('beside its own record', () => {
    it.each(events)('$event', async ({ happens, reaches }) => {
      await happens(house, scene);
      const after = await records(house, scene);
      expect(after).toMatchObject({ ...before, ...reaches(scene, before) });
      const { checks } = await house.supervisor.upkeep.verify({});
      expect(checks.filter((check) => !check.ok)).toEqual([]);
    });
  });
});
