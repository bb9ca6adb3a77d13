/** Tables of interview reviews and corrections. */
import type { ReviewAction, ReviewState } from '../../../../../shared/base/contract/words.ts';

export interface QualityTables {
  /** A nurse's finished interviews of a month from which some were drawn for review; `frame` is a JSON array of their ids. */
  review_draw: {
    id: string;
    month: string;
    nurse_id: string;
    ordinal: number;
    algorithm: string;
    seed: string;
    percent: number;
    finished: number;
    frame: string;
    drawn: number;
    user_id: string;
    at: string;
  };
  /** An interview drawn for review. `scores` is JSON, points by check. */
  review: {
    id: string;
    review_draw_id: string;
    interview_id: string;
    month: string;
    nurse_id: string;
    rank: number;
    state: ReviewState;
    version: number;
    scores: string | null;
    drawn_at: string;
    decided_at: string | null;
  };
  review_event: { id: string; review_id: string; at: string; user_id: string; action: ReviewAction; note: string };
  /** A correction of a finished interview; `changes` is JSON. The old answers are in `answer_history` as well. */
  correction: { id: string; interview_id: string; at: string; user_id: string; reason: string; changes: string };
}
