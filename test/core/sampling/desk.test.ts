import { expect, it } from 'vitest';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { addStays, plainStays, type Stay } from './seed.ts';

const month = '2026-10';

onBothDatabases('sampling plans in full', (kind) => {
  const room = new House(kind);
  const cardiology = () => room.staff.departments.cardiology;
  const orthopedics = () => room.staff.departments.orthopedics;

  it('draws the numbers given by hand, and refuses what a stratum does not hold', async () => {
    await addStays(room.workstation, [...plainStays(cardiology(), 'A', 20), ...plainStays(orthopedics(), 'B', 5)]);
    const plan = { month, size: 1, allocation: 'by_hand' as const, byHand: { 心血管内科: 4, 骨科: 6 } };
    const refused = await room.supervisor.sampling.preview(plan);
    expect(refused).toMatchObject({ drawn: 10, refused: '抽样方案不能执行：“骨科”指定抽 6 例，超过该层合格的 5 例。' });
    expect(refused.strata.map(({ name, eligible, drawn }) => [name, eligible, drawn])).toEqual([
      ['心血管内科', 20, 4],
      ['骨科', 5, 6],
    ]);
    await expect(room.supervisor.sampling.draw({ plan })).rejects.toMatchObject({ code: 'PLAN_REFUSED' });
    const draw = await room.supervisor.sampling.draw({ plan: { ...plan, byHand: { 心血管内科: 4, 骨科: 5 } } });
    expect(draw).toMatchObject({ drawn: 9, plan: { allocation: 'by_hand', byHand: { 心血管内科: 4, 骨科: 5 } } });
    expect((await room.supervisor.sampling.verify({ month })).ok).toBe(true);
  });

  it('still reads a plan that was stored before these choices existed', async () => {
    await addStays(room.workstation, plainStays(cardiology(), 'A', 20));
    await room.supervisor.sampling.draw({ plan: { month, size: 5 } });
    await room.workstation.transaction(async ({ db }) => {
      const { plan } = await db.selectFrom('draw').select('plan').executeTakeFirstOrThrow();
      const { byHand: _, customRules: __, ...old } = JSON.parse(plan);
      await db
        .updateTable('draw')
        .set({ plan: JSON.stringify(old) })
        .execute();
    });
    expect(await room.supervisor.sampling.draws({})).toMatchObject([{ plan: { byHand: {}, customRules: [] } }]);
    expect((await room.supervisor.sampling.verify({ month })).ok).toBe(true);
  });

  it('leaves out what a custom rule names, by text, number, code and days in hospital', async () => {
    const of = (inpatient_number: string, change: Partial<Stay> = {}): Stay => ({
      inpatient_number,
      department_id: cardiology(),
      ...change,
    });
    await addStays(room.workstation, [
      of('1', { ward: '日间病房' }),
      of('2', { payment: '自费' }),
      of('3', { cost_cents: 10_000_001 }),
      of('4', { diagnosis: '肺恶性肿瘤' }),
      of('5', { admission_date: '2026-10-15' }),
      of('6', { discharge_mode: '2' }),
      of('7', { cost_cents: 10_000_000, admission_date: '2026-10-14' }),
      of('8'),
    ]);
    const left = async (...customRules: NonNullable<Parameters<typeof room.supervisor.sampling.preview>[0]['customRules']>) => {
      const { rows } = await room.supervisor.sampling.frameRows({
        of: { plan: { month, size: 9, customRules } },
        show: { reason: 'custom' },
      });
      return rows.map((row) => row.inpatientNumber).join(' ');
    };
    expect(await left({ field: 'ward', operator: 'equals', value: '日间病房' })).toBe('1');
    expect(await left({ field: 'payment', operator: 'equals', value: '自费' })).toBe('2');
    expect(await left({ field: 'cost', operator: 'greater', value: '100000' })).toBe('3');
    expect(await left({ field: 'diagnosis', operator: 'contains', value: '恶性' })).toBe('4');
    expect(await left({ field: 'stayDays', operator: 'less', value: '1' })).toBe('5');
    expect(await left({ field: 'dischargeMode', operator: 'not_equals', value: '1' })).toBe('6');
    expect(
      await left({ field: 'ward', operator: 'equals', value: '日间病房' }, { field: 'payment', operator: 'equals', value: '自费' }),
    ).toBe('1 2');
    await expect(left({ field: 'cost', operator: 'greater', value: '很多' })).rejects.toMatchObject({
      code: 'PLAN_REFUSED',
      message: '抽样方案不能执行：排除条件“总费用（元）”要与一个数比较。',
    });
    const all = await room.supervisor.sampling.preview({
      month,
      size: 5,
      customRules: [{ field: 'remark', operator: 'equals', value: '' }],
    });
    expect(all).toMatchObject({ frame: { total: 8, eligible: 0 }, strata: [], refused: '所有出院记录都被排除，没有可抽的对象。' });
  });

  it('shows which discharges are behind a number, now and as they were when drawn', async () => {
    await addStays(room.workstation, [
      ...plainStays(cardiology(), 'A', 12),
      { inpatient_number: 'D1', department_id: orthopedics(), outcome: 'died', name: '赵六', ward: '骨一' },
      { inpatient_number: 'N1', department_id: orthopedics(), dialable: 0 },
    ]);
    const plan = { month, size: 4, reserves: 2 };
    const died = await room.supervisor.sampling.frameRows({ of: { plan }, show: { reason: 'died' } });
    expect(died).toEqual({
      total: 1,
      rows: [
        {
          key: 'D1|2026-10-15',
          inpatientNumber: 'D1',
          name: '赵六',
          sex: 'male',
          ageText: '50岁',
          department: '骨科',
          ward: '骨一',
          dischargeDate: '2026-10-15',
          diagnosis: '高血压病',
          chosen: null,
          rank: null,
          gone: false,
        },
      ],
    });
    const { id: drawId, sampled } = await room.supervisor.sampling.draw({ plan });
    const page = (offset: number) =>
      room.supervisor.sampling.frameRows({ of: { drawId }, show: { stratum: '心血管内科' }, offset, limit: 8 });
    const first = await page(0);
    expect(first.total).toBe(12);
    expect(first.rows.map((row) => [row.chosen, row.rank]).slice(0, 7)).toEqual([
      ['sampled', 1],
      ['sampled', 2],
      ['sampled', 3],
      ['sampled', 4],
      ['reserve', 5],
      ['reserve', 6],
      [null, null],
    ]);
    expect(first.rows.slice(0, 4).map((row) => row.inpatientNumber)).toEqual(sampled);
    const seen = [...first.rows, ...(await page(8)).rows].map((row) => row.inpatientNumber);
    expect(seen.toSorted()).toEqual(plainStays(cardiology(), 'A', 12).map((stay) => stay.inpatient_number));

    // The dead patient's record is taken back: the proof still says who it was.
    await room.workstation.transaction(({ db }) => db.deleteFrom('discharge').where('inpatient_number', '=', 'D1').execute());
    const { rows } = await room.supervisor.sampling.frameRows({ of: { drawId }, show: { reason: 'died' } });
    expect(rows).toMatchObject([{ inpatientNumber: 'D1', name: '', dischargeDate: '2026-10-15', gone: true }]);
    await expect(
      room.workstation.as(room.staff.users.nurse).sampling.frameRows({ of: { drawId }, show: { reason: 'died' } }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

onBothDatabases('assignment', (kind) => {
  const room = new House(kind, async (room) => {
    const { cardiology, orthopedics } = room.staff.departments;
    await addStays(room.workstation, [...plainStays(cardiology, 'A', 8), ...plainStays(orthopedics, 'B', 4)]);
    await room.supervisor.sampling.draw({ plan: { month, size: 12 } });
  });

  const desk = (change: Partial<Parameters<typeof room.supervisor.sampling.desk>[0]> = {}) =>
    room.supervisor.sampling.desk({ month, ...change });
  const ids = async (change: Parameters<typeof desk>[0] = {}) => (await desk(change)).rows.map((row) => row.followUpId);
  const set = (id: string | undefined, values: Record<string, string>) =>
    room.workstation.transaction(({ db }) =>
      db
        .updateTable('follow_up')
        .set(values)
        .where('id', '=', id ?? '')
        .execute(),
    );
  const openWith = async () => Object.fromEntries((await room.supervisor.sampling.nurses({})).map(({ name, open }) => [name, open]));

  it('gives chosen ones to a nurse and takes them back, but for those held, ended or to be avoided', async () => {
    const { nurse } = room.staff.users;
    const [held, ended, avoiding, a, b] = await ids();
    await set(held, { held_by: room.staff.users.nurse2.id, held_until: '2026-11-10T02:30:00.000Z' });
    await set(ended, { state: 'ended', disposition: 'refused' });
    await set(avoiding, { avoid_nurse_id: nurse.id });
    const five = [held, ended, avoiding, a, b].flatMap((id) => id ?? []);
    expect(await room.supervisor.sampling.assignTo({ followUpIds: five, nurseId: nurse.id })).toEqual({
      assigned: 2,
      left: [
        { why: 'held', count: 1 },
        { why: 'ended', count: 1 },
        { why: 'avoided', count: 1 },
      ],
    });
    expect((await ids({ nurse: nurse.id })).toSorted()).toEqual([a, b].toSorted());
    expect(await ids({ nurse: 'pool' })).toHaveLength(9);
    expect((await desk()).rows.find((row) => row.followUpId === held)?.heldBy).toBe('赵敏');
    expect(await room.supervisor.sampling.assignTo({ followUpIds: five, nurseId: null })).toMatchObject({ assigned: 3 });
    expect(await ids({ nurse: nurse.id })).toEqual([]);
    await expect(room.supervisor.sampling.assignTo({ followUpIds: five, nurseId: room.staff.users.head.id })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });

  it('gives each department to its nurse', async () => {
    const { cardiology, orthopedics } = room.staff.departments;
    const { nurse, nurse2 } = room.staff.users;
    const departments = [
      { departmentId: cardiology, nurseId: nurse.id },
      { departmentId: orthopedics, nurseId: nurse2.id },
    ];
    expect(await room.supervisor.sampling.assignDepartments({ month, departments })).toEqual({ assigned: 12, left: [] });
    expect(await room.supervisor.sampling.load({ month })).toEqual(
      [
        { departmentId: cardiology, department: '心血管内科', nurseId: nurse.id, open: 8 },
        { departmentId: orthopedics, department: '骨科', nurseId: nurse2.id, open: 4 },
      ].toSorted((x, y) => (x.department < y.department ? -1 : 1)),
    );
    await room.supervisor.sampling.assignDepartments({ month, departments: [{ departmentId: cardiology, nurseId: null }] });
    expect(await openWith()).toEqual({ 王静: 0, 赵敏: 4 });
    expect(await ids({ departmentId: cardiology, nurse: 'pool' })).toHaveLength(8);
  });

  it('deals only the open pool where asked', async () => {
    const { nurse, nurse2 } = room.staff.users;
    await room.supervisor.sampling.assignTo({ followUpIds: (await ids()).slice(0, 6), nurseId: nurse.id });
    expect(await room.supervisor.sampling.assign({ month, nurseIds: [nurse2.id], only: 'pool' })).toEqual({ assigned: 6 });
    expect(await openWith()).toEqual({ 王静: 6, 赵敏: 6 });
  });

  it('hands one nurse’s work to others', async () => {
    const { nurse, nurse2 } = room.staff.users;
    await room.supervisor.sampling.assign({ month, nurseIds: [nurse.id] });
    expect(await room.supervisor.sampling.reassign({ from: nurse.id, to: [nurse2.id, nurse.id], month: '2026-09' })).toMatchObject({
      assigned: 0,
    });
    expect(await room.supervisor.sampling.reassign({ from: nurse.id, to: [nurse2.id, nurse.id] })).toEqual({ assigned: 12, left: [] });
    expect(await openWith()).toEqual({ 王静: 0, 赵敏: 12 });
    expect(await room.supervisor.sampling.reassign({ from: nurse2.id, to: [] })).toMatchObject({ assigned: 12 });
    expect(await ids({ nurse: 'pool' })).toHaveLength(12);
  });

  it('deals out what is open with a nurse on leave, but for the patient she is talking to, and deals her nothing new', async () => {
    const { nurse, nurse2 } = room.staff.users;
    await room.supervisor.sampling.assign({ month, nurseIds: [nurse.id] });
    const [talking] = await ids();
    await set(talking, { held_by: nurse.id, held_until: '2026-11-10T02:30:00.000Z' });
    expect(await room.supervisor.sampling.leave({ nurseId: nurse.id, onLeave: true, to: [nurse2.id] })).toEqual({
      assigned: 11,
      left: [{ why: 'held', count: 1 }],
    });
    expect(await room.supervisor.sampling.nurses({})).toMatchObject([
      { name: '王静', open: 1, onLeave: true },
      { name: '赵敏', open: 11, onLeave: false },
    ]);
    await room.supervisor.sampling.assign({ month, nurseIds: [nurse.id, nurse2.id] });
    expect(await openWith()).toEqual({ 王静: 1, 赵敏: 11 });
    await expect(room.supervisor.sampling.assign({ month, nurseIds: [nurse.id] })).rejects.toMatchObject({
      message: '输入有误：所选回访员都在休假。',
    });
    await room.supervisor.sampling.leave({ nurseId: nurse.id, onLeave: true });
    await room.supervisor.sampling.leave({ nurseId: nurse.id, onLeave: false });
    await room.supervisor.sampling.assign({ month, nurseIds: [nurse.id, nurse2.id] });
    expect((await openWith())['王静']).toBeGreaterThan(1);
  });

  it('shows what can be replaced', async () => {
    const [refused, completed] = await ids();
    await set(refused, { state: 'ended', disposition: 'refused' });
    await set(completed, { state: 'ended', disposition: 'completed' });
    expect((await desk({ show: 'replaceable' })).rows.map((row) => row.followUpId)).toEqual([refused]);
    expect(await desk({ show: 'ended' })).toMatchObject({ total: 2 });
    expect(await desk({ show: 'all', offset: 5, limit: 3 })).toMatchObject({ total: 12, rows: [{}, {}, {}] });
    await expect(room.workstation.as(room.staff.users.nurse).sampling.desk({ month })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
