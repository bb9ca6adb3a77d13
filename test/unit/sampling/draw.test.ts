import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSensitiveDepartment, isSensitiveDiagnosis } from '../../../shared/base/rules/sensitive.ts';
import { type DrawRule, drawAlgorithm, drawSample, type Strata } from '../../../shared/sampling/rules/draw.ts';
import { murmur3 } from '../../../shared/sampling/rules/murmur3.ts';
import { fc } from '../../helpers/properties.ts';

const rule: DrawRule = { method: 'stratified', size: 40, allocation: 'proportional', minimum: 1, reserves: 3 };

/** A frame of so many discharges per department. */
const frameOf = (sizes: Readonly<Record<string, number>>): Strata =>
  new Map(
    Object.entries(sizes).map(([stratum, size]) => [
      stratum,
      Array.from({ length: size }, (_, at) => `${stratum}-${String(at).padStart(5, '0')}`),
    ]),
  );
const frame = frameOf({ 心血管内科: 120, 骨科: 60, 产科: 20, 眼科: 2 });
const allKeys = new Set([...frame.values()].flat());

function drawn(members: Strata, seed: string, change: Partial<DrawRule> = {}) {
  const result = drawSample(members, { ...rule, ...change }, seed);
  if ('refused' in result) throw new Error(result.refused);
  return result;
}
const sampledKeys = (members: Strata, seed: string, change: Partial<DrawRule> = {}) =>
  drawn(members, seed, change).chosen.flatMap((one) => (one.chosen === 'sampled' ? one.key : []));

describe('the random draw', () => {
  it('starts its generators from a hash that gives the published values', () => {
    const bytes = (text: string) => [...new TextEncoder().encode(text)];
    // Test values of MurmurHash3_x86_32 as published with the reference implementation's ports.
    expect(murmur3([], 0)).toBe(0);
    expect(murmur3([], 1)).toBe(0x514e28b7);
    expect(murmur3([], 0xffffffff)).toBe(0x81f16f39);
    expect(murmur3([0xff, 0xff, 0xff, 0xff], 0)).toBe(0x76293b50);
    expect(murmur3([0x21, 0x43, 0x65, 0x87], 0)).toBe(0xf55b516b);
    expect(murmur3([0x21, 0x43, 0x65], 0)).toBe(0x7e4a8634);
    expect(murmur3(bytes('Hello, world!'), 0x9747b28c)).toBe(0x24884cba);
    expect(murmur3(bytes('aaa'), 0x9747b28c)).toBe(0x283e0130);
  });

  it('gives the same list for the same frame, plan and seed, in whatever order the frame comes', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.shuffledSubarray([...allKeys], { minLength: allKeys.size }), (seed, shuffled) => {
        const again = Map.groupBy(shuffled, (key) => key.split('-')[0] ?? '');
        expect(drawn(again, seed)).toEqual(drawn(frame, seed));
      }),
    );
  });

  it('gives another list for another seed', () => {
    const lists = Array.from({ length: 50 }, (_, seed) => sampledKeys(frame, `种子 ${seed}`).join());
    expect(new Set(lists).size).toBe(50);
  });

  it('draws as many as the plan says, each once, only from the frame, with reserves after the sampled', () => {
    const { strata, chosen } = drawn(frame, '2026');
    expect(strata.map((stratum) => [stratum.key, stratum.drawn])).toEqual([
      ['产科', 4],
      ['心血管内科', 23],
      ['眼科', 1],
      ['骨科', 12],
    ]);
    expect(new Set(chosen.map((one) => one.key)).size).toBe(chosen.length);
    expect(chosen.every((one) => allKeys.has(one.key))).toBe(true);
    expect(chosen.filter((one) => one.stratum === '产科').map((one) => `${one.chosen} ${one.rank}`)).toEqual([
      'sampled 1',
      'sampled 2',
      'sampled 3',
      'sampled 4',
      'reserve 5',
      'reserve 6',
      'reserve 7',
    ]);
    expect(chosen.filter((one) => one.stratum === '眼科').map((one) => one.chosen)).toEqual(['sampled', 'reserve']);
  });

  it('keeps a stratum’s list when another stratum grows, its own number being the same', () => {
    const cardiology = (members: Strata) =>
      drawn(members, '7', { allocation: 'equal' }).chosen.filter((one) => one.stratum === '心血管内科' && one.chosen === 'sampled');
    const grown = new Map([...frame, ['骨科', [...(frame.get('骨科') ?? []), '骨科-x']]]);
    expect(cardiology(grown)).toEqual(cardiology(frame));
  });

  it('gives every member of a stratum the same chance', () => {
    // 4,000 draws of 1 from 4: the chi-squared value with 3 degrees of freedom stays under its 99.99 % point, 21.1.
    const members = frameOf({ 眼科: 4 });
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 4000; seed += 1) {
      const [key = ''] = sampledKeys(members, String(seed), { size: 1, reserves: 0 });
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(counts.size).toBe(4);
    expect(chiSquared).toBeLessThan(21.1);
  });

  it('is the list it has always been: a change of lists needs a new name of the algorithm', () => {
    expect(drawAlgorithm).toBe('stratified-v1 xoroshiro128+ fisher-yates');
    const list = drawn(frame, '2026').chosen.map((one) => `${one.key} ${one.chosen} ${one.rank}`);
    expect(createHash('sha256').update(list.join('\n')).digest('hex')).toBe(
      'aa53f83462abb625806ccbed9733102761d1cb4edc8365c1524f9a4d3975aaaa',
    );
  });

  it('draws the numbers given by hand, with reserves from what is left', () => {
    const byHand = { 骨科: 5, 眼科: 2 };
    const { strata, chosen } = drawn(frame, '1', { allocation: 'by_hand', byHand, size: 1, minimum: 9 });
    expect(strata.map((stratum) => [stratum.key, stratum.drawn])).toEqual([
      ['产科', 0],
      ['心血管内科', 0],
      ['眼科', 2],
      ['骨科', 5],
    ]);
    expect(chosen.filter((one) => one.chosen === 'sampled')).toHaveLength(7);
    expect(chosen.filter((one) => one.stratum === '眼科' && one.chosen === 'reserve')).toEqual([]);
    // The same stratum gives the same ones, whoever decided how many.
    const first = (count: number, change: Partial<DrawRule>) =>
      sampledKeys(frame, '1', change)
        .filter((key) => key.startsWith('骨科'))
        .slice(0, count);
    expect(first(5, { allocation: 'by_hand', byHand })).toEqual(first(5, {}));
  });

  it('takes everyone in a census, without reserves', () => {
    const { chosen } = drawn(frame, '1', { method: 'census', size: 1, minimum: 9 });
    expect(chosen).toHaveLength(allKeys.size);
    expect(chosen.every((one) => one.chosen === 'sampled')).toBe(true);
  });
});

describe('sensitive diagnoses', () => {
  it.each([
    ['B20.600', '人类免疫缺陷病毒病'],
    ['b24.x01', '艾滋病'],
    ['A53.900', '梅毒'],
    ['A63.001', '尖锐湿疣'],
    ['O04.900', '医疗性流产'],
    ['Z21.x00', '无症状携带状态'],
    ['', '隐性梅毒'],
    ['', '获得性免疫缺陷综合征'],
    ['', 'aids'],
    ['', '淋球菌性尿道炎'],
    ['', '性病性淋巴肉芽肿'],
    ['', '未特指的性病'],
    ['', '无痛人流术后'],
    ['', '早孕，要求终止妊娠'],
    ['O02.100', '稽留流产'],
    ['', '稽留流产'],
    ['', '胎停育'],
    ['', '胚胎停止发育，胎停'],
    ['', '枯萎卵'],
    ['O36.400', '胎死宫内'],
    ['', '死胎'],
    ['P95.x00', '胎儿死亡'],
    ['Z37.100', '单胎死产'],
    ['', '妊娠中期引产'],
    ['O03.900', '自然流产'],
    ['N96.x00', '复发性流产'],
  ])('%s %s is sensitive', (icd10, diagnosis) => expect(isSensitiveDiagnosis(icd10, diagnosis)).toBe(true));

  it.each([
    ['I10.x00', '高血压病3级'],
    ['O82.900', '剖宫产终止妊娠'],
    ['O20.000', '先兆流产'],
    ['Z37.000', '单胎活产'],
    ['A41.900', '脓毒症'],
    ['', '足月引产'],
    ['', '急性病毒性肝炎'],
    ['', '慢性病贫血'],
    ['', '乳腺良性病变'],
    ['', '淋巴瘤'],
    ['', '先兆流产'],
  ])('%s %s is not', (icd10, diagnosis) => expect(isSensitiveDiagnosis(icd10, diagnosis)).toBe(false));

  it('departments are known by name until an admin says otherwise', () => {
    expect(['精神科', '临床心理科', '精神科二病区', '神经内科', '皮肤性病科'].map(isSensitiveDepartment)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
