/** Estimates how long a questionnaire takes to speak. */
import type { QuestionnaireContent } from '../contract/questionnaires.ts';
import { scriptsAfter, scriptsBefore } from './names.ts';

/** Characters said in a second on the telephone, and seconds a patient takes to answer one question. */
const pace = 4.5;
const answerSeconds = 4;

const length = (text: string) => [...text].length;

/** Minutes of a call in which every item without a condition is asked and nothing else happens; guidance not counted. */
export function spokenMinutes({ items, scripts }: QuestionnaireContent): number {
  const asked = items.filter((item) => item.showIf.length === 0);
  const characters =
    [...scriptsBefore, ...scriptsAfter].reduce((sum, name) => sum + length(scripts[name]), 0) +
    asked.reduce((sum, item) => sum + length(item.say), 0);
  return (characters / pace + asked.length * answerSeconds) / 60;
}
