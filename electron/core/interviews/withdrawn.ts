/**
 * Removes from an interview, when the call ends, what was said without identity or consent (domain §6); the history
 * keeps the answers.
 */

import type { Disposition } from '../../../shared/base/contract/words.ts';
import { type Gate, isEntitled, isSamePerson, isTakenBack, unkeptOf } from '../../../shared/interviews/rules/disclosure.ts';
import { dispositionGroups } from '../../../shared/worklist/rules/attempts.ts';
import type { Context } from '../base/context.ts';
import { insertMany } from '../base/db/bulk.ts';
import type { Schema } from '../base/db/schema.ts';
import { dropDrafts } from '../feedback/index.ts';
import { gateOf } from './gate.ts';
import { answersOf } from './interview.ts';

/** Answers by the codes of their items. */
type Answers = ReadonlyMap<string, readonly string[]>;

/** An interview with its answers, before its end. */
interface Told {
  readonly interview: Schema['interview'];
  readonly answers: Answers;
}

/** Takes answers out of an interview and its figures. */
export async function leaveInHistory(ctx: Context, interviewId: string, left: Answers): Promise<void> {
  if (left.size === 0) return;
  await insertMany(
    ctx.db,
    'answer_history',
    ['id', 'interview_id', 'item_code', 'value', 'at', 'user_id'],
    [...left].map(([code, value]) => [ctx.newId(), interviewId, code, JSON.stringify(value), ctx.now, ctx.actor.id]),
  );
  await ctx.db
    .deleteFrom('answer')
    .where('interview_id', '=', interviewId)
    .where('item_code', 'in', [...left.keys()])
    .execute();
}

/**
 * Whoever hands over the phone after a refusal leaves no answers behind: they become those of somebody who may not answer, which the
 * end of the call takes out.
 */
export async function markRefused(ctx: Context, interviewId: string, before: Gate): Promise<void> {
  const codes = (await answersOf(ctx.db, interviewId)).filter((one) => isTakenBack(one, before)).map(({ item_code }) => item_code);
  if (codes.length === 0) return;
  await ctx.db
    .updateTable('answer')
    .set({ answerer: 'other' })
    .where('interview_id', '=', interviewId)
    .where('item_code', 'in', codes)
    .execute();
}

/** Whoever took the phone and did not agree leaves the interview to the last of those who agreed and whose answers stay. */
async function leaveToGiver<T extends Told>(ctx: Context, told: T): Promise<T> {
  const { interview } = told;
  const agreed = interview.answerer === 'patient' ? interview.consent !== null : interview.consent === 1;
  if (agreed || told.answers.size === 0) return told;
  const giver = (await answersOf(ctx.db, interview.id)).findLast(isEntitled);
  if (!giver) return told;
  const its = { answerer: giver.answerer, relation: giver.relation, consent: 1 as const };
  await ctx.db.updateTable('interview').set(its).where('id', '=', interview.id).execute();
  return { ...told, interview: { ...interview, ...its } };
}

/**
 * At the end of a call: answers whose consent was taken back, or whose giver turned out to be somebody else, leave, and with them the
 * opinions that are not urgent. Returns the interview with what stays.
 * @param began when the call began
 */
export async function leaveUnkept<T extends Told>(ctx: Context, told: T, began: string): Promise<T> {
  const unkept = unkeptOf(gateOf(told.interview), began);
  const leaves = (one: Schema['answer']) => {
    if (one.answerer === 'other') return true;
    if (unkept === null) return false;
    return 'of' in unkept ? isSamePerson(one, unkept.of) : one.answered_at >= unkept.since;
  };
  const codes = new Set((await answersOf(ctx.db, told.interview.id)).filter(leaves).map(({ item_code }) => item_code));
  // Somebody who never agreed to be asked may complain all the same.
  if (codes.size === 0) return leaveToGiver(ctx, told);
  await leaveInHistory(ctx, told.interview.id, new Map([...told.answers].filter(([code]) => codes.has(code))));
  await dropDrafts(ctx, told.interview.id, unkept !== null && 'since' in unkept ? unkept : { askedBy: [...codes] });
  return leaveToGiver(ctx, { ...told, answers: new Map([...told.answers].filter(([code]) => !codes.has(code))) });
}

/** An interview of somebody who is found not to belong to the sample (NE) counts nowhere; opinions with words stay. */
export async function leaveIneligible<T extends Told>(ctx: Context, told: T, disposition: Disposition | null): Promise<T> {
  if (disposition === null || dispositionGroups[disposition] !== 'NE') return told;
  await leaveInHistory(ctx, told.interview.id, told.answers);
  return { ...told, answers: new Map() };
}
