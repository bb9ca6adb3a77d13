/** The edits of an interview, one at a time, as the save queue sends them. */
import type { Interview } from '../../shared/interviews/contract/interview.ts';
import type { Opinion } from '../../shared/opinions/contract/opinions.ts';

/**
 * An opinion or praise as the screen holds it; `key` is `item:<code>` for an item's own opinion, else its id. The id of an
 * item's opinion is given by the core and is no part of what is said.
 */
export interface Captured extends Omit<Opinion, 'id' | 'state'> {
  readonly key: string;
}

/** Who answers, how the patient is, where the call is. */
export interface Said {
  readonly step: string;
  readonly answerer: Interview['answerer'];
  readonly relation: string;
  readonly consent: boolean | null;
  readonly recording: boolean | null;
  readonly condition: string;
  readonly revisitDate: string | null;
  readonly revisitState: Interview['revisitState'];
}
export type SaidField = keyof Said;
const saidFields: readonly SaidField[] = [
  'step',
  'answerer',
  'relation',
  'consent',
  'recording',
  'condition',
  'revisitDate',
  'revisitState',
];

/** What of an interview is said beside answers and opinions. */
export function saidIn(interview: Interview): Said {
  const { step, answerer, relation, consent, recording, condition, revisitDate, revisitState } = interview;
  return { step, answerer, relation, consent, recording, condition, revisitDate, revisitState };
}

export type Edit =
  | { readonly kind: 'answer'; readonly itemCode: string; readonly value: readonly string[] }
  | { readonly kind: 'opinion'; readonly opinion: Captured }
  /** Reports the opinion of this key as urgent, now. */
  | { readonly kind: 'escalate'; readonly key: string }
  | { readonly kind: 'said'; readonly field: SaidField; readonly value: Said[SaidField] };

export const stepThing = 'said:step';
/** The core takes it back by itself when somebody else answers. */
export const consentThing = 'said:consent';

/** Name of the thing an edit changes. */
export function thingOf(edit: Edit): string {
  if (edit.kind === 'answer') return `answer:${edit.itemCode}`;
  if (edit.kind === 'opinion') return `opinion:${edit.opinion.key}`;
  return edit.kind === 'escalate' ? `escalate:${edit.key}` : `said:${edit.field}`;
}

export const itemKey = (itemCode: string) => `item:${itemCode}`;

/** The opinion its item's objection asked for, not one more beside it or a free one. */
export const isItemsOwn = ({ key, askedItem }: Pick<Captured, 'key' | 'askedItem'>) => askedItem !== null && key === itemKey(askedItem);

/** Opinions under the keys of the screen: the first that an item asked for is the item's own. */
export function capturedOf(opinions: readonly Opinion[]): readonly Captured[] {
  const taken = new Set<string>();
  return opinions.map(({ id, state: _, ...opinion }) => {
    const own = opinion.askedItem === null ? null : itemKey(opinion.askedItem);
    const key = own !== null && !taken.has(own) ? own : id;
    taken.add(key);
    return { ...opinion, key };
  });
}

/** Ids of the opinions that went to their department already, by the key of the screen. */
export function reportedIn(opinions: readonly Opinion[]): ReadonlyMap<string, string> {
  const keys = capturedOf(opinions).map(({ key }) => key);
  return new Map(opinions.flatMap(({ id, state }, index) => (state === 'draft' ? [] : [[keys[index] ?? id, id] as const])));
}

/** An interview as edits by thing, to compare both sides of a conflict; opinions without text say nothing. */
export function editsOf(interview: Interview): ReadonlyMap<string, Edit> {
  const edits: Edit[] = [
    ...interview.answers.map(({ itemCode, value }): Edit => ({ kind: 'answer', itemCode, value })),
    ...capturedOf(interview.opinions)
      .filter((opinion) => opinion.text.trim() !== '')
      .map((opinion): Edit => ({ kind: 'opinion', opinion })),
    ...[...reportedIn(interview.opinions).keys()].map((key): Edit => ({ kind: 'escalate', key })),
    ...saidFields.map((field): Edit => ({ kind: 'said', field, value: interview[field] })),
  ];
  return new Map(edits.map((edit) => [thingOf(edit), edit]));
}
