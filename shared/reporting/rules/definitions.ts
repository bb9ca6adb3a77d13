/** 口径 (definitions): what each figure of the reports means, for the screen and the workbook. */

import type { RateRule } from '../../base/contract/words.ts';
import type { Definition } from '../../statistics/rules/definition.ts';
import { reachDefinition } from '../../statistics/rules/talkTime.ts';

/** Score on 0–100 from which an interview is satisfied by the `score` rule. */
export const scoreThreshold = 80;

const interviewsOnly = '未结束的访谈，以及一题也没有作答、或全部答“不清楚/没接触”的访谈，不进入任何分母。';
const interval = '区间为 95 % Wilson 得分区间（不作连续性校正）；百分比取两位小数，由精确分数四舍五入。';

/** The satisfaction rate of the hospital, a department or a month under a rule. */
export function rateDefinition(rule: RateRule): Definition {
  const name = '满意度';
  switch (rule) {
    case 'strict':
      return {
        name,
        numerator: '没有任何一项意见（不满意）的访谈数',
        denominator: '当月样本中至少有一项计数回答的访谈数（完成、部分完成，以及答了一部分后拒访的）',
        exclusions: interviewsOnly,
        note: `一次访谈只要有一项意见即为不满意，因此结果与条目多少有关，不同问卷版本之间不直接连线。${interval}`,
      };
    case 'overall':
      return {
        name,
        numerator: '总体评价条目没有提出不满意的访谈数',
        denominator: '回答了总体评价条目的访谈数',
        exclusions: '没有回答总体评价条目、答“不清楚”，或所用问卷没有这一条目的访谈。',
        note: interval,
      };
    case 'score':
      return {
        name,
        numerator: `加权平均得分不低于 ${scoreThreshold} 分（百分制）的访谈数`,
        denominator: '至少有一项计分回答的访谈数',
        exclusions: '不计分的回答（不清楚/没接触、文字、日期）不参与平均。',
        note: `得分按条目权重与维度权重加权平均。${interval}`,
      };
    case 'topbox':
      return {
        name: '最优选项占比',
        numerator: '选择该条目最优选项的回答数',
        denominator: '全部计分回答数（按回答计，不按访谈计）',
        exclusions: '不计分的回答（不清楚/没接触、文字、日期）。',
        note: '同一患者的多个回答互不独立，因此不作月份间的显著性检验，区间仅供参考。',
      };
  }
}

/** Where a month's draws were not proportional: equal or hand-given allocation, a large minimum, an extra draw. */
export const weightingDefinition: Definition = {
  name: '加权满意度（全院）',
  numerator: '各科室满意度 × 该科室抽样框例数，逐科相加',
  denominator: '有访谈的各科室抽样框例数之和',
  exclusions: '抽样框里没有访谈的科室（列出科室数和例数）；找不到抽样框的访谈（列出例数）。',
  note: '抽样不成比例（等额、指定例数、每层最少例数偏大、追加抽样）的月份，全院及各维度的满意度按当月全部抽样的抽样框、以科室为层加权；科室自己的满意度、条目意见率不加权。区间为 95 % Wilson 得分区间，以有效样本量 (Σ权重)²÷Σ权重²（Kish 1992）代替例数（Korn & Graubard 1998）；月份比较同样用有效样本量。未加权满意度列在旁边。',
};

export const aspectDefinition: Definition = {
  name: '维度满意度',
  numerator: '该维度没有任何一项意见的访谈数',
  denominator: '该维度至少有一项计数回答的访谈数',
  exclusions: '该维度各题均未问到或均答“不清楚/没接触”的访谈。',
  note: `维度满意度与所选规则无关。${interval}`,
};

export const itemDefinition: Definition = {
  name: '条目意见率',
  numerator: '该条目被答为不满意的回答数',
  denominator: '该条目的计数回答数',
  exclusions: '答“不清楚/没接触”以及未问到的。',
  note: '意见较多的条目排在前面。',
};

export const comparisonDefinition: Definition = {
  name: '与上月、去年同月相比',
  numerator: '本月满意度减对比月满意度，单位为百分点',
  denominator: '—',
  exclusions: '任何一个月没有访谈时不作比较。',
  note: '双侧两比例 z 检验（合并方差），p < 0.05 为有统计学意义；例数不足以判断时给出约还需的例数（检验效能 80 %）。',
};

export const departmentDefinitions: readonly Definition[] = [
  {
    name: '意见',
    numerator: '该科室患者提出的意见、建议和投诉条数（已登记的）',
    denominator: '—',
    exclusions: '草稿、表扬、已合并的。',
    note: '按出院科室计，不论责任科室是谁。',
  },
  {
    name: '被反映次数',
    numerator: '各科患者对条目不满意、且责任科室为本科室的条数',
    denominator: '—',
    exclusions: '草稿、表扬、已合并和不予采纳的。',
    note: '按责任科室计，不进入该科室满意度。',
  },
  {
    name: '整改率',
    numerator: '责任科室为本科室、已销账的条数',
    denominator: '责任科室为本科室的条数',
    exclusions: '草稿、表扬、已合并和不予采纳的。',
    note: '按当月样本的意见计。',
  },
];

export const fieldworkDefinitions: Readonly<
  Record<'followUpRate' | 'successRate' | 'reachRate' | 'rr1' | 'rr2' | 'coop1' | 'ref1' | 'con1', Definition>
> = {
  followUpRate: hospital('随访率', '拨打过的回访任务数（患者自己打来的不算拨打）', '抽样数'),
  successRate: hospital('成功随访率', '完成访谈数', '抽样数'),
  reachRate: reachDefinition,
  rr1: aapor('应答率 RR1', 'I', 'I+P+R+NC+O+U'),
  rr2: aapor('应答率 RR2', 'I+P', 'I+P+R+NC+O+U'),
  coop1: aapor('合作率 COOP1', 'I', 'I+P+R+O'),
  ref1: aapor('拒访率 REF1', 'R', 'I+P+R+NC+O+U'),
  con1: aapor('接触率 CON1', 'I+P+R+O', 'I+P+R+O+NC+U'),
};

/** `I ÷ (I+P+R)`: a sum stands in brackets. */
export function formulaOf({ numerator, denominator }: Definition): string {
  const bracketed = (part: string) => (part.includes('+') ? `(${part})` : part);
  return `${bracketed(numerator)} ÷ ${bracketed(denominator)}`;
}

function hospital(name: string, numerator: string, denominator: string): Definition {
  return { name, numerator, denominator, exclusions: '无。', note: '国内医院常用口径。' };
}

function aapor(name: string, numerator: string, denominator: string): Definition {
  return {
    name,
    numerator,
    denominator,
    exclusions: '不合格个案 NE（已故、再次住院中）。',
    note: 'AAPOR《Standard Definitions》。I 完成，P 部分完成，R 拒访，NC 未接触（含空号、错号、达到最大次数），O 其他无应答，U 资格不明；未结案的计入 U。',
  };
}
