/** Finds the passages of a text that contribute most to a suggested label. */
import { gramsOf, holdsFor, itemOf, runsOf } from './grams.ts';
import { holding, type Tally } from './tally.ts';
import { evidence } from './weigh.ts';

export interface Reason {
  /** The hospital's earlier cases with this label that hold the most telling words; 0 where only the program's examples do. */
  readonly similar: number;
  /** Telling stretches of the text, the most telling first, at most three; the item's sign where it tells. */
  readonly words: readonly string[];
}

/** Words fewer cases hold are chance; an example was chosen and counts as proof. */
const leastCases = 2;
const mostWords = 3;
/** Beside the most telling n-gram, what tells half as much is told too. */
const strongShare = 0.5;
/** A longer stretch is cut: it is read in passing. */
const mostSigns = 8;

interface Telling {
  readonly weight: number;
  readonly cases: number;
}

/** Long enough to be read as a word; a number stands for any number and tells the reader nothing. */
const isWord = (gram: string) => itemOf(gram) !== null || (gram.length > 1 && !gram.includes('0'));

/** What each n-gram tells for the label, where it tells for it, is no chance, and not much less than the most telling. */
function tellingOf(tally: Tally, examples: Tally | undefined, label: string, grams: ReadonlySet<string>): Map<string, Telling> {
  const telling = new Map<string, Telling>();
  for (const gram of grams) {
    const weight = isWord(gram) ? evidence(tally, label, gram) : 0;
    if (weight <= 0) continue;
    const shown = examples ? holding(examples, gram, label) : 0;
    const cases = holding(tally, gram, label) - shown;
    if (shown > 0 || cases >= leastCases) telling.set(gram, { weight, cases });
  }
  const strongest = Math.max(...[...telling.values()].map(({ weight }) => weight));
  return new Map([...telling].filter(([, { weight }]) => weight >= strongShare * strongest));
}

interface Stretch extends Telling {
  readonly from: number;
  readonly to: number;
}

/** Stretches of a run that telling n-grams cover together: 按铃, 铃没 and 没人来 are 按铃没人来. */
function stretchesOf(run: string, telling: ReadonlyMap<string, Telling>): (Telling & { readonly word: string })[] {
  const signs = [...run];
  const whole = telling.get(run);
  if (whole) return [{ word: run, ...whole }];
  const stretches: Stretch[] = [];
  for (const from of signs.keys())
    for (const to of [from + 2, from + 3]) {
      const found = to <= signs.length ? telling.get(signs.slice(from, to).join('')) : undefined;
      const last = stretches.at(-1);
      const together = last !== undefined && from < last.to;
      if (!found || (together && to - last.from > mostSigns)) continue;
      const joined = together ? stretches.pop() : undefined;
      stretches.push({
        from: joined?.from ?? from,
        to: Math.max(joined?.to ?? 0, to),
        weight: (joined?.weight ?? 0) + found.weight,
        cases: Math.max(joined?.cases ?? 0, found.cases),
      });
    }
  return stretches.map(({ from, to, ...told }) => ({ word: signs.slice(from, to).join(''), ...told }));
}

/** Why a text, or the clause that decided, was given this label. */
export function explain(
  tally: Tally,
  examples: Tally | undefined,
  label: string,
  { question, text, item }: { readonly question: string; readonly text: string; readonly item: string | null | undefined },
): Reason {
  const telling = tellingOf(tally, examples, label, holdsFor(question, gramsOf(text), item));
  const signs = [...telling].flatMap(([word, told]) => (itemOf(word) === null ? [] : [{ word, ...told }]));
  const chosen = [...signs, ...runsOf(text).flatMap((run) => stretchesOf(run, telling))]
    .sort((a, b) => b.weight - a.weight || b.cases - a.cases || (a.word < b.word ? -1 : 1))
    .slice(0, mostWords);
  return { similar: Math.max(0, ...chosen.map(({ cases }) => cases)), words: [...new Set(chosen.map(({ word }) => word))] };
}
