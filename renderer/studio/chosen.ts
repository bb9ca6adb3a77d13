/** The part of a draft that is being edited. */
import type { QuestionnaireContent, ScriptName } from '../../shared/questionnaires/contract/questionnaires.ts';
import type { Finding, Place } from '../../shared/questionnaires/rules/findings.ts';
import { scriptsAfter, scriptsApart, scriptsBefore } from '../../shared/questionnaires/rules/names.ts';

export type Chosen =
  | { readonly part: 'about' }
  | { readonly part: 'item'; readonly index: number }
  | { readonly part: 'script'; readonly name: ScriptName }
  | { readonly part: 'guidance'; readonly index: number };

export function sameChoice(one: Chosen, other: Chosen): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The part a finding belongs to. */
export function choiceOf(place: Place): Chosen {
  if (place.part === 'about') return { part: 'about' };
  if (place.part === 'script') return { part: 'script', name: place.name };
  return { part: place.part, index: place.index };
}

/** Everything of a call in its order, as the list shows it. */
export function callOrder({ items }: QuestionnaireContent): readonly Chosen[] {
  const script = (name: ScriptName): Chosen => ({ part: 'script', name });
  return [
    { part: 'about' },
    ...scriptsBefore.map(script),
    ...items.map((_, index): Chosen => ({ part: 'item', index })),
    ...scriptsAfter.map(script),
    ...scriptsApart.map(script),
  ];
}

/** The choice one further on or back; the same at either end. */
export function beside(content: QuestionnaireContent, chosen: Chosen, by: -1 | 1): Chosen {
  if (chosen.part === 'guidance') {
    const index = Math.max(0, Math.min(content.guidance.length - 1, chosen.index + by));
    return { part: 'guidance', index };
  }
  const order = callOrder(content);
  const at = order.findIndex((one) => sameChoice(one, chosen));
  return order[at + by] ?? chosen;
}

/** What is still there after a change: an index past the end falls back. */
export function stillThere(content: QuestionnaireContent, chosen: Chosen): Chosen {
  if (chosen.part === 'item' && chosen.index >= content.items.length)
    return content.items.length > 0 ? { part: 'item', index: content.items.length - 1 } : { part: 'about' };
  if (chosen.part === 'guidance' && chosen.index >= content.guidance.length)
    return content.guidance.length > 0 ? { part: 'guidance', index: content.guidance.length - 1 } : { part: 'about' };
  return chosen;
}

/** Findings of one part of the draft. */
export function findingsOf(findings: readonly Finding[], chosen: Chosen): readonly Finding[] {
  return findings.filter(({ place }) => sameChoice(choiceOf(place), chosen));
}
