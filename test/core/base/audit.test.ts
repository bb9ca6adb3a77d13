/** Tests the hash chain of the audit log. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { appendAudit, brokenAuditLine } from '../../../electron/core/base/audit.ts';
import { systemActor } from '../../../electron/core/base/context.ts';
import { onBothDatabases, openWorkstation, type TestWorkstation } from '../../helpers/workstation.ts';

onBothDatabases('audit log', (kind) => {
  let workstation: TestWorkstation;
  const line = (action: string) => ({ action, subject: 's', detail: { n: 1 } });
  const write = (count: number) =>
    workstation.transaction(({ db, now }) =>
      appendAudit(
        db,
        systemActor,
        now,
        Array.from({ length: count }, (_, n) => line(`a${n}`)),
      ),
    );
  const broken = () => workstation.transaction(({ db }) => brokenAuditLine(db));
  beforeEach(async () => {
    workstation = await openWorkstation(kind);
  });
  afterEach(() => workstation.close());

  it('is an unbroken chain from the first line to the last', async () => {
    expect(await broken()).toBeNull();
    await write(3);
    await write(2);
    expect(await broken()).toBeNull();
  });

  it('shows the first line that was altered', async () => {
    await write(5);
    await workstation.parts.store.db.updateTable('audit').set({ subject: 'other' }).where('seq', '=', 3).execute();
    expect(await broken()).toBe(3);
  });

  it('shows a line that was taken out, even the last', async () => {
    await write(5);
    await workstation.parts.store.db.deleteFrom('audit').where('seq', '=', 5).execute();
    expect(await broken()).toBe(5);
  });

  it('keeps one chain when two write at the same time', async () => {
    await Promise.all(Array.from({ length: 8 }, () => write(2)));
    expect(await broken()).toBeNull();
    const { seq } = await workstation.parts.store.db
      .selectFrom('audit')
      .select((eb) => eb.fn.max('seq').as('seq'))
      .executeTakeFirstOrThrow();
    expect(seq).toBe(16);
  });

  it('is not written where the change it tells of is rolled back', async () => {
    const staffless = workstation.as(systemActor);
    await expect(
      staffless.hospital.updateUser({ id: 'none', name: '无', role: 'nurse', departmentId: null, active: true, version: 1 }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await workstation.parts.store.db.selectFrom('audit').selectAll().execute()).toEqual([]);
  });
});
