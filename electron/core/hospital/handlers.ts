/** Procedures of the hospital room. */

import { listUsers } from '../accounts/index.ts';
import type { Handlers } from '../base/door.ts';
import { listDepartments, saveDepartment } from './departments.ts';
import { setUp } from './setUp.ts';
import { setUpDemo } from './setUpDemo.ts';
import { createUser, openWork, resetPassword, updateUser } from './users.ts';

export const hospital: Handlers<'hospital'> = {
  setUp,
  setUpDemo,
  users: listUsers,
  createUser,
  openWork,
  updateUser,
  resetPassword,
  departments: listDepartments,
  saveDepartment,
};
