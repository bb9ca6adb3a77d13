/** Tests feedback drafts during a call and their registration. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Draft, draftsOf, registerDrafts, removeDraft, saveDraft } from '../../../electron/core/feedback/drafts.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';
import { type SeededInterview, seedInterview } from './seed.ts';

onBothDatabases('opinions of a call', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let interview: SeededInterview;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, '2026-10-14T06:02:00.000Z');
    staff = await withStaff(workstation);
    interview = await workstation.transaction((ctx) => seedInterview(ctx, staff.departments.cardiology, staff.users.nurse.id));
  });
  afterEach(() => workstation.close());

  const draft = (id: string, change: Partial<Draft> = {}): Draft => ({
    ...interview,
    id,
    kind: 'opinion',
    askedItem: 'attitude-2',
    itemCode: 'attitude-2',
    aspect: 'attitude',
    departmentId: staff.departments.cardiology,
    severity: 'general',
    text: '按铃等了二十多分钟',
    staffName: '',
    suggested: null,
    ...change,
  });
  const save = (...drafts: Draft[]) =>
    workstation.transaction(async (ctx) => {
      for (const one of drafts) await saveDraft(ctx, one);
    }, staff.users.nurse);
  const register = () => workstation.transaction((ctx) => registerDrafts(ctx, interview.interviewId), staff.users.nurse);
  const cases = () => workstation.parts.store.db.selectFrom('feedback').selectAll().orderBy('number').execute();

  it('keeps the newest text of a draft and shows it again after a restart of the call', async () => {
    await save(draft('a', { text: '按铃' }), draft('a'), draft('b', { kind: 'praise', text: '护士小陈很好', staffName: '小陈' }));
    const opinions = await workstation.transaction((ctx) => draftsOf(ctx.db, interview.interviewId));
    expect(opinions).toMatchObject([
      { id: 'a', text: '按铃等了二十多分钟', state: 'draft' },
      { id: 'b', staffName: '小陈' },
    ]);
    await workstation.transaction((ctx) => removeDraft(ctx, 'b'));
    await workstation.transaction((ctx) => removeDraft(ctx, 'b'));
    expect(await cases()).toHaveLength(1);
  });

  it('registers what was said, drops what is empty, closes praise and sends the urgent out at once', async () => {
    await save(
      draft('a'),
      draft('b', { text: '  ' }),
      draft('c', { kind: 'praise', text: '护士小陈很好' }),
      draft('d', { severity: 'urgent', text: '伤口裂开无人处理' }),
    );
    expect(await register()).toBe(3);
    expect(await register()).toBe(0);
    expect(await cases()).toMatchObject([
      { id: 'a', number: 'ZG-2610-001', state: 'registered', due_at: null, registered_by: staff.users.nurse.id },
      { id: 'c', number: 'ZG-2610-002', state: 'closed', closed_at: '2026-10-14T06:02:00.000Z' },
      { id: 'd', number: 'ZG-2610-003', state: 'dispatched', due_at: '2026-10-15T06:02:00.000Z' },
    ]);
    const events = await workstation.parts.store.db.selectFrom('feedback_event').selectAll().orderBy('id').execute();
    expect(events.map((event) => [event.feedback_id, event.from_state, event.to_state])).toEqual([
      ['a', null, 'registered'],
      ['c', null, 'registered'],
      ['c', 'registered', 'closed'],
      ['d', null, 'registered'],
      ['d', 'registered', 'dispatched'],
    ]);
  });

  it('no longer changes an opinion that is registered, nor one of another interview', async () => {
    await save(draft('a'));
    const other = await workstation.transaction((ctx) => seedInterview(ctx, staff.departments.cardiology, staff.users.nurse2.id));
    await expect(save(draft('a', { ...other, text: '别的' }))).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await register();
    await expect(save(draft('a', { text: '改' }))).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(workstation.transaction((ctx) => removeDraft(ctx, 'a'))).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await cases()).toMatchObject([{ text: '按铃等了二十多分钟' }]);
  });

  it('numbers rise within a month and begin again in the next', async () => {
    await save(draft('a'));
    await register();
    workstation.setNow('2026-10-31T16:00:00.000Z');
    await save(draft('b'));
    await register();
    expect((await cases()).map((row) => row.number)).toEqual(['ZG-2610-001', 'ZG-2611-001']);
  });
});
