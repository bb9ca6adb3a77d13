/** The scripts of a questionnaire as they are said in one call. */
import type { ScriptName, Scripts } from '../../contract/questionnaires.ts';
import { fillTemplate, type TemplateValues } from '../templates.ts';
import { tellsOfCare } from './silence.ts';

/** What is said instead of an author's own words that would give a sensitive stay away. */
const neutral = {
  greeting: '您好，请问是{name}{title}吗？我是{hospital}的{nurse}，有几句话想跟您本人说，您现在一个人说话方便吗？',
  identity: '跟您核对一下：您是{name}{title}本人，还是家里人？家里人的话，请问您怎么称呼、跟{name}{title}是什么关系？',
} as const;

/** @param secrets names of the department, the ward, the diagnosis, where the stay is sensitive */
function gaveAway(text: string, secrets: readonly string[]): boolean {
  return tellsOfCare(text) !== null || secrets.some((secret) => secret !== '' && text.includes(secret));
}

/**
 * All scripts, filled in. Of a sensitive stay what is said before it is known who answers is the neutral greeting, and no author can
 * make it tell of the stay: neither by a variable nor by words.
 *
 * @param secrets what nobody else may hear, where the stay is sensitive; null where it is not
 */
export function spokenTexts(scripts: Scripts, values: TemplateValues, secrets: readonly string[] | null): Scripts {
  const said: Scripts = secrets === null ? scripts : { ...scripts, ...beforeIdentity(scripts, secrets) };
  const names = Object.keys(said) as ScriptName[];
  return Object.fromEntries(names.map((name) => [name, fillTemplate(said[name], values)])) as Scripts;
}

function beforeIdentity(scripts: Scripts, secrets: readonly string[]): Pick<Scripts, 'greeting' | 'greetingNeutral' | 'identity'> {
  const greeting = gaveAway(scripts.greetingNeutral, secrets) ? neutral.greeting : scripts.greetingNeutral;
  return { greeting, greetingNeutral: greeting, identity: gaveAway(scripts.identity, secrets) ? neutral.identity : scripts.identity };
}
