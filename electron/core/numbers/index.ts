/** What other rooms may use of this one. */
export { phonesOf } from './numbers.ts';
