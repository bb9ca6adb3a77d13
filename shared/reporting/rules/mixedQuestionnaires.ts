/**
 * The note on every figure that adds up interviews of different questionnaires, for screen, workbook and command
 * line.
 */

export interface QuestionnaireCount {
  readonly title: string;
  readonly interviews: number;
}

/** 出院患者满意度 120 例、日间手术满意度 20 例 */
const countsInWords = (questionnaires: readonly QuestionnaireCount[]) =>
  questionnaires.map(({ title, interviews }) => `${title} ${interviews} 例`).join('、');

/** Which questionnaires a figure adds; empty where it is of one alone. */
export function mixedSentence(questionnaires: readonly QuestionnaireCount[]): string {
  if (questionnaires.length < 2) return '';
  return `合并了 ${questionnaires.length} 种问卷：${countsInWords(questionnaires)}。问卷不同，问的不同，合并的满意度只供参考，不宜作比较。`;
}
