import { describe, expect, it } from 'vitest';
import { greetingTo, spokenTexts } from '../../../shared/interviews/rules/spokenTexts.ts';
import { type Scripts, scriptNames, usualProxyGreeting } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { templateVariables } from '../../../shared/questionnaires/rules/templates.ts';
import { fc } from '../../helpers/properties.ts';

const values = { hospital: '市一院', name: '周敏', title: '女士', nurse: '王静' };
const stay = { department: '心灵驿站', dischargeDate: '11月3日', doctor: '钱医师' };
const names = [stay.department, '三号楼', stay.doctor, '双相情感障碍'];
const secrets = { names, sensitive: true };
const open = { names, sensitive: false };

/** Pieces an author may put together in any way. */
const piece = fc.constantFrom(
  ...templateVariables.map((variable) => `{${variable}}`),
  ...names,
  '您好，',
  '住院时',
  '的患者',
  '回访',
  '{diagnosis}',
);
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
const scriptsOf = (change: Partial<Scripts>) =>
  ({ ...Object.fromEntries(scriptNames.map((name) => [name, `${name}：{name}`])), ...change }) as Scripts;

describe('what is said before it is known who answers', () => {
  it('gives nothing of a sensitive stay away, whatever an author wrote', () => {
    fc.assert(
      fc.property(text, text, text, (greeting, greetingNeutral, identity) => {
        const said = spokenTexts(scriptsOf({ greeting, greetingNeutral, identity }), { ...values, ...stay }, secrets);
        for (const spoken of [said.greeting, said.greetingNeutral, said.identity]) {
          for (const told of [...names, ...Object.values(stay), '住院', '患者', '回访']) expect(spoken).not.toContain(told);
        }
      }),
    );
  });

  it('is the author’s own where it is silent', () => {
    const said = spokenTexts(
      scriptsOf({ greetingNeutral: '您好，{name}{title}，我是{hospital}的{nurse}。' }),
      { ...values, ...stay },
      secrets,
    );
    expect(said.greeting).toBe('您好，周敏女士，我是市一院的王静。');
    expect(said.identity).toBe('identity：周敏');
  });

  it('names no stay, department, doctor or date of any other stay either', () => {
    fc.assert(
      fc.property(text, text, (greeting, identity) => {
        const said = spokenTexts(scriptsOf({ greeting, identity, condolence: greeting }), { ...values, ...stay }, open);
        for (const spoken of [said.greeting, said.identity, said.condolence])
          for (const told of [...names, ...Object.values(stay), '住院']) expect(spoken).not.toContain(told);
      }),
    );
  });

  it('is the ordinary greeting where it is silent, and what follows is said as it stands', () => {
    const scripts = scriptsOf({ greeting: '我是{hospital}的{nurse}', consent: '您{dischargeDate}出院' });
    expect(spokenTexts(scripts, { ...values, ...stay }, open)).toMatchObject({ greeting: '我是市一院的王静', consent: '您11月3日出院' });
    expect(spokenTexts(scripts, { ...values, ...stay }, secrets).consent).toBe('您11月3日出院');
  });

  it('asks for the right person where somebody else’s number was dialled', () => {
    const scripts = scriptsOf({ greeting: '请问是{name}{title}吗？', greetingProxy: usualProxyGreeting });
    const to = (relation: string, of = open) => greetingTo(relation, scripts, { ...values, ...stay }, of);
    expect(to('本人')).toBe('请问是周敏女士吗？');
    expect(to('')).toBe('请问是周敏女士吗？');
    expect(to('女儿')).toContain('请问您是周敏女士的女儿吗？');
    expect(to('联系人')).toContain('请问您是周敏女士的家里人吗？');
    expect(to(' 联系人 ')).toBe(to('联系人'));
    expect(to(' 女儿 ')).toBe(to('女儿'));
    expect(to(' 本人 ')).toBe(to('本人'));
    expect(to('女儿', secrets)).not.toMatch(/随访|回访|\{/);
    expect(to('女儿', secrets)).toContain('周敏女士');
  });
});
