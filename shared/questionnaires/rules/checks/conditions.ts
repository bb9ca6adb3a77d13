/** Checks the conditions of an item: each can be true, and all together can be true. */

import { sexes } from '../../../base/contract/words.ts';
import { type Condition, conditionOperators, type Item, type QuestionnaireContent } from '../../contract/questionnaires.ts';
import { operatorsFor, operatorWords, reachable } from '../conditions.ts';
import { type Finding, fault, type Place } from '../findings.ts';
import { validValue } from '../questionnaire.ts';

const isNumber = (value: string | number) => String(value).trim() !== '' && Number.isFinite(Number(value));

function impossibleValue({ on, operator, values }: Condition, asked: Item | undefined): string | null {
  const bound = operator === 'atLeast' || operator === 'atMost';
  if (bound && !values.every(isNumber)) return '要填数字';
  if ('discharge' in on) {
    if (on.discharge === 'sex' && values.some((value) => !(sexes.codes as readonly string[]).includes(String(value))))
      return '性别只能是男、女或未知';
    if (on.discharge === 'ageYears' && !values.every((value) => isNumber(value) && Number(value) >= 0 && Number(value) <= 130))
      return '年龄要在 0 到 130 岁之间';
    return values.some((value) => String(value).trim() === '') ? '有空的值' : null;
  }
  if (!asked) return null;
  if (asked.kind === 'single' || asked.kind === 'multiple') {
    if (operator !== 'in' && operator !== 'notIn') return null;
    const unknown = values.find((value) => !asked.options.some((option) => option.value === String(value)));
    return unknown === undefined ? null : `“${asked.title}”没有“${unknown}”这个选项`;
  }
  const bad = values.find((value) => String(value).trim() === '' || !validValue(asked, [String(value)]));
  return bad === undefined ? null : `“${asked.title}”不会有“${bad}”这样的回答`;
}

function checkOne(condition: Condition, place: Place, item: Item, content: QuestionnaireContent): Finding[] {
  const { on, operator, values } = condition;
  let asked: Item | undefined;
  if ('item' in on) {
    const own = content.items.indexOf(item);
    const at = content.items.findIndex((one) => one.code === on.item);
    asked = content.items[at];
    if (!asked)
      return [
        fault(
          place,
          on.item === ''
            ? '条件还没有选条目。'
            : `条件指向已删除的题“${on.item}”：请改选别的题，或删掉这个条件（删掉后就不再按它挑选，问到的人会变多）。`,
        ),
      ];
    if (at === own) return [fault(place, '条件不能问条目自己的回答。')];
    if (at > own) return [fault(place, `条件里的“${asked.title}”在这一条后面才问，要排到前面。`)];
  }
  if (values.length === 0) return [fault(place, '条件还没有填值。')];
  if (!conditionOperators.includes(operator) || !operatorsFor(on, content.items).includes(operator))
    return [fault(place, `这里不能用“${operatorWords[operator]}”来比较。`)];
  const impossible = impossibleValue(condition, asked);
  return impossible === null ? [] : [fault(place, `条件的值不可能出现：${impossible}。`)];
}

export function checkConditions(item: Item, index: number, content: QuestionnaireContent): Finding[] {
  const place = (row?: number): Place => ({ part: 'item', index, field: 'showIf', ...(row === undefined ? {} : { row }) });
  const single = item.showIf.flatMap((condition, row) => checkOne(condition, place(row), item, content));
  if (single.length > 0 || reachable(item, content)) return single;
  return [fault(place(), '这些条件（连同前面条目的条件）不可能同时成立，这一条永远问不到。')];
}
