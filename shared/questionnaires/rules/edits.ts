/** Edits of a questionnaire draft, each a pure function from content to content. */

import { type AspectCode, aspectCodes } from '../../base/contract/words.ts';
import {
  type Condition,
  type Item,
  type QuestionnaireContent,
  type ScriptName,
  type Scripts,
  usualProxyGreeting,
} from '../contract/questionnaires.ts';
import { scales } from './scales.ts';

const replaced = <T>(list: readonly T[], index: number, entry: T): T[] => list.map((one, at) => (at === index ? entry : one));

/** A copy of the list with the entry at `from` put where `to` stands now. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, at) => at !== from);
  const entry = list[from];
  return entry === undefined ? [...list] : [...rest.slice(0, to), entry, ...rest.slice(to)];
}

/** An item without the optional parts that were emptied. */
function tidy({ hint, probe, number, ...item }: Item): Item {
  return {
    ...item,
    ...(hint?.trim() ? { hint } : {}),
    ...(probe?.trim() ? { probe } : {}),
    ...(number && item.kind === 'number' ? { number } : {}),
  };
}

export function setItem(content: QuestionnaireContent, index: number, patch: Partial<Item>): QuestionnaireContent {
  const item = content.items[index];
  return item ? { ...content, items: replaced(content.items, index, tidy({ ...item, ...patch })) } : content;
}

/** Gives an item another code, in the conditions that name it too. */
export function renameItem(content: QuestionnaireContent, index: number, code: string): QuestionnaireContent {
  const before = content.items[index]?.code;
  const named = (condition: Condition): Condition =>
    'item' in condition.on && condition.on.item === before ? { ...condition, on: { item: code } } : condition;
  const shared = content.items.some((item, at) => at !== index && item.code === before);
  const items = content.items.map((item, at) => ({
    ...item,
    ...(at === index ? { code } : {}),
    showIf: shared ? item.showIf : item.showIf.map(named),
  }));
  return { ...content, items, ...(content.overallItem === before && !shared ? { overallItem: code } : {}) };
}

/** The first free code of an aspect: attitude_5; none that a condition names, for it means an item that was removed. */
export function freeCode(items: readonly Item[], aspect: AspectCode): string {
  const named = items.flatMap((item) => item.showIf.flatMap(({ on }) => ('item' in on ? on.item : [])));
  const taken = new Set([...items.map((item) => item.code), ...named]);
  let next = items.filter((item) => item.aspect === aspect).length + 1;
  while (taken.has(`${aspect}_${next}`)) next += 1;
  return `${aspect}_${next}`;
}

const emptyItem = (code: string, aspect: AspectCode): Item => ({
  code,
  aspect,
  title: '',
  say: '',
  kind: 'single',
  options: (scales[0]?.options ?? []).map((option) => ({ ...option })),
  showIf: [],
  weight: 1,
});

/** A new item behind the one at `after`, of its aspect; at the end of `aspect` where `after` is null. */
export function addItem(
  content: QuestionnaireContent,
  after: number | null,
  aspect: AspectCode,
): { readonly content: QuestionnaireContent; readonly index: number } {
  const last = content.items.findLastIndex((item) => item.aspect === aspect);
  const index = after === null ? (last < 0 ? content.items.length : last + 1) : after + 1;
  const item = emptyItem(freeCode(content.items, aspect), aspect);
  return { content: { ...content, items: content.items.toSpliced(index, 0, item) }, index };
}

/** A copy behind the item itself, under a code of its own. */
export function copyItem(content: QuestionnaireContent, index: number): QuestionnaireContent {
  const item = content.items[index];
  if (!item) return content;
  const copy: Item = { ...item, code: freeCode(content.items, item.aspect), title: `${item.title}（副本）` };
  return { ...content, items: content.items.toSpliced(index + 1, 0, copy) };
}

/**
 * Without the item, and without the overall item where it was this one. Conditions that asked it stay, as faults: whether their items
 * are then put to everybody, or to nobody, is for a person to say.
 */
export function removeItem(content: QuestionnaireContent, index: number): QuestionnaireContent {
  const code = content.items[index]?.code;
  const rest = content.items.filter((_, at) => at !== index);
  if (rest.some((item) => item.code === code)) return { ...content, items: rest };
  const { overallItem, ...others } = content;
  return { ...others, items: rest, ...(overallItem !== undefined && overallItem !== code ? { overallItem } : {}) };
}

/** Puts an item where another stands, into that one's aspect. */
export function placeItem(content: QuestionnaireContent, from: number, to: number): QuestionnaireContent {
  const item = content.items[from];
  const target = content.items[to];
  if (!item || !target || from === to) return content;
  const items = replaced(content.items, from, { ...item, aspect: target.aspect });
  return { ...content, items: moved(items, from, to) };
}

/** One place up or down; at the edge of an aspect into the next aspect first. Returns where the item stands then. */
export function shiftItem(
  content: QuestionnaireContent,
  index: number,
  by: -1 | 1,
): { readonly content: QuestionnaireContent; readonly index: number } {
  const item = content.items[index];
  const beside = content.items[index + by];
  if (!item || !beside) return { content, index };
  if (beside.aspect !== item.aspect) return { content: setItem(content, index, { aspect: beside.aspect }), index };
  return { content: { ...content, items: moved(content.items, index, index + by) }, index: index + by };
}

/** Orders the items by the aspects' own order, each aspect's items as they stood. */
export function gatherAspects(content: QuestionnaireContent): QuestionnaireContent {
  const order = content.aspects.map((aspect) => aspect.code);
  const rank = (item: Item) => (order.includes(item.aspect) ? order.indexOf(item.aspect) : order.length);
  return { ...content, items: content.items.toSorted((one, other) => rank(one) - rank(other)) };
}

export function setScript(content: QuestionnaireContent, name: ScriptName, text: string): QuestionnaireContent {
  return { ...content, scripts: { ...content.scripts, [name]: text } };
}

const silence: Scripts = {
  greeting: '',
  greetingNeutral: '',
  greetingProxy: usualProxyGreeting,
  identity: '',
  consent: '',
  condition: '',
  guidance: '',
  revisit: '',
  openOpinion: '',
  praise: '',
  closing: '',
  condolence: '',
  limits: '',
  probe: '',
};

/** A questionnaire nothing has been written into, with the six aspects and no item. */
export function emptyContent(code: string): QuestionnaireContent {
  return {
    code,
    title: '',
    aspects: aspectCodes.codes.map((aspect) => ({ code: aspect, name: aspectCodes.zh[aspect], weight: 1 })),
    items: [],
    scripts: silence,
    guidance: [],
    rule: 'strict',
    completeShare: 0.5,
  };
}
