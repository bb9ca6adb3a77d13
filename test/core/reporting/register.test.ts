/** Tests the register: it lists follow-ups without a whole interview too, and every round of feedback. */
import { expect, it } from 'vitest';
import { read, utils } from 'xlsx';
import type { RecordedStep } from '../../../electron/core/feedback/history.ts';
import { recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { seedInterview } from '../feedback/seed.ts';

onBothDatabases('the register', (kind) => {
  const house = new House(kind);
  const rows = async () => (await house.as('supervisor').reporting.register({ month: '2026-11' })).rows;

  it('says of a refusal, a death and a call that broke off what happened and what was noted', async () => {
    const nurse = house.as('nurse');
    const patients = await samplePatients(house.workstation, house.staff, [{ name: '张一' }, { name: '李二' }, { name: '王三' }]);
    const ends = [
      { outcome: 'refused', note: '不想说' },
      { outcome: 'deceased', note: '' },
      { outcome: 'partial', note: '来客人了' },
    ] as const;
    for (const [index, { followUpId, phoneIds }] of patients.entries()) {
      await nurse.calls.take({ followUpId });
      const { attemptId } = await nurse.calls.dial({ followUpId, phoneId: phoneIds[0] ?? '' });
      await nurse.interviews.beginInterview({ followUpId, attemptId });
      await nurse.calls.endCall({ followUpId, attemptId, ...(ends[index] ?? ends[0]) });
    }
    expect((await rows()).map(({ name, opinions }) => [name, opinions])).toEqual([
      ['张一', '拒访：不想说'],
      ['李二', '已故'],
    ]);
  });

  it('has a row for a refusal and a death told before any interview began, on screen and in the workbook; none where nobody was reached', async () => {
    const nurse = house.as('nurse');
    const patients = await samplePatients(house.workstation, house.staff, [
      { name: '张一' },
      { name: '李二' },
      { name: '王三' },
      { name: '赵四' },
    ]);
    const ends = [
      { outcome: 'refused', note: '没听完就挂了' },
      { outcome: 'deceased', note: '家属说上周去世' },
      { outcome: 'not_in_service', note: '' },
      { outcome: 'denies_stay', note: '没住过院' },
    ] as const;
    for (const [index, { followUpId, phoneIds }] of patients.entries()) {
      house.workstation.setNow(`2026-11-10T0${2 + index}:00:00.000Z`);
      await nurse.calls.take({ followUpId });
      const { attemptId } = await nurse.calls.dial({ followUpId, phoneId: phoneIds[0] ?? '' });
      await nurse.calls.endCall({ followUpId, attemptId, ...(ends[index] ?? ends[0]) });
    }
    const page = await house.as('supervisor').reporting.register({ month: '2026-11' });
    expect(page.total).toBe(3);
    expect(page.rows.map(({ name, opinions, interviewedAt }) => [name, opinions, interviewedAt])).toEqual([
      ['张一', '拒访：没听完就挂了', '2026-11-10 10:00'],
      ['李二', '已故：家属说上周去世', '2026-11-10 11:00'],
      ['赵四', '否认住院：没住过院', '2026-11-10 13:00'],
    ]);
    expect((await house.as('nurse').reporting.register({ month: '2026-11' })).total).toBe(3);
    expect((await house.as('nurse2').reporting.register({ month: '2026-11' })).total).toBe(0);
    const file = await house.as('supervisor').reporting.registerWorkbook({ month: '2026-11', reason: '存档' });
    const [sheet = {}] = Object.values(read(await file.arrayBuffer()).Sheets);
    expect(utils.sheet_to_csv(sheet)).toMatch(/张一.*拒访：没听完就挂了[\s\S]*李二.*已故/);
  });

  it('shows every round: what the patient did not accept stays beside what was done then', async () => {
    const { workstation, staff } = house;
    const { nurse, head, supervisor } = staff.users;
    const at = '2026-11-10T02:00:00.000Z';
    const seeded = await workstation.transaction((ctx) => seedInterview(ctx, staff.departments.cardiology, nurse.id, '2026-11'));
    const roundOf = (measures: string, verdict: 'accepted' | 'not_accepted', patientWords: string): RecordedStep[] => [
      { action: 'rectify', at, by: head.id, causeKind: '人', cause: '夜班只有一人', measures, responsible: '陈护士长', doneDate: null },
      { action: 'review_pass', at, by: supervisor.id, comment: '' },
      { action: 'reply', at, by: nurse.id, content: `告知：${measures}`, verdict, patientWords, way: 'person', calls: [] },
    ];
    await workstation.transaction((ctx) =>
      recordFeedback(ctx, [
        {
          ...seeded,
          kind: 'opinion',
          itemCode: null,
          aspect: 'process',
          departmentId: staff.departments.cardiology,
          severity: 'general',
          text: '按铃等了 20 分钟',
          staffName: '',
          registeredAt: at,
          registeredBy: nurse.id,
          steps: [
            { action: 'dispatch', at, by: nurse.id },
            { action: 'accept', at, by: head.id },
            ...roundOf('已批评当班护士', 'not_accepted', '没说以后怎么办'),
            ...roundOf('夜班加一人', 'accepted', ''),
          ],
        },
      ]),
    );
    expect((await rows()).filter(({ measures }) => measures !== '')).toMatchObject([
      {
        opinions: '按铃等了 20 分钟',
        measures: '第1轮 已批评当班护士 → 第2轮 夜班加一人',
        repliedAt: '第1轮 2026-11-10 10:00 → 第2轮 2026-11-10 10:00',
        replyContent: '第1轮 告知：已批评当班护士（不认可：没说以后怎么办） → 第2轮 告知：夜班加一人',
      },
    ]);
  });
});
