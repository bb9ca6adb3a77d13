import { expect, it } from 'vitest';
import type { Schema } from '../../../electron/core/base/db/schema.ts';
import { currentQuestionnaire } from '../../../electron/core/questionnaires/versions.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { addStays, plainStays } from './seed.ts';

const month = '2026-10';

onBothDatabases('replacement from the reserves', (kind) => {
  const room = new House(kind, async (room) => {
    const { cardiology, orthopedics } = room.staff.departments;
    await addStays(room.workstation, [...plainStays(cardiology, 'A', 30), ...plainStays(orthopedics, 'B', 20)]);
    await room.supervisor.sampling.draw({ plan: { month, size: 10, reserves: 3 }, assignTo: [room.staff.users.nurse.id] });
  });

  const followUps = () =>
    room.workstation.transaction(({ db }) =>
      db
        .selectFrom('follow_up')
        .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
        .selectAll('follow_up')
        .select(['inpatient_number', 'patient_id'])
        .orderBy('follow_up.id')
        .execute(),
    );
  const ofStratum = async (stratum: string) => (await followUps()).filter((one) => one.stratum === stratum);
  const end = (id: string | undefined, disposition: Schema['follow_up']['disposition']) =>
    room.workstation.transaction(({ db, now }) =>
      db
        .updateTable('follow_up')
        .set({ state: 'ended', disposition, ended_at: now })
        .where('id', '=', id ?? '')
        .execute(),
    );
  /** Inpatient numbers of the reserves of a stratum, in their order. */
  const reserves = (stratum: string) =>
    room.workstation
      .transaction(({ db }) =>
        db
          .selectFrom('frame_member')
          .innerJoin('discharge', 'discharge.id', 'frame_member.discharge_id')
          .select(['inpatient_number', 'patient_id'])
          .where('stratum', '=', stratum)
          .where('chosen', '=', 'reserve')
          .orderBy('rank')
          .execute(),
      )
      .then((rows) => rows.map((row) => ({ number: row.inpatient_number, patientId: row.patient_id })));
  const verdict = async () => (await room.supervisor.sampling.verify({ month })).draws.map(({ ok, detail }) => `${ok} ${detail}`);
  /** Ends the first open follow-up of a stratum as refused and replaces it. */
  const replaceOne = async (stratum: string, reason = '拒访，家属要求不再联系') => {
    const open = (await ofStratum(stratum)).find((one) => one.state === 'open');
    await end(open?.id, 'refused');
    return { replaced: open, replacement: await room.supervisor.sampling.replace({ followUpId: open?.id ?? '', reason }) };
  };

  it('calls the next reserve of the same stratum, for the same nurse, and keeps the replaced one in the figures', async () => {
    const [first, second] = await reserves('心血管内科');
    const { replaced, replacement } = await replaceOne('心血管内科');
    expect(replacement).toMatchObject({
      ordinal: 1,
      stratum: '心血管内科',
      replaced: replaced?.inpatient_number,
      disposition: 'refused',
      by: first?.number,
      rank: 7,
      skipped: [],
      reason: '拒访，家属要求不再联系',
      user: '周主任',
      at: '2026-11-10T02:00:00.000Z',
    });
    const made = (await followUps()).find((one) => one.inpatient_number === first?.number);
    expect(made).toMatchObject({ state: 'open', nurse_id: room.staff.users.nurse.id, stratum: '心血管内科', month, attempts: 0 });
    expect((await replaceOne('心血管内科')).replacement.by).toBe(second?.number);
    const all = await followUps();
    expect(all).toHaveLength(12);
    expect(all.find((one) => one.id === replaced?.id)).toMatchObject({ state: 'ended', disposition: 'refused' });
    const [draw] = await room.supervisor.sampling.draws({ month });
    expect(draw).toMatchObject({ drawn: 10, reserves: 6 });
    const list = await room.workstation.as(room.staff.users.director).sampling.replacements({ month });
    expect(list.map(({ by, rank }) => [by, rank])).toEqual([
      [first?.number, 7],
      [second?.number, 8],
    ]);
    expect(await verdict()).toEqual([expect.stringContaining('true 2026-10 抽样：名单一致，补抽 2 例均按备选顺序')]);
    const log = await room.workstation.transaction(({ db }) =>
      db.selectFrom('audit').select(['action', 'subject']).orderBy('seq', 'desc').executeTakeFirst(),
    );
    expect(log?.action).toBe('sampling.replace');
  });

  it('replaces a replacement in its turn, and refuses clearly when the stratum has no reserve left', async () => {
    const by: string[] = [];
    for (let at = 0; at < 3; at += 1) by.push((await replaceOne('骨科')).replacement.by);
    expect(by).toEqual((await reserves('骨科')).map((reserve) => reserve.number));
    const last = (await followUps()).find((one) => one.inpatient_number === by[2]);
    await end(last?.id, 'max_attempts');
    await expect(room.supervisor.sampling.replace({ followUpId: last?.id ?? '', reason: '多次未接' })).rejects.toMatchObject({
      code: 'NO_RESERVE',
      message: '“骨科”的备选已经用完（共 3 例），不能再补抽。需要更多样本请用“追加抽样”。',
    });
    expect((await replaceOne('心血管内科')).replacement.stratum).toBe('心血管内科');
    expect(await verdict()).toEqual([expect.stringContaining('true')]);
  });

  it('passes over reserves that must not be called or are in the sample already, and records it', async () => {
    const [first, second, third] = await reserves('心血管内科');
    await room.workstation.transaction(({ db, now }) =>
      db
        .insertInto('do_not_call_entry')
        .values({ id: 'quiet', patient_id: first?.patientId ?? '', why: 'own_wish', note: '', at: now, user_id: 'system' })
        .execute(),
    );
    // An extra draw of everybody else takes the second reserve; it must not be called twice.
    await room.workstation.transaction(async ({ db, newId, now }) => {
      const draw = await db.selectFrom('draw').selectAll().executeTakeFirstOrThrow();
      const extra = { ...draw, id: newId(), ordinal: 2, at: now };
      await db.insertInto('draw').values(extra).execute();
      const stay = await db
        .selectFrom('discharge')
        .select(['id', 'department_id', 'discharge_date', 'name_key', 'pinyin', 'stay_key'])
        .where('inpatient_number', '=', second?.number ?? '')
        .executeTakeFirstOrThrow();
      await db
        .insertInto('follow_up')
        .values({
          id: newId(),
          draw_id: extra.id,
          discharge_id: stay.id,
          discharged_on: stay.discharge_date,
          search_name: stay.name_key,
          search_initials: stay.pinyin,
          search_number: stay.stay_key,
          month,
          department_id: stay.department_id,
          stratum: '心血管内科',
          state: 'open',
          attempts: 0,
          contacted: 0,
        })
        .execute();
    });
    const { replacement } = await replaceOne('心血管内科');
    expect(replacement).toMatchObject({
      by: third?.number,
      rank: 9,
      skipped: [
        { rank: 7, why: 'do_not_call' },
        { rank: 8, why: 'already_drawn' },
      ],
    });
    expect((await verdict())[0]).toContain('true');
  });

  it('refuses one that is open, interviewed, replaced already or unknown, and a missing reason', async () => {
    const [open, interviewed, broken] = await followUps();
    const replace = (followUpId: string | undefined, reason = '拒访') =>
      room.supervisor.sampling.replace({ followUpId: followUpId ?? '', reason });
    await expect(replace(open?.id)).rejects.toMatchObject({ code: 'WRONG_STATE', message: expect.stringContaining('进行中') });
    await end(interviewed?.id, 'completed');
    await expect(replace(interviewed?.id)).rejects.toMatchObject({ code: 'WRONG_STATE', message: expect.stringContaining('完成') });
    await end(broken?.id, 'refused');
    await room.workstation.transaction(async ({ db, newId, now }) => {
      const { versionId } = await currentQuestionnaire(db);
      await db
        .insertInto('interview')
        .values({
          id: newId(),
          follow_up_id: broken?.id ?? '',
          discharge_id: broken?.discharge_id ?? '',
          month,
          department_id: broken?.department_id ?? '',
          questionnaire_version_id: versionId,
          nurse_id: room.staff.users.nurse.id,
          state: 'partial',
          version: 1,
          step: 'questions',
          relation: '',
          condition: '',
          started_at: now,
          finished_at: now,
          counted: 3,
          objections: 0,
        })
        .execute();
    });
    await expect(replace(broken?.id)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const { replaced } = await replaceOne('心血管内科');
    await expect(replace(replaced?.id)).rejects.toMatchObject({ code: 'WRONG_STATE', message: expect.stringContaining('已补抽') });
    await expect(replace('nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(replace(open?.id, '  ')).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(
      room.workstation.as(room.staff.users.nurse).sampling.replace({ followUpId: open?.id ?? '', reason: '拒访' }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await followUps()).toHaveLength(11);
  });

  it('leaves the replacement in the open pool where the nurse is on leave', async () => {
    await room.supervisor.sampling.leave({ nurseId: room.staff.users.nurse.id, onLeave: true });
    await room.workstation.transaction(({ db }) => db.updateTable('follow_up').set({ nurse_id: room.staff.users.nurse.id }).execute());
    const { replacement } = await replaceOne('心血管内科');
    expect((await followUps()).find((one) => one.inpatient_number === replacement.by)?.nurse_id).toBeNull();
  });

  it('keeps the stratum, uses each reserve once and stays provable, in whatever order patients drop out', async () => {
    // A fixed order that looks random: multiplication by 7 modulo 10 runs through all ten places.
    for (let step = 0; step < 10; step += 1) {
      const open = (await followUps()).filter((one) => one.state === 'open');
      const leaving = open[(step * 7) % open.length];
      await end(leaving?.id, step % 2 === 0 ? 'refused' : 'not_in_service');
      const { stratum = '' } = leaving ?? {};
      const replaced = await room.supervisor.sampling
        .replace({ followUpId: leaving?.id ?? '', reason: `第 ${step + 1} 次` })
        .catch((error) => error);
      if (replaced.code !== 'NO_RESERVE') expect(replaced.stratum).toBe(stratum);
      else expect((await room.supervisor.sampling.replacements({ month })).filter((one) => one.stratum === stratum)).toHaveLength(3);
    }
    const all = await followUps();
    const made = await room.supervisor.sampling.replacements({ month });
    expect(new Set(all.map((one) => one.discharge_id)).size).toBe(10 + made.length);
    for (const { by, stratum } of made) expect((await reserves(stratum)).map((one) => one.number)).toContain(by);
    expect(await verdict()).toEqual([expect.stringContaining('true')]);
  });

  it('is found out where somebody slips in a patient or passes over a reserve without a word', async () => {
    const { replacement } = await replaceOne('心血管内科');
    await room.workstation.transaction(({ db }) => db.updateTable('replacement').set({ skipped: '[]' }).execute());
    expect((await verdict())[0]).toContain('true');
    const [, second] = await reserves('心血管内科');
    const stays = await room.workstation.transaction(({ db }) => db.selectFrom('discharge').select(['id', 'inpatient_number']).execute());
    const idOf = (number: string | undefined) => stays.find((stay) => stay.inpatient_number === number)?.id ?? '';
    const become = (from: string, to: string) =>
      room.workstation.transaction(({ db }) =>
        db.updateTable('follow_up').set({ discharge_id: to }).where('discharge_id', '=', from).execute(),
      );
    await become(idOf(replacement.by), idOf(second?.number));
    expect((await verdict())[0]).toBe('false 2026-10 抽样：“心血管内科”越过了第 7 位备选而没有说明');
    const taken = new Set((await followUps()).map((one) => one.discharge_id));
    const outsider = stays.find((stay) => !taken.has(stay.id) && stay.id !== idOf(replacement.by))?.id ?? '';
    await become(idOf(second?.number), outsider);
    expect((await verdict())[0]).toContain('false');
    await become(outsider, idOf(replacement.by));
    expect((await verdict())[0]).toContain('true');
    await room.workstation.transaction(({ db }) => db.deleteFrom('replacement').execute());
    expect((await verdict())[0]).toBe('false 2026-10 抽样：有 1 例回访任务既不在抽中的名单里，也没有补抽记录');
  });

  /** Calls the first of a stratum, and the call ends so. */
  async function callOne(stratum: string, outcome: 'wrong_number' | 'deceased') {
    const { calls } = room.as('nurse');
    const [one] = await ofStratum(stratum);
    const followUpId = one?.id ?? '';
    const dischargeId = one?.discharge_id ?? '';
    const rest = {
      position: 1,
      number: '13800138001',
      kind: 'mobile' as const,
      extension: '',
      relation: '本人',
      bad: 0 as const,
      source: null,
    };
    await room.workstation.transaction(({ db }) =>
      db
        .insertInto('phone')
        .values({ id: 'phone', discharge_id: dischargeId, ...rest })
        .execute(),
    );
    await calls.take({ followUpId });
    const { attemptId } = await calls.dial({ followUpId, phoneId: 'phone' });
    expect(await calls.endCall({ followUpId, attemptId, outcome })).toMatchObject({ followUpState: 'ended' });
    return { followUpId, attemptId, dischargeId };
  }

  it('the end of a call cannot be taken back once a reserve is called in its place', async () => {
    const { followUpId, attemptId } = await callOne('心血管内科', 'wrong_number');
    await room.supervisor.sampling.replace({ followUpId, reason: '错号' });
    await expect(room.as('nurse').calls.undoEndCall({ followUpId, attemptId })).rejects.toMatchObject({ code: 'UNDO_TOO_LATE' });
    expect((await ofStratum('心血管内科')).find(({ id }) => id === followUpId)).toMatchObject({ state: 'ended' });
    expect((await verdict()).every((line) => line.startsWith('true'))).toBe(true);
  });

  it('whose death was not true is called beside the reserve in their place, and the draw stays provable', async () => {
    const { followUpId, dischargeId } = await callOne('心血管内科', 'deceased');
    await room.supervisor.sampling.replace({ followUpId, reason: '已故' });
    room.workstation.setNow('2026-11-10T03:00:00.000Z');
    await room.supervisor.calls.correctDeath({ dischargeId, reason: '患者本人来电' });
    expect((await ofStratum('心血管内科')).find(({ id }) => id === followUpId)).toMatchObject({ state: 'open' });
    expect((await verdict()).every((line) => line.startsWith('true'))).toBe(true);
    // Opened by nobody's hand, it is found.
    await room.workstation.transaction(({ db }) => db.deleteFrom('follow_up_reopening').execute());
    expect(await verdict()).toContain('false 2026-10 抽样：有尚未结束的任务被补抽');
  });
});
