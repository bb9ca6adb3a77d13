/** Why a discharge is not in the frame: domain §4, the first reason that applies, in that order. */
import type { SamplePlan } from '../../contract/sampling.ts';
import type { DischargeMode, ExclusionReason, TreatmentOutcome } from '../../contract/words.ts';
import { civilDaysBetween } from '../time.ts';
import { isSensitiveDiagnosis } from './sensitive.ts';

export interface StayFacts {
  readonly dischargeId: string;
  readonly patientId: string;
  readonly dischargeDate: string;
  readonly departmentId: string;
  readonly outcome: TreatmentOutcome | null;
  readonly dischargeMode: DischargeMode | null;
  readonly dialable: boolean;
  readonly ageYears: number | null;
  readonly icd10: string;
  readonly diagnosis: string;
}

/** What is known beside the stay itself. */
export interface FrameKnowledge {
  readonly doNotCall: ReadonlySet<string>;
  /** Finished interviews of a patient: for which discharge, on which civil date. */
  readonly interviews: ReadonlyMap<string, readonly { readonly dischargeId: string; readonly date: string }[]>;
  /** The patient's latest stay of the month, by patient. */
  readonly latestStay: ReadonlyMap<string, string>;
  readonly sensitiveDepartments: ReadonlySet<string>;
  /** Discharges that are in the month's sample already; an extra draw leaves them out. */
  readonly alreadyDrawn: ReadonlySet<string>;
}

export type FramePlan = Pick<SamplePlan, 'recentDays' | 'departmentIds' | 'minAge' | 'maxAge' | 'includeSensitive'>;

const died = (stay: StayFacts) => stay.outcome === 'died' || stay.dischargeMode === '5';

/** Interviewed for another discharge within so many days of this one, before or after; 0 days switches the rule off. */
function recentlyInterviewed(stay: StayFacts, days: number, known: FrameKnowledge): boolean {
  if (days === 0) return false;
  const interviews = known.interviews.get(stay.patientId) ?? [];
  return interviews.some(
    (interview) => interview.dischargeId !== stay.dischargeId && Math.abs(civilDaysBetween(interview.date, stay.dischargeDate)) <= days,
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

/** The first reason that keeps a stay out of the frame; null where it is eligible. */
export function exclusionOf(stay: StayFacts, plan: FramePlan, known: FrameKnowledge): ExclusionReason | null {
  if (died(stay)) return 'died';
  if (!stay.dialable) return 'no_phone';
  if (known.doNotCall.has(stay.patientId)) return 'do_not_call';
  if (recentlyInterviewed(stay, plan.recentDays, known)) return 'recently_interviewed';
  if (known.latestStay.get(stay.patientId) !== stay.dischargeId) return 'later_stay';
  if (plan.departmentIds.length > 0 && !plan.departmentIds.includes(stay.departmentId)) return 'outside_departments';
  if (outsideAge(stay, plan)) return 'age';
  const sensitive = known.sensitiveDepartments.has(stay.departmentId) || isSensitiveDiagnosis(stay.icd10, stay.diagnosis);
  if (sensitive && !plan.includeSensitive) return 'sensitive';
  return known.alreadyDrawn.has(stay.dischargeId) ? 'already_drawn' : null;
}
