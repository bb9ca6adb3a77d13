/** Tests the effects of an import beyond the discharge: on the frame, the follow-up, and patients already drawn. */
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { doubtful } from '../../../electron/core/discharges/deathDoubts.ts';
import { samplePlan } from '../../../shared/sampling/contract/sampling.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { ImportHouse } from './house.ts';

const header = '住院号,姓名,出院日期,科室,主要诊断,联系电话,转归';
const csv = (...lines: string[]) => new File([[header, ...lines].join('\n')], '十月.csv');

onBothDatabases('an import and the month it falls into', (kind) => {
  const house = new ImportHouse(kind);
  const supervisor = () => house.as('supervisor').sampling;
  const plan = samplePlan.parse({ month: '2026-10', size: 5, method: 'census', recentDays: 0 });
  const excluded = async () => {
    const { frame } = await supervisor().preview(plan);
    return Object.fromEntries(frame.excluded.flatMap(({ reason, count }) => (count > 0 ? [[reason, count]] : [])));
  };

  it('keeps who may have died out of the frame until somebody has looked', async () => {
    await house.load(
      csv(
        'D1,张三,2026-10-09,骨科,骨折,13812345671,病危自动出院',
        'D2,李四,2026-10-09,骨科,骨折,13812345672,临终',
        'D3,王五,2026-10-09,骨科,骨折,13812345673,好转',
      ),
    );
    expect(await excluded()).toEqual({ perhaps_died: 2 });
    const { total, rows } = await house.admin.discharges.deathDoubts({});
    expect([total, rows.map(({ inpatientNumber, word }) => [inpatientNumber, word]).sort()]).toEqual([
      2,
      [
        ['D1', '病危自动出院'],
        ['D2', '临终'],
      ],
    ]);
    const idOf = (number: string) => rows.find(({ inpatientNumber }) => inpatientNumber === number)?.id ?? '';
    await expect(house.as('nurse').discharges.settleDeathDoubt({ id: idOf('D1'), died: false, note: '骨科王护士' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await house.admin.discharges.settleDeathDoubt({ id: idOf('D1'), died: false, note: '骨科王护士' });
    await house.admin.discharges.settleDeathDoubt({ id: idOf('D2'), died: true, note: '骨科王护士' });
    expect(await excluded()).toEqual({ died: 1 });
    expect((await house.admin.discharges.deathDoubts({})).total).toBe(0);
    await expect(house.admin.discharges.settleDeathDoubt({ id: idOf('D1'), died: true, note: '骨科王护士' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    // The same word again raises no new doubt; another one does.
    await house.load(csv('D1,张三,2026-10-09,骨科,骨折术后,13812345671,病危自动出院'));
    expect(await excluded()).toEqual({ died: 1 });
    await house.load(csv('D1,张三,2026-10-09,骨科,骨折术后,13812345671,濒临死亡'));
    expect(await excluded()).toEqual({ died: 1, perhaps_died: 1 });
  });

  it('says which columns hold something and go nowhere, and counts months as it counts what is new', async () => {
    const headed = '序号,住院号,姓名,出院日期,科室,主要诊断,联系电话,岁数,结算类别,手术名称,空着的列';
    const row = (number: number, name: string, date = '2026-10-09') =>
      `${number},L${number},${name},${date},骨科,骨折,1381234567${number},63岁,城镇职工医保,内固定,`;
    const file = (...rows: string[]) => new File([[headed, ...rows].join('\n')], '十月.csv');
    const preview = await house.admin.import.previewImport({
      file: file(row(1, '张三'), row(2, '李四'), row(2, '李四'), row(3, '王五', '2026-11-01')),
    });
    expect(preview.leftOut).toEqual(['手术名称']);
    expect(preview.counts).toMatchObject({ added: 3, duplicate: 1 });
    expect(preview.months).toEqual([
      { month: '2026-10', rows: 2 },
      { month: '2026-11', rows: 1 },
    ]);
    const mapping = preview.columns.flatMap(({ index, field, header: named }) =>
      named === '手术名称' ? { column: index, field: 'remark' as const } : field ? { column: index, field } : [],
    );
    expect((await house.admin.import.previewImport({ uploadId: preview.uploadId, mapping })).leftOut).toEqual([]);
  });

  it('finds them without going through all discharges', async () => {
    if (kind === 'postgres') return;
    const steps = await house.workstation.transaction(({ db }) =>
      doubtful(db).select(['id']).orderBy('discharge_date', 'desc').orderBy('id', 'desc').explain(undefined, sql`query plan`),
    );
    expect(JSON.stringify(steps)).toContain('discharge_in_doubt');
  });

  it('says how many of those it changes are drawn, and a corrected department reaches their follow-ups', async () => {
    await house.load(csv('F1,张三,2026-10-09,骨科,骨折,13812345671,好转', 'F2,李四,2026-10-09,骨科,骨折,13812345672,好转'));
    await supervisor().draw({ plan, seed: '1' });
    const corrected = csv('F1,张三,2026-10-09,产科,骨折,13812345679,好转', 'F9,赵六,2026-10-09,骨科,骨折,13812345674,好转');
    const { uploadId, effects } = await house.admin.import.previewImport({ file: corrected });
    expect(effects).toMatchObject({ drawn: 1, fields: [{ field: 'phone', changed: 1, emptied: 0, kept: 0 }] });
    const { batchId } = await house.admin.import.commitImport({ uploadId });
    const departments = () =>
      house.workstation.parts.store.db
        .selectFrom('follow_up')
        .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
        .select(['discharge.inpatient_number as number', 'follow_up.department_id as followUp', 'discharge.department_id as stay'])
        .orderBy('number')
        .execute();
    const { obstetrics, orthopedics } = house.staff.departments;
    expect(await departments()).toEqual([
      { number: 'F1', followUp: obstetrics, stay: obstetrics },
      { number: 'F2', followUp: orthopedics, stay: orthopedics },
    ]);
    await expect(house.admin.import.undoBatch({ batchId, reason: '导错' })).rejects.toMatchObject({ code: 'BATCH_DRAWN' });
  });

  it('gives a corrected department to an interview that has begun, too: figures and conditions agree', async () => {
    await house.load(csv('G1,张三,2026-10-09,骨科,骨折,13812345671,好转'));
    await supervisor().draw({ plan, seed: '1' });
    const { interviews, calls } = house.as('nurse');
    const { followUpId } = await calls.takeNext({ month: '2026-10' });
    const { patient } = await calls.brief({ followUpId });
    const { attemptId } = await calls.dial({ followUpId, phoneId: patient.phones[0]?.id ?? '', offHoursReason: '试' });
    await interviews.beginInterview({ followUpId, attemptId });
    await house.load(csv('G1,张三,2026-10-09,产科,骨折,13812345671,好转'));
    const { db } = house.workstation.parts.store;
    const interview = await db.selectFrom('interview').select('department_id').executeTakeFirstOrThrow();
    const followUp = await db.selectFrom('follow_up').select('department_id').executeTakeFirstOrThrow();
    const { obstetrics } = house.staff.departments;
    expect([interview.department_id, followUp.department_id]).toEqual([obstetrics, obstetrics]);
  });
});
