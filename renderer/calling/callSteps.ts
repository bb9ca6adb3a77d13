/** The order in which a call is spoken: opening, the items that apply, closing. */
import type { Brief } from '../../shared/contract/brief.ts';
import type { Item, QuestionnaireContent } from '../../shared/contract/questionnaires.ts';
import { type Answers, isAnswered } from '../../shared/rules/questionnaire.ts';

/** Steps around the items; each is also the name of the script that is spoken there. */
const spokenSteps = ['greeting', 'identity', 'consent', 'condition', 'guidance', 'revisit', 'openOpinion', 'praise', 'closing'] as const;
export type SpokenStep = (typeof spokenSteps)[number];

const opening: readonly SpokenStep[] = ['greeting', 'identity', 'consent', 'condition', 'guidance', 'revisit'];
const ending: readonly SpokenStep[] = ['openOpinion', 'praise', 'closing'];

/** 患者回拨: whether the call that was going on when the screen was opened came from the patient. */
export const isCallBack = ({ attempts, openAttemptId }: Brief) => attempts.some(({ id, incoming }) => id === openAttemptId && incoming);

export interface Stage {
  readonly key: string;
  readonly label: string;
  readonly steps: readonly string[];
}

/** The stages of a call as the strip on top shows them; an aspect without an item that applies has none. */
export function stagesOf(content: QuestionnaireContent, items: readonly Item[]): readonly Stage[] {
  return [
    { key: 'greeting', label: '问候', steps: ['greeting'] },
    { key: 'identity', label: '身份', steps: ['identity', 'consent'] },
    { key: 'condition', label: '近况', steps: ['condition'] },
    { key: 'guidance', label: '指导', steps: ['guidance', 'revisit'] },
    ...content.aspects
      .map(({ code, name }) => ({
        key: code,
        label: name,
        steps: items.filter((item) => item.aspect === code).map((item) => item.code),
      }))
      .filter((stage) => stage.steps.length > 0),
    { key: 'ending', label: '结束', steps: ending },
  ];
}

/** Every step in speaking order; items in the questionnaire's order. */
export function stepsOf(items: readonly Item[]): readonly string[] {
  return [...opening, ...items.map((item) => item.code), ...ending];
}

/** The step before (-1) or after (1); the same one at either end, the first where the step is unknown. */
export function stepBeside(steps: readonly string[], step: string, by: -1 | 1): string {
  const at = steps.indexOf(step);
  return at < 0 ? (steps[0] ?? step) : (steps[at + by] ?? step);
}

/** Where a continued interview goes on once it is known who answers: the first item without an answer, else the closing part. */
export function stepToContinue(items: readonly Item[], answers: Answers): string {
  return items.find(({ code }) => !isAnswered(answers.get(code)))?.code ?? ending[0] ?? '';
}

/** Steps that say nothing of the stay. */
export const saysNothing = (step: string) => step === 'greeting' || step === 'identity';

export const isSpokenStep = (step: string): step is SpokenStep => (spokenSteps as readonly string[]).includes(step);
