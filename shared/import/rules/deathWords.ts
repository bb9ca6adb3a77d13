/** Classifies a word of an export: it says, denies or may mean that the patient died. */

/** Every usual word for death. */
const death =
  /死亡|病死|猝死|死(?!胎)|病亡|身亡|亡故|阵亡|伤亡|病故|身故|已故|亡|殁|去世|逝世|病逝|过世|离世|辞世|谢世|仙逝|长逝|故去|离开人世|抢救无效|抢救未成功|抢救失败|\b(?:died|dead|death|deceased|expired)\b/gi;
/** Not the patient's own, or not yet. */
const notItself = /胎|婴|新生儿|风险|可能|疑似|濒|待查|？|\?/;
/** What may stand for it: the ward or the family knows. */
const mayMean =
  /临终|濒死|病危|垂危|弥留|遗体|尸|殡|太平间|停止呼吸|(?:心跳|呼吸|心搏)(?:、|和|及)?(?:心跳|呼吸)?(?:骤)?停|无生命体征|善终|往生|(?<![事缘变世掌])故(?!障|意|乡)|逝|丧|卒/;
/** Directly before a word, it turns it round. */
const negation = /(?:未|无|非|没有|没|不|并未|否认|排除|避免)(?:发生|出现|见)?$/;
const denied = /^[\s:：(（,，-]*(?:否|无|没有)/;

export type DeathReading = 'died' | 'not' | 'perhaps' | 'no word of it';

/**
 * 病故, 死亡 → died; 未死亡, 死亡：否 → not; 病危自动出院, 濒临死亡 → perhaps.
 * @param word without spaces
 */
export function readDeath(word: string): DeathReading {
  const found = [...word.matchAll(death)];
  const said = found.filter(({ 0: text, index }) => !negation.test(word.slice(0, index)) && !denied.test(word.slice(index + text.length)));
  if (said.length > 0) return notItself.test(word) ? 'perhaps' : 'died';
  if (found.length > 0) return 'not';
  const perhaps = mayMean.exec(word);
  return perhaps && !negation.test(word.slice(0, perhaps.index)) ? 'perhaps' : 'no word of it';
}

/** Whether a word says something: it is there, and not turned round by a negation directly before it. */
export function says(word: string, what: RegExp): boolean {
  return [...word.matchAll(new RegExp(what, 'g'))].some(({ index }) => !negation.test(word.slice(0, index)));
}
