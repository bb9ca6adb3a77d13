/** Selects the suggestions to show: only fields the nurse has not set, and only values that differ. */

import type { AspectCode, FeedbackKind, Severity } from '../../base/contract/words.ts';
import type { Offered, Suggestion } from '../contract/opinions.ts';

interface Filled {
  readonly kind: FeedbackKind;
  readonly askedItem: string | null;
  readonly itemCode: string | null;
  readonly aspect: AspectCode | null;
  readonly departmentId: string;
  readonly severity: Severity;
}

/** The fields to fill in; item and aspect always come together. */
export type Offer = Partial<Pick<Filled, 'itemCode' | 'aspect' | 'departmentId' | 'severity'>>;

/**
 * @param ownDepartmentId the patient's department, which a new opinion is filled in with
 * @param byHand was the field chosen on this screen? A field that no longer holds what it was filled in with counts as chosen.
 */
export function offerOf(
  suggestion: Suggestion,
  opinion: Filled,
  ownDepartmentId: string,
  byHand: (field: keyof Offer) => boolean,
): Offer | null {
  if (opinion.kind === 'praise') return null;
  const offer: { -readonly [Field in keyof Offer]: Offer[Field] } = {};
  const { itemCode, aspect, departmentId, severity } = suggestion;
  const filed = opinion.itemCode !== opinion.askedItem || (opinion.askedItem === null && opinion.aspect !== null);
  if (aspect && !filed && !byHand('itemCode') && !byHand('aspect')) {
    if (itemCode && itemCode.value !== opinion.itemCode) Object.assign(offer, { itemCode: itemCode.value, aspect: aspect.value });
    // An aspect alone says less than the item that was asked.
    if (!itemCode && opinion.itemCode === null) Object.assign(offer, { itemCode: null, aspect: aspect.value });
  }
  if (departmentId && !byHand('departmentId') && opinion.departmentId === ownDepartmentId && departmentId.value !== opinion.departmentId)
    offer.departmentId = departmentId.value;
  if (severity && !byHand('severity') && opinion.severity === 'general' && severity.value !== 'general') offer.severity = severity.value;
  return Object.keys(offer).length === 0 ? null : offer;
}

/** An offer as it is kept with the opinion. */
export function offeredOf(offer: Offer, taken: boolean): Offered {
  return {
    itemCode: offer.itemCode ?? null,
    aspect: offer.aspect ?? null,
    departmentId: offer.departmentId ?? null,
    severity: offer.severity ?? null,
    taken,
  };
}
