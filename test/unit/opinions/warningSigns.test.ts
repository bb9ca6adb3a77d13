/** Tests the order and the words of warning signs. */
import { expect, it } from 'vitest';
import { inOrder, selfHarmOf, withKeys } from '../../../shared/opinions/rules/warningSigns.ts';
import { shipped } from '../../helpers/questionnaires.ts';

const sign = (text: string) => ({ sign: text, say: '马上来急诊' });

it('self-harm stands first, the others as the guidance has them', () => {
  const signs = [sign('胸痛'), sign('伤口裂开'), sign('情绪很低落、有伤害自己的念头')];
  expect(inOrder(signs).map((one) => one.sign)).toEqual(['情绪很低落、有伤害自己的念头', '胸痛', '伤口裂开']);
});

it('every sign has a key of its own, however many there are, none that means something else there', () => {
  const most = withKeys(Array.from({ length: 20 }, (_, at) => sign(`症状${at}`)));
  const keys = most.map(({ key }) => key);
  expect(new Set(keys).size).toBe(20);
  for (const key of keys) expect(key).toMatch(/^[A-Z]$/);
  expect(keys).not.toContain('T');
  expect(keys).not.toContain('O');
  for (const { redFlags } of shipped('six-aspects').guidance) for (const { key } of withKeys(redFlags)) expect(key).not.toBe('');
});

it('self-harm is in reach also where the guidance of the diagnosis does not name it', () => {
  expect(selfHarmOf([sign('胸痛')]).sign).toContain('伤害自己');
  const own = sign('不想活了');
  expect(selfHarmOf([sign('胸痛'), own])).toBe(own);
});

it('people read 警示症状 everywhere', () => {
  for (const code of ['six-aspects', 'experience', 'service-score', 'conduct'] as const)
    expect(JSON.stringify(shipped(code))).not.toContain('红旗');
});
