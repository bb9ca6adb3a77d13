/** The exports of this room for other rooms. */
export { decideReview } from './decide.ts';
export { drawReviews } from './drawReviews.ts';
export { returnReviews, reviewsOf } from './leaving.ts';
export { correctionsFor } from './sheet.ts';
export { verifyIdentified } from './unidentified.ts';
export { verifyReviews } from './verifyReviews.ts';
