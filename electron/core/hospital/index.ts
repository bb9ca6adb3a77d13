/** What other rooms may use of this one. */
export { listDepartments } from './departments.ts';
export { verifyOpenWork } from './leaving.ts';
export { foundHospital } from './setUp.ts';
export { updateUser } from './users.ts';
