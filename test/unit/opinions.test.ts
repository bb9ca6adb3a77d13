import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gramsOf, holdsFor } from '../../shared/rules/opinions/grams.ts';
import { explain, suggest } from '../../shared/rules/opinions/suggest.ts';
import { type Case, forget, learn, type Memory, type Tally } from '../../shared/rules/opinions/tally.ts';
import { gradeGroup, groupsOf, thresholdsOf } from '../../shared/rules/opinions/threshold.ts';
import { evidence, guess, scoresOf } from '../../shared/rules/opinions/weigh.ts';

const call = (text: string, labels: Case['labels'] = { item: 'call' }): Case => ({ text, labels });
const meal = (text: string, labels: Case['labels'] = { item: 'meal' }): Case => ({ text, labels });

function remembering(...cases: readonly Case[]): Memory {
  const memory: Memory = new Map();
  for (const one of cases) learn(memory, one);
  return memory;
}
function tallyOf(memory: Memory, question = 'item'): Tally {
  return memory.get(question) ?? expect.unreachable();
}
/** A tally in an order of its own, to compare. */
const plain = (memory: Memory) =>
  [...memory]
    .map(([question, { cases, grams }]) => [
      question,
      [...cases.by].toSorted(),
      [...grams].map(([gram, { total, by }]) => [gram, total, [...by].toSorted()]).toSorted(),
    ])
    .toSorted();

const word = fc.constantFrom('按铃', '没人来', '饭凉', '护士', '收费', '贵', '厕所', '脏', '，', '20分钟', '30分钟');
const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(''));
const item = fc.constantFrom('call', 'meal', 'money');
const told = fc.record({ text, labels: fc.record({ item, department: fc.constantFrom('own', 'kitchen') }) });

describe('what of an opinion is counted', () => {
  it('runs of one to three characters, each once, none over a comma', () => {
    expect([...gramsOf('按铃，按铃等')]).toEqual(['按', '按铃', '铃', '按铃等', '铃等', '等']);
  });
  it('every number is the same, full width is folded, Latin words count whole', () => {
    expect(gramsOf('等了20分')).toEqual(gramsOf('等了３０分'));
    expect([...gramsOf('做CT')]).toEqual(['做', 'ct']);
    expect(gramsOf('。，!? ').size).toBe(0);
  });
  it('the item tells of the department, and of nothing else', () => {
    expect([...holdsFor('department', gramsOf('饭'), 'meal')]).toEqual(['饭', '#meal']);
    expect([...holdsFor('item', gramsOf('饭'), 'meal')]).toEqual(['饭']);
  });
});

describe('what it says for a label', () => {
  // Four cases, two a label: 铃 in both of call and in none of meal.
  const memory = remembering(call('铃'), call('铃'), meal('饭'), meal('饭'));
  const tally = tallyOf(memory);

  it('is the logarithm of how much oftener its cases hold the n-gram, by hand: ln((2/2 + 0.5/4) / (0/2 + 0.5/4)) = ln 9', () => {
    expect(evidence(tally, 'call', '铃')).toBeCloseTo(Math.log(9), 12);
    expect(evidence(tally, 'meal', '铃')).toBeCloseTo(-Math.log(9), 12);
    expect(evidence(tally, 'call', '狗')).toBe(0);
  });
  it('adds up with the share of the label: ln(2/2) + ⅓ ln 9, and leads by twice that', () => {
    expect(scoresOf(tally, gramsOf('铃')).get('call')).toBeCloseTo(Math.log(9) / 3, 12);
    const best = guess(tally, gramsOf('铃'));
    expect(best?.label).toBe('call');
    expect(best?.lead).toBeCloseTo((2 * Math.log(9)) / 3, 12);
  });
  it('an item’s sign counts whole: ln 9 twice beside the word’s third', () => {
    const kitchens = remembering(
      ...[1, 2].flatMap(() => [call('铃', { item: 'call', department: 'own' }), meal('饭', { item: 'meal', department: 'kitchen' })]),
    );
    const best = guess(tallyOf(kitchens, 'department'), holdsFor('department', gramsOf('狗'), 'meal'));
    expect(best).toMatchObject({ label: 'kitchen' });
    expect(best?.lead).toBeCloseTo(2 * Math.log(9), 12);
  });
  it('one label alone leaves nothing to choose', () => {
    expect(guess(tallyOf(remembering(call('铃'))), gramsOf('铃'))).toBeNull();
  });

  it('the order in which cases were learned does not matter, and forgetting undoes learning', () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 12 }), fc.array(told, { maxLength: 4 }), (cases, others) => {
        const forth = remembering(...cases);
        const back = remembering(...cases.toReversed(), ...others);
        for (const one of others) forget(back, one);
        const empty = (memory: Memory) => new Map([...memory].filter(([, { cases: counts }]) => counts.total > 0));
        expect(plain(empty(back))).toEqual(plain(empty(forth)));
      }),
    );
  });
  it('one more case of a label never lowers what the same text says for it', () => {
    fc.assert(
      fc.property(fc.array(told, { minLength: 2, maxLength: 12 }), told, (cases, more) => {
        const grams = gramsOf(more.text);
        fc.pre(grams.size > 0); // a text without a word teaches nothing, so there may be no tally at all
        const memory = remembering(...cases);
        const tally = memory.get('item');
        const before = tally && scoresOf(tally, grams).get(more.labels.item);
        learn(memory, more);
        const after = scoresOf(tallyOf(memory), grams).get(more.labels.item);
        if (before !== undefined) expect(after ?? Number.NEGATIVE_INFINITY).toBeGreaterThanOrEqual(before - 1e-9);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a suggestion', () => {
  const memory = remembering(
    ...['夜里按铃没人来', '按铃没人应', '按铃等了半天'].map((one) => call(one)),
    ...['饭菜都是凉的', '饭菜太咸', '饭菜送得晚'].map((one) => meal(one)),
  );
  const from = new Map([['item', 0.5]]);

  it('names the label, how many cases are alike, and the words that tell', () => {
    expect(suggest(memory, from, 'item', '我按铃按了三遍', null)).toEqual({ label: 'call', similar: 3, words: ['按铃'] });
  });
  it('tells words that do not overlap, three at most, numbers never', () => {
    const reason = explain(tallyOf(memory), 'call', gramsOf('按铃没人来，20分钟'));
    expect(reason).toEqual({ similar: 3, words: ['按铃', '没人'] });
  });
  it('is silent on nothing, on the unknown, under the threshold, and where a question has none', () => {
    for (const silent of ['', '，。', '他家的狗', '天气不错']) expect(suggest(memory, from, 'item', silent, null), silent).toBeNull();
    expect(suggest(memory, new Map([['item', 99]]), 'item', '按铃', null)).toBeNull();
    expect(suggest(memory, new Map(), 'item', '按铃', null)).toBeNull();
    expect(suggest(new Map(), from, 'item', '按铃', null)).toBeNull();
  });
  it('is silent where only one earlier case speaks for it: that is chance', () => {
    expect(suggest(memory, from, 'item', '咸', null)).toBeNull();
  });
});

describe('the threshold', () => {
  const grade = (lead: number, right: boolean) => ({ question: 'item', lead, right });
  it('is the smallest lead above which four of five guesses were right; 0 where all were good enough', () => {
    const grades = [
      ...Array.from({ length: 20 }, () => grade(3, true)),
      ...Array.from({ length: 5 }, () => grade(2, false)),
      grade(1, false),
    ];
    expect(thresholdsOf(grades)).toEqual(new Map([['item', 1]]));
    expect(thresholdsOf(grades.slice(0, 25))).toEqual(new Map([['item', 0]]));
  });
  it('is none where too few were graded, or no lead is good enough', () => {
    expect(thresholdsOf(Array.from({ length: 19 }, () => grade(3, true)))).toEqual(new Map());
    expect(thresholdsOf(Array.from({ length: 40 }, (_, at) => grade(3, at % 2 === 0)))).toEqual(new Map());
  });
  it('puts cases that begin alike together, whatever the numbers in them', () => {
    const groups = groupsOf([call('等了20分钟没人来'), call('等了三十分钟没人来'), meal('饭凉')]);
    expect([...groups.values()].map((group) => group.length)).toEqual([2, 1]);
  });
  it('a phrase does not vouch for itself: its whole group is out of the memory while it is guessed, and back after', () => {
    const cases = [
      ...Array.from({ length: 5 }, () => call('按铃')),
      meal('饭菜凉'),
      meal('饭菜咸'),
      meal('饭菜晚'),
      { text: '床脏', labels: { item: 'ward' } },
    ];
    const memory = remembering(...cases);
    const before = plain(memory);
    expect(gradeGroup(memory, cases.slice(0, 5), {})).toEqual([]);
    expect(plain(memory)).toEqual(before);
    expect(gradeGroup(memory, [meal('饭菜凉')], {})).toMatchObject([{ question: 'item', right: true }]);
    expect(gradeGroup(memory, [meal('饭菜凉')], { item: 'meal' })).toEqual([]);
  });
});
