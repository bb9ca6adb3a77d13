/** Summarises the interview for the outcome dialog: what is answered, what is missing, what contradicts the answers. */
import { useSyncExternalStore } from 'react';
import type { AttemptOutcome } from '../../../shared/base/contract/words.ts';
import type { Brief } from '../../../shared/interviews/contract/brief.ts';
import { mayTalkOfStay } from '../../../shared/interviews/rules/disclosure.ts';
import { takenBack } from '../../../shared/opinions/rules/takenBack.ts';
import { progress, visibleItems } from '../../../shared/questionnaires/rules/questionnaire.ts';
import { factsOf, type OpenInterview, TakenBack } from '../../interviews/index.ts';

export const courseOf = (brief: Brief, interview: OpenInterview) => ({
  content: brief.questionnaire.content,
  answers: interview.view().answers,
  facts: factsOf(brief),
});

const progressNow = (brief: Brief, interview: OpenInterview) =>
  progress(brief.questionnaire.content, interview.view().answers, factsOf(brief));

/** How the call most likely ended, by what is known so far. */
export function usualEnd(brief: Brief, interview: OpenInterview): AttemptOutcome | null {
  const { said } = interview.view();
  if (!mayTalkOfStay(said)) return said.answerer === 'other' ? 'appointment' : null;
  return progressNow(brief, interview).complete ? 'completed' : 'partial';
}

export function answeredInWords(brief: Brief, interview: OpenInterview): string {
  const { answered, applicable } = progressNow(brief, interview);
  return `已答 ${answered} / ${applicable}`;
}

/** Whether 完成 would be stored as such. */
export const isEnough = (brief: Brief, interview: OpenInterview): boolean => progressNow(brief, interview).complete;

/** Opinions whose objection was taken back, at the end of the call. */
export function StillTakenBack({ brief, interview }: { brief: Brief; interview: OpenInterview }) {
  const { answers, opinions } = useSyncExternalStore(interview.subscribe, interview.view);
  const { content } = brief.questionnaire;
  return (
    <TakenBack
      opinions={takenBack({ items: visibleItems(content, answers, factsOf(brief)) }, answers, opinions)}
      content={content}
      interview={interview}
    />
  );
}
