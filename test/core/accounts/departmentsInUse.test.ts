/** Tests renaming and closing departments and users, and role changes: no open work is left without an owner. */
import { expect, it } from 'vitest';
import { recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import { samplePatients } from '../../helpers/calling.ts';
import { House } from '../../helpers/house.ts';
import { onBothDatabases, staffPassword } from '../../helpers/workstation.ts';
import { seedInterview } from '../feedback/seed.ts';

onBothDatabases('a department', (kind) => {
  const house = new House(kind);
  const admin = () => house.as('admin');
  async function named(name: string) {
    const found = (await admin().hospital.departments({})).find((one) => one.name === name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  }
  const close = async (name: string) => admin().hospital.saveDepartment({ ...(await named(name)), active: false });
  const refused = (words: string) => ({ code: 'DEPARTMENT_IN_USE', message: expect.stringContaining(words) });

  it('is not closed while it has a head, an open case or an open follow-up; what is open is said', async () => {
    const { workstation, staff } = house;
    const { cardiology, orthopedics, obstetrics } = staff.departments;
    await expect(close('心血管内科')).rejects.toMatchObject(refused('负责人李主任'));
    await samplePatients(workstation, staff, [{ departmentId: orthopedics }]);
    await expect(close('骨科')).rejects.toMatchObject(refused('未完成的回访 1 例'));
    const seeded = await workstation.transaction((ctx) => seedInterview(ctx, cardiology, staff.users.nurse.id));
    const at = '2026-11-10T02:00:00.000Z';
    const said = { kind: 'opinion', itemCode: null, aspect: 'process', severity: 'general', text: '太吵', staffName: '' } as const;
    await workstation.transaction((ctx) =>
      recordFeedback(ctx, [
        { ...seeded, ...said, departmentId: obstetrics, registeredAt: at, registeredBy: staff.users.nurse.id, steps: [] },
      ]),
    );
    await expect(close('产科')).rejects.toMatchObject(refused('未销账的意见 1 件'));
    expect((await named('产科')).active).toBe(true);
  });

  it('in which nothing is open is closed', async () => {
    const { head } = house.staff.users;
    await admin().hospital.updateUser({
      id: head.id,
      name: head.name,
      role: 'head',
      departmentId: house.staff.departments.orthopedics,
      active: true,
      version: 1,
    });
    expect(await close('心血管内科')).toMatchObject({ active: false });
  });

  it.each(['\u200B', ' \u200B\u2060\uFEFF ', '\u3164', '\u00AD\u200D', '\u2800'])(
    'is not named by invisible characters alone (%j)',
    async (name) => {
      const bad = { code: 'BAD_INPUT', message: expect.stringContaining('没有看得见的字') };
      const { orthopedics } = house.staff.departments;
      await expect(admin().hospital.saveDepartment({ ...(await named('骨科')), id: orthopedics, name })).rejects.toMatchObject(bad);
      await expect(
        admin().hospital.saveDepartment({ id: null, name, kind: 'clinical', sensitive: false, active: true }),
      ).rejects.toMatchObject(bad);
      const user = { name, role: 'nurse', departmentId: null } as const;
      await expect(admin().hospital.createUser({ ...user, login: 'new', password: staffPassword })).rejects.toMatchObject(bad);
      await expect(
        admin().hospital.updateUser({ ...user, id: house.staff.users.nurse.id, active: true, version: 1 }),
      ).rejects.toMatchObject(bad);
    },
  );

  it('whose named deputy gets another role is told so before, and has none in the same step', async () => {
    const { head } = house.staff.users;
    await admin().hospital.saveDepartment({ ...(await named('骨科')), deputyId: head.id });
    const after = { id: head.id, role: 'director', departmentId: null, active: true } as const;
    expect(await admin().hospital.openWork(after)).toMatchObject({ deputyFor: ['骨科'], headless: { department: '心血管内科', cases: 0 } });
    expect(await admin().hospital.openWork({ ...after, role: 'supervisor' })).toMatchObject({ deputyFor: [] });
    await admin().hospital.updateUser({ ...after, name: head.name, version: 1 });
    expect((await named('骨科')).deputyId).toBeNull();
    const { rows } = await house.as('admin').upkeep.audit({});
    expect(rows.map(({ action }) => action)).toContain('accounts.clearDeputy');
  });
});
