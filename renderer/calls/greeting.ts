/** Composes the first sentence of a call. */
import type { Brief } from '../../shared/interviews/contract/brief.ts';
import { isOwnNumber } from '../../shared/interviews/rules/spokenTexts.ts';

/** The first sentence for the number that is dialled, also for one that was added a moment ago. */
export function greetingOf({ greetings, texts }: Brief, phone: { readonly id: string; readonly relation: string }): string {
  return greetings[phone.id] ?? (isOwnNumber(phone.relation) ? texts.greeting : texts.greetingProxy);
}
