/**
 * Tables as Kysely sees them. Ids are time-ordered text made by us; instants ISO-8601 UTC text; civil dates
 * YYYY-MM-DD; booleans 0/1; JSON as text. The same on SQLite and PostgreSQL.
 */
import type { Kysely, Transaction } from 'kysely';
import type {
  Answerer,
  AspectCode,
  AttemptOutcome,
  DatabaseKind,
  DepartmentKind,
  DischargeMode,
  Disposition,
  DoNotCallWhy,
  FeedbackKind,
  FeedbackState,
  FollowUpState,
  InterviewState,
  PhoneKind,
  PhoneMark,
  PhoneSource,
  ReviewAction,
  ReviewState,
  RevisitMark,
  RevisitState,
  Role,
  Severity,
  Sex,
  TlsMode,
  TreatmentOutcome,
  Verdict,
} from '../../../shared/contract/words.ts';

export type Flag = 0 | 1;

export interface Schema {
  setting: { key: string; value: string };
  department: { id: string; name: string; kind: DepartmentKind; sensitive: Flag; active: Flag };
  /** Other names a department goes by in exports, normalised. */
  department_alias: { alias: string; department_id: string };
  app_user: {
    id: string;
    login: string;
    name: string;
    role: Role;
    department_id: string | null;
    password_hash: string;
    failed_count: number;
    locked_until: string | null;
    active: Flag;
    created_at: string;
  };
  session: { token_hash: string; user_id: string; created_at: string; last_seen_at: string; expires_at: string };
  /** Append only, hash-chained. */
  audit: {
    seq: number;
    at: string;
    user_id: string;
    user_name: string;
    action: string;
    subject: string;
    detail: string;
    prev_hash: string;
    hash: string;
  };

  import_batch: {
    id: string;
    file_name: string;
    file_sha256: string;
    at: string;
    user_id: string;
    read_rows: number;
    added: number;
    changed: number;
    unchanged: number;
    duplicate: number;
    rejected: number;
    warned: number;
    undone_at: string | null;
    /** 'database' where a pull brought it, else a file. */
    source: 'file' | 'database' | null;
  };
  import_reject: { batch_id: string; row_number: number; reason: string; cells: string };
  /** What a batch overwrote, so that undoing it brings it back: the discharge row and its phones as JSON. */
  import_change: { batch_id: string; discharge_id: string; before: string };
  import_template: { id: string; name: string; fingerprint: string; mapping: string };
  /** A hospital database; the password only sealed (AES-256-GCM). `source` and the schedule's `{day, hour}` are JSON. */
  hospital_connection: {
    id: string;
    name: string;
    kind: DatabaseKind;
    host: string;
    port: number;
    database_name: string;
    user_name: string;
    password_sealed: string;
    tls: TlsMode;
    certificate: string;
    source: string;
    schedule: string | null;
    /** When the schedule was set; months due before are not caught up. */
    scheduled_at: string | null;
    updated_at: string;
  };
  /** One pull and what came of it. It outlives its connection, and says that its batch came from a database. */
  pull_run: {
    id: string;
    connection_id: string;
    connection_name: string;
    from_date: string;
    to_date: string;
    /** At most one run per connection and month; null for a pull by hand. */
    scheduled_month: string | null;
    state: 'running' | 'done' | 'failed';
    tries: number;
    started_at: string;
    finished_at: string | null;
    user_id: string;
    batch_id: string | null;
    counts: string | null;
    new_departments: string;
    error_code: string | null;
    error_data: string;
    seen: Flag;
  };
  patient: { id: string; patient_key: string };
  discharge: {
    id: string;
    /** Inpatient number + discharge date, or record number + stay count. */
    stay_key: string;
    patient_id: string;
    import_batch_id: string;
    row_number: number;
    content_hash: string;
    inpatient_number: string;
    medical_record_number: string;
    stay_count: number | null;
    name: string;
    /** Name normalised for search, and pinyin initials. */
    name_key: string;
    pinyin: string;
    sex: Sex;
    birth_date: string | null;
    age_years: number | null;
    age_text: string;
    id_last4: string;
    id_hash: string;
    address: string;
    admission_date: string | null;
    discharge_date: string;
    /** YYYY-MM of the discharge date. */
    month: string;
    department_id: string;
    ward: string;
    doctor: string;
    nurse: string;
    diagnosis: string;
    icd10: string;
    outcome: TreatmentOutcome | null;
    discharge_mode: DischargeMode | null;
    payment: string;
    cost_cents: number | null;
    revisit_date: string | null;
    remark: string;
    dialable: Flag;
    updated_at: string;
  };
  /** A phone of one discharge; never a key to a person. `number` is digits only, area code included. */
  phone: {
    id: string;
    discharge_id: string;
    position: number;
    number: string;
    kind: PhoneKind;
    extension: string;
    relation: string;
    bad: Flag;
    /** Null as the file gave it. */
    source: Exclude<PhoneSource, 'file'> | null;
  };
  /** What was found out about a number besides the outcomes of calls. It outlives the number. */
  phone_mark: { id: string; discharge_id: string; phone_id: string; mark: PhoneMark; note: string; at: string; user_id: string };
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
  /** A note for the next shift (to nobody by name) or for one colleague; never changed. */
  hand_over: { id: string; at: string; from_user_id: string; to_user_id: string | null; follow_up_id: string | null; text: string };
  hand_over_read: { hand_over_id: string; user_id: string; at: string };
  /** Who was given a follow-up, by whom; null: back to the open pool. */
  assignment: { follow_up_id: string; at: string; nurse_id: string | null; user_id: string };
  /** Nurses on leave: nothing is dealt to them. */
  nurse_leave: { nurse_id: string; user_id: string; at: string };
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
  };
  questionnaire_version: {
    id: string;
    code: string;
    title: string;
    version: number;
    state: 'published' | 'retired';
    content: string;
    published_at: string | null;
  };
  /** A questionnaire being written; `revision` rises with every save. Publishing makes a version of it and removes it. */
  questionnaire_draft: {
    id: string;
    code: string;
    title: string;
    content: string;
    revision: number;
    based_on: string | null;
    created_at: string;
    updated_at: string;
    updated_by: string;
  };
  interview: {
    id: string;
    follow_up_id: string;
    discharge_id: string;
    month: string;
    department_id: string;
    questionnaire_version_id: string;
    nurse_id: string;
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
  answer_history: { id: string; interview_id: string; item_code: string; value: string; at: string; user_id: string };
  /** Derived in the same transaction as the finished interview; checked by verify. */
  interview_aspect: { interview_id: string; month: string; department_id: string; aspect: AspectCode; counted: number; objections: number };
  /** A revisit that needs no reminder any more. */
  revisit_mark: { follow_up_id: string; mark: RevisitMark; user_id: string; at: string };
  /** What the supervisor found out about a patient who denies the stay, or is said to be in hospital again. */
  verification: { follow_up_id: string; finding: string; user_id: string; at: string };
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
  /** First results of saves, so that a repeated request id changes nothing. */
  saved_request: { request_id: string; interview_id: string; result: string };

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
  reply: {
    id: string;
    feedback_id: string;
    round: number;
    at: string;
    user_id: string;
    content: string;
    verdict: Verdict;
    patient_words: string;
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
  };
}

export type Database = Kysely<Schema>;
/** What handlers see: the transaction the door opened, never the root handle. */
export type Db = Transaction<Schema>;
