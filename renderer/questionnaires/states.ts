import type { QuestionnaireVersion } from '../../shared/questionnaires/contract/questionnaires.ts';
import type { Tone } from '../ui/parts.tsx';

/** The state of a version in a word. */
export function stateOf({ state, inUse }: Pick<QuestionnaireVersion, 'state' | 'inUse'>): { readonly word: string; readonly tone: Tone } {
  if (inUse) return { word: '用于新访谈', tone: 'good' };
  return state === 'retired' ? { word: '已停用', tone: 'plain' } : { word: '已发布', tone: 'accent' };
}
