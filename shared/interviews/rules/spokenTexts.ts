/** Fills the scripts of a questionnaire with the data of one call. */

import type { ScriptName, Scripts } from '../../questionnaires/contract/questionnaires.ts';
import { tellsOfCare, tellsOfStay } from '../../questionnaires/rules/silence.ts';
import { fillTemplate, type TemplateValues } from '../../questionnaires/rules/templates.ts';

/** The replacement for words of an author that would disclose the discharge. */
const neutral = {
  greeting: '您好，请问是{name}{title}吗？我是{hospital}的{nurse}，有几句话想跟您本人说，您现在一个人说话方便吗？',
  identity: '跟您核对一下：您是{name}{title}本人，还是家里人？家里人的话，请问您怎么称呼、跟{name}{title}是什么关系？',
  greetingProxy: '您好，我是{hospital}的{nurse}，请问{name}{title}方便接电话吗？有几句话想跟{name}{title}本人说。',
  condolence: '非常抱歉在这个时候打扰您。请您和家人节哀，多保重身体。以后我们不会再为这件事打电话。',
} as const;

/** What nobody may hear before it is known who answers. */
export interface Secrets {
  /** Names of the department, the ward, the doctor, the diagnosis. */
  readonly names: readonly string[];
  /** Of a sensitive stay even that somebody was treated. */
  readonly sensitive: boolean;
}

/**
 * All scripts, filled in. What is said before it is known who answers never tells of the stay, and no author can make it: neither by a
 * variable nor by words. A sensitive stay is greeted neutrally.
 */
export function spokenTexts(scripts: Scripts, values: TemplateValues, secrets: Secrets): Scripts {
  const said: Scripts = { ...scripts, ...beforeIdentity(scripts, secrets) };
  const names = Object.keys(said) as ScriptName[];
  const filled = { relation: somebodyNear, ...values };
  return Object.fromEntries(names.map((name) => [name, fillTemplate(said[name], filled)])) as Scripts;
}

const somebodyNear = '家里人';
/** Words for a relation that cannot be said to somebody on the line. */
const vague = ['联系人', '其他', '其他亲属', '亲属', '家属', '亲友'];

/** Whether a number is the patient's own. */
export const isOwnNumber = (relation: string): boolean => ['', '本人'].includes(relation.trim());

/** The first sentence where the number of this relation was dialled: it asks for the right person. */
export function greetingTo(relation: string, scripts: Scripts, values: TemplateValues, secrets: Secrets): string {
  const near = vague.includes(relation.trim()) ? somebodyNear : relation.trim();
  const texts = spokenTexts(scripts, { ...values, relation: near }, secrets);
  return isOwnNumber(relation) ? texts.greeting : texts.greetingProxy;
}

/** The first sentence of an author's consent speaks to the patient; a relative is told of the patient by name. */
const ofThePatient =
  '想跟您说明一下：{name}{title}{dischargeDate}从我们医院出院，想问问{name}{title}恢复得怎么样，也听听您和{name}{title}对我们的意见。';
const toThePatient = /您\s*\{dischargeDate\}|出院/;

/** What is said to a relative to ask for consent. */
export function consentToRelative({ consent }: Scripts, values: TemplateValues): string {
  const [first = ''] = /^[^。！？]*[。！？]?/.exec(consent) ?? [];
  return fillTemplate(toThePatient.test(first) ? ofThePatient + consent.slice(first.length) : consent, values);
}

function beforeIdentity(scripts: Scripts, { names, sensitive }: Secrets): Partial<Scripts> {
  const named = (text: string) => names.some((secret) => secret !== '' && text.includes(secret));
  const silent = (name: keyof typeof neutral, text: string, care: boolean) =>
    (care ? tellsOfCare(text) : tellsOfStay(text)) !== null || named(text) ? neutral[name] : text;
  const greetingNeutral = silent('greeting', scripts.greetingNeutral, true);
  return {
    greeting: sensitive ? greetingNeutral : silent('greeting', scripts.greeting, false),
    greetingNeutral,
    greetingProxy: silent('greetingProxy', scripts.greetingProxy, sensitive),
    identity: silent('identity', scripts.identity, sensitive),
    condolence: silent('condolence', scripts.condolence, false),
  };
}
