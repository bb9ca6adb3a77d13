/** Quality control inside the calling room. */
import type { Handlers } from '../../door.ts';
import { correctInterview } from './correct.ts';
import { answerReview, decideReview, review } from './decide.ts';
import { drawReviews } from './drawReviews.ts';
import { nurseReviews, reviews } from './list.ts';
import { sheetOf } from './sheet.ts';
import { unidentified } from './unidentified.ts';

export { correctionsFor } from './sheet.ts';
export { verifyIdentified } from './unidentified.ts';
export { verifyReviews } from './verifyReviews.ts';

type Quality = Pick<
  Handlers<'calling'>,
  | 'drawReviews'
  | 'reviews'
  | 'unidentified'
  | 'nurseReviews'
  | 'review'
  | 'decideReview'
  | 'answerReview'
  | 'finishedInterview'
  | 'correctInterview'
>;

export const qualityHandlers: Quality = {
  drawReviews,
  reviews,
  unidentified,
  nurseReviews,
  review,
  decideReview,
  answerReview,
  finishedInterview: (ctx, { interviewId }) => sheetOf(ctx, interviewId),
  correctInterview,
};
