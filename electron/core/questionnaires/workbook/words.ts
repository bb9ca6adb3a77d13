/** Names of the sheets and columns of a questionnaire's workbook, and the words that stand for codes in its cells. */

import { aspectCodes, rateRules, sexes } from '../../../../shared/base/contract/words.ts';
import type { QuestionnaireContent } from '../../../../shared/questionnaires/contract/questionnaires.ts';
import { factWords, operatorWords } from '../../../../shared/questionnaires/rules/conditions.ts';
import { kindWords, scriptWords } from '../../../../shared/questionnaires/rules/names.ts';

export const sheetNames = {
  about: '说明',
  aspects: '维度',
  items: '条目',
  options: '选项',
  conditions: '条件',
  scripts: '话术',
  guidance: '健康指导',
  redFlags: '警示症状',
} as const;

export const aboutWords = {
  code: '问卷编号',
  title: '问卷名称',
  rule: '评判规则',
  overallItem: '总体评价条目编号',
  completeShare: '完成比例',
} as const;
export type AboutKey = keyof typeof aboutWords;

export const yes = '是';
/** Subject of a condition on an earlier answer; the others are facts of the stay. */
export const onItem = '条目';

/** Words that workbooks of earlier versions have for today's. */
export const formerWords: Readonly<Record<string, string>> = { 红旗: '警示症状', 近况与红旗: '近况与警示症状' };

type Code<T> = Extract<keyof T, string>;

/** The code of a Chinese word, for the words of one list. */
export function codeOf<T extends Readonly<Record<string, string>>>(words: T, word: string): Code<T> | null {
  const said = formerWords[word] ?? word;
  return (Object.keys(words) as Code<T>[]).find((code) => words[code] === said) ?? null;
}

export const lists = {
  aspect: aspectCodes.zh,
  kind: kindWords,
  rule: rateRules.zh,
  fact: factWords,
  operator: operatorWords,
  script: scriptWords,
  sex: sexes.zh,
};

export type Content = QuestionnaireContent;
