/** The predefined answer scales, as options to be put into an item (domain §6). */
import type { Option } from '../contract/questionnaires.ts';

export interface Scale {
  readonly code: string;
  readonly name: string;
  readonly options: readonly Option[];
}

/** A step of a scale: value, label, score 0–100, and whether it is an objection. */
type Step = readonly [value: string, label: string, score: number, objection?: true];

/** Not counted: the patient does not know, or had nothing to do with it. */
const unclear = (key: string): Option => ({
  key,
  value: 'unclear',
  label: '不清楚／没接触',
  objection: false,
  notCounted: true,
  exclusive: true,
});

/** Best first, on the keys 1, 2, 3 …; 0 is 不清楚, the same in every scale. */
const graded = (code: string, name: string, steps: readonly Step[]): Scale => ({
  code,
  name,
  options: [
    ...steps.map(
      ([value, label, score, objection = false], index): Option => ({
        key: String(index + 1),
        value,
        label,
        score,
        objection,
        notCounted: false,
        exclusive: false,
      }),
    ),
    unclear('0'),
  ],
});

/** Key of the ten, which has no digit of its own; typing 1 and 0 does the same. */
export const tenKey = 'X';
const lastObjection = 6;

/** 0 to 10 on the digits themselves; 0 is a score here, so 不清楚 is on `-`. 0–6 is the usual bottom box. */
const zeroToTen: Scale = {
  code: 'ten',
  name: '0–10 分',
  options: [
    ...Array.from(
      { length: 11 },
      (_, score): Option => ({
        key: score === 10 ? tenKey : String(score),
        value: String(score),
        label: score === 0 ? '0 分（最差）' : score === 10 ? '10 分（最好）' : `${score} 分`,
        score: score * 10,
        objection: score <= lastObjection,
        notCounted: false,
        exclusive: false,
      }),
    ),
    unclear('-'),
  ],
};

export const scales: readonly Scale[] = [
  graded('three', '满意三级', [
    ['satisfied', '满意', 100],
    ['fair', '基本满意', 60],
    ['dissatisfied', '不满意', 0, true],
  ]),
  graded('four', '满意四级', [
    ['satisfied', '满意', 100],
    ['fair', '基本满意', 70],
    ['rather_dissatisfied', '不太满意', 30, true],
    ['dissatisfied', '不满意', 0, true],
  ]),
  graded('five', '满意五级', [
    ['satisfied', '满意', 100],
    ['rather_satisfied', '比较满意', 75],
    ['neutral', '一般', 50],
    ['rather_dissatisfied', '不太满意', 25, true],
    ['dissatisfied', '不满意', 0, true],
  ]),
  graded('five_very', '非常满意五级', [
    ['very_satisfied', '非常满意', 100],
    ['satisfied', '满意', 75],
    ['neutral', '一般', 50],
    ['dissatisfied', '不满意', 25, true],
    ['very_dissatisfied', '非常不满意', 0, true],
  ]),
  graded('frequency', '频次（总是…从未）', [
    ['always', '总是', 100],
    ['often', '经常', 67],
    ['sometimes', '有时', 33, true],
    ['never', '从未', 0, true],
  ]),
  graded('yes_no', '是否', [
    ['yes', '是', 100],
    ['no', '否', 0, true],
  ]),
  zeroToTen,
];

/** What the options mean, whatever they are called: keys, values, scores, what counts. */
const meaningOf = (options: readonly Option[]) =>
  JSON.stringify(options.map(({ key, value, score, objection, notCounted }) => [key, value, score ?? null, objection, notCounted]));

/** The scale these options are, whatever their labels; null where they are the hospital's own. */
export function scaleOf(options: readonly Option[]): Scale | null {
  const meaning = meaningOf(options);
  return scales.find((scale) => meaningOf(scale.options) === meaning) ?? null;
}
