/** Puts a plan's rule into words, for the screen and the printed page. */
import type { Replacement, SamplePlan } from '../../shared/sampling/contract/sampling.ts';
import { customRuleInWords } from '../../shared/sampling/rules/customRule.ts';

/**
 * Sentences without full stops, in the order in which they are applied.
 * @param departmentNames of the plan's chosen departments; empty where they are not known (yet)
 */
export function ruleInWords(plan: SamplePlan, departmentNames: readonly string[]): string[] {
  return [
    howDrawn(plan),
    ...(plan.method === 'census' ? [] : [`每层另抽备选 ${plan.reserves} 例，供替换时依次使用`]),
    ...limits(plan, departmentNames),
  ];
}

function howDrawn(plan: SamplePlan): string {
  if (plan.method === 'census') return '全部合格出院记录均纳入';
  if (plan.method === 'simple') return `在全部合格出院记录中简单随机抽取 ${plan.size} 例`;
  const by = plan.stratifyBy === 'ward' ? '病区' : '科室';
  if (plan.allocation === 'by_hand') {
    const given = Object.values(plan.byHand).reduce((sum, count) => sum + count, 0);
    return `按${by}分层随机抽取，各层例数由人工指定，共 ${given} 例`;
  }
  const shared = plan.allocation === 'equal' ? '各层等额分配' : '按各层合格例数成比例分配（最大余数法）';
  return `按${by}分层随机抽取 ${plan.size} 例，${shared}，每层至少 ${plan.minimum} 例`;
}

function limits(plan: SamplePlan, departmentNames: readonly string[]): string[] {
  const named = departmentNames.length > 0 ? `：${departmentNames.join('、')}` : '';
  const age = plan.minAge !== null || plan.maxAge !== null;
  return [
    plan.recentDays > 0 ? `排除出院前后 ${plan.recentDays} 天内已因其他住院接受过访谈的患者` : '不排除近期已访谈的患者',
    ...(plan.departmentIds.length > 0 ? [`只在选定的 ${plan.departmentIds.length} 个科室中抽取${named}`] : []),
    ...(age
      ? [`年龄${plan.minAge !== null ? ` ${plan.minAge} 岁及以上` : ''}${plan.maxAge !== null ? ` ${plan.maxAge} 岁及以下` : ''}`]
      : []),
    ...plan.customRules.map((rule) => `排除${customRuleInWords(rule)}的出院记录`),
    plan.includeSensitive ? '包含敏感科室和敏感诊断' : '不含敏感科室和敏感诊断',
  ];
}

/** 2026-10 → 2026年10月 */
export const monthInWords = (month: string) => `${month.slice(0, 4)}年${month.slice(5)}月`;

export const drawName = (ordinal: number) => (ordinal === 1 ? '首次抽样' : `追加 ${ordinal - 1}`);

const skippedWhy = { do_not_call: '在勿扰名单', already_drawn: '已在样本中' } as const;

/** Reserves that were passed over, in brackets; '' where none was. */
export function skippedInWords({ skipped }: Replacement): string {
  return skipped.length === 0 ? '' : `（${skipped.map(({ rank, why }) => `第 ${rank} 位${skippedWhy[why]}，越过`).join('；')}）`;
}
