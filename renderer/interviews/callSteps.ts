/** Derives the stages of a call for the strip at the top of the screen, and how the call began. */
import type { Brief } from '../../shared/interviews/contract/brief.ts';
import { ending, gateStep } from '../../shared/interviews/rules/steps.ts';
import type { Item, QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';

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
    { key: 'identity', label: '身份与同意', steps: [gateStep] },
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

/** Steps that say nothing of the stay. */
export const saysNothing = (step: string) => step === 'greeting' || step === gateStep;

/** Reports thoughts of self-harm; in reach in every step, also before it is known who is on the line. */
export const selfHarmKey = 'Alt+S';
