/** Tables of feedback and its rectification. */
import type {
  AspectCode,
  FeedbackKind,
  FeedbackState,
  ReplyCallOutcome,
  ReplyWay,
  Severity,
  Verdict,
} from '../../../../../shared/base/contract/words.ts';
import type { Flag } from './flag.ts';

export interface FeedbackTables {
  feedback: {
    id: string;
    /** ZG-YYMM-NNN; empty while a draft. */
    number: string;
    kind: FeedbackKind;
    state: FeedbackState;
    severity: Severity;
    interview_id: string | null;
    follow_up_id: string | null;
    discharge_id: string | null;
    /** Month of the sample the opinion belongs to. */
    month: string;
    /** The item whose objection asked for it; null for an opinion begun freely. */
    asked_item: string | null;
    /** What it is about. */
    item_code: string | null;
    aspect: AspectCode | null;
    /** The department answerable for it. */
    department_id: string;
    text: string;
    staff_name: string;
    round: number;
    version: number;
    created_at: string;
    registered_at: string | null;
    registered_by: string | null;
    /** The nurse who handles it: dispatches it and tells the patient the reply; null: any nurse. */
    nurse_id: string | null;
    dispatched_at: string | null;
    due_at: string | null;
    acknowledged_at: string | null;
    closed_at: string | null;
    /** What was last offered from earlier cases, where it differed from what was filled in; null where nothing was. */
    suggested_item: string | null;
    suggested_aspect: AspectCode | null;
    suggested_department_id: string | null;
    suggested_severity: Severity | null;
    /** 1 where the nurse took it by its key; null where nothing was offered. */
    suggestion_taken: Flag | null;
  };
  rectification: {
    feedback_id: string;
    round: number;
    department_id: string;
    cause_kind: string;
    cause: string;
    measures: string;
    responsible: string;
    done_date: string | null;
    submitted_by: string | null;
    submitted_at: string | null;
    review_verdict: 'passed' | 'returned' | null;
    review_comment: string;
    reviewed_by: string | null;
    reviewed_at: string | null;
  };
  /** What a rectification said, sitting by sitting; the last is what it says now. */
  rectification_text: {
    id: string;
    feedback_id: string;
    round: number;
    at: string;
    user_id: string | null;
    cause_kind: string;
    cause: string;
    measures: string;
    responsible: string;
    done_date: string | null;
  };
  reply: {
    id: string;
    feedback_id: string;
    round: number;
    at: string;
    user_id: string;
    content: string;
    verdict: Verdict;
    patient_words: string;
    way: ReplyWay;
  };
  /** A call by which the patient is told; null `ended_at` and `outcome` while it runs. */
  reply_call: {
    id: string;
    feedback_id: string;
    round: number;
    user_id: string;
    /** Null where it is not known. */
    phone_id: string | null;
    started_at: string;
    ended_at: string | null;
    outcome: ReplyCallOutcome | null;
    off_hours_reason: string;
  };
  feedback_event: {
    id: string;
    feedback_id: string;
    at: string;
    user_id: string;
    from_state: FeedbackState | null;
    to_state: FeedbackState;
    action: string;
    why: string;
    /** Taken by a deputy for an absent head. */
    deputy: Flag;
  };
}
