/** The note on every weighted figure that says which rate is which, for screen, workbook and command line. */

import { percent, percentOf } from '../../statistics/rules/percent.ts';
import type { WeightedProportion, Weighting } from '../contract/reporting.ts';

/** `94.86`: weighted where it is, else from the counts; a dash where there is none or the reader may not see it. */
export function rateText(figure: Pick<WeightedProportion, 'interviews' | 'satisfied' | 'rate'> & { weighting?: Weighting | null }): string {
  if (figure.rate === null || figure.satisfied === null) return '–';
  return figure.weighting ? percentOf(figure.rate) : percent(figure.satisfied, figure.interviews);
}

export function intervalText(interval: WeightedProportion['interval']): string {
  return interval ? `${percentOf(interval[0])}–${percentOf(interval[1])}` : '–';
}

/** What was weighted, why, what it is worth, and what is left out; empty where the draws were proportional. */
export function weightingSentence({ interviews, satisfied, weighting }: Omit<WeightedProportion, 'rate' | 'interval'>): string {
  if (!weighting || satisfied === null) return '';
  const { reasons, plain, effective, unweighted, unheard } = weighting;
  const why = reasons.join('，');
  if (unweighted >= interviews) return `抽样不成比例（${why}），但找不到抽样框，${interviews} 例访谈都没有加权，此处是未加权满意度。`;
  const counts = `未加权 ${percentOf(plain.rate)} %（${satisfied} / ${interviews}，95 % 区间 ${intervalText(plain.interval)} %）`;
  return [
    `按科室抽样框加权（${why}），有效样本量 ${Math.round(effective)}；${counts}。`,
    unweighted > 0 ? `${unweighted} 例访谈找不到抽样框，没有计入加权。` : '',
    unheard.departments > 0 ? `${unheard.departments} 个科室（抽样框 ${unheard.eligible} 例）没有访谈，加权不能代表。` : '',
  ].join('');
}
