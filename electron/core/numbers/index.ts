/** The exports of this room for other rooms. */
export { phonesOf } from './numbers.ts';
