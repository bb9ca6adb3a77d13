import { CompiledQuery, type KyselyPlugin, type RootOperationNode, sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { list } from '../../../electron/core/discharges/list.ts';
import type { Client } from '../../../electron/core/workstation.ts';
import { fc } from '../../helpers/properties.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';
import { importStays } from './searchSeed.ts';

type Asked = Parameters<Client['discharges']['list']>[0];

onBothDatabases('search over all discharges', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let reader: Client;
  beforeEach(async () => {
    workstation = await openWorkstation(kind);
    staff = await withStaff(workstation);
    reader = workstation.as(staff.users.supervisor);
  });
  afterEach(() => workstation.close());

  const names = async (search: string) => (await reader.discharges.list({ search })).rows.map((row) => row.name).sort();

  /** All pages of a question, following `next`. */
  async function pagesOf(asked: Asked): Promise<string[]> {
    const found: string[] = [];
    let after: string | undefined;
    do {
      const { rows, next } = await reader.discharges.list({ ...asked, ...(after ? { after } : {}) });
      found.push(...rows.map((row) => row.id));
      after = next ?? undefined;
    } while (after !== undefined);
    return found;
  }

  it('finds a name whole or by its beginning, rare characters, two characters and middle dots too', async () => {
    await importStays(workstation, [
      { name: '𠮷田明' },
      { name: '吉田明' },
      { name: '王䶮' },
      { name: '张伟' },
      { name: '张伟明' },
      { name: '买买提·艾力' },
      { name: 'Anna Smith' },
    ]);
    expect(await names('𠮷')).toEqual(['𠮷田明']);
    expect(await names('王䶮')).toEqual(['王䶮']);
    expect(await names('张伟')).toEqual(['张伟', '张伟明']);
    expect(await names('张 伟明')).toEqual(['张伟明']);
    expect(await names('伟')).toEqual([]);
    expect(await names('买买提艾')).toEqual(['买买提·艾力']);
    expect(await names('anna s')).toEqual(['Anna Smith']);
    expect(await names('%')).toEqual([]);
    expect(await names('·')).toEqual([]);
  });

  it('finds initials by their beginning, and never the letters of every inpatient number', async () => {
    await importStays(workstation, [{ name: '单于芳' }, { name: '张勇' }, { name: '张雨涵' }, { name: '李伟', inpatientNumber: 'zy77' }]);
    expect(await names('cy')).toEqual(['单于芳']);
    expect(await names('ZY')).toEqual(['张勇', '张雨涵']);
    expect(await names('z y h')).toEqual(['张雨涵']);
    expect(await names('zy7')).toEqual(['李伟']);
  });

  it('finds an inpatient number by its beginning, and the record number where a file had no other', async () => {
    await importStays(workstation, [
      { name: '甲', inpatientNumber: 'ZY2024-001' },
      { name: '乙', inpatientNumber: 'ZY2024-002' },
      { name: '丙', inpatientNumber: '', medicalRecordNumber: '884412' },
    ]);
    expect(await names('zy2024')).toEqual(['乙', '甲'].sort());
    expect(await names('ＺＹ2024-001')).toEqual(['甲']);
    expect(await names('8844')).toEqual(['丙']);
  });

  it('finds a phone by four or more last digits, however they are written, and each discharge once', async () => {
    await importStays(workstation, [
      { name: '甲', phones: ['13812345678', '13912345678'] },
      { name: '乙', phones: ['057188005678'] },
      { name: '丙', phones: ['13812340000'] },
      { name: '丁', inpatientNumber: '5678', phones: [] },
    ]);
    expect(await names('5678')).toEqual(['丁', '乙', '甲']);
    expect(await names('345678')).toEqual(['甲']);
    expect(await names('138 1234-5678')).toEqual(['甲']);
    expect(await names('+8613812345678')).toEqual(['甲']);
    expect(await names('138****5678')).toEqual(['甲']);
    expect(await names('0571-88005678')).toEqual(['乙']);
    expect(await names('678')).toEqual([]);
    expect((await reader.discharges.list({ search: '5678' })).total).toBe(3);
  });

  it('gives every discharge once, the latest first, however it is paged, searched and filtered', async () => {
    const dates = ['2026-10-31', '2026-10-09', '2026-09-30', '2026-08-01', '2025-12-31'];
    const people = ['王芳', '王伟', '王艳', '吴芳', '李娜'];
    const departments = ['骨科', '产科'];
    await importStays(
      workstation,
      Array.from({ length: 60 }, (_, index) => ({
        name: people[index % 5] ?? '',
        dischargeDate: dates[(index * 7) % 5] ?? '',
        department: departments[index % 2] ?? '',
        phones: [`1381234${String(5_000 + (index % 3)).padStart(4, '0')}`],
      })),
    );
    const stays = await workstation.parts.store.db.selectFrom('discharge').selectAll().execute();
    await workstation.transaction(async ({ db }) => {
      const frame = { frame_total: 0, frame_eligible: 0, frame_excluded: '[]', frame_hash: '' };
      const draw = { id: 'd1', month: '2026-10', ordinal: 1, plan: '{}', algorithm: '', seed: '', ...frame, user_id: 'u', at: '' };
      await db.insertInto('draw').values(draw).execute();
      for (const [index, stay] of stays.entries()) {
        if (index % 3 === 0) continue;
        await db
          .insertInto('follow_up')
          .values({
            id: `f${index}`,
            draw_id: 'd1',
            discharge_id: stay.id,
            discharged_on: stay.discharge_date,
            search_name: stay.name_key,
            search_initials: stay.pinyin,
            search_number: stay.stay_key,
            month: stay.month,
            department_id: stay.department_id,
            stratum: '',
            nurse_id: null,
            state: index % 3 === 1 ? 'open' : 'ended',
            disposition: null,
            attempts: 0,
            contacted: 0,
            last_outcome: null,
            last_attempt_at: null,
            next_at: null,
            appointment_at: null,
            held_by: null,
            held_until: null,
            ended_at: null,
            avoid_nurse_id: null,
          })
          .execute();
      }
    });
    const searches = { '': () => true, w: /^[王吴]/, 王: /^王/, wf: /^[王吴]芳/, '5001': null } as const;
    const states = ['none', 'open', 'ended'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(searches) as (keyof typeof searches)[])),
        fc.constantFrom(undefined, '2026-10', '2025-12', '2024-01'),
        fc.constantFrom(undefined, staff.departments.orthopedics, staff.departments.obstetrics),
        fc.constantFrom(undefined, ...states),
        fc.integer({ min: 1, max: 70 }),
        async (search, month, departmentId, followUp, limit) => {
          const rule = searches[search];
          const matches = (name: string, index: number) =>
            rule === null ? index % 3 === 1 : rule instanceof RegExp ? rule.test(name) : true;
          const expected = stays
            .map((stay, index) => ({ stay, index, row: stay.row_number - 2 }))
            .filter(({ stay, row }) => matches(stay.name, row))
            .filter(({ stay }) => month === undefined || stay.month === month)
            .filter(({ stay }) => departmentId === undefined || stay.department_id === departmentId)
            .filter(({ index }) => followUp === undefined || states[index % 3] === followUp)
            .map(({ stay }) => stay)
            .sort((a, b) => (`${a.discharge_date}${a.id}` < `${b.discharge_date}${b.id}` ? 1 : -1))
            .map((stay) => stay.id);
          const asked = {
            limit,
            search,
            ...(month ? { month } : {}),
            ...(departmentId ? { departmentId } : {}),
            ...(followUp ? { followUp } : {}),
          };
          expect(await pagesOf(asked)).toEqual(expected);
          expect((await reader.discharges.list(asked)).total).toBe(expected.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('counts no further than a thousand', async () => {
    await importStays(
      workstation,
      Array.from({ length: 1_001 }, (_, index) => ({ name: index === 0 ? '李四' : '张三' })),
    );
    expect(await reader.discharges.list({ limit: 2 })).toMatchObject({ total: 1_000, atLeast: true });
    const found = await reader.discharges.list({ search: '张', limit: 2 });
    expect(found).toMatchObject({ total: 1_000, atLeast: false });
    expect(await reader.discharges.list({ search: '张', limit: 2, after: found.next ?? '' })).toMatchObject({ total: null });
  });

  it('shows masked phones to supervisor and admin, and nothing to head and director', async () => {
    await importStays(workstation, [{ name: '张三', phones: ['13812345678'] }]);
    for (const role of ['supervisor', 'admin'] as const) {
      const answer = await workstation.as(staff.users[role]).discharges.list({ search: '5678' });
      expect(answer.rows.map((row) => row.phone)).toEqual(['138****5678']);
      expect(JSON.stringify(answer)).not.toContain('13812345678');
    }
    for (const role of ['head', 'director'] as const)
      await expect(workstation.as(staff.users[role]).discharges.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('uses its indexes and never scans', async () => {
    const people = ['王芳', '李伟', '张艳', '吴静怡', '欧阳娜', '𠮷田明'];
    await importStays(
      workstation,
      Array.from({ length: 12_000 }, (_, index) => ({
        name: `${people[index % 6]}${String.fromCharCode(0x4e00 + (index % 997))}`,
        dischargeDate: `20${10 + (index % 12)}-0${1 + (index % 9)}-15`,
        department: `第${index % 24}科`,
        phones: [`138${String(index * 7_919).padStart(8, '0')}`],
      })),
    );
    if (kind === 'postgres') await sql`analyze`.execute(workstation.parts.store.db);
    const { id } = await workstation.parts.store.db
      .selectFrom('department')
      .select('id')
      .where('name', '=', '第3科')
      .executeTakeFirstOrThrow();
    const plansOf = async (asked: Asked) =>
      workstation.transaction(async (ctx) => {
        const nodes: RootOperationNode[] = [];
        const recorder: KyselyPlugin = {
          transformQuery: ({ node }) => {
            nodes.push(node);
            return node;
          },
          transformResult: async ({ result }) => result,
        };
        await list({ ...ctx, db: ctx.db.withPlugin(recorder) }, { ...asked, limit: 50 });
        const plans: string[] = [];
        for (const node of nodes) {
          const query = ctx.db.getExecutor().compileQuery(node, { queryId: 'plan' });
          const explain = kind === 'sqlite' ? 'explain query plan ' : 'explain ';
          const { rows } = await ctx.db.executeQuery<Record<string, unknown>>(
            CompiledQuery.raw(explain + query.sql, [...query.parameters]),
          );
          const plan = rows.map((row) => String(row['detail'] ?? row['QUERY PLAN'])).join('\n');
          // The first thousand of all discharges, whichever they are: counted, not scanned.
          if (!/^Limit[^\n]*\n +-> +Seq Scan on discharge[^\n]*$/.test(plan)) plans.push(plan);
        }
        return plans;
      });
    const scan = kind === 'sqlite' ? /SCAN (discharge|phone|follow_up)(?! USING)/ : /Seq Scan on "?(discharge|phone)/;
    const indexed: [Asked, string][] = [
      [{}, 'discharge_month_discharge_date_id'],
      [{ after: '2015-03|2015-03-15|t000000100' }, 'discharge_month_discharge_date_id'],
      [{ departmentId: id }, 'discharge_department_id_month_discharge_date_id'],
      [{ search: '吴静怡丁' }, 'discharge_month_name_key'],
      [{ search: 'wjyd' }, 'discharge_month_pinyin'],
      [{ search: 'ZY11999' }, 'discharge_month_stay_key'],
      [{ search: '7919' }, 'phone_tail'],
    ];
    for (const [asked, index] of indexed) {
      const plans = await plansOf(asked);
      expect(plans.join('\n\n'), JSON.stringify(asked)).toContain(index);
      expect(plans.join('\n\n'), JSON.stringify(asked)).not.toMatch(scan);
    }
  });
});

it('plans by what an import brought as soon as it ends, where the database is PostgreSQL', async () => {
  const workstation = await openWorkstation('postgres');
  const admin = workstation.as((await withStaff(workstation)).users.admin);
  const rows = Array.from({ length: 200 }, (_, at) => `ZY${at},张三,2026-10-09,骨科,骨折,1381234${String(1_000 + at)}`);
  const text = ['住院号,姓名,出院日期,科室,主要诊断,电话', ...rows].join('\n');
  const { uploadId } = await admin.import.previewImport({ file: new File([text], '十月.csv') });
  await admin.import.commitImport({ uploadId });
  const { rows: known } = await sql<{ counted: number }>`
    select reltuples as counted from pg_class where relname in ('discharge', 'phone', 'patient') order by relname`.execute(
    workstation.parts.store.db,
  );
  expect(known.map(({ counted }) => Number(counted))).toEqual([200, 200, 200]);
  await workstation.close();
});

onBothDatabases('text', (kind) => {
  it('compares by its bytes, whatever the locale of the server', async () => {
    const workstation = await openWorkstation(kind);
    if (kind === 'postgres') {
      const { rows } = await sql<{ table_name: string; column_name: string }>`
        select table_name, column_name from information_schema.columns
        where table_schema = 'public' and data_type = 'text' and collation_name is distinct from 'C'`.execute(workstation.parts.store.db);
      expect(rows).toEqual([]);
    }
    await importStays(workstation, [{ name: 'b' }, { name: 'B' }, { name: '一' }, { name: 'é' }]);
    const { rows } = await sql<{ name: string }>`select name from discharge order by name, id`.execute(workstation.parts.store.db);
    expect(rows.map((row) => row.name)).toEqual(['B', 'b', 'é', '一']);
    await workstation.close();
  });
});
