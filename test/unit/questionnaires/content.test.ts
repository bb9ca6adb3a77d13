/** Tests the shipped questionnaires: complete, speakable, and silent about the discharge before identity is known. */
import { describe, expect, it } from 'vitest';
import { aspectCodes } from '../../../shared/base/contract/words.ts';
import type { Scripts } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { scaleOf } from '../../../shared/questionnaires/rules/scales.ts';
import { shipped, shippedCodes } from '../../helpers/questionnaires.ts';

const content = shipped('six-aspects');
const variables = ['{hospital}', '{name}', '{title}', '{department}', '{dischargeDate}', '{doctor}', '{nurse}', '{relation}'];

describe('the questionnaire of six aspects', () => {
  it('asks everybody four items in each of the six aspects and one of several choices, two more where they apply', () => {
    const everybody = content.items.filter(({ showIf, kind }) => showIf.length === 0 && kind === 'single');
    for (const aspect of aspectCodes.codes) expect(everybody.filter((item) => item.aspect === aspect)).toHaveLength(4);
    expect(content.items.filter(({ kind }) => kind === 'multiple').map(({ code }) => code)).toEqual(['process_waits']);
    expect(content.items.filter(({ showIf }) => showIf.length > 0).map(({ code }) => code)).toEqual([
      'quality_medicine',
      'environment_fall',
    ]);
    expect(new Set(content.items.map((item) => item.code)).size).toBe(27);
    expect(new Set(content.items.map((item) => item.title)).size).toBe(27);
    expect(content.aspects.map((aspect) => aspect.code)).toEqual(aspectCodes.codes);
  });

  it('answers with keys that mean the same in every item: 1 is best, 3 is an objection, 0 counts nowhere', () => {
    for (const item of content.items.filter(({ kind }) => kind === 'single')) {
      expect(item.options.at(0)).toMatchObject({ key: '1', score: 100, objection: false, notCounted: false });
      expect(item.options.filter((option) => option.objection).map((option) => [option.key, option.score])).toEqual([['3', 0]]);
      expect(item.options.filter((option) => option.notCounted).map((option) => [option.key, option.score])).toEqual([['0', undefined]]);
      expect(new Set(item.options.map((option) => option.value)).size).toBe(item.options.length);
      expect(item.probe, item.code).toBeTruthy();
    }
  });

  it('is short enough to be heard by telephone', () => {
    for (const item of content.items) expect([...item.say].length, item.code).toBeLessThanOrEqual(42);
  });

  it('fills in only variables that exist', () => {
    for (const [name, text] of Object.entries(content.scripts)) {
      expect(text, name).not.toBe('');
      for (const found of text.match(/\{\w*\}/g) ?? []) expect(variables, name).toContain(found);
    }
  });

  it('says nothing about the stay before identity is known', () => {
    const before: (keyof Scripts)[] = ['greeting', 'greetingNeutral', 'greetingProxy', 'identity'];
    for (const name of before) expect(content.scripts[name], name).not.toMatch(/出院|住院|\{department\}|\{dischargeDate\}|\{doctor\}/);
    expect(content.scripts.greetingNeutral).not.toMatch(/随访|回访|科/);
  });

  it('gives health guidance for the common diagnoses, one text per prefix, one for all others', () => {
    const prefixes = content.guidance.flatMap((guidance) => guidance.icd10 ?? []);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    for (const common of [
      'I10',
      'I20',
      'I25',
      'I21',
      'I50',
      'I63',
      'I61',
      'E11',
      'J44',
      'J18',
      'J45',
      'K80',
      'K35',
      'K25',
      'K29',
      'K92',
      'N20',
      'N18',
      'S72',
      'S82',
      'S42',
      'M17',
      'M51',
      'C',
      'O80',
      'O82',
      'P59',
      'H25',
      'D25',
    ])
      expect(prefixes).toContain(common);
    const departments = content.guidance.flatMap((guidance) => guidance.department ?? []);
    expect(departments).toEqual(expect.arrayContaining(['心血管内科', '骨科', '产科', '儿科', '精神科']));
    expect(content.guidance.filter((guidance) => !guidance.icd10 && !guidance.department)).toHaveLength(1);
    for (const guidance of content.guidance) {
      expect(guidance.redFlags.length, guidance.title).toBeGreaterThan(0);
      expect([...guidance.text].length, guidance.title).toBeLessThanOrEqual(130);
    }
  });

  it('tells the patient to seek help at every red flag', () => {
    for (const { sign, say } of content.guidance.flatMap((guidance) => guidance.redFlags))
      expect(say, sign).toMatch(/120|医院|急诊|来看|门诊|科室|复诊|就来/);
  });
});

describe.each(shippedCodes)('the shipped questionnaire %s', (code) => {
  const { items, overallItem } = shipped(code);
  const scored = items.filter((item) => item.options.some((option) => option.score !== undefined));

  it('asks a probe of its own wherever an answer can be an objection', () => {
    for (const item of items) {
      const objections = item.options.some((option) => option.objection);
      expect(item.probe === undefined, item.code).toBe(!objections);
    }
  });

  it('scores every answer that counts, the best with 100 and an objection never above what is none', () => {
    for (const { code: item, options } of scored) {
      const counted = options.filter((option) => !option.notCounted);
      expect(Math.max(...counted.map((option) => option.score ?? -1)), item).toBe(100);
      const worstGood = Math.min(...counted.filter((option) => !option.objection).map((option) => option.score ?? -1));
      const bestBad = Math.max(...counted.filter((option) => option.objection).map((option) => option.score ?? -1));
      expect(bestBad, item).toBeLessThan(worstGood);
    }
  });

  it('shares no code with another questionnaire, so that trend lines cannot mix them', () => {
    const others = shippedCodes.filter((other) => other !== code).flatMap((other) => shipped(other).items.map((item) => item.code));
    expect(items.filter((item) => others.includes(item.code))).toEqual([]);
  });

  it('names as overall item one that everybody is asked', () => {
    if (overallItem === undefined) expect(code).toBe('six-aspects');
    else expect(items.find((item) => item.code === overallItem)).toMatchObject({ kind: 'single', showIf: [] });
  });
});

describe('the other shipped questionnaires', () => {
  it('are each on the scale they are named for', () => {
    const scales = (code: (typeof shippedCodes)[number]) => new Set(shipped(code).items.map((item) => scaleOf(item.options)?.code));
    expect(scales('experience')).toContain('frequency');
    expect(scales('service-score')).toEqual(new Set(['ten', undefined]));
    expect(scales('conduct')).toContain('four');
  });
});
