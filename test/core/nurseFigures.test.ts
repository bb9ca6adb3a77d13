import { afterEach, beforeEach, expect, it } from 'vitest';
import { read, utils } from 'xlsx';
import { recordAttempts } from '../../electron/core/calling/recordInterview.ts';
import { samplePatients } from '../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../helpers/workstation.ts';
import { finish } from './qualitySeed.ts';

const month = '2026-11';

onBothDatabases('a nurse’s work', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, '2026-11-11T08:00:00.000Z');
    staff = await withStaff(workstation);
    const { nurse, nurse2 } = staff.users;
    // A Tuesday morning from 10:00 on, ten minutes apart.
    await finish(workstation, staff, nurse, { count: 6, talkSeconds: 300 });
    await finish(workstation, staff, nurse, { count: 2, talkSeconds: 60, objectTo: ['attitude_nurse'] });
    await finish(workstation, staff, nurse2, { count: 4, talkSeconds: 480 });
    const calls = await samplePatients(workstation, staff, [{}, {}, {}]);
    const at = (time: string) => `2026-11-11T${time}:00.000Z`;
    const call = (startedAt: string, outcome: 'no_answer' | 'refused' | 'busy') => ({
      nurseId: nurse.id,
      startedAt,
      endedAt: startedAt,
      outcome,
      note: outcome === 'refused' ? '不愿意' : '',
    });
    await workstation.transaction((ctx) =>
      recordAttempts(ctx, [
        { followUpId: calls[0]?.followUpId ?? '', attempts: [call(at('06:00'), 'no_answer')] },
        { followUpId: calls[1]?.followUpId ?? '', attempts: [call(at('10:00'), 'refused')] },
        { followUpId: calls[2]?.followUpId ?? '', attempts: [call(at('13:00'), 'busy')] },
      ]),
    );
  });
  afterEach(() => workstation.close());

  const as = (who: keyof Staff['users']) => workstation.as(staff.users[who]).reporting;

  it('counts dials, contacts, interviews, refusals, talk, when was dialled, 不清楚 and objections', async () => {
    const { nurses, together, dayPartNames } = await as('supervisor').nurseFigures({ month });
    expect(dayPartNames).toEqual(['08:30–12:00', '12:00–17:30', '17:30–20:30', '时段外']);
    expect(nurses[0]).toMatchObject({
      name: '王静',
      dials: 11,
      contact: { count: 9, of: 11, rate: 9 / 11 },
      completed: 8,
      completion: { count: 8, of: 9 },
      partial: 0,
      refused: 1,
      talk: { interviews: 8, mean: 240, median: 300, short: { count: 2, of: 8 } },
      dayParts: [8, 1, 1, 1],
      weekdays: [0, 8, 3, 0, 0, 0, 0],
      unclear: { count: 0 },
      objection: { count: 2, of: 8, rate: 0.25 },
      effect: { verdict: 'too_few' },
    });
    expect(nurses[0]?.objection.interval?.[0]).toBeCloseTo(0.0715, 3);
    expect(nurses[1]).toMatchObject({ name: '赵敏', dials: 4, completed: 4, talk: { mean: 480 }, objection: { count: 0, of: 4 } });
    expect(together).toMatchObject({ nurseId: null, dials: 15, completed: 12, refused: 1, effect: null });
  });

  it('is shown to a nurse for herself alone, beside the others only where they are not one person', async () => {
    const own = await as('nurse').nurseFigures({ month });
    expect(own.nurses.map(({ name }) => name)).toEqual(['王静']);
    expect(own.together).toBeNull();
    expect(own.nurses[0]?.effect).toBeNull();
    await finish(workstation, staff, staff.users.supervisor, { count: 3 });
    const { nurses, together } = await as('nurse').nurseFigures({ month });
    expect(nurses).toMatchObject([{ effect: { verdict: 'too_few' } }]);
    expect(together).toMatchObject({ name: '其他回访员合计', nurseId: null, dials: 7, completed: 7 });
    expect((await as('director').nurseFigures({ month })).nurses).toHaveLength(3);
    for (const who of ['head', 'admin'] as const)
      await expect(as(who).nurseFigures({ month })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is written as a workbook with the same figures and what they mean, and the export is logged', async () => {
    const file = await as('supervisor').nurseWorkbook({ month });
    expect(file.name).toBe('回访员工作量-2026-11.xlsx');
    const workbook = read(await file.arrayBuffer());
    expect(workbook.SheetNames).toEqual(['工作量', '拨打时段', '通话时长分布', '口径说明']);
    const rows = (sheet: string) => utils.sheet_to_json<Record<string, unknown>>(workbook.Sheets[sheet] ?? {});
    expect(rows('工作量')).toMatchObject([
      { 回访员: '王静', 拨打: 11, 完成: 8, '时长不到 120 秒': 2, 意见率: 0.25 },
      { 回访员: '赵敏', 拨打: 4 },
      { 回访员: '全部合计', 拨打: 15 },
    ]);
    expect(rows('拨打时段')[0]).toMatchObject({ 时段外: 1, 周二: 8, 周三: 3 });
    expect(rows('口径说明').map((row) => row['项目'])).toEqual(['拨打', '接通率', '完成率', '通话时长', '不清楚', '意见率']);
    const logged = await workstation.transaction(({ db }) =>
      db.selectFrom('audit').select('subject').where('action', '=', 'reporting.exportNurses').execute(),
    );
    expect(logged).toEqual([{ subject: month }]);
  });

  it('months without a sample have nothing, and the newest comes first', async () => {
    expect(await as('nurse').workMonths({})).toEqual([month]);
    expect(await as('supervisor').nurseFigures({ month: '2026-01' })).toMatchObject({ nurses: [], together: null });
  });
});
