/** What other rooms may use of this one. */
export { CallPage } from './CallPage.tsx';
export { outcomeKeys, outcomeOfKey } from './ending/outcomeKeys.ts';
export { Talking } from './Talking.tsx';
