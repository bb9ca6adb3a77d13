/** The exports of this room for other rooms. */
export { listDepartments } from './departments.ts';
export { verifyOpenWork } from './leaving.ts';
export { foundHospital } from './setUp.ts';
export { updateUser } from './users.ts';
