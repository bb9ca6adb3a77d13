/** Tests pulls from real hospital databases: PostgreSQL and MariaDB. SQL Server and Oracle are not run here. */
import { readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ask } from '../../../electron/core/connections/ask.ts';
import { statementOf } from '../../../electron/core/connections/statement.ts';
import type { Client } from '../../../electron/core/workstation.ts';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { type DatabaseKind, databaseKinds } from '../../../shared/base/contract/words.ts';
import type { ConnectionDraft } from '../../../shared/connections/contract/connections.ts';
import { type Hospital, hospitalPassword, inOctober, octoberFile, openHospital } from '../../helpers/hospital.ts';
import { openWorkstation, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const october = { from: '2026-10-01', to: '2026-10-31' };

async function open(kind: 'sqlite' | 'postgres' = 'sqlite') {
  const workstation = await openWorkstation(kind);
  const staff = await withStaff(workstation);
  return { workstation, staff, admin: workstation.as(staff.users.admin) };
}

function portOf(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const at = server.address();
      resolve(typeof at === 'object' && at ? at.port : 0);
    });
  });
}

/** What is stored of every discharge, but for the ids of this workstation. */
const stored = (workstation: TestWorkstation) =>
  workstation.parts.store.db
    .selectFrom('discharge')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .leftJoin('phone', 'phone.discharge_id', 'discharge.id')
    .select(['stay_key', 'discharge.name', 'sex', 'age_text', 'discharge_date', 'department.name as department', 'diagnosis', 'id_last4'])
    .select(['number', 'extension'])
    .orderBy('stay_key')
    .orderBy('phone.position')
    .execute();

describe.each(['postgres', 'mysql'] as const)('a hospital database (%s)', (kind) => {
  let hospital: Hospital;
  beforeAll(async () => {
    hospital = await openHospital(kind);
  });
  afterAll(() => hospital?.close());

  let workstation: TestWorkstation;
  let admin: Client;
  beforeEach(async () => {
    ({ workstation, admin } = await open());
  });
  afterEach(() => workstation.close());

  const q = kind === 'postgres' ? '"' : '`';
  const sql = (text: string): ConnectionDraft => ({ ...hospital.draft, source: { kind: 'sql', text } });
  const span = `${q}出院日期${q} >= :from and ${q}出院日期${q} < :to`;
  const refused = async (draft: ConnectionDraft) => {
    const error = await admin.connections.testConnection(draft).catch((thrown: unknown) => thrown);
    return error instanceof Error && 'code' in error ? `${String(error.code)} ${error.message}` : error;
  };

  it('brings exactly the stays that the same rows bring as a file', async () => {
    const { id } = await admin.connections.saveConnection(hospital.draft);
    const preview = await admin.connections.previewPull({ connectionId: id, ...october });
    expect(preview).toMatchObject({
      fileName: '医院数据库“东院” 2026-10-01 至 2026-10-31',
      counts: { read: inOctober.length, added: 4, rejected: 1 },
      months: [{ month: '2026-10', rows: 4 }],
      unknownDepartments: [{ name: '疼痛科', rows: 1 }],
    });
    const shown = await admin.import.previewRows({ uploadId: preview.uploadId });
    expect(shown.rows.map((row) => row.name).sort()).toEqual(['', '张三', '李四', '欧阳明', '𠮷田'].sort());
    const result = await admin.connections.commitPull({ uploadId: preview.uploadId });
    const other = await open();
    const { uploadId } = await other.admin.import.previewImport({ file: octoberFile() });
    const file = await other.admin.import.commitImport({ uploadId });
    expect(result.counts).toEqual(file.counts);
    expect(await stored(workstation)).toEqual(await stored(other.workstation));
    expect((await stored(workstation)).map((row) => row.stay_key)).toContain('0012346|2026-10-31');
    const batch = await workstation.parts.store.db.selectFrom('import_batch').selectAll().executeTakeFirstOrThrow();
    expect(batch).toMatchObject({ id: result.batchId, source: 'database' });
    await other.workstation.close();
  });

  it('brings them once, however often it is pulled, in one go or with a look before', async () => {
    const { id } = await admin.connections.saveConnection(sql(`select * from stays where ${span}`));
    const first = await admin.connections.pullNow({ connectionId: id, ...october });
    expect(first).toMatchObject({
      state: 'done',
      by: '信息科',
      counts: { read: 5, added: 4, rejected: 1 },
      newDepartments: ['疼痛科'],
      scheduledMonth: null,
      error: null,
      seen: true,
    });
    const again = await admin.connections.pullNow({ connectionId: id, ...october });
    expect(again).toMatchObject({ counts: { added: 0, unchanged: 4 }, newDepartments: [] });
    const { rows, total } = await admin.connections.pullRuns({});
    expect([total, rows[0]?.id, rows[1]?.batchId]).toEqual([2, again.id, first.batchId]);
    await expect(admin.connections.commitPull({ uploadId: 'nothing' })).rejects.toMatchObject({ code: 'UPLOAD_GONE' });
  });

  it('tries a connection without saving it: the server, the columns as they would be read, the first rows masked', async () => {
    const trial = await admin.connections.testConnection(hospital.draft);
    expect(trial.server).toMatch(kind === 'postgres' ? /^PostgreSQL 18/ : /^MariaDB \d+\./);
    expect(trial).toMatchObject({ ...october, missing: [] });
    expect(trial.columns.map(({ header, field }) => [header, field]).slice(0, 5)).toEqual([
      ['zyh', 'inpatientNumber'],
      ['姓名', 'name'],
      ['性别', 'sex'],
      ['年龄', 'age'],
      ['出院日期', 'dischargeDate'],
    ]);
    expect(trial.rows).toHaveLength(5);
    expect(JSON.stringify(trial)).not.toMatch(/13812345678|11010519491231002X/);
    expect(await admin.connections.list({})).toEqual([]);
    const few = await admin.connections.testConnection(sql(`select zyh as code, ${q}年龄${q} as what from stays where ${span}`));
    expect(few.missing).toEqual(['住院号', '姓名', '出院日期', '出院科室', '主要诊断']);
  });

  it('says in a sentence what is wrong', async () => {
    expect(await refused({ ...hospital.draft, password: 'wrong' })).toMatch(/^SOURCE_LOGIN 医院数据库不接受用户“huifang.*用户名或密码不对/);
    expect(await refused({ ...hospital.draft, database: 'nothing' })).toMatch(/^SOURCE_DATABASE_UNKNOWN .*“nothing”/);
    expect(await refused({ ...hospital.draft, tls: 'encrypt' })).toMatch(kind === 'postgres' ? /^SOURCE_TLS .*不支持加密/ : /^SOURCE_TLS/);
    expect(await refused(sql(`select * from nothing where ${span}`))).toMatch(/^SOURCE_TABLE_UNKNOWN .*nothing/);
    expect(await refused(sql(`select nothing from stays where ${span}`))).toMatch(/^SOURCE_COLUMN_UNKNOWN .*nothing/);
    expect(await refused(sql(`select * from stays where where ${span}`))).toMatch(/^SOURCE_SYNTAX .*where/);
    const own = kind === 'postgres' ? 'pg_authid' : 'mysql.global_priv';
    expect(await refused(sql(`select * from ${own} where :from < :to`))).toMatch(/^SOURCE_FORBIDDEN/);
  });

  it('only reads: a writing statement is refused before it is sent, and by the session where a function hides it', async () => {
    const before = await hospital.run('select count(*) as n from stays');
    for (const text of [
      `insert into stays (zyh) values (:from)`,
      `select * from stays where ${span}; delete from stays`,
      `with gone as (delete from stays returning *) select * from gone where ${span}`,
      `select * into copied from stays where ${span}`,
      `update stays set zyh = '1' where ${span}`,
    ])
      expect(await refused(sql(text))).toMatch(/^SOURCE_NOT_READ_ONLY/);
    const body = kind === 'postgres' ? "as 'insert into stays (zyh) values (''x'') returning 1' language sql" : '';
    if (kind === 'postgres') await hospital.run(`create function sneak() returns int ${body}`);
    else await hospital.run("create function sneak() returns int begin insert into stays (zyh) values ('x'); return 1; end");
    if (kind === 'mysql') await hospital.run(`grant execute on his.* to '${hospital.draft.user}'@'%'`);
    expect(await refused(sql(`select sneak() as zyh from stays where ${span}`))).toMatch(/^SOURCE_NOT_READ_ONLY/);
    expect(await hospital.run('select count(*) as n from stays')).toEqual(before);
  });

  it('binds the dates: nothing in them is ever read as SQL', async () => {
    const { id } = await admin.connections.saveConnection(hospital.draft);
    const quote = { connectionId: id, from: "2026-10-01' or '1'='1", to: '2026-10-31' };
    await expect(admin.connections.pullNow(quote)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(admin.connections.previewPull(quote)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const literal = await admin.connections.testConnection(sql(`select zyh, ':from' as marks from stays where ${span} -- :to`));
    expect(literal.rows.map((row) => row[1])).toEqual(Array.from({ length: 5 }, () => ':from'));
    await expect(admin.connections.pullNow({ connectionId: id, from: '2026-10-31', to: '2026-10-01' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });

  it('stops at the row limit and at the time limit', async () => {
    const many =
      kind === 'postgres'
        ? 'select n as zyh from generate_series(1, 5000000) n where :from < :to'
        : 'select seq as zyh from seq_1_to_5000000 where :from < :to';
    const { id } = await admin.connections.saveConnection(sql(many));
    await expect(admin.connections.pullNow({ connectionId: id, ...october })).rejects.toMatchObject({ code: 'SOURCE_TOO_MANY_ROWS' });
    const sleep = kind === 'postgres' ? 'select pg_sleep(20) where :from < :to' : 'select sleep(20) from stays where :from < :to';
    const statement = statementOf({ kind: 'sql', text: sleep }, kind);
    const target = { ...hospital.draft, password: hospitalPassword };
    const question = { statement, dates: { from: '2026-10-01', to: '2026-11-01' }, rows: 5, milliseconds: 1_000 };
    await expect(ask(target, question)).rejects.toMatchObject({ code: 'SOURCE_TIMEOUT', message: expect.stringContaining('1 秒') });
  });

  it('says that a span held nothing, and keeps the failure', async () => {
    const { id } = await admin.connections.saveConnection(hospital.draft);
    await expect(admin.connections.pullNow({ connectionId: id, from: '2025-01-01', to: '2025-01-31' })).rejects.toMatchObject({
      code: 'SOURCE_EMPTY',
    });
    const [saved] = await admin.connections.list({});
    expect(saved?.lastRun).toMatchObject({ state: 'failed', error: expect.stringContaining('2025-01-01 至 2025-01-31 没有返回') });
  });

  it('keeps the password sealed: in no answer, log, audit line or file', async () => {
    const logged: string[] = [];
    const spy = vi.spyOn(console, 'error').mockImplementation((...parts: unknown[]) => void logged.push(parts.join(' ')));
    const answers: unknown[] = [];
    const take = async (work: Promise<unknown>) => answers.push(await work.catch((error: unknown) => [error, String(error)]));
    const saved = await admin.connections.saveConnection({ ...hospital.draft, schedule: { day: 5, hour: 3 } });
    answers.push(saved);
    await take(admin.connections.list({}));
    await take(admin.connections.testConnection({ ...hospital.draft, id: saved.id, password: undefined }));
    await take(admin.connections.testConnection({ ...hospital.draft, database: 'nothing' }));
    await take(admin.connections.testConnection({ ...hospital.draft, user: hospitalPassword.toLowerCase() }));
    await take(admin.connections.testConnection({ ...hospital.draft, password: hospitalPassword.repeat(30) }));
    await take(admin.connections.saveConnection({ ...hospital.draft, port: 0 }));
    await take(admin.connections.pullNow({ connectionId: saved.id, ...october }));
    await take(admin.connections.removeConnection({ connectionId: 'nothing' }));
    await take(admin.connections.pullRuns({}));
    await take(admin.upkeep.audit({}));
    spy.mockRestore();
    const row = await workstation.parts.store.db.selectFrom('hospital_connection').selectAll().executeTakeFirstOrThrow();
    const said = JSON.stringify([answers, logged, row]);
    expect(said).toContain('“nothing”');
    expect(said).not.toContain(hospitalPassword);
    expect(JSON.stringify(answers)).not.toContain(row.password_sealed);
    const { dataDir } = workstation.parts;
    for (const name of ['workstation.db', 'workstation.db-wal', 'connections.key'])
      expect(readFileSync(join(dataDir, name)).includes(hospitalPassword)).toBe(false);
    expect(statSync(join(dataDir, 'connections.key')).mode & 0o777).toBe(0o600);
  });

  it('sends a saved password nowhere but where it was given for', async () => {
    const saved = await admin.connections.saveConnection(hospital.draft);
    const { password: _password, ...draft } = { ...hospital.draft, id: saved.id, version: 1 };
    expect(await admin.connections.saveConnection({ ...draft, name: '西院' })).toMatchObject({ id: saved.id, name: '西院' });
    draft.version = 2;
    expect((await admin.connections.testConnection(draft)).rows).toHaveLength(5);
    for (const moved of [{ host: 'localhost' }, { port: 1 }, { user: 'other' }, { tls: 'encrypt' as const }]) {
      await expect(admin.connections.testConnection({ ...draft, ...moved })).rejects.toMatchObject({ code: 'SOURCE_PASSWORD_NEEDED' });
      await expect(admin.connections.saveConnection({ ...draft, ...moved })).rejects.toMatchObject({ code: 'SOURCE_PASSWORD_NEEDED' });
    }
    // A hand in the data file gains nothing either.
    await workstation.parts.store.db.updateTable('hospital_connection').set({ host: 'localhost' }).execute();
    await expect(admin.connections.pullNow({ connectionId: saved.id, ...october })).rejects.toMatchObject({ code: 'SOURCE_PASSWORD_LOST' });
    await workstation.parts.store.db.updateTable('hospital_connection').set({ host: '127.0.0.1' }).execute();
    rmSync(join(workstation.parts.dataDir, 'connections.key'));
    await expect(admin.connections.pullNow({ connectionId: saved.id, ...october })).rejects.toMatchObject({
      code: 'SOURCE_PASSWORD_LOST',
      message: expect.stringContaining('重新输入密码'),
    });
  });
});

describe('a server that cannot be reached', () => {
  const source = { kind: 'sql', text: 'select 1 from t where :from < :to' } as const;
  const target = { database: 'his', user: 'reader', password: hospitalPassword, tls: 'off', certificate: '' } as const;
  const tried = (kind: DatabaseKind, host: string, port: number) =>
    ask(
      { ...target, kind, host, port },
      { statement: statementOf(source, kind), dates: { from: '2026-10-01', to: '2026-11-01' }, rows: 5, milliseconds: 1_000 },
    ).catch((thrown: unknown) => (thrown instanceof Refusal ? `${thrown.code} ${thrown.message}` : thrown));

  it('is said to be so, in three ways, by every kind of driver', async () => {
    const silent = createServer();
    const port = await portOf(silent);
    const closed = createServer();
    const free = await portOf(closed);
    closed.close();
    const sentences = await Promise.all(
      databaseKinds.codes.flatMap((kind) => [
        tried(kind, 'no-such-host.invalid', 5432),
        tried(kind, '127.0.0.1', free),
        tried(kind, '127.0.0.1', port),
      ]),
    );
    const nobody = expect.stringMatching(/^SOURCE_UNREACHABLE 连不上医院数据库 no-such-host\.invalid:5432（/);
    const closedPort = expect.stringMatching(/^SOURCE_UNREACHABLE 连不上医院数据库 127\.0\.0\.1:\d+（/);
    const noAnswer = expect.stringMatching(/^SOURCE_UNREACHABLE .*没有应答/);
    expect(sentences).toEqual(databaseKinds.codes.flatMap(() => [nobody, closedPort, noAnswer]));
    silent.close();
  });
});

describe.each(['sqlite', 'postgres'] as const)('a monthly schedule (%s)', (kind) => {
  let hospital: Hospital;
  beforeAll(async () => {
    hospital = await openHospital('postgres');
  });
  afterAll(() => hospital?.close());
  let workstation: TestWorkstation;
  let admin: Client;
  beforeEach(async () => {
    ({ workstation, admin } = await open(kind));
    workstation.setNow('2026-11-01T02:00:00.000Z');
  });
  afterEach(() => workstation.close());

  const due = () => workstation.system.connections.runDuePulls({});

  it('pulls the month before once, however often it is asked, and the next month again', async () => {
    const saved = await admin.connections.saveConnection({ ...hospital.draft, schedule: { day: 5, hour: 3 } });
    expect(saved.nextAt).toBe('2026-11-04T19:00:00.000Z');
    expect(await due()).toEqual([]);
    workstation.setNow('2026-11-04T18:59:59.000Z');
    expect(await due()).toEqual([]);
    workstation.setNow('2026-11-04T19:00:00.000Z');
    const both = await Promise.all([due(), due()]);
    expect(both.flat()).toMatchObject([
      { state: 'done', by: '系统', scheduledMonth: '2026-10', ...october, counts: { added: 4 }, newDepartments: ['疼痛科'] },
    ]);
    workstation.setNow('2026-11-20T02:00:00.000Z');
    expect(await due()).toEqual([]);
    workstation.setNow('2026-12-09T02:00:00.000Z');
    expect(await due()).toMatchObject([{ scheduledMonth: '2026-11', from: '2026-11-01', to: '2026-11-30', counts: { added: 1 } }]);
    expect(await due()).toEqual([]);
  });

  it('puts the result in the inbox until an admin has looked, and tries a failed month three times at most', async () => {
    await admin.connections.saveConnection({ ...hospital.draft, schedule: { day: 5, hour: 3 }, database: 'moved' });
    workstation.setNow('2026-11-05T02:00:00.000Z');
    expect(await due()).toMatchObject([{ state: 'failed', tries: 1, error: expect.stringContaining('“moved”') }]);
    expect(await admin.connections.pullRuns({})).toMatchObject({ total: 1, unseen: 1, unseenFailed: 1 });
    await admin.connections.seePullRuns({});
    expect(await admin.connections.pullRuns({})).toMatchObject({ unseen: 0, unseenFailed: 0, rows: [{ seen: true }] });
    workstation.setNow('2026-11-05T02:59:00.000Z');
    expect(await due()).toEqual([]);
    workstation.setNow('2026-11-05T03:00:00.000Z');
    expect(await due()).toMatchObject([{ state: 'failed', tries: 2 }]);
    expect(await admin.connections.pullRuns({})).toMatchObject({ total: 1, unseenFailed: 1 });
    workstation.setNow('2026-11-05T04:00:00.000Z');
    expect(await due()).toMatchObject([{ state: 'failed', tries: 3 }]);
    workstation.setNow('2026-11-07T04:00:00.000Z');
    expect(await due()).toEqual([]);
  });

  it('leaves months alone that were due before it was set, and belongs to the admin', async () => {
    workstation.setNow('2026-11-10T02:00:00.000Z');
    await admin.connections.saveConnection({ ...hospital.draft, schedule: { day: 5, hour: 3 } });
    expect(await due()).toEqual([]);
    const staff = await workstation.parts.store.db
      .selectFrom('app_user')
      .selectAll()
      .where('role', '=', 'supervisor')
      .executeTakeFirstOrThrow();
    const supervisor = workstation.as({ id: staff.id, name: staff.name, role: 'supervisor', departmentId: null });
    await expect(supervisor.connections.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(supervisor.connections.runDuePulls({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const [saved] = await admin.connections.list({});
    await admin.connections.removeConnection({ connectionId: saved?.id ?? '' });
    workstation.setNow('2026-12-10T02:00:00.000Z');
    expect(await due()).toEqual([]);
  });
});
