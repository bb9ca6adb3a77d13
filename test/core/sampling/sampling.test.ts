import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { currentQuestionnaire } from '../../../electron/core/questionnaires/versions.ts';
import { verifyDraws } from '../../../electron/core/sampling/verify.ts';
import type { SamplePlanInput } from '../../../shared/sampling/contract/sampling.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { importStays } from '../discharges/searchSeed.ts';
import { addStays, plainStays, type Stay } from './seed.ts';

const october: SamplePlanInput = { month: '2026-10', size: 30 };

onBothDatabases('sampling', (kind) => {
  const room = new House(kind);

  const cardiology = () => room.staff.departments.cardiology;
  const orthopedics = () => room.staff.departments.orthopedics;
  const threeDepartments = () => [
    ...plainStays(cardiology(), 'A', 60),
    ...plainStays(orthopedics(), 'B', 30),
    ...plainStays(room.staff.departments.obstetrics, 'C', 10),
  ];
  const followUps = () =>
    room.workstation.transaction(({ db }) =>
      db
        .selectFrom('follow_up')
        .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
        .selectAll('follow_up')
        .select('inpatient_number')
        .orderBy('follow_up.id')
        .execute(),
    );

  /** A finished interview for the stay with this number, by way of a draw of its month. */
  async function interviewed(inpatientNumber: string, month: string, finishedAt: string): Promise<void> {
    await room.supervisor.sampling.draw({ plan: { month, size: 1000, method: 'census' } });
    const followUp = (await followUps()).find((one) => one.inpatient_number === inpatientNumber);
    if (!followUp) throw new Error(`${inpatientNumber} was not drawn`);
    await room.workstation.transaction(async ({ db, newId }) => {
      const { versionId } = await currentQuestionnaire(db);
      await db
        .insertInto('interview')
        .values({
          id: newId(),
          follow_up_id: followUp.id,
          discharge_id: followUp.discharge_id,
          month,
          department_id: followUp.department_id,
          questionnaire_version_id: versionId,
          nurse_id: room.staff.users.nurse.id,
          state: 'completed',
          version: 1,
          step: 'closing',
          answerer: 'patient',
          relation: '',
          consent: 1,
          condition: '',
          revisit_date: null,
          started_at: finishedAt,
          finished_at: finishedAt,
          counted: 24,
          objections: 0,
          satisfied: 1,
        })
        .execute();
    });
  }

  it('leaves out what must not be called, each under the first reason that applies', async () => {
    await addStays(room.workstation, [
      { inpatient_number: 'S1', department_id: cardiology(), discharge_date: '2026-09-20', patient_id: 'recent' },
    ]);
    await interviewed('S1', '2026-09', '2026-09-30T02:00:00.000Z');
    const psychiatry = await room.workstation
      .as(room.staff.users.admin)
      .hospital.saveDepartment({ id: null, name: '精神科', kind: 'clinical', sensitive: true, active: true });
    const of = (inpatient_number: string, change: Partial<Stay> = {}): Stay => ({
      inpatient_number,
      department_id: cardiology(),
      ...change,
    });
    await addStays(room.workstation, [
      of('1', { outcome: 'died', dialable: 0 }),
      of('2', { outcome: 'other', discharge_mode: '5' }),
      of('3', { dialable: 0, patient_id: 'quiet' }),
      of('4', { patient_id: 'quiet' }),
      of('5', { patient_id: 'recent', discharge_date: '2026-10-30' }),
      of('6', { patient_id: 'again', discharge_date: '2026-10-03' }),
      of('7', { patient_id: 'again', discharge_date: '2026-10-20' }),
      of('8', { department_id: orthopedics() }),
      of('9', { age_years: 17.9 }),
      of('10', { age_years: null }),
      of('11', { icd10: 'B24.x00' }),
      of('12', { department_id: psychiatry.id }),
      of('13', { age_years: 18 }),
      of('14', { age_years: 65.9 }),
      of('15', { death_doubt: '病危', dialable: 0 }),
    ]);
    await room.workstation.transaction(({ db, now }) =>
      db
        .insertInto('do_not_call_entry')
        .values({ id: 'quiet', patient_id: 'quiet', why: 'other', note: '要求勿扰', at: now, user_id: 'system' })
        .execute(),
    );
    const plan = { ...october, size: 10, minAge: 18, maxAge: 65, departmentIds: [cardiology(), psychiatry.id] };
    const { frame, strata, drawn } = await room.supervisor.sampling.preview(plan);
    expect(Object.fromEntries(frame.excluded.map(({ reason, count }) => [reason, count]))).toEqual({
      died: 2,
      perhaps_died: 1,
      no_phone: 1,
      do_not_call: 1,
      recently_interviewed: 1,
      later_stay: 1,
      outside_departments: 1,
      age: 2,
      custom: 0,
      sensitive: 2,
      already_drawn: 0,
    });
    expect(frame).toMatchObject({ total: 15, eligible: 3 });
    expect(strata).toEqual([{ key: '心血管内科', name: '心血管内科', eligible: 3, drawn: 3 }]);
    expect(drawn).toBe(3);
    const result = await room.supervisor.sampling.draw({ plan });
    expect(result.sampled.toSorted()).toEqual(['13', '14', '7']);
    const whole = await room.supervisor.sampling.preview({ month: '2026-11', size: 1 }).catch((error: unknown) => error);
    expect(whole).toMatchObject({ code: 'FRAME_EMPTY' });
  });

  it('knows no interview that was held after it: told later, a draw of that moment has the same frame', async () => {
    await addStays(room.workstation, [
      { inpatient_number: 'S1', department_id: cardiology(), discharge_date: '2026-09-20', patient_id: 'one' },
      { inpatient_number: 'O1', department_id: cardiology(), discharge_date: '2026-10-15', patient_id: 'one' },
      { inpatient_number: 'O2', department_id: cardiology(), discharge_date: '2026-10-15', patient_id: 'two' },
    ]);
    const drawn = await room.supervisor.sampling.draw({ plan: october, seed: '7' });
    expect(drawn.frame.eligible).toBe(2);
    // A day after the draw the patient is interviewed for the stay of September.
    await interviewed('S1', '2026-09', '2026-11-11T02:00:00.000Z');
    const verified = await room.workstation.transaction(({ db }) => verifyDraws(db, october.month));
    expect(verified.draws[0]?.detail).toContain('按现有出院记录重建的抽样框也一致');
    expect((await room.supervisor.sampling.preview(october)).frame.excluded.find(({ reason }) => reason === 'already_drawn')?.count).toBe(
      2,
    );
    room.workstation.setNow('2026-11-12T02:00:00.000Z');
    const later = await room.supervisor.sampling.preview(october);
    expect(later.frame.excluded.find(({ reason }) => reason === 'recently_interviewed')?.count).toBe(1);
  });

  it('leaves out psychiatry from the first import on, without anybody marking it', async () => {
    const phones = ['13812345678'];
    await importStays(room.workstation, [
      { name: '张三', phones, department: '精神科一病区' },
      { name: '李四', phones, department: '骨科' },
      { name: '王五', phones, department: '骨科', icd10: '', diagnosis: '急性病毒性肝炎' },
      { name: '赵六', phones, department: '骨科', icd10: '', diagnosis: '淋球菌性尿道炎' },
    ]);
    const { frame } = await room.supervisor.sampling.preview({ ...october, size: 2 });
    expect(frame).toMatchObject({ total: 4, eligible: 2 });
    expect(frame.excluded).toContainEqual({ reason: 'sensitive', count: 2 });
    expect((await room.supervisor.sampling.preview({ ...october, size: 4, includeSensitive: true })).frame.eligible).toBe(4);
  });

  it('counts a recent interview only for another discharge and within the days', async () => {
    const stay = (inpatient_number: string, discharge_date: string): Stay => ({
      inpatient_number,
      department_id: cardiology(),
      discharge_date,
      patient_id: 'x',
    });
    await addStays(room.workstation, [stay('S1', '2026-09-20'), stay('S2', '2026-10-30')]);
    await interviewed('S1', '2026-09', '2026-09-30T02:00:00.000Z');
    const eligible = async (recentDays: number) =>
      (await room.supervisor.sampling.preview({ ...october, recentDays }).catch(() => null))?.frame.eligible ?? 0;
    expect([await eligible(30), await eligible(29), await eligible(0)]).toEqual([0, 1, 1]);
  });

  it('draws what the preview showed, stores the proof and makes the follow-ups', async () => {
    await addStays(room.workstation, threeDepartments());
    const preview = await room.supervisor.sampling.preview(october);
    expect(preview.strata).toEqual([
      { key: '心血管内科', name: '心血管内科', eligible: 60, drawn: 18 },
      { key: '骨科', name: '骨科', eligible: 30, drawn: 9 },
      { key: '产科', name: '产科', eligible: 10, drawn: 3 },
    ]);
    expect(await followUps()).toEqual([]);
    const draw = await room.supervisor.sampling.draw({ plan: october, seed: '20261110' });
    expect(draw).toMatchObject({
      month: '2026-10',
      ordinal: 1,
      seed: '20261110',
      strata: preview.strata,
      drawn: 30,
      reserves: 15,
      drawnBy: '周主任',
    });
    const keys = threeDepartments()
      .map((stay) => `${stay.inpatient_number}|2026-10-15`)
      .toSorted();
    expect(draw.frameHash).toBe(createHash('sha256').update(keys.join('\n')).digest('hex'));
    const made = await followUps();
    expect(made.map((one) => one.inpatient_number)).toEqual(draw.sampled);
    expect(new Set(draw.sampled).size).toBe(30);
    expect(made[0]).toMatchObject({ state: 'open', nurse_id: null, attempts: 0, month: '2026-10', disposition: null });
    const { sampled: _, ...stored } = draw;
    expect(await room.workstation.as(room.staff.users.director).sampling.draws({ month: '2026-10' })).toEqual([stored]);
    const log = await room.workstation.transaction(({ db }) =>
      db.selectFrom('audit').select(['action', 'detail']).orderBy('seq', 'desc').executeTakeFirst(),
    );
    expect(log).toEqual({ action: 'sampling.draw', detail: expect.stringContaining(draw.frameHash) });
  });

  it('gives the same list again for the same seed, another for another', async () => {
    await addStays(room.workstation, threeDepartments());
    const draws = [];
    for (const seed of ['1', '1', '2']) {
      draws.push((await room.supervisor.sampling.draw({ plan: october, seed })).sampled.join());
      await room.workstation.transaction(async ({ db }) => {
        for (const table of ['follow_up', 'frame_member', 'draw_frame', 'draw_stratum', 'draw'] as const)
          await db.deleteFrom(table).execute();
      });
    }
    expect(draws[0]).toBe(draws[1]);
    expect(draws[0]).not.toBe(draws[2]);
  });

  it('draws an extra sample once when the order comes twice, or from two supervisors at once', async () => {
    await addStays(room.workstation, threeDepartments());
    await room.supervisor.sampling.draw({ plan: october });
    const order = () => room.supervisor.sampling.draw({ plan: { ...october, size: 10 }, extra: true, known: 1 });
    const outcomes = await Promise.allSettled([order(), order(), order()]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'DRAWN_MEANWHILE' });
    await expect(order()).rejects.toMatchObject({ code: 'DRAWN_MEANWHILE' });
    expect(await followUps()).toHaveLength(40);
    expect((await room.supervisor.sampling.draw({ plan: { ...october, size: 10 }, extra: true, known: 2 })).ordinal).toBe(3);
  });

  it('takes no order for an extra draw that does not say which draws it knows of: pressed twice it would be two', async () => {
    await addStays(room.workstation, threeDepartments());
    await room.supervisor.sampling.draw({ plan: october });
    const order = () => room.supervisor.sampling.draw({ plan: { ...october, size: 10 }, extra: true });
    for (const outcome of await Promise.allSettled([order(), order()]))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'BAD_INPUT', message: expect.stringContaining('known') } });
    expect(await followUps()).toHaveLength(30);
    const known = { plan: { ...october, size: 10 }, extra: true, known: 1 };
    const both = await Promise.allSettled([room.supervisor.sampling.draw(known), room.workstation.system.sampling.draw(known)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await followUps()).toHaveLength(40);
  });

  it('refuses a second draw unless it is an extra one, which leaves out what is in the sample', async () => {
    await addStays(room.workstation, threeDepartments());
    const first = await room.supervisor.sampling.draw({ plan: october });
    await expect(room.supervisor.sampling.draw({ plan: october })).rejects.toMatchObject({ code: 'DRAW_EXISTS' });
    const extra = await room.supervisor.sampling.draw({ plan: { ...october, size: 65, method: 'simple' }, extra: true, known: 1 });
    expect(extra).toMatchObject({ ordinal: 2, drawn: 65, reserves: 5, strata: [{ name: '全部', eligible: 70, drawn: 65 }] });
    expect(extra.frame.excluded).toContainEqual({ reason: 'already_drawn', count: 30 });
    expect(new Set([...first.sampled, ...extra.sampled]).size).toBe(95);
    expect(await room.supervisor.sampling.verify({ month: '2026-10' })).toMatchObject({ ok: true, draws: [{ ok: true }, { ok: true }] });
  });

  it('refuses a plan whose minimum does not fit, writing nothing', async () => {
    await addStays(room.workstation, threeDepartments());
    const call = room.supervisor.sampling.draw({ plan: { ...october, size: 8, minimum: 3 } });
    await expect(call).rejects.toMatchObject({
      code: 'PLAN_REFUSED',
      message: expect.stringContaining('3 层每层至少 3 例，共需 9 例，超过样本量 8 例'),
    });
    expect(await room.supervisor.sampling.draws({})).toEqual([]);
    const { refused, frame, strata } = await room.supervisor.sampling.preview({ ...october, size: 8, minimum: 3 });
    expect(refused).toContain('共需 9 例，超过样本量 8 例');
    expect([frame.eligible, strata.length]).toEqual([100, 3]);
  });

  it('stratifies by ward where asked', async () => {
    const inWard = (prefix: string, ward: string, count: number) =>
      plainStays(cardiology(), prefix, count).map((stay) => ({ ...stay, ward }));
    await addStays(room.workstation, [...inWard('A', '一病区', 20), ...inWard('B', '', 10), ...inWard('C', '心血管内科监护室', 5)]);
    const { strata } = await room.supervisor.sampling.preview({ ...october, size: 7, stratifyBy: 'ward' });
    expect(strata.map(({ key, name, drawn }) => [key, name, drawn])).toEqual([
      ['心血管内科 · 一病区', '心血管内科 · 一病区', 4],
      ['心血管内科 · 未填病区', '心血管内科 · 未填病区', 2],
      ['心血管内科 · 心血管内科监护室', '心血管内科监护室', 1],
    ]);
  });

  it('proves a draw, finds a list that was changed, and says when the discharges have changed since', async () => {
    await addStays(room.workstation, threeDepartments());
    await expect(room.supervisor.sampling.verify({ month: '2026-10' })).rejects.toMatchObject({ code: 'NO_DRAW' });
    await room.supervisor.sampling.draw({ plan: october });
    const verify = async () => (await room.supervisor.sampling.verify({ month: '2026-10' })).draws.map(({ ok, detail }) => [ok, detail]);
    expect(await verify()).toEqual([[true, '2026-10 抽样：名单一致；按现有出院记录重建的抽样框也一致']]);

    await addStays(room.workstation, plainStays(cardiology(), 'Z', 2));
    expect(await verify()).toEqual([[true, expect.stringContaining('现在合格 102 例，抽样时 100 例，不影响已抽名单')]]);
    expect(await room.workstation.transaction(({ db }) => verifyDraws(db))).toMatchObject({ ok: true });

    // Somebody swaps one sampled patient for another behind the program's back.
    await room.workstation.transaction(async ({ db }) => {
      const members = await db.selectFrom('frame_member').selectAll().orderBy('stay_key').execute();
      const chosen = new Set(members.map((member) => member.stay_key));
      const others = await db.selectFrom('discharge').select('stay_key').orderBy('stay_key').execute();
      const other = others.find((stay) => !chosen.has(stay.stay_key))?.stay_key ?? '';
      const first = members.find((member) => member.chosen === 'sampled')?.stay_key ?? '';
      await db.updateTable('frame_member').set({ stay_key: other }).where('stay_key', '=', first).execute();
    });
    expect(await verify()).toEqual([[false, expect.stringContaining('名单与存档有 2 例不同')]]);
  });

  it('finds a stored frame that was changed or lost', async () => {
    await addStays(room.workstation, [...threeDepartments(), { inpatient_number: 'X1', department_id: cardiology(), dialable: 0 }]);
    await room.supervisor.sampling.draw({ plan: october });
    const verdictWith = async (change: (members: string) => string) => {
      const row = await room.workstation.transaction(({ db }) => db.selectFrom('draw_frame').select('members').executeTakeFirstOrThrow());
      await room.workstation.transaction(({ db }) =>
        db
          .updateTable('draw_frame')
          .set({ members: change(row.members) })
          .execute(),
      );
      const [draw] = (await room.supervisor.sampling.verify({ month: '2026-10' })).draws;
      await room.workstation.transaction(({ db }) => db.updateTable('draw_frame').set(row).execute());
      return [draw?.ok, draw?.detail];
    };
    expect(await verdictWith((members) => members)).toEqual([true, expect.stringContaining('名单一致')]);
    expect(await verdictWith((members) => members.replace('"A0001|2026-10-15",', ''))).toEqual([
      false,
      expect.stringContaining('抽样框应有 100 例，实存 99 例'),
    ]);
    expect(await verdictWith((members) => members.replace('A0001', 'A9999'))).toEqual([
      false,
      expect.stringContaining('SHA-256 与抽样时不同'),
    ]);
    expect(await verdictWith((members) => members.replace('"X1|2026-10-15"', ''))).toEqual([
      false,
      expect.stringContaining('排除名单与排除例数不符'),
    ]);
    expect(await verdictWith(() => '{')).toEqual([false, expect.stringContaining('实存 0 例')]);
  });

  it('deals the sample to nurses in turn, evenly in every department, and leaves held ones alone when dealt again', async () => {
    await addStays(room.workstation, threeDepartments());
    const { nurse, nurse2, head } = room.staff.users;
    await expect(room.supervisor.sampling.draw({ plan: october, assignTo: [head.id] })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await room.supervisor.sampling.draw({ plan: october, assignTo: [nurse.id, nurse2.id] });
    expect(await room.supervisor.sampling.nurses({})).toEqual([
      { id: nurse.id, name: '王静', open: 15, onLeave: false },
      { id: nurse2.id, name: '赵敏', open: 15, onLeave: false },
    ]);
    const made = await followUps();
    const inCardiology = made.filter((one) => one.department_id === cardiology());
    expect(inCardiology.filter((one) => one.nurse_id === nurse.id)).toHaveLength(9);

    const [held, avoiding, ended] = made.filter((one) => one.nurse_id === nurse2.id);
    await room.workstation.transaction(async ({ db }) => {
      const set = (id: string | undefined, values: Record<string, string>) =>
        db
          .updateTable('follow_up')
          .set(values)
          .where('id', '=', id ?? '')
          .execute();
      await set(held?.id, { held_by: nurse2.id, held_until: '2026-11-10T02:30:00.000Z' });
      await set(ended?.id, { state: 'ended', disposition: 'refused' });
      await set(avoiding?.id, { avoid_nurse_id: nurse.id });
    });
    expect(await room.supervisor.sampling.assign({ month: '2026-10', nurseIds: [nurse.id] })).toEqual({ assigned: 28 });
    const dealt = await followUps();
    expect(dealt.find((one) => one.id === held?.id)?.nurse_id).toBe(nurse2.id);
    expect(await room.supervisor.sampling.assign({ month: '2026-10', nurseIds: [nurse.id, nurse2.id] })).toEqual({ assigned: 28 });
    expect((await followUps()).find((one) => one.id === avoiding?.id)?.nurse_id).toBe(nurse2.id);
  });

  it('lets only the supervisor draw', async () => {
    await expect(room.workstation.as(room.staff.users.nurse).sampling.draw({ plan: october })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(room.workstation.as(room.staff.users.head).sampling.draws({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
