import { afterEach, beforeEach, expect, it } from 'vitest';
import { read, utils } from 'xlsx';
import { recordAttempts } from '../../../electron/core/paper/recordInterview.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';
import { finish } from '../quality/seed.ts';

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
      sampled: 11,
      dials: 11,
      incoming: 0,
      contact: { count: 9, of: 11, rate: 9 / 11 },
      completed: 8,
      completion: { count: 8, of: 11 },
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

  it('counts calls of the patients’ own apart, and patients, not calls, in its rates', async () => {
    const { nurse2 } = staff.users;
    const [calledBack, , twice] = await samplePatients(workstation, staff, [{}, { nurseId: nurse2.id }, {}]);
    const calling = (who: 'nurse' | 'nurse2') => workstation.as(staff.users[who]);
    const at = (time: string) => workstation.setNow(`2026-11-11T${time}:00.000Z`);
    const missed = async (who: 'nurse' | 'nurse2', patient: typeof twice, outcome: 'no_answer' | 'busy' | 'soft_refused') => {
      const followUpId = patient?.followUpId ?? '';
      await calling(who).calls.take({ followUpId });
      const { attemptId } = await calling(who).calls.dial({ followUpId, phoneId: patient?.phoneIds[0] ?? '' });
      await calling(who).calls.endCall({ followUpId, attemptId, outcome, note: '改天' });
    };
    at('08:10');
    await missed('nurse2', calledBack, 'no_answer');
    await missed('nurse2', twice, 'busy');
    at('08:40');
    await missed('nurse2', twice, 'soft_refused');
    at('09:00');
    const followUpId = calledBack?.followUpId ?? '';
    const { attemptId } = await calling('nurse').calls.callBack({ followUpId });
    await calling('nurse').interviews.beginInterview({ followUpId, attemptId });
    await calling('nurse').calls.endCall({ followUpId, attemptId, outcome: 'refused', note: '不想说' });
    const { nurses, together } = await as('supervisor').nurseFigures({ month });
    // Who dialled did not reach; who answered the patient's call did not dial.
    expect(nurses.find(({ name }) => name === '王静')).toMatchObject({
      sampled: 12,
      dials: 11,
      incoming: 1,
      contact: { count: 9, of: 11 },
      refused: 2,
      completion: { count: 8, of: 12 },
    });
    // Four before; one not reached, one at the second try, one that is hers and not called yet.
    expect(nurses.find(({ name }) => name === '赵敏')).toMatchObject({
      sampled: 7,
      dials: 7,
      incoming: 0,
      contact: { count: 5, of: 6 },
      completion: { count: 4, of: 7 },
    });
    expect(together).toMatchObject({ sampled: 18, dials: 18, incoming: 1, contact: { count: 14, of: 17 } });
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
      { 回访员: '王静', '拨打（次）': 11, '来电（次）': 0, 完成: 8, '时长不到 120 秒': 2, 意见率: 0.25 },
      { 回访员: '赵敏', '拨打（次）': 4 },
      { 回访员: '全部合计', '拨打（次）': 15 },
    ]);
    expect(rows('拨打时段')[0]).toMatchObject({ 时段外: 1, 周二: 8, 周三: 3 });
    expect(rows('口径说明').map((row) => row['项目'])).toEqual([
      '样本',
      '拨打',
      '来电',
      '接通率',
      '完成、中途中断、拒访',
      '成功随访率',
      '通话时长',
      '不清楚',
      '意见率',
    ]);
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
