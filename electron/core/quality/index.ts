/** What other rooms use of quality control. */
export { correctionsFor } from './sheet.ts';
export { verifyIdentified } from './unidentified.ts';
export { verifyReviews } from './verifyReviews.ts';
