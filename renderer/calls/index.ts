/** The exports of this room for other rooms. */
export { CallPage } from './CallPage.tsx';
export { outcomeKeys, outcomeOfKey } from './ending/outcomeKeys.ts';
export { Talking } from './Talking.tsx';
