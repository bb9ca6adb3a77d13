/** Compares two questionnaires: what changed, and what that means for figures drawn over both (domain §7). */

import { rateRules } from '../../base/contract/words.ts';
import type { Guidance, Item, Option, QuestionnaireContent } from '../contract/questionnaires.ts';
import { scriptNames } from '../contract/questionnaires.ts';
import { commonItems } from './commonItems.ts';
import { showWords } from './conditions.ts';
import { kindWords, scriptWords } from './names.ts';

export type ChangeKind = 'added' | 'removed' | 'reworded' | 'options' | 'conditions' | 'moved' | 'other';

export interface Change {
  readonly kind: ChangeKind;
  readonly part: 'about' | 'item' | 'script' | 'guidance';
  /** What changed: an item's title, a script's name. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** The answers before and after can no longer be put together. */
  readonly breaks: boolean;
}

export interface Comparison {
  readonly changes: readonly Change[];
  /** Codes over which reports can still draw one line. */
  readonly common: readonly string[];
  /** The trend line of the rate is broken between the two. */
  readonly broken: boolean;
  /** What it means for trend lines, in a sentence. */
  readonly verdict: string;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** 1 满意（100 分）、3 不满意（意见） */
function optionsWords(item: Item): string {
  if (item.kind === 'number') {
    const { min, max, unit = '' } = item.number ?? {};
    return `数字${min === undefined && max === undefined ? '' : ` ${min ?? ''}–${max ?? ''}`}${unit}`;
  }
  if (item.options.length === 0) return kindWords[item.kind];
  const notes = ({ score, objection, notCounted, exclusive }: Option) =>
    [score === undefined ? '' : `${score} 分`, objection ? '意见' : '', notCounted ? '不计入' : '', exclusive ? '互斥' : '']
      .filter(Boolean)
      .join('，');
  return `${kindWords[item.kind]}：${item.options.map((option) => `${option.key} ${option.label}（${notes(option) || '计入'}）`).join('、')}`;
}

/** What an answer means, apart from the key and the label. */
const meaningOf = ({ kind, options }: Item) =>
  JSON.stringify([kind, options.map(({ value, score, objection, notCounted }) => [value, score ?? null, objection, notCounted])]);

const spaces = /\s/g;
const wordsOf = (text: string | undefined) => (text ?? '').replaceAll(spaces, '');

function itemChanges(before: Item, after: Item, old: QuestionnaireContent, fresh: QuestionnaireContent): Change[] {
  const change = (kind: ChangeKind, was: string, is: string, breaks: boolean, aside = ''): Change => ({
    kind,
    part: 'item',
    what: aside ? `${after.title}·${aside}` : after.title,
    before: was,
    after: is,
    breaks,
  });
  const always = '每个人都问';
  const [shownBefore, shownAfter] = [showWords(before, old.items) ?? always, showWords(after, fresh.items) ?? always];
  const optionsChanged = !same([before.kind, before.options, before.number], [after.kind, after.options, after.number]);
  return [
    ...(wordsOf(before.say) === wordsOf(after.say) ? [] : [change('reworded', before.say, after.say, true)]),
    ...(optionsChanged ? [change('options', optionsWords(before), optionsWords(after), meaningOf(before) !== meaningOf(after))] : []),
    ...(same(before.showIf, after.showIf) ? [] : [change('conditions', shownBefore, shownAfter, true)]),
    ...(before.title === after.title ? [] : [change('other', before.title, after.title, false, '简称')]),
    ...(before.aspect === after.aspect ? [] : [change('other', nameOf(before, old), nameOf(after, fresh), true, '维度')]),
    ...(before.weight === after.weight ? [] : [change('other', `${before.weight}`, `${after.weight}`, false, '权重')]),
    ...(wordsOf(before.probe) === wordsOf(after.probe)
      ? []
      : [change('other', before.probe ?? '通用追问', after.probe ?? '通用追问', false, '追问')]),
    ...(wordsOf(before.hint) === wordsOf(after.hint) ? [] : [change('other', before.hint ?? '', after.hint ?? '', false, '提示')]),
  ];
}

const nameOf = (item: Item, { aspects }: QuestionnaireContent) =>
  aspects.find((aspect) => aspect.code === item.aspect)?.name ?? item.aspect;

/** The codes that must be moved, as few as can be, to bring `from` into the order of `to`. */
function outOfOrder(from: readonly string[], to: readonly string[]): readonly string[] {
  const places = from.map((code) => to.indexOf(code));
  const best: number[][] = [];
  for (const [index, place] of places.entries()) {
    const longest = best
      .filter((_, at) => (places[at] ?? 0) < place)
      .reduce<number[]>((one, other) => (other.length > one.length ? other : one), []);
    best.push([...longest, index]);
  }
  const kept = new Set(best.reduce<number[]>((one, other) => (other.length > one.length ? other : one), []));
  return from.filter((_, index) => !kept.has(index));
}

function itemsCompared(old: QuestionnaireContent, fresh: QuestionnaireContent): Change[] {
  const find = (content: QuestionnaireContent, code: string) => content.items.find((item) => item.code === code);
  const codes = (content: QuestionnaireContent, other: QuestionnaireContent) =>
    content.items.map((item) => item.code).filter((code) => find(other, code));
  const placeOf = (content: QuestionnaireContent, code: string) => `第 ${content.items.findIndex((item) => item.code === code) + 1} 题`;
  const movedItems = outOfOrder(codes(old, fresh), codes(fresh, old)).map((code): Change => {
    const what = find(fresh, code)?.title ?? code;
    return { kind: 'moved', part: 'item', what, before: placeOf(old, code), after: placeOf(fresh, code), breaks: false };
  });
  return [
    ...fresh.items
      .filter((item) => !find(old, item.code))
      .map((item): Change => ({ kind: 'added', part: 'item', what: item.title, before: '', after: item.say, breaks: true })),
    ...old.items
      .filter((item) => !find(fresh, item.code))
      .map((item): Change => ({ kind: 'removed', part: 'item', what: item.title, before: item.say, after: '', breaks: true })),
    ...fresh.items.flatMap((item) => {
      const before = find(old, item.code);
      return before ? itemChanges(before, item, old, fresh) : [];
    }),
    ...movedItems,
  ];
}

function aboutCompared(old: QuestionnaireContent, fresh: QuestionnaireContent): Change[] {
  const change = (what: string, before: string, after: string): Change[] =>
    before === after ? [] : [{ kind: 'other', part: 'about', what, before, after, breaks: false }];
  const aspects = ({ aspects: list }: QuestionnaireContent) => list.map(({ name, weight }) => `${name}（权重 ${weight}）`).join('、');
  const overall = (content: QuestionnaireContent) =>
    content.items.find((item) => item.code === content.overallItem)?.title ?? content.overallItem ?? '没有指定';
  return [
    ...change('名称', old.title, fresh.title),
    ...change('编号', old.code, fresh.code),
    ...change('维度', aspects(old), aspects(fresh)),
    ...change('评判规则', rateRules.zh[old.rule], rateRules.zh[fresh.rule]),
    ...change('总体评价的条目', overall(old), overall(fresh)),
    ...change('完成比例', `${Math.round(old.completeShare * 100)} %`, `${Math.round(fresh.completeShare * 100)} %`),
  ];
}

function scriptsCompared(old: QuestionnaireContent, fresh: QuestionnaireContent): Change[] {
  return scriptNames
    .filter((name) => old.scripts[name] !== fresh.scripts[name])
    .map((name) => ({
      kind: 'reworded',
      part: 'script',
      what: scriptWords[name],
      before: old.scripts[name],
      after: fresh.scripts[name],
      breaks: false,
    }));
}

const whom = ({ icd10 = [], department = '' }: Guidance) => [...icd10, department].filter(Boolean).join('、') || '一般';

function guidanceCompared(old: QuestionnaireContent, fresh: QuestionnaireContent): Change[] {
  const find = (list: readonly Guidance[], title: string) => list.find((entry) => entry.title === title);
  const words = (entry: Guidance) =>
    [whom(entry), entry.text, ...entry.redFlags.map(({ sign, say }) => `警示症状：${sign}——${say}`)].join('\n');
  const change = (kind: ChangeKind, what: string, before: string, after: string): Change => ({
    kind,
    part: 'guidance',
    what,
    before,
    after,
    breaks: false,
  });
  return [
    ...fresh.guidance.flatMap((entry) => {
      const before = find(old.guidance, entry.title);
      if (!before) return [change('added', entry.title, '', words(entry))];
      return same(before, entry) ? [] : [change('reworded', entry.title, words(before), words(entry))];
    }),
    ...old.guidance.flatMap((entry) => (find(fresh.guidance, entry.title) ? [] : [change('removed', entry.title, words(entry), '')])),
  ];
}

function verdictOf(changes: readonly Change[], common: readonly string[], titles: ReadonlyMap<string, string>): string {
  if (changes.length === 0) return '两份内容完全相同。';
  const breaking = new Set(changes.filter((change) => change.breaks).map((change) => change.what.split('·')[0] ?? ''));
  if (breaking.size === 0)
    return `问什么、怎么答都没有变。报表的趋势线在换版本的月份断开，选“共同条目”就能用全部 ${common.length} 个条目接着画。`;
  const begin = `有 ${breaking.size} 个条目的问法、答法或范围变了，前后的满意度不能直接相比，趋势线在换版本的月份断开。`;
  if (common.length === 0) return `${begin}没有共同的条目，接不起来。`;
  const doubtful = common.filter((code) => breaking.has(titles.get(code) ?? ''));
  const care = doubtful.length === 0 ? '' : `，其中 ${doubtful.length} 个改了问法或范围，看的时候要留心`;
  return `${begin}按 ${common.length} 个共同条目仍能接着画${care}。`;
}

/** Compares two contents, the earlier one first. */
export function compareContents(old: QuestionnaireContent, fresh: QuestionnaireContent): Comparison {
  const changes = [
    ...aboutCompared(old, fresh),
    ...itemsCompared(old, fresh),
    ...scriptsCompared(old, fresh),
    ...guidanceCompared(old, fresh),
  ];
  const broken = changes.some((change) => change.breaks);
  const common = commonItems([old, fresh]);
  return { changes, common, broken, verdict: verdictOf(changes, common, new Map(fresh.items.map((item) => [item.code, item.title]))) };
}
