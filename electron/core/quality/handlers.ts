/** Procedures of the quality room. */
import type { Handlers } from '../base/door.ts';
import { correctInterview } from './correct.ts';
import { answerReview, decideReview, review } from './decide.ts';
import { drawReviews } from './drawReviews.ts';
import { nurseReviews, reviews } from './list.ts';
import { sheetOf } from './sheet.ts';
import { unidentified } from './unidentified.ts';

export const quality: Handlers<'quality'> = {
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
