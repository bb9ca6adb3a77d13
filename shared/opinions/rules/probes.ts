/**
 * The five questions that feedback should answer. Plain word lists tick them: the ticks remind the nurse and judge
 * nothing.
 */

interface Probe {
  readonly code: 'what' | 'when' | 'where' | 'who' | 'wanted';
  readonly name: string;
  readonly said: RegExp;
}

const probes: readonly Probe[] = [
  { code: 'what', name: '什么事', said: /\p{Script=Han}{4}/u },
  {
    code: 'when',
    name: '什么时候',
    said: /\d+\s*[月日号点]|[一二三四五六七八九十]+[月号点]|昨|前天|今天|当天|那天|早上|上午|中午|下午|傍晚|晚上|夜里|半夜|凌晨|周[一二三四五六日末]|星期|礼拜|第[一二三四五六七八九十\d]+天|出院时|入院时/u,
  },
  {
    code: 'where',
    name: '在哪里',
    said: /[楼层床]|病房|病区|走廊|窗口|厕所|卫生间|食堂|药房|电梯|大厅|护士站|急诊|门诊|手术室|[^\s，。]{1,3}科|[B彩]超|CT|核磁|化验/iu,
  },
  { code: 'who', name: '谁', said: /医生|大夫|主任|护士|护工|保洁|阿姨|师傅|保安|收费员|药师|实习|工作人员|窗口的/u },
  {
    code: 'wanted',
    name: '希望怎么办',
    said: /希望|要求|建议|想要|最好|应该|应当|道歉|退[钱款还费给]|赔|给个说法|改一?改|换一?[个下]|修一?[下修]|不用处理|提个醒/u,
  },
];

/** The five questions with whether the text seems to answer each. */
export function probesOf(text: string): readonly { readonly code: Probe['code']; readonly name: string; readonly said: boolean }[] {
  return probes.map(({ code, name, said }) => ({ code, name, said: said.test(text) }));
}
