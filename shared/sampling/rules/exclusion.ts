/** Decides why a discharge is not in the frame: the first reason of domain §4 that applies, in that order. */

import type { DischargeMode, ExclusionReason, TreatmentOutcome } from '../../base/contract/words.ts';
import { civilDaysBetween } from '../../base/rules/time.ts';
import type { SamplePlan } from '../contract/sampling.ts';
import { type CustomFacts, customTest } from './customRule.ts';

export interface StayFacts {
  /** Inpatient number + discharge date: one stay. */
  readonly key: string;
  readonly patientId: string;
  readonly dischargeDate: string;
  readonly departmentId: string;
  readonly outcome: TreatmentOutcome | null;
  readonly dischargeMode: DischargeMode | null;
  /** The outcome may mean death, and nobody has looked yet. */
  readonly perhapsDied: boolean;
  readonly dialable: boolean;
  readonly ageYears: number | null;
  /** Of a sensitive department, or with a sensitive diagnosis. */
  readonly sensitive: boolean;
  /** The patient has a later stay in the month. */
  readonly superseded: boolean;
  /** The fields that the plan's custom rules look at. */
  readonly custom: CustomFacts;
}

/** What is known beside the stay itself. */
export interface FrameKnowledge {
  /** Patients on the list. */
  readonly doNotCall: ReadonlySet<string>;
  /** Stays all of whose numbers are on the list. */
  readonly silenced: ReadonlySet<string>;
  /** Finished interviews of a patient: for which stay, on which civil date. */
  readonly interviews: ReadonlyMap<string, readonly { readonly key: string; readonly date: string }[]>;
  /** Stays that are in the month's sample already; an extra draw leaves them out. */
  readonly alreadyDrawn: ReadonlySet<string>;
}

export type FramePlan = Pick<SamplePlan, 'recentDays' | 'departmentIds' | 'minAge' | 'maxAge' | 'includeSensitive' | 'customRules'>;

const died = (stay: StayFacts) => stay.outcome === 'died' || stay.dischargeMode === '5';

/** Interviewed for another discharge within so many days of this one, before or after; 0 days switches the rule off. */
function recentlyInterviewed(stay: StayFacts, days: number, known: FrameKnowledge): boolean {
  if (days === 0 || known.interviews.size === 0) return false;
  const interviews = known.interviews.get(stay.patientId) ?? [];
  return interviews.some(
    (interview) => interview.key !== stay.key && Math.abs(civilDaysBetween(interview.date, stay.dischargeDate)) <= days,
  );
}

/** Outside the age rule; an unknown age fits no rule. */
function outsideAge(stay: StayFacts, plan: FramePlan): boolean {
  if (plan.minAge === null && plan.maxAge === null) return false;
  if (stay.ageYears === null) return true;
  // 65 岁 lasts until the next birthday.
  const age = Math.floor(stay.ageYears);
  return (plan.minAge !== null && age < plan.minAge) || (plan.maxAge !== null && age > plan.maxAge);
}

/** Decides for a plan whether a discharge is in the frame: returns the first reason that excludes it, null where it is eligible. */
export function exclusionTest(plan: FramePlan, known: FrameKnowledge): (stay: StayFacts) => ExclusionReason | null {
  const departments = new Set(plan.departmentIds);
  const customTests = plan.customRules.map(customTest);
  return (stay) => {
    if (died(stay)) return 'died';
    if (stay.perhapsDied) return 'perhaps_died';
    if (!stay.dialable) return 'no_phone';
    if (known.doNotCall.has(stay.patientId) || known.silenced.has(stay.key)) return 'do_not_call';
    if (recentlyInterviewed(stay, plan.recentDays, known)) return 'recently_interviewed';
    if (stay.superseded) return 'later_stay';
    if (departments.size > 0 && !departments.has(stay.departmentId)) return 'outside_departments';
    if (outsideAge(stay, plan)) return 'age';
    if (customTests.some((fits) => fits(stay.custom))) return 'custom';
    if (!plan.includeSensitive && stay.sensitive) return 'sensitive';
    return known.alreadyDrawn.has(stay.key) ? 'already_drawn' : null;
  };
}
