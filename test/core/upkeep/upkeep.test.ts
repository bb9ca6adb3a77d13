import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { requestUnlock } from '../../../electron/core/accounts/unlocking.ts';
import { openSqlite } from '../../../electron/core/base/db/open.ts';
import { settings as settingsSchema } from '../../../shared/base/contract/settings.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';
import { seedInterview } from '../feedback/seed.ts';

onBothDatabases('upkeep', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  beforeEach(async () => {
    workstation = await openWorkstation(kind, '2026-11-10T02:00:00.000Z');
    staff = await withStaff(workstation);
  });
  afterEach(() => workstation.close());
  const as = (who: keyof Staff['users']) => workstation.as(staff.users[who]).upkeep;

  it('has every setting from the first start, keeps what is saved, and logs what changed', async () => {
    const before = await as('nurse').settings({});
    expect(before.limits).toEqual({ urgent: 1, general: 5, several: 10 });
    const saved = await as('supervisor').saveSettings({ ...before, maxAttempts: 4, holidays: ['2027-02-06'] });
    expect(saved).toMatchObject({ maxAttempts: 4, holidays: [] });
    expect(await as('nurse').settings({})).toEqual(saved);
    const { rows } = await as('admin').audit({ limit: 1 });
    expect(rows[0]).toMatchObject({ action: 'upkeep.saveSettings', user: '周主任' });
    expect(JSON.parse(rows[0]?.detail ?? '')).toEqual({ maxAttempts: { from: 5, to: 4 } });
    await expect(as('nurse').saveSettings(before)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('leaves how numbers are dialled to the admin: other settings do not touch it, and a program must be a whole path', async () => {
    const link = { by: 'link' as const, link: 'sip:{number}@10.0.0.5', program: '', arguments: [], outsideLine: '9', areaCode: '0571' };
    for (const other of ['nurse', 'supervisor', 'director', 'head'] as const)
      await expect(as(other).saveDialling(link)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { dialling } = await as('admin').saveDialling(link);
    expect(dialling).toMatchObject(link);
    const before = await as('supervisor').settings({});
    const saved = await as('supervisor').saveSettings({ ...before, maxAttempts: 4, dialling: { ...dialling, link: 'https://x/{number}' } });
    expect(saved).toMatchObject({ maxAttempts: 4, dialling: link });
    const { version } = saved;
    await expect(as('admin').saveDialling({ ...link, version, link: 'https://x/{number}' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(as('admin').saveDialling({ ...link, version, by: 'program', program: 'sh' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it.each([
    [{ dayParts: [] }, '至少要有一个拨打时段'],
    [{ dayParts: [['8点', '12:00']] as [string, string][] }, '08:30'],
    [{ dayParts: [['12:00', '08:30']] as [string, string][] }, '晚于'],
    [
      {
        dayParts: [
          ['08:30', '12:00'],
          ['11:00', '13:00'],
        ] as [string, string][],
      },
      '重叠',
    ],
    [{ firstContactFromDays: 20 }, '最早天数'],
  ])('refuses settings that cannot be meant: %j', async (change, words) => {
    await expect(as('supervisor').saveSettings({ ...settingsSchema.parse({}), ...change })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining(words),
    });
  });

  it('verifies a sound workstation, and names the check that fails', async () => {
    expect(await as('admin').verify({})).toMatchObject({
      ok: true,
      checks: [
        { name: 'database', ok: true },
        { name: 'audit', ok: true },
        { name: 'derived', ok: true },
        { name: 'draws', ok: true },
        { name: 'reviews', ok: true },
        { name: 'identity', ok: true },
        { name: 'followUps', ok: true },
        { name: 'openWork', ok: true },
      ],
    });
    await workstation.parts.store.db.updateTable('audit').set({ user_name: '别人' }).where('seq', '=', 1).execute();
    const after = await as('supervisor').verify({});
    expect(after.ok).toBe(false);
    expect(after.checks.filter((check) => !check.ok)).toMatchObject([{ name: 'audit', detail: expect.stringContaining('第 1 行') }]);
  });

  it('shows the log newest first, page by page, to admin and supervisor only', async () => {
    for (const version of [0, 1, 2]) await as('supervisor').saveSettings(settingsSchema.parse({ version, maxAttempts: 2 + version }));
    const { total, rows } = await as('supervisor').audit({ offset: 1, limit: 2 });
    expect(rows.map((row) => row.seq)).toEqual([total - 1, total - 2]);
    await expect(as('head').audit({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  if (kind === 'sqlite') {
    const backups = () => join(workstation.parts.dataDir, 'backups');

    it('backs up while in use, opens the copy and counts what it holds', async () => {
      await workstation.transaction((ctx) => seedInterview(ctx, staff.departments.cardiology, staff.users.nurse.id));
      const made = await as('admin').backup({});
      expect(made).toMatchObject({ discharges: 1, interviews: 1 });
      expect(basename(made.file)).toBe('followup-20261110-100000.db');
      expect(readFileSync(made.file)).toHaveLength(made.bytes);
      expect(readdirSync(backups())).toEqual(['followup-20261110-100000.db']);
    });

    it('leaves nothing of patients open to other users of the machine: data, log, copies, folders; closes what lay open', async () => {
      if (process.platform === 'win32') return;
      const data = join(workstation.parts.dataDir, 'data');
      const modes = () =>
        readdirSync(data, { recursive: true, withFileTypes: true }).map((entry) => {
          const path = join(entry.parentPath, entry.name);
          return [path.slice(data.length + 1).replace(/\d{8}-\d{6}/, ''), entry.isDirectory(), (statSync(path).mode & 0o777).toString(8)];
        });
      const open = async () => openWorkstation('sqlite', '2026-11-10T02:00:00.000Z', data);
      const before = process.umask(0o022);
      try {
        const first = await open();
        const admin = first.as((await withStaff(first)).users.admin);
        await admin.upkeep.backup({});
        await requestUnlock(data, 'nurse');
        expect((statSync(data).mode & 0o777).toString(8)).toBe('700');
        expect(modes().map(([name]) => name)).toEqual(expect.arrayContaining(['workstation.db', 'workstation.db-wal', 'backups']));
        for (const [name, folder, mode] of modes()) expect([name, mode]).toEqual([name, folder ? '700' : '600']);
        // As an earlier version left them.
        await first.close();
        for (const path of [join(data, 'workstation.db'), ...readdirSync(join(data, 'backups')).map((name) => join(data, 'backups', name))])
          chmodSync(path, 0o644);
        chmodSync(join(data, 'backups'), 0o755);
        const second = await open();
        second.setNow('2026-11-11T02:00:00.000Z');
        await second.system.upkeep.backup({});
        for (const [name, folder, mode] of modes()) expect([name, mode]).toEqual([name, folder ? '700' : '600']);
        await second.close();
      } finally {
        process.umask(before);
      }
    });

    it('keeps 7 daily, 4 weekly and 12 monthly backups and touches no other file', async () => {
      mkdirSync(backups());
      writeFileSync(join(backups(), 'followup-20200101-100000.db.txt'), '');
      for (let day = 1; day <= 30; day += 1) writeFileSync(join(backups(), `followup-202510${String(day).padStart(2, '0')}-100000.db`), '');
      const made = await as('admin').backup({});
      expect(readdirSync(backups()).sort()).toEqual([
        'followup-20200101-100000.db.txt',
        // Weeks of the newest four that have a backup: 11-10, 10-27, 10-20, 10-13.
        ...['20251019', '20251025', '20251026', '20251027', '20251028', '20251029', '20251030', '20261110'].map(
          (day) => `followup-${day}-100000.db`,
        ),
      ]);
      expect(made.bytes).toBeGreaterThan(0);
    });

    it('a copy that is damaged is deleted and the backup refused; the data stays sound', async () => {
      const { store } = workstation.parts;
      const copyTo = store.copyTo;
      Object.assign(store, {
        async copyTo(file: string) {
          await copyTo?.(file);
          const bytes = readFileSync(file);
          bytes.fill(0x5a, 3 * 4096, 12 * 4096);
          writeFileSync(file, bytes);
        },
      });
      await expect(as('admin').backup({})).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
      expect(readdirSync(backups())).toEqual([]);
      expect(await store.integrity()).toBeNull();
    });

    it('a backup of an encrypted data file is encrypted with the same key', async () => {
      const folder = join(workstation.parts.dataDir, 'encrypted');
      const store = await openSqlite(folder, Buffer.alloc(32, 7));
      const file = join(folder, 'copy.db');
      await store.copyTo?.(file);
      expect(store.inspectCopy?.(file)).toEqual({ complaint: null, discharges: 0, interviews: 0 });
      expect(readFileSync(file).includes('create table')).toBe(false);
      expect(() => workstation.parts.store.inspectCopy?.(file)).toThrow();
      await store.close();
    });

    it('leaves nothing that looks like a backup where the copy fails', async () => {
      writeFileSync(backups(), 'a file where the folder should be');
      await expect(as('admin').backup({})).rejects.toMatchObject({ code: 'FOLDER_READ_ONLY' });
      expect(readFileSync(backups(), 'utf8')).toBe('a file where the folder should be');
    });
  } else {
    it('leaves the backup of PostgreSQL to its own tools, and says so', async () => {
      await expect(as('admin').backup({})).rejects.toMatchObject({
        code: 'BACKUP_ELSEWHERE',
        message: expect.stringContaining('pg_dump'),
      });
    });
  }
});
