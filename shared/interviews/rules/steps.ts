/**
 * The steps of a call: opening, the items that apply, closing. Call screen, rehearsal and paper entry all take the
 * next step from here; it is computed anew from the answers after each one.
 */
import type { Item, QuestionnaireContent } from '../../questionnaires/contract/questionnaires.ts';
import {
  type Answers,
  type DischargeFacts,
  isAnswered,
  nextItem,
  previousItem,
  visibleItems,
} from '../../questionnaires/rules/questionnaire.ts';

/** Identity and consent, on one page. Before it nothing of the stay is said. */
export const gateStep = 'identity';

/** Steps around the items; each is also the name of the script that is spoken there. */
const spokenSteps = ['greeting', 'identity', 'condition', 'guidance', 'revisit', 'openOpinion', 'praise', 'closing'] as const;
export type SpokenStep = (typeof spokenSteps)[number];

const opening: readonly SpokenStep[] = ['greeting', gateStep, 'condition', 'guidance', 'revisit'];
export const ending: readonly SpokenStep[] = ['openOpinion', 'praise', 'closing'];
const firstStep: SpokenStep = 'greeting';
const lastOfOpening: SpokenStep = 'revisit';
/** Where the call goes on when every item that applies was asked. */
const afterItems: SpokenStep = 'openOpinion';

export const isSpokenStep = (step: string): step is SpokenStep => (spokenSteps as readonly string[]).includes(step);

/** What decides the way: the questionnaire, the answers so far, the stay. */
export interface Course {
  readonly content: QuestionnaireContent;
  readonly answers: Answers;
  readonly facts: DischargeFacts;
}

/** Every step in speaking order; items in the questionnaire's order. */
export function stepsOf(items: readonly Item[]): readonly string[] {
  return [...opening, ...items.map((item) => item.code), ...ending];
}

const isItem = ({ content }: Course, code: string) => content.items.some((item) => item.code === code);

/** Where a call stands: an item that no longer applies gives way to the next that does; a step nobody knows to the greeting. */
export function standsAt(course: Course, step: string): string {
  const { content, answers, facts } = course;
  if (isSpokenStep(step)) return step;
  // Consent was a step of its own in earlier versions.
  if (step === 'consent') return gateStep;
  if (visibleItems(content, answers, facts).some((item) => item.code === step)) return step;
  return isItem(course, step) ? (nextItem(content, answers, facts, step)?.code ?? afterItems) : firstStep;
}

/** The step after (1) or before (-1), one by one; the same one at either end. */
export function stepBeside(course: Course, step: string, by: -1 | 1): string {
  const { content, answers, facts } = course;
  if (isItem(course, step))
    return by === 1
      ? (nextItem(content, answers, facts, step)?.code ?? afterItems)
      : (previousItem(content, answers, facts, step)?.code ?? lastOfOpening);
  const steps = stepsOf(visibleItems(content, answers, facts));
  const at = steps.indexOf(step);
  return at < 0 ? firstStep : (steps[at + by] ?? step);
}

/** Items that apply and have no answer, in the order in which they are asked. */
export function notAsked({ content, answers, facts }: Course): readonly Item[] {
  return visibleItems(content, answers, facts).filter((item) => !isAnswered(answers.get(item.code)));
}

/**
 * Where a call goes on after an answer: the next item that applies and was not asked yet, so that a corrected answer leads back to
 * where the call was; else the end. `code` null: where a continued interview is taken up.
 */
export function stepAfterAnswer(course: Course, code: string | null): string {
  const from = course.content.items.findIndex((item) => item.code === code);
  return notAsked(course).find((item) => course.content.items.indexOf(item) > from)?.code ?? afterItems;
}
