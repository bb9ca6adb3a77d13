/**
 * Tests that a word means the same figure everywhere: work list, workload, month report and workbook are counted over
 * one month with every kind of call.
 */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AttemptOutcome } from '../../../shared/base/contract/words.ts';
import { type Sampled, samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const month = '2026-11';

interface Given {
  readonly outcome: AttemptOutcome;
  /** How many questions are answered; nobody picks up without. */
  readonly answers?: number;
  /** In which hour of UTC; the second where it does not matter. */
  readonly hour?: string;
  /** The patient called. */
  readonly rings?: true;
}

onBothDatabases('figures of one month', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, '2026-11-10T02:00:00.000Z');
    staff = await withStaff(workstation);
    const { supervisor, nurse, nurse2 } = staff.users;
    await workstation.as(supervisor).upkeep.saveSettings({ ...(await workstation.as(supervisor).upkeep.settings({})), maxAttempts: 3 });
    const patients = await samplePatients(
      workstation,
      staff,
      Array.from({ length: 8 }, () => ({ phones: ['13800138001'] })),
    );
    const who = { nurse, nurse2 };

    /** One call from dialling, or ringing in, to its end ten minutes later, answered after one. */
    async function call(one: Sampled | undefined, by: keyof typeof who, day: number, given: Given) {
      if (!one) return expect.unreachable();
      const { interviews, calls } = workstation.as(who[by]);
      const at = (minute: string) => workstation.setNow(`2026-11-${day}T${given.hour ?? '02'}:${minute}:00.000Z`);
      at('00');
      if (!given.rings) await calls.take(one);
      const { attemptId } = given.rings
        ? await calls.callBack(one)
        : await calls.dial({ followUpId: one.followUpId, phoneId: one.phoneIds[0] ?? '', offHoursReason: '约好' });
      at('01');
      if (given.answers !== undefined) {
        const begun = await interviews.beginInterview({ followUpId: one.followUpId, attemptId });
        let { version } = begun;
        const stamp = () => ({ interviewId: begun.id, requestId: `${begun.id} ${version}`, expectedVersion: version });
        ({ version } = await interviews.saveProgress({ ...stamp(), answerer: 'patient', consent: true, step: 'questionnaire' }));
        const { questionnaire, interview } = await calls.brief(one);
        const asked = questionnaire.content.items.filter(({ code }) => !interview?.answers.some(({ itemCode }) => itemCode === code));
        for (const [index, item] of asked.slice(0, given.answers).entries()) {
          if (index === 1) at('03');
          ({ version } = await interviews.saveAnswer({ ...stamp(), itemCode: item.code, value: [item.options[0]?.value ?? ''] }));
        }
      }
      at('11');
      const ended = { followUpId: one.followUpId, attemptId, outcome: given.outcome, note: '原话' };
      await calls.endCall(ended);
    }
    const all = 1_000;
    // By day, because the clock of a workstation never goes back. Patient 0 completes at once; 1 refuses softly and completes with the other
    // nurse; 2 is broken off and completes on another day; 3 refuses; 4 refuses twice; 5 refuses after two answers; 6 is broken off for
    // good; 7 only called in.
    await call(patients[0], 'nurse', 10, { answers: all, outcome: 'completed' });
    await call(patients[1], 'nurse', 11, { outcome: 'soft_refused' });
    await call(patients[4], 'nurse', 11, { outcome: 'soft_refused' });
    await call(patients[2], 'nurse', 12, { answers: 3, outcome: 'partial' });
    await call(patients[2], 'nurse2', 13, { answers: all, outcome: 'completed' });
    await call(patients[3], 'nurse', 13, { outcome: 'refused' });
    await call(patients[5], 'nurse', 14, { answers: 2, outcome: 'refused' });
    for (const day of [15, 16]) await call(patients[6], 'nurse', day, { answers: 1, outcome: 'partial' });
    await call(patients[6], 'nurse', 17, { answers: 1, outcome: 'partial', hour: '05' });
    await call(patients[7], 'nurse2', 18, { rings: true, answers: all, outcome: 'completed' });
    await call(patients[1], 'nurse2', 19, { answers: all, outcome: 'completed' });
    await call(patients[4], 'nurse2', 20, { outcome: 'refused' });
    workstation.setNow('2026-11-21T02:00:00.000Z');
  });
  afterEach(() => workstation.close());

  it('are the same wherever the word is read, and each patient counts once', async () => {
    const as = workstation.as(staff.users.supervisor);
    const day = await as.calls.dayLine({ month });
    const { fieldwork } = await as.reporting.month({ month });
    const { together, nurses } = await as.reporting.nurseFigures({ month });
    if (!together) return expect.unreachable();
    expect([day.completed, fieldwork.counts.I, together.completed]).toEqual([4, 4, 4]);
    expect([day.refused, fieldwork.counts.R, together.refused]).toEqual([3, 3, 3]);
    expect([fieldwork.counts.P, together.partial]).toEqual([1, 1]);
    expect([fieldwork.attempted, together.contact.of]).toEqual([7, 7]);
    expect([fieldwork.contacted, together.contact.count]).toEqual([7, 7]);
    expect([fieldwork.reachRate, together.contact.rate]).toEqual([1, 1]);
    for (const word of ['completed', 'partial', 'refused'] as const)
      expect(
        nurses.reduce((sum, one) => sum + one[word], 0),
        word,
      ).toBe(together[word]);
    // A refusal is no interview, whatever was answered before it.
    expect(together.talk.interviews).toBe(5);
    expect(together.sampled).toBe(8);
  });

  it('give the talk from answering to hanging up, on the workload, the sheet and the call’s own line; seconds are those of the call', async () => {
    const as = workstation.as(staff.users.supervisor);
    const { together } = await as.reporting.nurseFigures({ month });
    expect(together?.talk).toMatchObject({ mean: 600, median: 600, p5: 600 });
    const resumed = await workstation.transaction(({ db }) =>
      db.selectFrom('interview').select('id').where('started_at', 'like', '2026-11-12%').executeTakeFirstOrThrow(),
    );
    const { talkSeconds, aspects } = await as.quality.finishedInterview({ interviewId: resumed.id });
    expect(talkSeconds).toBe(600);
    const seconds = aspects.flatMap(({ answers }) => answers.flatMap(({ second }) => second ?? []));
    expect(Math.max(...seconds)).toBe(120);
  });
});
