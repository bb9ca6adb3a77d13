/** Tests the keys of answer options. */
import { describe, expect, it } from 'vitest';
import { tenAfter } from '../../../shared/interviews/rules/answerKeys.ts';
import { scales } from '../../../shared/questionnaires/rules/scales.ts';
import { shipped } from '../../helpers/questionnaires.ts';

const [item] = shipped('service-score').items;
const on = (scale: string) => ({
  ...(item ?? expect.unreachable()),
  options: [...(scales.find((one) => one.code === scale)?.options ?? [])],
});

describe('the key of an option', () => {
  it('waits for a zero only where the 1 may become a 10', () => {
    const ten = on('ten');
    const waiting = ten.options.filter((option) => tenAfter(ten, option));
    expect(waiting.map((option) => option.key)).toEqual(['1']);
    expect(waiting[0] && tenAfter(ten, waiting[0])).toMatchObject({ key: 'X', value: '10', score: 100 });
  });

  it('answers at once on every other scale', () => {
    for (const { code } of scales.filter((scale) => scale.code !== 'ten'))
      expect(on(code).options.filter((option) => tenAfter(on(code), option))).toEqual([]);
  });

  it('is a digit for every score below ten, and 0 is 不清楚 wherever it is no score', () => {
    for (const { code, options } of scales) {
      const zero = options.find((option) => option.key === '0');
      expect(zero?.notCounted, code).toBe(code !== 'ten');
    }
    expect(
      on('ten')
        .options.map((option) => option.key)
        .join(''),
    ).toBe('0123456789X-');
  });
});
