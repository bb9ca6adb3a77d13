/** The state of a correction while it is typed. */

import type { AspectCode } from '../../shared/base/contract/words.ts';
import type { InterviewSheet, SheetAnswer, SheetOpinion } from '../../shared/quality/contract/quality.ts';
import { effectOf } from '../../shared/quality/rules/correction.ts';
import { isAnswered, judge } from '../../shared/questionnaires/rules/questionnaire.ts';
import type { client } from '../base/client.ts';
import { answersOf } from './qualityWords.ts';

export interface Corrections {
  readonly reason: string;
  /** New values by item code. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** The patient's words to objections that appear, by item code. */
  readonly opinions: ReadonlyMap<string, string>;
  /** Where opinions belong now, by their id. */
  readonly places: ReadonlyMap<string, Place>;
}

export interface Place {
  readonly departmentId: string;
  readonly aspect: AspectCode | null;
}

export const noCorrections: Corrections = { reason: '', values: new Map(), opinions: new Map(), places: new Map() };

/** As it is kept while it is not sent: maps as lists. */
export const packed = ({ reason, values, opinions, places }: Corrections) => ({
  reason,
  values: [...values],
  opinions: [...opinions],
  places: [...places],
});

export const unpacked = ({ reason, values, opinions, places }: ReturnType<typeof packed>): Corrections => ({
  reason,
  values: new Map(values),
  opinions: new Map(opinions),
  places: new Map(places),
});

const same = (a: readonly string[], b: readonly string[]) => JSON.stringify(a) === JSON.stringify(b);

export const valueNow = ({ values }: Corrections, { item, value }: SheetAnswer): readonly string[] => values.get(item.code) ?? value;

export const isChanged = (corrections: Corrections, answer: SheetAnswer): boolean => !same(valueNow(corrections, answer), answer.value);

const unanswered = { value: [], words: '', objection: false, counted: false, second: null, corrected: false };

/** What applies once the corrections are in, and what they change: also what no longer applies by them. */
export function effectOn(sheet: InterviewSheet, { values }: Corrections) {
  const before = new Map(answersOf(sheet).flatMap(({ item, value }) => (isAnswered(value) ? [[item.code, value] as const] : [])));
  const given = new Map([...values].filter(([, value]) => isAnswered(value)));
  const { visible, changes } = effectOf({ items: sheet.possible }, before, sheet.facts, given);
  const stored = new Map(answersOf(sheet).map((answer) => [answer.item.code, answer]));
  const answers = sheet.possible
    .filter(({ code }) => visible.has(code))
    .map((item): SheetAnswer => stored.get(item.code) ?? { item, ...unanswered });
  return { answers, changes, dropped: changes.flatMap(({ item, after }) => (after.length === 0 ? (stored.get(item.code) ?? []) : [])) };
}

/** Whether the changed answer is an objection that none of the interview's opinions speaks of. */
export function needsOpinion(corrections: Corrections, answer: SheetAnswer, opinions: readonly SheetOpinion[]): boolean {
  const objects = judge(answer.item, valueNow(corrections, answer)).objection && !answer.objection;
  return objects && !isSpokenOf(answer, opinions);
}

export const isSpokenOf = ({ item }: SheetAnswer, opinions: readonly SheetOpinion[]): boolean =>
  opinions.some(({ askedItem, itemCode }) => askedItem === item.code || itemCode === item.code);

export const placeNow = ({ places }: Corrections, opinion: SheetOpinion): Place => places.get(opinion.id) ?? opinion;

export function isMoved(corrections: Corrections, opinion: SheetOpinion): boolean {
  const place = placeNow(corrections, opinion);
  return place.departmentId !== opinion.departmentId || place.aspect !== opinion.aspect;
}

/** Answers that are given another value and still apply. */
const changedAnswers = (sheet: InterviewSheet, corrections: Corrections) =>
  effectOn(sheet, corrections).answers.filter((answer) => isChanged(corrections, answer));
const movedOpinions = (sheet: InterviewSheet, corrections: Corrections) =>
  sheet.opinions.filter((opinion) => isMoved(corrections, opinion));

/** Every change that the record will show, those that follow from others too. */
export const changeCount = (sheet: InterviewSheet, corrections: Corrections): number =>
  effectOn(sheet, corrections).changes.length + movedOpinions(sheet, corrections).length;

/** What is still missing before it can be saved; null when nothing. */
export function lackOf(sheet: InterviewSheet, corrections: Corrections): string | null {
  if (changeCount(sheet, corrections) === 0) return '请先改动要更正的地方';
  const unsaid = changedAnswers(sheet, corrections).find(
    (answer) => needsOpinion(corrections, answer, sheet.opinions) && !corrections.opinions.get(answer.item.code)?.trim(),
  );
  if (unsaid) return `请写下患者对“${unsaid.item.title}”的意见原话`;
  return corrections.reason.trim().length < 2 ? '请填写更正原因' : null;
}

export function inputOf(sheet: InterviewSheet, corrections: Corrections): Parameters<typeof client.quality.correctInterview>[0] {
  return {
    interviewId: sheet.interviewId,
    expectedVersion: sheet.version,
    reason: corrections.reason,
    answers: changedAnswers(sheet, corrections).map((answer) => ({
      itemCode: answer.item.code,
      value: [...valueNow(corrections, answer)],
      opinion: corrections.opinions.get(answer.item.code) ?? '',
    })),
    opinions: movedOpinions(sheet, corrections).map((opinion) => ({ id: opinion.id, ...placeOf(placeNow(corrections, opinion)) })),
  };
}

const placeOf = ({ departmentId, aspect }: Place): Place => ({ departmentId, aspect });
