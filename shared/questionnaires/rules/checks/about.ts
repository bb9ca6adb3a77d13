/** Checks the questionnaire as a whole: name, aspects, judging rule. */

import { aspectCodes } from '../../../base/contract/words.ts';
import type { QuestionnaireContent } from '../../contract/questionnaires.ts';
import { advice, type Finding, fault, type Place } from '../findings.ts';
import { blank, repeated } from './texts.ts';

const at = (field: Extract<Place, { part: 'about' }>['field'], row?: number): Place => ({
  part: 'about',
  field,
  ...(row === undefined ? {} : { row }),
});

function checkAspects({ aspects, items }: QuestionnaireContent): Finding[] {
  if (aspects.length === 0) return [fault(at('aspects'), '至少要有一个维度。')];
  return [
    ...repeated(aspects.map((aspect) => aspect.code)).map((row) =>
      fault(at('aspects', row), `维度“${aspectCodes.zh[aspects[row]?.code ?? 'quality']}”出现了两次。`),
    ),
    ...aspects.flatMap((aspect, row) => [
      ...(blank(aspect.name) ? [fault(at('aspects', row), '维度没有名称。')] : []),
      ...(aspect.weight > 0 ? [] : [fault(at('aspects', row), `维度“${aspect.name}”的权重要大于 0。`)]),
      ...(items.some((item) => item.aspect === aspect.code) ? [] : [advice(at('aspects', row), `维度“${aspect.name}”下没有条目。`)]),
    ]),
  ];
}

function checkRule({ rule, overallItem, items }: QuestionnaireContent): Finding[] {
  const scored = (item: (typeof items)[number]) => item.options.some((option) => option.score !== undefined);
  const named = items.find((item) => item.code === overallItem);
  if (overallItem !== undefined && !named) return [fault(at('rule'), '总体评价指定的条目不存在，请重新选一条。')];
  if (named && named.kind !== 'single') return [fault(at('rule'), `总体评价的条目“${named.title}”要是单选题。`)];
  if (named && named.showIf.length > 0)
    return [advice(at('rule'), `总体评价的条目“${named.title}”不是每个人都问，没问到的访谈不进总体评价。`)];
  if (rule === 'overall' && !named) return [fault(at('rule'), '按“总体评价”评判，要指定总体评价的条目。')];
  if ((rule === 'score' || rule === 'topbox') && !items.some(scored))
    return [fault(at('rule'), '按得分评判，至少要有一个条目的选项带分数。')];
  return [];
}

export function checkAbout(content: QuestionnaireContent): Finding[] {
  const { title, code, items, completeShare } = content;
  return [
    ...(blank(title) ? [fault(at('title'), '问卷没有名称。')] : []),
    ...(/^[a-z0-9][a-z0-9-]*$/.test(code) ? [] : [fault(at('code'), '问卷编号只能用小写字母、数字和连字符，例如 six-aspects。')]),
    ...(items.length === 0 ? [fault(at('items'), '还没有条目。')] : []),
    ...(completeShare > 0 ? [] : [advice(at('completeShare'), '完成比例为 0：答一题就算完成。')]),
    ...checkAspects(content),
    ...checkRule(content),
  ];
}
