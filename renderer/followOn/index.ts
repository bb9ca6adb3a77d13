/** What other rooms may use of this one. */
export { FollowOnPage } from './FollowOnPage.tsx';
export { HandOverPage } from './HandOverPage.tsx';
export { useFollowOnCount } from './useFollowOn.ts';
