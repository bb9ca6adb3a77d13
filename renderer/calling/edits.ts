/** What a call changes, one thing at a time, in the words of the save queue. */
import type { Interview, Opinion } from '../../shared/contract/calling.ts';

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
  readonly condition: string;
  readonly revisitDate: string | null;
}
export type SaidField = keyof Said;
const saidFields: readonly SaidField[] = ['step', 'answerer', 'relation', 'consent', 'condition', 'revisitDate'];

export type Edit =
  | { readonly kind: 'answer'; readonly itemCode: string; readonly value: readonly string[] }
  | { readonly kind: 'opinion'; readonly opinion: Captured }
  | { readonly kind: 'said'; readonly field: SaidField; readonly value: Said[SaidField] };

export const stepThing = 'said:step';

/** Name of the thing an edit changes. */
export function thingOf(edit: Edit): string {
  if (edit.kind === 'answer') return `answer:${edit.itemCode}`;
  return edit.kind === 'opinion' ? `opinion:${edit.opinion.key}` : `said:${edit.field}`;
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

/** An interview as edits by thing, to compare both sides of a conflict; opinions without text say nothing. */
export function editsOf(interview: Interview): ReadonlyMap<string, Edit> {
  const edits: Edit[] = [
    ...interview.answers.map(({ itemCode, value }): Edit => ({ kind: 'answer', itemCode, value })),
    ...capturedOf(interview.opinions)
      .filter((opinion) => opinion.text.trim() !== '')
      .map((opinion): Edit => ({ kind: 'opinion', opinion })),
    ...saidFields.map((field): Edit => ({ kind: 'said', field, value: interview[field] })),
  ];
  return new Map(edits.map((edit) => [thingOf(edit), edit]));
}
