/** Coded fields: by code or by word, as the front page of the medical record and its exports have them. */
import type { DischargeMode, Sex, TreatmentOutcome } from '../../contract/words.ts';

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

/** 治疗转归: codes 1 治愈, 2 好转, 3 未愈, 4 死亡, 5 and 9 其他. */
export function readOutcome(text: string): TreatmentOutcome | undefined {
  const { code, word } = codeOrWord(text);
  if (word === '') return outcomeCodes[code];
  if (/死亡|去世/.test(word)) return 'died';
  if (/未愈|无效|恶化|加重/.test(word)) return 'unhealed';
  if (/好转|有效|稳定|缓解|改善/.test(word)) return 'improved';
  if (/治愈|痊愈|康复|正常分娩/.test(word)) return 'cured';
  return /其他|其它|转院|自动出院/.test(word) ? 'other' : outcomeCodes[code];
}

const modeCodes = new Set<string>(['1', '2', '3', '4', '5', '9']);
const isMode = (code: string): code is DischargeMode => modeCodes.has(code);

/** 离院方式, national codes 1–5 and 9, or their words. */
export function readDischargeMode(text: string): DischargeMode | undefined {
  const { code, word } = codeOrWord(text);
  if (/死亡/.test(word)) return '5';
  if (/非医嘱|自动出院|自动离院|放弃/.test(word)) return '4';
  if (/社区|乡镇|卫生院/.test(word)) return '3';
  if (/转院|转其他医/.test(word)) return '2';
  if (/医嘱离院|医嘱出院|正常出院|正常离院/.test(word)) return '1';
  if (/其他|其它/.test(word)) return '9';
  return word === '' && isMode(code) ? code : undefined;
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
