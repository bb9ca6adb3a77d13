/** A finding of a check: its message and its location. */
import type { QuestionnaireContent, ScriptName } from '../contract/questionnaires.ts';
import { scriptWords } from './names.ts';

export type AboutField = 'title' | 'code' | 'aspects' | 'rule' | 'completeShare' | 'items' | 'guidance';
export type ItemField = 'code' | 'title' | 'aspect' | 'say' | 'hint' | 'kind' | 'options' | 'number' | 'showIf' | 'weight' | 'probe';
export type GuidanceField = 'title' | 'text' | 'icd10' | 'department' | 'redFlags';

/** Where in a questionnaire; `index` counts items and guidance from 0, `row` what stands below them. */
export type Place =
  | { readonly part: 'about'; readonly field: AboutField; readonly row?: number }
  | { readonly part: 'item'; readonly index: number; readonly field: ItemField; readonly row?: number }
  | { readonly part: 'script'; readonly name: ScriptName }
  | { readonly part: 'guidance'; readonly index: number; readonly field: GuidanceField; readonly row?: number };

export interface Finding {
  /** A fault must be mended before publishing; advice may be left. */
  readonly fault: boolean;
  readonly place: Place;
  /** A whole sentence for the user. */
  readonly text: string;
}

export const fault = (place: Place, text: string): Finding => ({ fault: true, place, text });
export const advice = (place: Place, text: string): Finding => ({ fault: false, place, text });

const aboutWords: Readonly<Record<AboutField, string>> = {
  title: '问卷名称',
  code: '问卷编号',
  aspects: '维度',
  rule: '评判规则',
  completeShare: '完成比例',
  items: '条目',
  guidance: '健康指导',
};
const itemWords: Readonly<Record<ItemField, string>> = {
  code: '编号',
  title: '简称',
  aspect: '维度',
  say: '问句',
  hint: '提示',
  kind: '题型',
  options: '选项',
  number: '范围',
  showIf: '条件',
  weight: '权重',
  probe: '追问',
};
const guidanceWords: Readonly<Record<GuidanceField, string>> = {
  title: '名称',
  text: '指导内容',
  icd10: '诊断编码',
  department: '科室',
  redFlags: '警示症状',
};

const rowWords = (row: number | undefined) => (row === undefined ? '' : `第 ${row + 1} 行`);

/** 条目 3“护士态度”·选项第 2 行 */
export function placeWords(place: Place, content: QuestionnaireContent): string {
  switch (place.part) {
    case 'about':
      return aboutWords[place.field] + rowWords(place.row);
    case 'script':
      return `话术“${scriptWords[place.name]}”`;
    case 'item': {
      const title = content.items[place.index]?.title;
      return `条目 ${place.index + 1}${title ? `“${title}”` : ''}·${itemWords[place.field]}${rowWords(place.row)}`;
    }
    case 'guidance': {
      const title = content.guidance[place.index]?.title;
      return `健康指导 ${place.index + 1}${title ? `“${title}”` : ''}·${guidanceWords[place.field]}${rowWords(place.row)}`;
    }
  }
}
