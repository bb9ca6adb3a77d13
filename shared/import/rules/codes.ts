/**
 * Parses coded fields, given as a code or as a word, as the front page of the medical record and its exports write
 * them.
 */
import type { DischargeMode, Sex, TreatmentOutcome } from '../../base/contract/words.ts';
import { readDeath, says } from './deathWords.ts';

/** 1, 1.男, 1-男 → 1; a word stays. */
function codeOrWord(text: string): { code: string; word: string } {
  const match = /^(\d{1,2})(?:\.0+)?(?:[\s.、:_)\]-]+(.*))?$/.exec(text.replace(/^[[(]/, ''));
  return { code: match ? String(Number(match[1])) : '', word: (match ? (match[2] ?? '') : text).replace(/\s/g, '') };
}

const sexWords: Readonly<Record<string, Sex>> = {
  男: 'male',
  男性: 'male',
  m: 'male',
  male: 'male',
  女: 'female',
  女性: 'female',
  f: 'female',
  female: 'female',
};

/** GB/T 2261.1: 1 男, 2 女, 0 and 9 unknown. Undefined where it is neither code nor word. */
export function readSex(text: string): Sex | undefined {
  const { code, word } = codeOrWord(text);
  const byWord = sexWords[word.toLowerCase()];
  if (byWord) return byWord;
  if (code === '1') return 'male';
  if (code === '2') return 'female';
  return text === '' || code === '0' || code === '9' || /未知|不详|未说明/.test(word) ? 'unknown' : undefined;
}

const outcomeCodes: Readonly<Record<string, TreatmentOutcome>> = {
  '1': 'cured',
  '2': 'improved',
  '3': 'unhealed',
  '4': 'died',
  '5': 'other',
  '9': 'other',
};

/** An effect that is denied: 未治愈, 未见好转, 无明显改善, 不稳定. */
const noEffect =
  /(?:未|无|没有?|不|非|难以)(?:能|见|获|完全|彻底|明显|显著|得到?|再|太)*(?:治?愈|痊|康复|恢复|好转|改善|缓解|效|稳定|改变)/;
const worse = /恶化|加重|无效/;

/** 治疗转归: codes 1 治愈, 2 好转, 3 未愈, 4 死亡, 5 and 9 其他. Undefined also where death is denied, or may be meant. */
export function readOutcome(text: string): TreatmentOutcome | undefined {
  const { code, word } = codeOrWord(text);
  if (word === '') return outcomeCodes[code];
  const death = readDeath(word);
  if (death === 'died') return 'died';
  if (noEffect.test(word) || says(word, worse)) return 'unhealed';
  if (says(word, /好转|有效|显效|稳定|缓解|改善/)) return 'improved';
  if (says(word, /治愈|痊愈|康复|正常分娩/)) return 'cured';
  if (/其他|其它|转院|自动出院/.test(word)) return 'other';
  return death === 'no word of it' ? outcomeCodes[code] : undefined;
}

const modeCodes = new Set<string>(['1', '2', '3', '4', '5', '9']);
const isMode = (code: string): code is DischargeMode => modeCodes.has(code);

/** 离院方式, national codes 1–5 and 9, or their words. Undefined also where death is denied, or may be meant and nothing else is said. */
export function readDischargeMode(text: string): DischargeMode | undefined {
  const { code, word } = codeOrWord(text);
  const death = readDeath(word);
  if (death === 'died') return '5';
  if (/(?:非|不|未|违|拒绝?)(?:遵从?|听从?|按|背|反)?医嘱|非正常[出离]院/.test(word) || says(word, /自动出院|自动离院|自行离院|放弃/))
    return '4';
  if (says(word, /社区|乡镇|卫生院/)) return '3';
  if (says(word, /转院|转其他医/)) return '2';
  if (says(word, /医嘱离院|医嘱出院|正常出院|正常离院/)) return '1';
  if (/其他|其它/.test(word)) return '9';
  return word === '' && isMode(code) ? code : undefined;
}

/** The word where an outcome or a mode of discharge may mean death but does not say so; empty else. */
export function deathDoubtOf(text: string): string {
  const { word } = codeOrWord(text);
  return readDeath(word) === 'perhaps' ? word.slice(0, 20) : '';
}

const payments: Readonly<Record<string, string>> = {
  '1': '城镇职工基本医疗保险',
  '2': '城镇居民基本医疗保险',
  '3': '新型农村合作医疗',
  '4': '贫困救助',
  '5': '商业医疗保险',
  '6': '全公费',
  '7': '全自费',
  '8': '其他社会保险',
  '9': '其他',
};

/** 医疗付费方式 of the front page (RC032), by code or by word; a word of another list stays as it is. */
export function readPayment(text: string): string {
  const { code, word } = codeOrWord(text);
  return word === '' ? (payments[code] ?? text) : word;
}

/** 联系人关系 of the front page (RC033). */
const relationCodes: Readonly<Record<string, string>> = {
  '0': '本人',
  '1': '配偶',
  '2': '儿子',
  '3': '女儿',
  '4': '孙辈',
  '5': '父母',
  '6': '祖辈',
  '7': '兄弟姐妹',
  '8': '其他',
};

export function readRelation(text: string): string {
  const { code, word } = codeOrWord(text);
  return (word || relationCodes[code] || '').slice(0, 12);
}
