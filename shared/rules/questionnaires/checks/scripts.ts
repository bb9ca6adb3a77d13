/** The spoken texts around the items: all there, speakable, and silent about the stay until identity is known. */
import { type QuestionnaireContent, type ScriptName, scriptNames } from '../../../contract/questionnaires.ts';
import { advice, type Finding, fault, type Place } from '../findings.ts';
import { blank, checkTemplate } from './texts.ts';

/** Words and variables that tell a stranger of the stay. */
const ofStay = /住院|出院|入院|手术|病房|病区|诊断|治疗|复查|复诊|\{department\}|\{dischargeDate\}|\{doctor\}/;
/** What must not be said either where already the department is a secret. */
const ofCare = /随访|回访|科室|门诊|患者|病人|病情|健康指导|康复/;

const beforeIdentity: readonly ScriptName[] = ['greeting', 'identity'];

function checkSilence(name: ScriptName, text: string): Finding[] {
  const place: Place = { part: 'script', name };
  const found = ofStay.exec(text)?.[0];
  if (name === 'greetingNeutral') {
    const told = found ?? ofCare.exec(text)?.[0];
    return told === undefined ? [] : [fault(place, `敏感科室的问候里出现了“${told}”：核对本人之前不能透露住院的事。`)];
  }
  if (!beforeIdentity.includes(name) || found === undefined) return [];
  return [fault(place, `还没有核对身份就说到了“${found}”，接电话的可能是别人。`)];
}

export function checkScripts({ scripts }: QuestionnaireContent): Finding[] {
  return scriptNames.flatMap((name) => {
    const place: Place = { part: 'script', name };
    const text = scripts[name];
    if (blank(text)) return [fault(place, '这段话还没有写。')];
    return [
      ...checkTemplate(place, text),
      ...checkSilence(name, text),
      ...(name.startsWith('greeting') && !text.includes('{name}') ? [advice(place, '没有称呼患者，建议用上变量“姓名”。')] : []),
    ];
  });
}
