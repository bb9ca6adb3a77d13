/** Tables of draws, their frames, their follow-ups and assignments. */
import type { AttemptOutcome, Disposition, FollowUpState } from '../../../../../shared/base/contract/words.ts';
import type { Flag } from './flag.ts';

export interface SamplingTables {
  draw: {
    id: string;
    month: string;
    ordinal: number;
    plan: string;
    algorithm: string;
    seed: string;
    frame_total: number;
    frame_eligible: number;
    frame_excluded: string;
    frame_hash: string;
    user_id: string;
    at: string;
  };
  /** The frame as it was when drawn, whole, in one text: eligible keys by stratum, excluded keys by reason. */
  draw_frame: { draw_id: string; members: string };
  /** The chosen ones of a frame, each with its rank in the stratum. */
  frame_member: {
    draw_id: string;
    stay_key: string;
    discharge_id: string;
    stratum: string;
    chosen: 'sampled' | 'reserve';
    rank: number;
  };
  draw_stratum: { draw_id: string; stratum: string; name: string; eligible: number; drawn: number };
  follow_up: {
    id: string;
    draw_id: string;
    discharge_id: string;
    /** The discharge's own date: the queue is read in its order from one index. */
    discharged_on: string;
    /** The discharge's own name, initials and stay key, by which those that are open are found. */
    search_name: string;
    search_initials: string;
    search_number: string;
    month: string;
    department_id: string;
    stratum: string;
    nurse_id: string | null;
    state: FollowUpState;
    disposition: Disposition | null;
    attempts: number;
    contacted: Flag;
    last_outcome: AttemptOutcome | null;
    last_attempt_at: string | null;
    next_at: string | null;
    appointment_at: string | null;
    held_by: string | null;
    held_until: string | null;
    ended_at: string | null;
    /** A soft refusal is tried again by another nurse than this. */
    avoid_nurse_id: string | null;
  };
  /** A follow-up that had ended and was opened again, as it was before. */
  follow_up_reopening: {
    id: string;
    follow_up_id: string;
    disposition: Disposition;
    ended_at: string;
    why: string;
    at: string;
    user_id: string;
  };
  /** A reserve called in the place of a follow-up that ended without an interview; both stay in the figures. */
  replacement: {
    id: string;
    draw_id: string;
    /** The one replaced. */
    follow_up_id: string;
    by_follow_up_id: string;
    reason: string;
    /** JSON: reserves that came before and could not be used, rank and why. */
    skipped: string;
    user_id: string;
    at: string;
  };
  /** Assignments: the nurse and who assigned; null: back to the open pool. */
  assignment: { follow_up_id: string; at: string; nurse_id: string | null; user_id: string };
  /** Nurses on leave: nothing is dealt to them. */
  nurse_leave: { nurse_id: string; user_id: string; at: string };
}
