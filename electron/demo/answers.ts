/** Generates the answers of an interview, and decides who was dissatisfied with what. */
import type { Item, QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import type { DepartmentProfile, Opinions } from './content.ts';
import type { Random } from './random.ts';
import type { DemoStay } from './stays.ts';

export interface Objection {
  readonly itemCode: string;
  /** Index into the complaints, where it is a complaint. */
  readonly complaint: number | null;
}

/** Aspects a department is blamed for more than others. */
const tilt: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  急诊留观: [
    ['process', 2.2],
    ['environment', 1.4],
  ],
  骨科: [
    ['process', 1.4],
    ['charges', 1.6],
  ],
  产科: [['environment', 1.4]],
  儿科: [['attitude', 1.5]],
  心血管内科: [['attitude', 1.3]],
  肿瘤科: [['charges', 1.5]],
};

/** How much a department improves (or not) over the year, beside the hospital as a whole. */
const trend: Readonly<Record<string, number>> = { 骨科: 0.55, 普外科: 0.7, 儿科: 0.75, 心血管内科: 2.1, 神经内科: 1.2, 肾内科: 1.3 };

/** How likely a department's patient is dissatisfied in the given month (0 the first, 11 the last), relative to others. */
export function grumbleOf(profile: DepartmentProfile, monthIndex: number): number {
  return profile.grumble * (trend[profile.name] ?? 1) ** (monthIndex / 11);
}

/** Whether a department can be blamed for this itself, and not another one. */
function ownFault(opinions: Opinions, itemCode: string): boolean {
  return opinions.items[itemCode]?.opinions.some((opinion) => opinion.department === undefined) ?? false;
}

/**
 * Exactly `count` of the stays, with one to three objections each, by index; some of them are complaints.
 * Patients of the departments in `watched` speak of their own department only.
 */
export function objectionsOf(
  random: Random,
  stays: readonly DemoStay[],
  count: number,
  grumble: ReadonlyMap<string, number>,
  questionnaire: QuestionnaireContent,
  opinions: Opinions,
  watched: ReadonlySet<string>,
): Map<number, Objection[]> {
  const unhappy = random
    .weightedSome([...stays.keys()], count, (at) => grumble.get(stays[at]?.department ?? '') ?? 1)
    .toSorted((a, b) => a - b);
  const found = new Map(
    unhappy.map((at) => {
      const department = stays[at]?.department ?? '';
      const lean = new Map(tilt[department] ?? []);
      const many = random.weighted([
        [1, 62],
        [2, 28],
        [3, 10],
      ] as const);
      const items = random.weightedSome(
        questionnaire.items.filter(({ code }) => opinions.items[code] && (!watched.has(department) || ownFault(opinions, code))),
        many,
        (item) => (opinions.items[item.code]?.weight ?? 1) * (lean.get(item.aspect) ?? 1),
      );
      return [at, items.map((item): Objection => ({ itemCode: item.code, complaint: null }))] as const;
    }),
  );
  const urgent = opinions.complaints.flatMap(({ severity }, index) => (severity === 'urgent' ? [index] : []));
  const plain = opinions.complaints.flatMap(({ severity }, index) => (severity === 'urgent' ? [] : [index]));
  const complaints = [...random.shuffled(urgent).slice(0, random.int(3, 5)), ...random.shuffled(plain).slice(0, random.int(2, 3))];
  const complainers = random.shuffled(unhappy).slice(0, complaints.length);
  for (const [nth, at] of complainers.entries()) {
    const complaint = complaints[nth] ?? 0;
    const itemCode = opinions.complaints[complaint]?.item ?? '';
    const others = (found.get(at) ?? []).slice(1).filter((objection) => objection.itemCode !== itemCode);
    found.set(at, [{ itemCode, complaint }, ...others]);
  }
  return found;
}

function answerTo(item: Item, random: Random, objected: boolean): string {
  const counted = item.options.filter((option) => !option.notCounted);
  const objection = counted.find((option) => option.objection);
  if (objected && objection) return objection.value;
  const good = counted.filter((option) => !option.objection).toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0));
  const unclear = item.options.find((option) => option.notCounted);
  if (unclear && random.chance(0.045)) return unclear.value;
  return (good.length > 1 && random.chance(0.11) ? good.at(-1) : good[0])?.value ?? '';
}

/** An answer to every item. */
export function answersOf(
  random: Random,
  questionnaire: QuestionnaireContent,
  objections: readonly Objection[],
): Map<string, readonly string[]> {
  const objected = new Set(objections.map((objection) => objection.itemCode));
  return new Map(questionnaire.items.map((item) => [item.code, [answerTo(item, random, objected.has(item.code))]]));
}

/** Fewest and most items answered before an interview is broken off: less than half of any shipped questionnaire. */
const fewest = 3;
const most = 7;

function firstItems(random: Random, questionnaire: QuestionnaireContent): readonly Item[] {
  return questionnaire.items.filter((item) => item.showIf.length === 0).slice(0, random.int(fewest, most));
}

/** Good answers to the first few items: the patient had to stop there. */
export function firstAnswers(random: Random, questionnaire: QuestionnaireContent): Map<string, readonly string[]> {
  return new Map(firstItems(random, questionnaire).map((item) => [item.code, [answerTo(item, random, false)]]));
}

/**
 * The first few items answered by somebody who was not on the ward and does not know: answers that no figure counts, so that the
 * published months stay exact.
 */
export function unsureAnswers(random: Random, questionnaire: QuestionnaireContent): Map<string, readonly string[]> {
  return new Map(
    firstItems(random, questionnaire).flatMap((item) => {
      const unclear = item.options.find((option) => option.notCounted);
      return unclear ? [[item.code, [unclear.value]] as const] : [];
    }),
  );
}
