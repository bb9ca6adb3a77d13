/** Tests the help while feedback is typed. */
import { describe, expect, it } from 'vitest';
import type { Suggestion } from '../../../shared/opinions/contract/opinions.ts';
import { offeredOf, offerOf } from '../../../shared/opinions/rules/offer.ts';
import { probesOf } from '../../../shared/opinions/rules/probes.ts';
import { answersTo, namesIn, typedName, withName } from '../../../shared/opinions/rules/staffNames.ts';

describe('what of a suggestion is offered', () => {
  const why = { similar: 7, words: ['按铃'] };
  const suggestion: Suggestion = {
    itemCode: { value: 'process_call', ...why },
    aspect: { value: 'process', ...why },
    departmentId: { value: 'logistics', ...why },
    severity: { value: 'urgent', ...why },
  };
  const silent: Suggestion = { itemCode: null, aspect: null, departmentId: null, severity: null };
  const opinion = {
    kind: 'opinion',
    askedItem: 'attitude_nurse',
    itemCode: 'attitude_nurse',
    aspect: 'attitude',
    departmentId: 'cardiology',
    severity: 'general',
  } as const;
  const byNobody = () => false;
  const all = { itemCode: 'process_call', aspect: 'process', departmentId: 'logistics', severity: 'urgent' };

  it('everything that differs from what was filled in', () => {
    expect(offerOf(suggestion, opinion, 'cardiology', byNobody)).toEqual(all);
    expect(offerOf(suggestion, { ...opinion, askedItem: null, itemCode: null, aspect: null }, 'cardiology', byNobody)).toEqual(all);
  });
  it('nothing where nothing is suggested, where it is so already, and for praise', () => {
    expect(offerOf(silent, opinion, 'cardiology', byNobody)).toBeNull();
    expect(offerOf(suggestion, { ...opinion, ...all, severity: 'urgent', aspect: 'process' }, 'cardiology', byNobody)).toBeNull();
    expect(offerOf(suggestion, { ...opinion, kind: 'praise' }, 'cardiology', byNobody)).toBeNull();
  });
  it('never what the nurse chose, even where she chose what was there', () => {
    expect(offerOf(suggestion, opinion, 'cardiology', (field) => field !== 'severity')).toEqual({ severity: 'urgent' });
    const chosen = { ...opinion, itemCode: 'quality_nursing', aspect: 'quality', departmentId: 'laboratory', severity: 'several' } as const;
    expect(offerOf(suggestion, chosen, 'cardiology', byNobody)).toBeNull();
  });
  it('an aspect alone only where no item is known', () => {
    const aspect = { ...silent, aspect: suggestion.aspect };
    expect(offerOf(aspect, opinion, 'cardiology', byNobody)).toBeNull();
    const free = { ...opinion, askedItem: null, itemCode: null, aspect: null };
    expect(offerOf(aspect, free, 'cardiology', byNobody)).toEqual({ itemCode: null, aspect: 'process' });
    expect(offerOf(aspect, { ...free, aspect: 'quality' }, 'cardiology', byNobody)).toBeNull();
  });
  it('is kept with what was not offered left empty', () => {
    expect(offeredOf({ departmentId: 'logistics' }, true)).toEqual({
      itemCode: null,
      aspect: null,
      departmentId: 'logistics',
      severity: null,
      taken: true,
    });
  });
});

describe('the five questions', () => {
  const said = (text: string) => probesOf(text).flatMap(({ name, said: holds }) => (holds ? [name] : []));
  it.each([
    ['', []],
    ['夜里按铃等了二十多分钟，护士来了说话很冲，10月2号晚上，三楼。希望道歉。', ['什么事', '什么时候', '在哪里', '谁', '希望怎么办']],
    ['饭菜是凉的', ['什么事']],
    ['上礼拜三在放射科，那个大夫', ['什么事', '什么时候', '在哪里', '谁']],
  ])('“%s” answers %j', (text, answered) => {
    expect(said(text)).toEqual(answered);
  });
});

describe('names of the praised', () => {
  it('stand side by side, each once', () => {
    expect(withName('', '陈思', false)).toBe('陈思');
    expect(withName('李明，', '陈思', false)).toBe('李明、陈思');
    expect(withName('李明、陈思', '陈思', false)).toBe('李明、陈思');
    expect(namesIn('李明 陈思；王静')).toEqual(['李明', '陈思', '王静']);
  });
  it('a begun name is completed, a whole one is kept', () => {
    expect(withName('李明、cs', '陈思', true)).toBe('李明、陈思');
    expect(withName('李明', '陈思', false)).toBe('李明、陈思');
    expect(typedName('李明、c')).toBe('c');
    expect(typedName('李明、')).toBe('');
  });
  it('answer to characters and to initials', () => {
    const chen = { name: '陈思', initials: 'cs' };
    expect(['', 'c', 'CS', '陈', '思'].map((typed) => answersTo(chen, typed))).toEqual([true, true, true, true, true]);
    expect(answersTo(chen, 's')).toBe(false);
  });
});
