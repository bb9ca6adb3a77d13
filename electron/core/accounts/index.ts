/** The exports of this room for other rooms. */
export { closedTimesOf } from './closedTimes.ts';
export { addAlias, addDepartment, departmentIdsByName, departmentKey } from './departments.ts';
export { hospitalName } from './hospitalName.ts';
export { hashPassword } from './passwords.ts';
export { actorOfToken, endSessionsOf } from './sessions.ts';
export { requestUnlock } from './unlocking.ts';
export { findUser, insertUser, listUsers, storePassword } from './users.ts';
