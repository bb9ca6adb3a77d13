/** Tables of calls, interviews with their answers, and tasks that a call leaves. */
import type {
  Answerer,
  AspectCode,
  AttemptOutcome,
  DoNotCallWhy,
  InterviewState,
  RevisitMark,
  RevisitState,
} from '../../../../../shared/base/contract/words.ts';
import type { Flag } from './flag.ts';

export interface CallingTables {
  /** A patient, or a number whoever answers it; in force until lifted or past its last day. */
  do_not_call_entry: {
    id: string;
    patient_id: string | null;
    number: string | null;
    why: DoNotCallWhy;
    note: string;
    until_date: string | null;
    at: string;
    user_id: string;
    lifted_at: string | null;
    lifted_by: string | null;
    lift_reason: string | null;
  };
  /** Death reports of the patient up to this time are false. */
  death_correction: { id: string; patient_id: string; at: string; user_id: string; reason: string };
  /** A printed sheet: the questionnaire on it, and how many calls there had been. */
  paper_sheet: {
    id: string;
    number: string;
    follow_up_id: string;
    questionnaire_version_id: string;
    attempts: number;
    at: string;
    user_id: string;
  };
  /** A note for the next shift (to nobody by name) or for one colleague; its words are never changed. */
  hand_over: {
    id: string;
    at: string;
    from_user_id: string;
    to_user_id: string | null;
    follow_up_id: string | null;
    text: string;
    /** The colleague it was written for, who left before reading it. */
    moved_from: string | null;
  };
  hand_over_read: { hand_over_id: string; user_id: string; at: string };
  attempt: {
    id: string;
    follow_up_id: string;
    ordinal: number;
    nurse_id: string;
    phone_id: string | null;
    started_at: string;
    ended_at: string | null;
    outcome: AttemptOutcome | null;
    note: string;
    off_hours_reason: string;
    /** The patient called back; not one of the hospital's own tries. */
    incoming: Flag;
    answered_at: string | null;
    /** When and by whom a call written down on paper was typed in; null for one made with the program. */
    entered_at: string | null;
    entered_by: string | null;
    sheet_id: string | null;
    /** JSON: what `endCall` answered, and what was before it; null while the call runs, and for calls of older versions. */
    ending: string | null;
  };
  interview: {
    id: string;
    follow_up_id: string;
    discharge_id: string;
    month: string;
    department_id: string;
    questionnaire_version_id: string;
    /** Who completed it, or spoke it last. */
    nurse_id: string;
    begun_by: string | null;
    state: InterviewState;
    version: number;
    /** The call in which it was spoken last. */
    attempt_id: string | null;
    step: string;
    answerer: Answerer | null;
    relation: string;
    consent: Flag | null;
    /** Whether the call may be recorded; null where nobody was asked. */
    recording: Flag | null;
    condition: string;
    revisit_date: string | null;
    revisit_state: RevisitState | null;
    started_at: string;
    finished_at: string | null;
    counted: number;
    objections: number;
    /** By the strict rule; null while open, partial without counted answers, or nothing counted. */
    satisfied: Flag | null;
  };
  answer: {
    interview_id: string;
    item_code: string;
    aspect: AspectCode;
    /** JSON array of option values, or one text. */
    value: string;
    counted: Flag;
    objection: Flag;
    score: number | null;
    answered_at: string;
    /** Who gave it: a relative may go on where the patient stopped. */
    answerer: Answerer | null;
    relation: string;
  };
  /** 未问: applied to a finished interview and has no answer. In no figure. */
  not_asked: { interview_id: string; item_code: string };
  answer_history: { id: string; interview_id: string; item_code: string; value: string; at: string; user_id: string };
  /** Derived in the same transaction as the finished interview; checked by verify. */
  interview_aspect: { interview_id: string; month: string; department_id: string; aspect: AspectCode; counted: number; objections: number };
  /** A revisit that needs no reminder any more. */
  revisit_mark: { follow_up_id: string; mark: RevisitMark; user_id: string; at: string };
  /** What the supervisor found out about a patient who denies the stay, or is said to be in hospital again. */
  verification: { follow_up_id: string; finding: string; user_id: string; at: string; version: number };
  /** First results of saves, so that a repeated request changes nothing. `fingerprint`: which procedure, and the hash of its input. */
  saved_request: { request_id: string; interview_id: string; result: string; fingerprint: string | null };
}
