/**
 * Turns a whole feedback history, told step by step, into its rows. The state machine decides, so only what users may
 * do can be told.
 */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import {
  type AspectCode,
  type FeedbackKind,
  feedbackStates,
  type ReplyCallOutcome,
  type ReplyWay,
  type Severity,
  type Verdict,
} from '../../../shared/base/contract/words.ts';
import type { WorkCalendar } from '../../../shared/base/rules/workingDays.ts';
import type { FeedbackAction } from '../../../shared/feedback/contract/feedback.ts';
import { missingForClosing, missingForReview } from '../../../shared/feedback/rules/completeness.ts';
import { dueAtOf, type Limits } from '../../../shared/feedback/rules/limits.ts';
import { registration } from '../../../shared/feedback/rules/registration.ts';
import { mayTellVerdict, missingForUnreached } from '../../../shared/feedback/rules/replyCalls.ts';
import { actionsFor, isHeadsStep, transitionOf } from '../../../shared/feedback/rules/states.ts';
import type { AttemptSettings } from '../../../shared/worklist/rules/attempts.ts';
import type { Schema } from '../base/db/schema.ts';
import type { Standing } from './deputies.ts';

/** A call that was made to tell the reply. */
interface RecordedCall {
  readonly startedAt: string;
  readonly endedAt: string;
  readonly outcome: ReplyCallOutcome;
}

interface StepBase {
  /** Instant and user id. */
  readonly at: string;
  readonly by: string;
}

export type RecordedStep = StepBase &
  (
    | { readonly action: 'dispatch'; readonly why?: string }
    | { readonly action: 'acknowledge' | 'accept' | 'close' }
    | {
        readonly action: 'rectify';
        readonly causeKind: string;
        readonly cause: string;
        readonly measures: string;
        readonly responsible: string;
        readonly doneDate: string | null;
      }
    | { readonly action: 'review_pass' | 'review_return'; readonly comment: string }
    | {
        readonly action: 'reply';
        readonly content: string;
        readonly verdict: Verdict;
        readonly patientWords: string;
        readonly way: ReplyWay;
        readonly calls: readonly RecordedCall[];
      }
  );

/** One opinion with what became of it so far. Registration itself is not a step: praise is closed and urgent matters are sent out by it. */
export interface RecordedCase {
  readonly interviewId: string | null;
  readonly followUpId: string | null;
  readonly dischargeId: string | null;
  /** Month of the sample. */
  readonly month: string;
  readonly kind: FeedbackKind;
  readonly itemCode: string | null;
  readonly aspect: AspectCode | null;
  readonly departmentId: string;
  readonly severity: Severity;
  readonly text: string;
  readonly staffName: string;
  readonly registeredAt: string;
  readonly registeredBy: string;
  readonly steps: readonly RecordedStep[];
}

export interface CaseRows {
  readonly feedback: Schema['feedback'];
  readonly rectifications: readonly Schema['rectification'][];
  readonly replies: readonly Schema['reply'][];
  readonly replyCalls: readonly Schema['reply_call'][];
  readonly events: readonly Schema['feedback_event'][];
}

function illegal(number: string, state: Schema['feedback']['state'], action: FeedbackAction): Refusal {
  return new Refusal('BAD_INPUT', { detail: `${number} 在“${feedbackStates.zh[state]}”时不能 ${action}` });
}

function incomplete(number: string, missing: readonly string[]): void {
  if (missing.length > 0) throw new Refusal('BAD_INPUT', { detail: `${number} 缺少${missing.join('、')}` });
}

/** The rule of `feedback.reply` for a reply that is told with its calls. */
function untried(number: string, step: RecordedStep & { readonly action: 'reply' }, settings: AttemptSettings): void {
  const tries = step.calls.map(({ startedAt, outcome }) => ({ at: startedAt, outcome }));
  if (step.verdict === 'unreached') incomplete(number, missingForUnreached(tries, 1, settings));
  else if (!mayTellVerdict(step.way, tries)) incomplete(number, ['接通的回复电话']);
}

export interface CaseRules {
  readonly newId: () => string;
  readonly limits: Limits;
  readonly attempts: AttemptSettings;
  readonly calendar: WorkCalendar;
  /** How a user stands to a department; null for one who may do nothing there. */
  readonly standing: (userId: string, departmentId: string) => Standing | null;
}

/**
 * The rows of one case.
 * @throws Refusal BAD_INPUT where a step does not follow from the one before, is not for whoever took it, goes back in time, or lacks what it needs
 */
export function rowsOfCase(told: RecordedCase, number: string, { newId, limits, attempts, calendar, standing }: CaseRules): CaseRows {
  const id = newId();
  const events: Schema['feedback_event'][] = [];
  const rectifications = new Map<number, Schema['rectification']>();
  const replies: Schema['reply'][] = [];
  const replyCalls: Schema['reply_call'][] = [];
  let last = told.registeredAt;
  const row: Schema['feedback'] = {
    id,
    number,
    kind: told.kind,
    state: 'registered',
    severity: told.severity,
    interview_id: told.interviewId,
    follow_up_id: told.followUpId,
    discharge_id: told.dischargeId,
    month: told.month,
    asked_item: told.itemCode,
    item_code: told.itemCode,
    aspect: told.aspect,
    department_id: told.departmentId,
    text: told.text,
    staff_name: told.staffName,
    round: 1,
    version: 1 + told.steps.length,
    created_at: told.registeredAt,
    registered_at: told.registeredAt,
    registered_by: told.registeredBy,
    nurse_id: told.registeredBy,
    dispatched_at: null,
    due_at: null,
    acknowledged_at: null,
    closed_at: null,
    suggested_item: null,
    suggested_aspect: null,
    suggested_department_id: null,
    suggested_severity: null,
    suggestion_taken: null,
  };
  const event = (
    at: string,
    by: string,
    from: Schema['feedback']['state'] | null,
    to: Schema['feedback']['state'],
    action: string,
    why: string,
    deputy = false,
  ) =>
    events.push({
      id: newId(),
      feedback_id: id,
      at,
      user_id: by,
      from_state: from,
      to_state: to,
      action,
      why,
      deputy: deputy ? 1 : 0,
    });
  const enter = (to: Schema['feedback']['state'], at: string) => {
    if (to === 'dispatched' && row.dispatched_at === null) {
      row.dispatched_at = at;
      row.due_at = dueAtOf(at, told.severity, limits, calendar);
    }
    if (to === 'accepted') row.acknowledged_at ??= at;
    if (to === 'closed') row.closed_at = at;
    row.state = to;
  };

  for (const step of registration(told.kind, told.severity)) {
    event(told.registeredAt, told.registeredBy, step.from, step.to, step.action, step.why);
    enter(step.to, told.registeredAt);
  }
  for (const step of told.steps) {
    const transition = transitionOf(row.state, step.action, step.action === 'reply' ? step.verdict : undefined);
    const who = standing(step.by, told.departmentId);
    const may = who !== null && actionsFor(row.state, who.role, row.acknowledged_at !== null, who.deputy).includes(step.action);
    if (!transition || !may) throw illegal(number, row.state, step.action);
    if (step.at < last) throw new Refusal('BAD_INPUT', { detail: `${number} 的经过时间颠倒` });
    last = step.at;
    const rectification = rectifications.get(row.round);
    let why = '';
    switch (step.action) {
      case 'dispatch':
        why = step.why ?? '';
        break;
      case 'acknowledge':
        row.acknowledged_at ??= step.at;
        break;
      case 'accept':
        break;
      case 'rectify':
        incomplete(number, missingForReview(step));
        rectifications.set(row.round, {
          feedback_id: id,
          round: row.round,
          department_id: told.departmentId,
          cause_kind: step.causeKind,
          cause: step.cause,
          measures: step.measures,
          responsible: step.responsible,
          done_date: step.doneDate,
          submitted_by: step.by,
          submitted_at: step.at,
          review_verdict: null,
          review_comment: '',
          reviewed_by: null,
          reviewed_at: null,
        });
        break;
      case 'review_pass':
      case 'review_return':
        why = step.comment;
        if (rectification)
          rectifications.set(row.round, {
            ...rectification,
            review_verdict: step.action === 'review_pass' ? 'passed' : 'returned',
            review_comment: step.comment,
            reviewed_by: step.by,
            reviewed_at: step.at,
          });
        break;
      case 'reply':
        why = step.patientWords;
        untried(number, step, attempts);
        replyCalls.push(
          ...step.calls.map(({ startedAt, endedAt, outcome }) => ({
            id: newId(),
            feedback_id: id,
            round: row.round,
            user_id: step.by,
            phone_id: null,
            started_at: startedAt,
            ended_at: endedAt,
            outcome,
            off_hours_reason: '',
          })),
        );
        replies.push({
          id: newId(),
          feedback_id: id,
          round: row.round,
          at: step.at,
          user_id: step.by,
          content: step.content,
          verdict: step.verdict,
          patient_words: step.patientWords,
          way: step.way,
        });
        break;
      case 'close':
        incomplete(number, missingForClosing(rectification, replies.at(-1)?.round === row.round));
        break;
    }
    event(step.at, step.by, row.state, transition.to, step.action, why, who.deputy && isHeadsStep(step.action));
    enter(transition.to, step.at);
    if (transition.newRound) row.round += 1;
  }
  return { feedback: row, rectifications: [...rectifications.values()], replies, replyCalls, events };
}
