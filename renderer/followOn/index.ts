/** The exports of this room for other rooms. */
export { FollowOnPage } from './FollowOnPage.tsx';
export { HandOverPage } from './HandOverPage.tsx';
export { useFollowOnCount } from './useFollowOn.ts';
