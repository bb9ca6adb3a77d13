import { describe, expect, it } from 'vitest';
import { alikeOf, file, type Phrases, phrasesOf, unfile } from '../../../shared/opinions/rules/alike.ts';
import { explain } from '../../../shared/opinions/rules/explain.ts';
import { clausesOf, gramsOf, holdsFor } from '../../../shared/opinions/rules/grams.ts';
import { gradedWith, guessFor } from '../../../shared/opinions/rules/questions.ts';
import { type Lessons, suggest } from '../../../shared/opinions/rules/suggest.ts';
import { type Case, casesWith, forget, learn, type Memory, type Tally } from '../../../shared/opinions/rules/tally.ts';
import { gradeGroup, groupsOf, thresholdsOf } from '../../../shared/opinions/rules/threshold.ts';
import { evidence, guess, scoresOf } from '../../../shared/opinions/rules/weigh.ts';
import { fc } from '../../helpers/properties.ts';

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
    .map(([question, { total, labels, cases, grams }]) => [
      question,
      total,
      labels
        .map((label, at) => [label, cases[at]])
        .filter(([, carried]) => carried !== 0)
        .toSorted(),
      [...grams]
        .map(([gram, held]) => [
          gram,
          labels
            .flatMap((label, at) => held.flatMap((each, pair) => (pair % 2 === 0 && each === at ? [[label, held[pair + 1]]] : [])))
            .toSorted(),
        ])
        .toSorted(),
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

describe('clauses', () => {
  it('are what stands between the signs a speaker stops at', () => {
    expect(clausesOf('医生很好，就是“饭”凉了。')).toEqual(['医生很好', '就是', '饭', '凉了']);
    expect(clausesOf('，。')).toEqual([]);
  });
});

describe('what it says for a label', () => {
  // Four cases, two a label: 铃 in both of call and in none of meal.
  const memory = remembering(call('铃'), call('铃'), meal('饭'), meal('饭'));
  const tally = tallyOf(memory);

  it('is the logarithm of how much oftener its cases hold the n-gram, two more cases thought to be like the others', () => {
    // Of the others none of two holds it, which counts as ⅛; of its own two of two: (2 / ⅛ + 2) / (2 + 2).
    expect(evidence(tally, 'call', '铃')).toBeCloseTo(Math.log(18 / 4), 12);
    // Of the others both hold it; of its own none: (0 / 1 + 2) / (2 + 2).
    expect(evidence(tally, 'meal', '铃')).toBeCloseTo(Math.log(1 / 2), 12);
    expect(evidence(tally, 'call', '狗')).toBe(0);
    expect(evidence(tally, 'none', '铃')).toBe(0);
  });
  it('adds up with the share of the label: ln(2/2) + ⅓ of what the n-gram says; the lead is over the second label', () => {
    expect(scoresOf(tally, gramsOf('铃')).get('call')).toBeCloseTo(Math.log(18 / 4) / 3, 12);
    const best = guess(tally, gramsOf('铃'));
    expect(best?.label).toBe('call');
    expect(best?.lead).toBeCloseTo(Math.log(9) / 3, 12);
  });
  it('an item’s sign counts whole', () => {
    const kitchens = remembering(
      ...[1, 2].flatMap(() => [call('铃', { item: 'call', department: 'own' }), meal('饭', { item: 'meal', department: 'kitchen' })]),
    );
    const best = guess(tallyOf(kitchens, 'department'), holdsFor('department', gramsOf('狗'), 'meal'));
    expect(best).toMatchObject({ label: 'kitchen' });
    expect(best?.lead).toBeCloseTo(Math.log(9), 12);
  });
  it('of two labels for one thing only the one that can be chosen counts', () => {
    const both = remembering(call('铃'), call('铃'), call('铃', { item: 'oldCall' }), call('铃', { item: 'oldCall' }), meal('饭'));
    expect(guess(tallyOf(both), gramsOf('铃'))?.lead).toBe(0);
    expect(guess(tallyOf(both), gramsOf('铃'), new Set(['call', 'meal']))).toMatchObject({ label: 'call' });
    expect(guess(tallyOf(both), gramsOf('铃'), new Set(['call', 'meal']))?.lead).toBeGreaterThan(0.5);
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
        const empty = (memory: Memory) => new Map([...memory].filter(([, { total }]) => total > 0));
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
  const lessons: Lessons = { memory, examples: new Map(), thresholds: new Map([['item', 0.5]]) };

  it('names the label, how many cases are alike, and the words that tell', () => {
    expect(suggest(lessons, 'item', '我按铃按了三遍', null)).toEqual({ label: 'call', similar: 3, words: ['按铃'] });
  });
  it('tells what stands together in the text as one word, three at most, numbers never', () => {
    const why = (text: string) => explain(tallyOf(memory), undefined, 'call', { question: 'item', text, item: null });
    expect(why('老人按铃没人，20分钟')).toEqual({ similar: 3, words: ['按铃没人'] });
    expect(why('没人，按铃20次')).toEqual({ similar: 3, words: ['按铃', '没人'] });
    expect(why('20分钟')).toEqual({ similar: 0, words: [] });
  });
  it('whatever was learned: stretches of the text, of eight characters at most, without numbers, each once', () => {
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 12 }), text, (cases, asked) => {
        const tally = remembering(...cases).get('item');
        if (!tally) return;
        for (const label of tally.labels) {
          const { words, similar } = explain(tally, undefined, label, { question: 'item', text: asked, item: null });
          expect(words.length).toBeLessThanOrEqual(3);
          expect(new Set(words).size).toBe(words.length);
          expect(similar).toBeLessThanOrEqual(casesWith(tally, label));
          for (const said of words) {
            expect(asked).toContain(said);
            expect(said).toMatch(/^\p{Script=Han}{2,8}$/u);
          }
        }
      }),
    );
  });
  it('is silent on nothing, on the unknown, under the threshold, and where a question has none', () => {
    for (const silent of ['', '，。', '他家的狗', '天气不错']) expect(suggest(lessons, 'item', silent, null), silent).toBeNull();
    expect(suggest({ ...lessons, thresholds: new Map([['item', 99]]) }, 'item', '按铃', null)).toBeNull();
    expect(suggest({ ...lessons, thresholds: new Map() }, 'item', '按铃', null)).toBeNull();
    expect(suggest({ ...lessons, memory: new Map() }, 'item', '按铃', null)).toBeNull();
  });
  it('is silent where only one earlier case speaks for it: that is chance', () => {
    expect(suggest(lessons, 'item', '咸', null)).toBeNull();
    expect(suggest(lessons, 'item', '太咸', null)).toBeNull();
  });
  it('an example the program brings is proof enough, and no earlier case', () => {
    const example = meal('太咸');
    const brought = remembering(example);
    learn(memory, example);
    expect(suggest({ ...lessons, examples: brought }, 'item', '太咸', null)).toEqual({ label: 'meal', similar: 1, words: ['太咸'] });
    forget(memory, example);
  });

  const grave = (text: string, severity: string): Case => ({ text, labels: { severity } });
  const severities = remembering(
    ...['从床上摔下来', '老人摔下来了', '摔下来骨折', '孩子摔下来'].map((one) => grave(one, 'urgent')),
    ...['护士态度不好', '饭菜凉', '等了半天', '厕所脏', '护士打针疼', '说话难听', '被子薄', '电梯慢'].map((one) => grave(one, 'general')),
  );
  it('a matter is grave by one clause of it, whatever else is told', () => {
    const told = '护士态度不好，饭菜凉，等了半天，被子薄，后来老人摔下来';
    expect(guess(tallyOf(severities, 'severity'), gramsOf(told))?.label).toBe('general');
    expect(guessFor(tallyOf(severities, 'severity'), 'severity', told, null)).toMatchObject({ label: 'urgent' });
    const said = suggest(
      { memory: severities, examples: new Map(), thresholds: new Map([['severity urgent', 0]]) },
      'severity',
      told,
      null,
    );
    expect(said).toEqual({ label: 'urgent', similar: 4, words: ['摔下来'] });
  });
  it('what a form holds anyway is not suggested', () => {
    expect(guessFor(tallyOf(severities, 'severity'), 'severity', '护士态度不好', null)).toBeNull();
  });
});

describe('cases that share a phrase', () => {
  it('share a clause of five characters or more, whatever the numbers in it; a short text is its own phrase', () => {
    expect([...phrasesOf('唉，按铃等了20分钟没人来')]).toEqual([...phrasesOf('按铃等了三十分钟没人来，真的')]);
    expect([...phrasesOf('饭凉，贵')]).toEqual(['饭凉，贵']);
  });
  it('are found by it until they are taken out', () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 12 }), fc.nat(11), (cases, gone) => {
        const phrases: Phrases = new Map();
        for (const one of cases) file(phrases, one);
        for (const one of cases) expect(alikeOf(phrases, one)).toContain(one);
        const taken = cases[gone];
        if (taken) unfile(phrases, taken);
        for (const one of cases) if (one !== taken) expect(alikeOf(phrases, one)).not.toContain(taken);
        for (const one of cases) unfile(phrases, one);
        expect(phrases.size).toBe(0);
      }),
    );
  });
});

describe('the threshold', () => {
  const grade = (lead: number, right: boolean) => ({ among: 'item', lead, right });
  it('is the smallest lead above which four of five guesses were right; 0 where all were good enough', () => {
    const grades = [
      ...Array.from({ length: 20 }, () => grade(3, true)),
      ...Array.from({ length: 5 }, () => grade(2, false)),
      grade(1, false),
    ];
    expect(thresholdsOf(grades)).toEqual(new Map([['item', 1]]));
    expect(thresholdsOf(grades.slice(0, 25))).toEqual(new Map([['item', 0]]));
  });
  it('of how grave a matter is, each grade by itself; of any other question, all labels together', () => {
    expect([gradedWith('severity', 'urgent'), gradedWith('severity', 'several')]).toEqual(['severity urgent', 'severity several']);
    expect(gradedWith('department', 'kitchen')).toBe('department');
  });
  it('is none where too few were graded, or no lead is good enough', () => {
    expect(thresholdsOf(Array.from({ length: 19 }, () => grade(3, true)))).toEqual(new Map());
    expect(thresholdsOf(Array.from({ length: 40 }, (_, at) => grade(3, at % 2 === 0)))).toEqual(new Map());
  });
  it('is asked of one case of all that share a phrase', () => {
    const cases = [call('按铃等了20分钟没人来'), call('按铃等了三十分钟没人来'), meal('饭凉')];
    const phrases: Phrases = new Map();
    for (const one of cases) file(phrases, one);
    expect([...groupsOf(phrases, cases)]).toEqual([[cases[0], cases[1]], [cases[2]]]);
  });
  it('a phrase said very often is not graded', () => {
    const cases = Array.from({ length: 31 }, () => call('按铃没人来'));
    const phrases: Phrases = new Map();
    for (const one of cases) file(phrases, one);
    expect([...groupsOf(phrases, cases)]).toEqual([]);
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
    expect(gradeGroup(memory, cases.slice(0, 5))).toEqual([]);
    expect(plain(memory)).toEqual(before);
    expect(gradeGroup(memory, [meal('饭菜凉')])).toMatchObject([{ among: 'item', right: true }]);
    expect(casesWith(tallyOf(memory), 'meal')).toBe(3);
  });
});
