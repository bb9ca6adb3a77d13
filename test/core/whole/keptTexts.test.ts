/** Tests that written texts are never lost by overwriting, and that an interview counts for whoever completed it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import { agreed, samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';
import { seedInterview } from '../feedback/seed.ts';

onBothDatabases('what was written and done', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, '2026-11-10T02:00:00.000Z');
    staff = await withStaff(workstation);
  });
  afterEach(() => workstation.close());

  it('an earlier text of a rectification is kept with who wrote it and when; one sitting of one person is one text', async () => {
    const { nurse, head, supervisor } = staff.users;
    const registeredAt = '2026-11-10T02:00:00.000Z';
    const interview = await workstation.transaction((ctx) => seedInterview(ctx, staff.departments.cardiology, nurse.id));
    const [recorded] = await workstation.transaction((ctx) =>
      recordFeedback(ctx, [
        {
          ...interview,
          kind: 'opinion',
          itemCode: 'process_call',
          aspect: 'process',
          departmentId: staff.departments.cardiology,
          severity: 'general',
          text: '夜里按铃等了二十多分钟',
          staffName: '',
          registeredAt,
          registeredBy: nurse.id,
          steps: [
            { action: 'dispatch', at: registeredAt, by: nurse.id },
            { action: 'accept', at: registeredAt, by: head.id },
          ],
        },
      ]),
    );
    const id = recorded?.id ?? '';
    const feedback = workstation.as(head).feedback;
    let { version } = await feedback.get({ id });
    const write = async (at: string, cause: string, measures: string) => {
      workstation.setNow(at);
      const words = { causeKind: '人', cause, measures, responsible: '陈护士长', doneDate: null };
      ({ version } = await feedback.saveRectification({ id, expectedVersion: version, ...words }));
    };
    await write('2026-11-10T03:00:00.000Z', '抢救', '');
    await write('2026-11-10T03:05:00.000Z', '抢救时无人应铃', '二线护士应铃');
    await write('2026-11-11T03:00:00.000Z', '当晚只有一名护士', '增加夜班');
    expect(await workstation.as(supervisor).feedback.rectificationTexts({ id })).toMatchObject([
      { round: 1, at: '2026-11-10T03:00:00.000Z', by: '李主任', cause: '抢救时无人应铃', measures: '二线护士应铃' },
      { round: 1, at: '2026-11-11T03:00:00.000Z', cause: '当晚只有一名护士', measures: '增加夜班' },
    ]);
    expect((await feedback.get({ id })).rectifications).toMatchObject([{ cause: '当晚只有一名护士' }]);
  });

  it('an interview that one nurse began and another completed counts for the other, and who began it stays on record', async () => {
    const [one] = await samplePatients(workstation, staff, [{}]);
    if (!one) return expect.unreachable();
    const call = async (who: 'nurse' | 'nurse2', answers: number, outcome: 'partial' | 'completed') => {
      const { interviews, calls } = workstation.as(staff.users[who]);
      await calls.take(one);
      const { attemptId } = await calls.dial({ followUpId: one.followUpId, phoneId: one.phoneIds[0] ?? '' });
      const { questionnaire } = await calls.brief(one);
      const begun = await interviews.beginInterview({ followUpId: one.followUpId, attemptId });
      let { version } = await agreed({ interviews }, begun);
      const open = questionnaire.content.items.filter(({ code }) => !begun.answers.some(({ itemCode }) => itemCode === code));
      for (const item of open.slice(0, answers)) {
        const stamp = { interviewId: begun.id, requestId: `${begun.id} ${version}`, expectedVersion: version };
        ({ version } = await interviews.saveAnswer({ ...stamp, itemCode: item.code, value: [item.options[0]?.value ?? ''] }));
      }
      return calls.endCall({ followUpId: one.followUpId, attemptId, outcome });
    };
    await call('nurse', 2, 'partial');
    workstation.setNow('2026-11-12T02:00:00.000Z');
    expect(await call('nurse2', 100, 'completed')).toMatchObject({ disposition: 'completed' });
    const { nurses } = await workstation.as(staff.users.supervisor).reporting.nurseFigures({ month: '2026-11' });
    expect(nurses.map(({ name, completed, dials }) => [name, completed, dials]).toSorted()).toEqual([
      ['王静', 0, 1],
      ['赵敏', 1, 1],
    ]);
    const stored = await workstation.transaction(({ db }) => db.selectFrom('interview').select(['nurse_id', 'begun_by']).execute());
    expect(stored).toEqual([{ nurse_id: staff.users.nurse2.id, begun_by: staff.users.nurse.id }]);
    const reading = workstation.as(staff.users.supervisor);
    const story = await reading.story.get({ id: one.dischargeId });
    expect(story.interview).toMatchObject({ begunBy: '王静', nurse: '赵敏' });
    const sheet = await reading.quality.finishedInterview({ interviewId: story.interview?.id ?? '' });
    expect(sheet).toMatchObject({ begunBy: '王静', nurse: '赵敏' });
  });
});
