/** Questionnaires for tests: the shipped ones, and generated ones that keep every rule. */
import { readFileSync } from 'node:fs';
import { aspectCodes, rateRules } from '../../shared/base/contract/words.ts';
import {
  type Condition,
  type Guidance,
  type Item,
  type ItemKind,
  itemKinds,
  type QuestionnaireContent,
  questionnaireContent,
} from '../../shared/questionnaires/contract/questionnaires.ts';
import { scales } from '../../shared/questionnaires/rules/scales.ts';
import { fc } from './properties.ts';

const folder = new URL('../../resources/questionnaires/', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));

export const shippedCodes = ['six-aspects', 'experience', 'service-score', 'conduct'] as const;

export function shipped(code: (typeof shippedCodes)[number]): QuestionnaireContent {
  return questionnaireContent.parse({ guidance: read('guidance'), ...(read(code) as object) });
}

/** Words without braces: pieces of sentences as hospitals write them. */
const letters = [...'护士医生态度治疗病房安静饭菜清单解释及时满意哪位什么时候，。？（一）“好”12AB &<>\'"'];
const words = (maxLength: number) =>
  fc
    .array(fc.constantFrom(...letters), { minLength: 1, maxLength })
    .map((chosen) => chosen.join(''))
    .filter((text) => text.trim() !== '');

const numberOf = fc.record({
  min: fc.integer({ min: -5, max: 5 }),
  max: fc.integer({ min: 6, max: 90 }),
  unit: fc.constantFrom('', '天', '元'),
});

interface Sketch {
  readonly kind: ItemKind;
  readonly scale: number;
  readonly say: string;
  readonly hint: string | null;
  readonly probe: string | null;
  readonly weight: number;
  readonly number: { readonly min: number; readonly max: number; readonly unit: string } | null;
  /** Which earlier item it hangs on, and which fact of the stay. */
  readonly parent: number | null;
  readonly fact: number | null;
}

const sketch: fc.Arbitrary<Sketch> = fc.record({
  kind: fc.constantFrom(...itemKinds),
  scale: fc.nat(scales.length - 1),
  say: words(30),
  hint: fc.option(words(12)),
  probe: fc.option(words(12)),
  weight: fc.constantFrom(1, 2, 0.5),
  number: fc.option(numberOf),
  parent: fc.option(fc.nat(50)),
  fact: fc.option(fc.nat(3)),
});

const facts: readonly Condition[] = [
  { on: { discharge: 'department' }, operator: 'in', values: ['骨科', '产科'] },
  { on: { discharge: 'ageYears' }, operator: 'atLeast', values: [14] },
  { on: { discharge: 'sex' }, operator: 'notIn', values: ['male'] },
  { on: { discharge: 'icd10' }, operator: 'startsWith', values: ['I', 'E11'] },
];

/** A condition that some answer to the parent fulfils. */
function onParent(parent: Item | undefined): Condition[] {
  const chosen = parent?.options.at(-1);
  if (!parent || !chosen) return [];
  return [{ on: { item: parent.code }, operator: 'in', values: [chosen.value] }];
}

function itemsOf(sketches: readonly Sketch[]): Item[] {
  const items: Item[] = [];
  for (const [index, one] of sketches.entries()) {
    const choice = one.kind === 'single' || one.kind === 'multiple';
    const fact = one.fact === null ? undefined : facts[one.fact];
    items.push({
      code: `item_${index}`,
      aspect: aspectCodes.codes[Math.floor((index * aspectCodes.codes.length) / sketches.length)] ?? 'quality',
      title: `条目${index}`,
      say: one.say,
      ...(one.hint === null ? {} : { hint: one.hint }),
      kind: one.kind,
      options: choice ? [...(scales[one.scale]?.options ?? [])] : [],
      ...(one.kind === 'number' && one.number ? { number: one.number } : {}),
      showIf: [...(one.parent === null ? [] : onParent(items[one.parent % Math.max(1, index)])), ...(fact ? [fact] : [])],
      weight: one.weight,
      ...(one.probe === null ? {} : { probe: one.probe }),
    });
  }
  return items;
}

const guidanceList: fc.Arbitrary<Guidance[]> = fc
  .array(fc.record({ text: words(30), flags: fc.array(fc.record({ sign: words(8), say: words(12) }), { maxLength: 3 }) }), { maxLength: 5 })
  .map((entries) =>
    entries.map(({ text, flags }, index) => ({
      ...(index % 2 === 0 ? { icd10: [`I${10 + index}`, `E${10 + index}.9`] } : {}),
      ...(index % 3 === 1 ? { department: `科室${index}` } : index % 2 === 1 ? { department: `病区${index}` } : {}),
      title: `指导${index}`,
      text,
      redFlags: flags,
    })),
  );

/** Questionnaires that may be published: any mixture of kinds, scales, conditions, guidance. */
export const contents: fc.Arbitrary<QuestionnaireContent> = fc
  .record({
    sketches: fc.array(sketch, { minLength: 1, maxLength: 12 }),
    guidance: guidanceList,
    rule: fc.constantFrom(...rateRules.codes),
    completeShare: fc.constantFrom(0.25, 0.5, 1),
    title: words(10),
  })
  .map(({ sketches, guidance, rule, completeShare, title }) => {
    const items = itemsOf(sketches);
    const overall = items.find((item) => item.kind === 'single' && item.showIf.length === 0);
    const scored = items.some((item) => item.options.length > 0);
    return {
      code: 'generated-1',
      title,
      aspects: aspectCodes.codes.map((code) => ({ code, name: aspectCodes.zh[code], weight: 1 })),
      items,
      scripts: shipped('six-aspects').scripts,
      guidance,
      ...(overall ? { overallItem: overall.code } : {}),
      rule: (rule === 'overall' && !overall) || !scored ? 'strict' : rule,
      completeShare,
    };
  });
