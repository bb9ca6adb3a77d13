import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDriver from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { house } from '../../../electron/core/base/db/migrations/0001_house.ts';
import { databaseFile, openSqlite } from '../../../electron/core/base/db/open.ts';
import { onBothDatabases, openWorkstation, type TestWorkstation } from '../../helpers/workstation.ts';

const schemaFolder = new URL('../../../electron/core/base/db/schema/', import.meta.url);

/** Tables, columns and nullability as the schema declares them. */
function declaredSchema(): Record<string, Record<string, boolean>> {
  const sources = readdirSync(schemaFolder).map((file) => readFileSync(new URL(file, schemaFolder), 'utf8'));
  const body = sources.join('\n').replace(/\/\*\*[\s\S]*?\*\//g, '');
  const tables: Record<string, Record<string, boolean>> = {};
  for (const [, name = '', columns = ''] of body.matchAll(/^ {2}(\w+): \{([\s\S]*?)\};\n/gm)) {
    const fields = columns.split(';').map((field) => field.trim());
    tables[name] = Object.fromEntries(
      fields.filter(Boolean).map((field) => {
        const [column = '', type = ''] = field.split(/:\s*/);
        return [column, type.split(' | ').includes('null')];
      }),
    );
  }
  return tables;
}

onBothDatabases('migrated schema', (kind) => {
  let workstation: TestWorkstation;
  beforeEach(async () => {
    workstation = await openWorkstation(kind);
  });
  afterEach(() => workstation.close());

  it('has exactly the tables, columns and nullability that the schema declares', async () => {
    const tables = await workstation.parts.store.db.introspection.getTables();
    const found = tables
      .filter((table) => table.name !== 'schema_version')
      .map((table) => [table.name, Object.fromEntries(table.columns.map((column) => [column.name, column.isNullable]))] as const);
    expect(Object.fromEntries(found)).toEqual(declaredSchema());
  });

  it('is sound by its own check', async () => {
    expect(await workstation.parts.store.integrity()).toBeNull();
  });
});

/** A data file as the first version wrote it, with a call in it. */
async function firstVersionFile(folder: string): Promise<void> {
  const driver = new SqliteDriver(join(folder, databaseFile));
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: driver }) });
  await db.transaction().execute(async (tx) => {
    for (const change of house) await change(tx);
  });
  driver.exec('create table schema_version (version integer primary key)');
  driver.exec('insert into schema_version values (1)');
  driver.pragma('foreign_keys = OFF');
  driver.exec(`insert into attempt (id, follow_up_id, ordinal, nurse_id, started_at, note, off_hours_reason)
    values ('a1', 'f1', 1, 'n1', '2026-11-01T02:00:00.000Z', '', '')`);
  driver.exec(`insert into answer (interview_id, item_code, aspect, value, counted, objection, answered_at)
    values ('i1', 'quality_effect', 'quality', '["satisfied"]', 1, 0, '2026-11-01T02:00:00.000Z')`);
  for (const [id, item] of [
    ['k1', "'attitude_nurse'"],
    ['k2', 'null'],
  ])
    driver.exec(`insert into feedback (id, number, kind, state, severity, month, item_code, department_id, text, staff_name, round, version, created_at)
      values ('${id}', '', 'opinion', 'draft', 'general', '2026-11', ${item}, 'd1', '按铃没人来', '', 1, 1, '2026-11-01T02:00:00.000Z')`);
  driver.exec(`insert into discharge (id, stay_key, patient_id, import_batch_id, row_number, content_hash, inpatient_number, medical_record_number,
      name, name_key, pinyin, sex, age_text, id_last4, id_hash, address, discharge_date, month, department_id, ward, doctor, nurse, diagnosis,
      icd10, payment, remark, dialable, updated_at)
    values ('s1', 's1', 'p1', 'b1', 1, '', '', '', '张三', '张三', 'zs', 'male', '', '', '', '', '2026-10-08', '2026-10', 'd1', '', '', '', '', '', '', '', 1, '')`);
  driver.exec(`insert into follow_up (id, draw_id, discharge_id, month, department_id, stratum, state, attempts, contacted)
    values ('f1', 'w1', 's1', '2026-10', 'd1', '', 'open', 1, 0)`);
  driver.exec(`insert into patient (id, patient_key) values ('p1', 'one'), ('p2', 'two')`);
  driver.exec(`insert into do_not_call (patient_id, reason, at, user_id)
    values ('p1', '已故', '2026-11-01T02:00:00.000Z', 'n1'), ('p2', '家属来信', '2026-11-02T02:00:00.000Z', 'n1')`);
  driver.exec(`insert into phone (id, discharge_id, position, number, kind, extension, relation, bad)
    values ('ph1', 'd1', 0, '13800000001', 'mobile', '', '本人', 1)`);
  await db.destroy();
}

describe('the data file', () => {
  let folder: string;
  const key = Buffer.alloc(32, 7);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'followup-file-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is refused to a second program while the first holds it, and free after', async () => {
    const first = await openSqlite(folder);
    await expect(openSqlite(folder)).rejects.toMatchObject({ code: 'FOLDER_IN_USE', message: expect.stringContaining(folder) });
    await first.close();
    await (await openSqlite(folder)).close();
  });

  it('is left untouched where it is somebody else’s file', async () => {
    const text = '这是一份旧的登记表，不是数据库。'.repeat(100);
    writeFileSync(join(folder, databaseFile), text);
    await expect(openSqlite(folder)).rejects.toMatchObject({ code: 'DATABASE_FOREIGN' });
    expect(readFileSync(join(folder, databaseFile), 'utf8')).toBe(text);
  });

  it('is refused where a newer program wrote it', async () => {
    const store = await openSqlite(folder);
    await sql`insert into schema_version values (999)`.execute(store.db);
    await store.close();
    await expect(openSqlite(folder)).rejects.toMatchObject({ code: 'DATABASE_NEWER' });
  });

  it('of the first version opens with all that it holds; its calls were dialled, nobody wrote down who answered, and the queue knows who left, and when', async () => {
    await firstVersionFile(folder);
    const store = await openSqlite(folder);
    expect(await store.db.selectFrom('attempt').select(['id', 'incoming']).execute()).toEqual([{ id: 'a1', incoming: 0 }]);
    expect(await store.db.selectFrom('answer').select(['value', 'answerer', 'relation']).execute()).toEqual([
      { value: '["satisfied"]', answerer: null, relation: '' },
    ]);
    expect(await store.db.selectFrom('questionnaire_draft').selectAll().execute()).toEqual([]);
    expect(
      await store.db
        .selectFrom('do_not_call_entry')
        .select(['patient_id', 'why', 'note', 'until_date', 'lifted_at'])
        .orderBy('id')
        .execute(),
    ).toEqual([
      { patient_id: 'p1', why: 'deceased', note: '', until_date: null, lifted_at: null },
      { patient_id: 'p2', why: 'other', note: '家属来信', until_date: null, lifted_at: null },
    ]);
    expect(await store.db.selectFrom('phone').select(['bad', 'source']).execute()).toEqual([{ bad: 1, source: null }]);
    expect(await store.db.selectFrom('attempt').select(['answered_at', 'entered_at', 'sheet_id']).execute()).toEqual([
      { answered_at: null, entered_at: null, sheet_id: null },
    ]);
    expect(
      await store.db.selectFrom('follow_up').select(['id', 'discharged_on', 'search_name', 'search_initials', 'search_number']).execute(),
    ).toEqual([{ id: 'f1', discharged_on: '2026-10-08', search_name: '张三', search_initials: 'zs', search_number: 's1' }]);
    expect(await store.db.selectFrom('hand_over').selectAll().execute()).toEqual([]);
    expect(await store.db.selectFrom('not_asked').selectAll().execute()).toEqual([]);
    await store.close();
  });

  it('of the first version keeps each opinion with the item that had asked for it; nothing had been suggested', async () => {
    await firstVersionFile(folder);
    const store = await openSqlite(folder);
    const opinions = store.db
      .selectFrom('feedback')
      .select(['asked_item', 'item_code', 'suggested_item', 'suggestion_taken'])
      .orderBy('id');
    expect(await opinions.execute()).toEqual([
      { asked_item: 'attitude_nurse', item_code: 'attitude_nurse', suggested_item: null, suggestion_taken: null },
      { asked_item: null, item_code: null, suggested_item: null, suggestion_taken: null },
    ]);
    await store.close();
  });

  it('is encrypted with the key it was made with, and closed to any other', async () => {
    const store = await openSqlite(folder, key);
    await store.db.insertInto('setting').values({ key: 'hospital', value: '市第一人民医院' }).execute();
    await store.close();
    expect(readFileSync(join(folder, databaseFile)).includes(Buffer.from('市第一人民医院'))).toBe(false);
    await expect(openSqlite(folder)).rejects.toMatchObject({ code: 'DATABASE_FOREIGN' });
    await expect(openSqlite(folder, Buffer.alloc(32, 8))).rejects.toMatchObject({ code: 'DATABASE_FOREIGN' });
    const again = await openSqlite(folder, key);
    expect(await again.db.selectFrom('setting').select('value').where('key', '=', 'hospital').executeTakeFirst()).toEqual({
      value: '市第一人民医院',
    });
    await again.close();
  });

  it('says that a folder cannot be written where it is a file', async () => {
    const path = join(folder, 'not-a-folder');
    writeFileSync(path, '');
    await expect(openSqlite(path)).rejects.toMatchObject({ code: 'FOLDER_READ_ONLY' });
  });

  it('is damaged where pages were overwritten, and its check says so', async () => {
    const store = await openSqlite(folder);
    for (let row = 0; row < 400; row += 1)
      await store.db
        .insertInto('setting')
        .values({ key: `k${row}`, value: 'x'.repeat(200) })
        .execute();
    await store.close();
    const path = join(folder, databaseFile);
    const bytes = readFileSync(path);
    bytes.fill(0xa5, bytes.length - 8_192);
    writeFileSync(path, bytes);
    const opened = await openSqlite(folder).catch((error: unknown) => error);
    if (opened instanceof Error) expect(opened).toMatchObject({ code: 'DATABASE_DAMAGED' });
    else {
      const damaged = opened as Awaited<ReturnType<typeof openSqlite>>;
      expect(await damaged.integrity().catch((error: unknown) => error)).not.toBeNull();
      await damaged.close();
    }
  });

  it('is written through to the disk at every commit', async () => {
    const store = await openSqlite(folder);
    const mode = await sql<{ synchronous: number }>`pragma synchronous`.execute(store.db);
    const journal = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(store.db);
    expect([mode.rows[0]?.synchronous, journal.rows[0]?.journal_mode]).toEqual([2, 'wal']);
    await store.close();
  });
});
