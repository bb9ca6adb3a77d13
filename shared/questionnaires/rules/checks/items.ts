/** Checks the items: texts, options, conditions. */
import { answerKey, type Item, itemCode, type QuestionnaireContent, scriptNames } from '../../contract/questionnaires.ts';
import { advice, type Finding, fault, type ItemField, type Place } from '../findings.ts';
import { contradicts } from '../optionMeaning.ts';
import { checkConditions } from './conditions.ts';
import { blank, checkBreath, checkPlain, repeated } from './texts.ts';

type At = (field: ItemField, row?: number) => Place;

function checkExclusive(kind: Item['kind'], { exclusive, notCounted }: Item['options'][number], place: Place): Finding[] {
  // A scale brings its 不清楚 with the mark; in a single choice everything is chosen alone.
  if (kind !== 'multiple') return exclusive && !notCounted ? [fault(place, '只有多选题才有互斥的选项。')] : [];
  return notCounted && !exclusive ? [advice(place, '多选题的“不清楚”应是互斥的：选了它，就不再选别的。')] : [];
}

function contradiction({ label, value, score, objection }: Item['options'][number]): string {
  const counts = [`编号“${value}”`, score === undefined ? '' : `${score} 分`, objection ? '记为意见' : '不记为意见'].filter(Boolean);
  return `选项“${label}”的文字和它的算法相反（${counts.join('、')}），请核对编号、得分和意见。`;
}

function checkOptions({ kind, options }: Item, at: At): Finding[] {
  if (kind !== 'single' && kind !== 'multiple')
    return options.length === 0 ? [] : [fault(at('options'), '数字、日期和文字题没有选项，请删掉选项或改成选择题。')];
  if (options.length === 0) return [fault(at('options'), '选择题还没有选项。')];
  const same = (what: string, key: (option: Item['options'][number]) => string) =>
    repeated(options.map(key)).map((row) =>
      fault(at('options', row), `${what}“${key(options[row] as Item['options'][number])}”用了两次。`),
    );
  return [
    ...same('按键', (option) => option.key),
    ...same('选项编号', (option) => option.value),
    ...same('选项', (option) => option.label),
    ...options.flatMap((option, row) => [
      ...(blank(option.label) ? [fault(at('options', row), '选项没有文字。')] : []),
      ...(blank(option.value) ? [fault(at('options', row), '选项没有编号。')] : []),
      ...(answerKey.test(option.key) ? [] : [fault(at('options', row), '按键要是一个数字、减号或字母（字母 O 用来写意见，不能用）。')]),
      ...(option.notCounted && option.objection ? [fault(at('options', row), '不计入统计的选项不能记为意见。')] : []),
      ...(option.notCounted && option.score !== undefined ? [fault(at('options', row), '不计入统计的选项不能有分数。')] : []),
      ...(contradicts(option) ? [advice(at('options', row), contradiction(option))] : []),
      ...checkExclusive(kind, option, at('options', row)),
      ...checkPlain(at('options', row), option.label),
    ]),
    ...(kind === 'multiple' && options.every((option) => option.exclusive)
      ? [fault(at('options'), '多选题的选项全是互斥的，请改成单选题，或去掉几个互斥。')]
      : []),
    ...(options.some((option) => option.notCounted) ? [] : [advice(at('options'), '没有“不清楚／没接触”，患者答不上来时只能跳过。')]),
  ];
}

function checkNumber({ kind, number }: Item, at: At): Finding[] {
  if (!number) return [];
  if (kind !== 'number') return [fault(at('number'), '只有数字题才有范围。')];
  return number.min !== undefined && number.max !== undefined && number.min > number.max
    ? [fault(at('number'), '最小值比最大值还大。')]
    : [];
}

function checkItem(item: Item, index: number, content: QuestionnaireContent): Finding[] {
  const at: At = (field, row) => ({ part: 'item', index, field, ...(row === undefined ? {} : { row }) });
  return [
    ...(itemCode.test(item.code) ? [] : [fault(at('code'), '编号要以小写字母开头，只能用小写字母、数字和下划线。')]),
    ...((scriptNames as readonly string[]).includes(item.code) ? [fault(at('code'), `编号“${item.code}”是话术的名字，请换一个。`)] : []),
    ...(blank(item.title) ? [fault(at('title'), '条目没有简称，报表里没法称呼它。')] : []),
    ...(blank(item.say) ? [fault(at('say'), '还没有写要念的问句。')] : []),
    ...(content.aspects.some((aspect) => aspect.code === item.aspect) ? [] : [fault(at('aspect'), '条目的维度不在这份问卷里。')]),
    ...(item.weight > 0 ? [] : [fault(at('weight'), '权重要大于 0。')]),
    ...(item.hint !== undefined && blank(item.hint) ? [fault(at('hint'), '提示是空的，请填写或去掉。')] : []),
    ...(item.probe !== undefined && blank(item.probe) ? [fault(at('probe'), '追问是空的，请填写或改用通用追问。')] : []),
    ...checkPlain(at('say'), item.say),
    ...checkPlain(at('hint'), item.hint),
    ...checkPlain(at('probe'), item.probe),
    ...checkBreath(at('say'), item.say),
    ...checkOptions(item, at),
    ...checkNumber(item, at),
    ...checkConditions(item, index, content),
  ];
}

/** An aspect asked in two pieces makes the strip of the call jump back and forth. */
function checkOrder({ items }: QuestionnaireContent): Finding[] {
  const left = new Set<string>();
  return items.flatMap((item, index) => {
    const before = items[index - 1];
    if (before && before.aspect !== item.aspect) left.add(before.aspect);
    const torn = left.has(item.aspect) && before?.aspect !== item.aspect;
    return torn ? [advice({ part: 'item', index, field: 'aspect' }, '同一个维度的条目没有排在一起，通话时会来回跳。')] : [];
  });
}

export function checkItems(content: QuestionnaireContent): Finding[] {
  const { items } = content;
  return [
    ...repeated(items.map((item) => item.code)).map((index) =>
      fault({ part: 'item', index, field: 'code' }, `编号“${items[index]?.code}”与前面的条目相同。`),
    ),
    ...repeated(items.map((item) => item.title.trim())).map((index) =>
      advice({ part: 'item', index, field: 'title' }, '简称与前面的条目相同，报表里分不清。'),
    ),
    ...items.flatMap((item, index) => checkItem(item, index, content)),
    ...checkOrder(content),
  ];
}
