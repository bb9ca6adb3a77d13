/** The exports of this room for other rooms. */
export { drawFollowUps } from './draw.ts';
export { readFrame, type StoredFrame } from './frameStore.ts';
export { followUpsOf, followUpsOfDepartment, moveFollowUps } from './leaving.ts';
export { nurseNamed } from './nurses.ts';
export { verifyDraws } from './verify.ts';
