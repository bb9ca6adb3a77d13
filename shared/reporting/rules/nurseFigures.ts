/**
 * Computes a nurse's figures: talk times, days, and whether her patients object more often than her colleagues'
 * patients.
 */

import type { Definition } from '../../statistics/rules/definition.ts';
import { endDefinitions, reachDefinition, talkDefinition } from '../../statistics/rules/talkTime.ts';
import { compareProportions } from '../../statistics/rules/twoProportions.ts';
import type { NurseFigure, Share } from '../contract/nurseFigures.ts';

/** Upper bounds of the talk-time bins, seconds; the last bin is open. */
export const talkBins = [120, 240, 360, 480, 600, 900] as const;
export const talkBinNames = ['不到 2 分', '2–4 分', '4–6 分', '6–8 分', '8–10 分', '10–15 分', '15 分以上'] as const;
export const weekdayNames = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

export function shareOf(count: number, of: number): Share {
  return { count, of, rate: of === 0 ? null : count / of };
}

/**
 * The value below which a share of the sorted values lies, by linear interpolation between neighbours (Hyndman & Fan 1996,
 * type 7); null of none.
 */
export function quantile(sorted: readonly number[], q: number): number | null {
  if (sorted.length === 0) return null;
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}

/** Mean, median, 5th percentile and bins of talk times in seconds, in any order. */
export function talkTimes(seconds: readonly number[]): Pick<NurseFigure['talk'], 'interviews' | 'mean' | 'median' | 'p5' | 'bins'> {
  const sorted = seconds.toSorted((a, b) => a - b);
  const bins = Array.from({ length: talkBins.length + 1 }, () => 0);
  for (const each of sorted) {
    const found = talkBins.findIndex((upTo) => each < upTo);
    const bin = found < 0 ? talkBins.length : found;
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return {
    interviews: sorted.length,
    mean: sorted.length === 0 ? null : sorted.reduce((sum, each) => sum + each, 0) / sorted.length,
    median: quantile(sorted, 0.5),
    p5: quantile(sorted, 0.05),
    bins,
  };
}

interface Objections {
  readonly dissatisfied: number;
  readonly interviews: number;
}

/** Whether a nurse's patients object more or less often than those of all other nurses; null where either has no interview. */
export function interviewerEffect(own: Objections, others: Objections): NurseFigure['effect'] {
  if (own.interviews === 0 || others.interviews === 0) return null;
  const counts = ({ dissatisfied, interviews }: Objections) => ({ satisfied: dissatisfied, interviews });
  const { verdict, words, p } = compareProportions(counts(own), counts(others));
  if (verdict === 'rise') return { verdict: 'higher', words: '高于其他回访员，有统计学意义', p };
  if (verdict === 'fall') return { verdict: 'lower', words: '低于其他回访员，有统计学意义', p };
  if (verdict === 'too_few') return { verdict, words, p };
  // A difference that the test would call one, in numbers too small to trust the test.
  if (p < 0.05) return { verdict: 'too_few', words: '样本不足，暂不判断', p };
  return { verdict: 'none', words: '与其他回访员相近', p };
}

const definition = (name: string, numerator: string, denominator: string, exclusions: string, note: string): Definition => ({
  name,
  numerator,
  denominator,
  exclusions,
  note,
});

export const nurseDefinitions: readonly Definition[] = [
  definition(
    '样本',
    '分给本人的，以及本人拨打过、接过来电或访谈过的患者',
    '—',
    '—',
    '同一患者先后由几位回访员拨打的，各计一次；合计里只计一次。按样本月份计，与满意度月报一致。',
  ),
  definition(
    '拨打',
    '本人拨出并已结束的电话（次）',
    '—',
    '正在进行的通话；患者打回来的电话，另列为“来电”。',
    '按样本月份计，不按拨打日期。',
  ),
  definition('来电', '患者打回来、由本人接听并已结束的电话（次）', '—', '—', '不计入拨打、接通率和拨打时段；来电中完成的访谈计入完成。'),
  reachDefinition,
  ...endDefinitions,
  definition('成功随访率', '完成的访谈数', '样本', '—', '中途中断的、拒访的（含委婉拒绝）另列。'),
  talkDefinition,
  definition('不清楚', '选择题中答“不清楚/没接触”一类的回答数', '选择题的全部回答数', '文字、数字、日期题。', '—'),
  definition(
    '意见率',
    '有一项及以上意见的访谈数',
    '至少有一项计数回答的访谈数',
    '未结束的，以及一题也没有计数的访谈。',
    '区间为 95 % Wilson 得分区间。与其余回访员合计作双侧两比例 z 检验，p < 0.05 才标出。各人回访的科室和患者不同，差异不等于访谈方式有问题；同时比较的人越多，偶然标出的可能越大。',
  ),
];
