/** The exports of this room for other rooms. */
export { takeDischargeKeys, wrongQueueKeys } from './followUpKeys.ts';
export { type ByBeginning, type ByPhone, type Sought, soughtBy } from './listSearch.ts';
export { lookOfNurse } from './nurseReads.ts';
export { patientKeyOf, type Seal, type SealedStay, type StayFacts, sealStay } from './sealStay.ts';
export { contentFrom, contentOf } from './stayContent.ts';
export { dischargeColumns, dischargeValues, overwriteDischarges, phoneColumns, rowValues, type StayPlace, storedHash } from './stored.ts';
