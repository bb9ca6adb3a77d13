/**
 * Checks the spoken texts around the items: all present, speakable, and silent about the discharge until identity is
 * known.
 */

import { type QuestionnaireContent, type ScriptName, scriptNames } from '../../contract/questionnaires.ts';
import { advice, type Finding, fault, type Place } from '../findings.ts';
import { tellsOfCare, tellsOfStay } from '../silence.ts';
import { blank, checkTemplate } from './texts.ts';

function checkSilence(name: ScriptName, text: string): Finding[] {
  const place: Place = { part: 'script', name };
  if (name === 'greetingNeutral') {
    const told = tellsOfCare(text);
    return told === null ? [] : [fault(place, `敏感科室的问候里出现了“${told}”：核对本人之前不能透露住院的事。`)];
  }
  if (name !== 'greeting' && name !== 'greetingProxy' && name !== 'identity') return [];
  const told = tellsOfStay(text);
  if (told !== null) return [fault(place, `还没有核对身份就说到了“${told}”，接电话的可能是别人。`)];
  const care = name === 'identity' ? tellsOfCare(text) : null;
  return care === null ? [] : [advice(place, `核对身份时说到了“${care}”：敏感科室的电话里会改用通用的中性说法。`)];
}

export function checkScripts({ scripts }: QuestionnaireContent): Finding[] {
  return scriptNames.flatMap((name) => {
    const place: Place = { part: 'script', name };
    const text = scripts[name];
    if (blank(text)) return [fault(place, '这段话还没有写。')];
    return [
      ...checkTemplate(place, text),
      ...checkSilence(name, text),
      ...(name !== 'greetingProxy' && text.includes('{relation}')
        ? [fault(place, '“{relation}”只能用在拨打家属号码的问候里，别处不知道接听的是谁。')]
        : []),
      ...(name.startsWith('greeting') && !text.includes('{name}') ? [advice(place, '没有称呼患者，建议用上变量“姓名”。')] : []),
    ];
  });
}
