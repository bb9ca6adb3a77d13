/** Creates the simulated hospital: five departments with heads, nurses, supervisors, directors. */

import { addDepartment } from '../../electron/core/accounts/departments.ts';
import { hashPassword } from '../../electron/core/accounts/passwords.ts';
import { insertUser } from '../../electron/core/accounts/users.ts';
import { foundHospital } from '../../electron/core/hospital/setUp.ts';
import { buildDemo } from '../../electron/demo/buildDemo.ts';
import type { Role } from '../../shared/base/contract/words.ts';
import { resourcesDir, transactionOn } from '../helpers/parts.ts';
import { departments } from './people.ts';
import type { Ground, Site } from './site.ts';

/** Made once and copied for every run. */
export async function found(ground: Ground): Promise<Site> {
  const site = await ground();
  const store = await site.open();
  let ids = 0;
  const parts = {
    store,
    dataDir: site.dataDir,
    resourcesDir,
    clock: () => new Date('2025-01-01T01:00:00.000Z'),
    newId: () => `000000-${String(++ids).padStart(5, '0')}`,
    newSeed: () => '0'.repeat(16),
    log: () => undefined,
    buildDemo,
  };
  const hash = await hashPassword('Huifang-2026', { login: 'staff', name: '' });
  await transactionOn(parts)(async (ctx) => {
    await foundHospital(ctx, '模拟医院');
    const user = (login: string, name: string, role: Exclude<Role, 'system'>, departmentId: string | null = null) =>
      insertUser(ctx, { login, name, role, departmentId }, hash);
    await user('admin', '信息科', 'admin');
    for (const [index, name] of departments.entries())
      await user(`head${index + 1}`, `${name}主任`, 'head', await addDepartment(ctx, name, 'clinical'));
    for (let n = 1; n <= 6; n += 1) await user(`nurse${n}`, `回访员${n}`, 'nurse');
    for (let n = 1; n <= 2; n += 1) await user(`supervisor${n}`, `随访办${n}`, 'supervisor');
    for (let n = 1; n <= 2; n += 1) await user(`director${n}`, `院长${n}`, 'director');
  });
  await store.close();
  return site;
}
