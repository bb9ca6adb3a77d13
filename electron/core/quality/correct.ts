/**
 * Corrects a finished interview: keeps the old answers, and recomputes everything derived from the answers in the
 * same transaction.
 */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Identity } from '../../../shared/interviews/rules/disclosure.ts';
import type { InterviewSheet } from '../../../shared/quality/contract/quality.ts';
import { type Corrected, correctAnswers, nurseCorrectsHours } from '../../../shared/quality/rules/correction.ts';
import { judge } from '../../../shared/questionnaires/rules/questionnaire.ts';
import type { Context } from '../base/context.ts';
import { insertMany } from '../base/db/bulk.ts';
import type { Input } from '../base/door.ts';
import { moveRegistered, noteWithdrawn, registerCorrected } from '../feedback/index.ts';
import {
  answersOf,
  demandGate,
  type Finishable,
  finishable,
  gateOf,
  giverOf,
  replaceNotAsked,
  tallyOf,
  writeAspects,
} from '../interviews/index.ts';
import { type StoredChange, wordsOf } from './corrections.ts';
import { type Finished, finishedInterviewOf, readerMayCorrect, sheetOf } from './sheet.ts';

type Asked = Input<'quality', 'correctInterview'>;

/**
 * The place where it is decided whether an interview may still be changed at all: by whom and how long after the call. A month
 * whose figures are frozen would be asked about here too.
 * @throws Refusal CORRECTION_CLOSED
 */
async function demandOpen(ctx: Context, row: Finished): Promise<void> {
  if (!(await readerMayCorrect(ctx, row))) throw new Refusal('CORRECTION_CLOSED', { hours: nurseCorrectsHours });
}

/** Whoever corrects second waits here, and is refused where the first has changed what was looked at. */
async function takeVersion(ctx: Context, { interviewId, expectedVersion }: Asked): Promise<void> {
  const taken = await ctx.db
    .updateTable('interview')
    .set({ version: expectedVersion + 1 })
    .where('id', '=', interviewId)
    .where('version', '=', expectedVersion)
    .returning('id')
    .executeTakeFirst();
  if (!taken) throw new Refusal('VERSION_CONFLICT', { what: '访谈' });
}

async function writeAnswers(ctx: Context, interviewId: string, giver: Identity, { changes }: Corrected): Promise<void> {
  const { answerer, relation } = giver;
  await insertMany(
    ctx.db,
    'answer_history',
    ['id', 'interview_id', 'item_code', 'value', 'at', 'user_id'],
    changes
      .filter(({ before }) => before.length > 0)
      .map(({ item, before }) => [ctx.newId(), interviewId, item.code, JSON.stringify(before), ctx.now, ctx.actor.id]),
  );
  for (const { item, after } of changes) {
    if (after.length === 0) {
      await ctx.db.deleteFrom('answer').where('interview_id', '=', interviewId).where('item_code', '=', item.code).execute();
      continue;
    }
    const { counted, objection, score } = judge(item, after);
    const judged = { value: JSON.stringify(after), counted: counted ? 1 : 0, objection: objection ? 1 : 0, score } as const;
    await ctx.db
      .insertInto('answer')
      .values({ interview_id: interviewId, item_code: item.code, aspect: item.aspect, answered_at: ctx.now, answerer, relation, ...judged })
      // When it was asked, and who answered, stays known.
      .onConflict((conflict) => conflict.columns(['interview_id', 'item_code']).doUpdateSet(judged))
      .execute();
  }
}

/** Sums of the interview and its aspects. How the call ended, completed or partial, is a fact of the call and stays. */
async function recount(ctx: Context, { interview, content, facts }: Finishable, { answers }: Corrected): Promise<void> {
  const { counted, objections, satisfied, aspects } = tallyOf(content, answers, facts);
  await ctx.db.deleteFrom('interview_aspect').where('interview_id', '=', interview.id).execute();
  await writeAspects(ctx.db, interview, aspects);
  await replaceNotAsked(ctx.db, interview.id, { content, answers, facts });
  await ctx.db.updateTable('interview').set({ counted, objections, satisfied }).where('id', '=', interview.id).execute();
}

function withdrawnInWords({ changes }: Corrected, code: string, reason: string): string {
  const change = changes.find(({ item }) => item.code === code);
  if (!change) return '';
  const after =
    change.after.length > 0 ? `由“${wordsOf(change.item, change.before)}”改为“${wordsOf(change.item, change.after)}”` : '不再适用';
  return `访谈更正：“${change.item.title}”${after}，意见项已撤销，本件保留。原因：${reason}`;
}

/** An objection that appears brings its opinion along; feedback of one that is withdrawn stays and says so. */
async function followInFeedback(ctx: Context, asked: Asked, interview: Finishable['interview'], corrected: Corrected): Promise<void> {
  const given = new Map(asked.answers.map(({ itemCode, opinion }) => [itemCode, opinion]));
  const objections = corrected.appeared.map((item) => ({ item, text: given.get(item.code) ?? '' }));
  await registerCorrected(ctx, interview, objections, asked.reason);
  for (const item of corrected.withdrawn)
    await noteWithdrawn(ctx, interview.id, item.code, withdrawnInWords(corrected, item.code, asked.reason));
}

/**
 * @throws Refusal NOT_FOUND, WRONG_STATE (not finished; the opinion is dispatched), CORRECTION_CLOSED, VERSION_CONFLICT,
 * BAD_INPUT (no such value, nothing changed), answers of an interview without identity or consent as `demandGate`, OPINION_REQUIRED where an objection appears without its opinion
 */
export async function correctInterview(ctx: Context, asked: Asked): Promise<InterviewSheet> {
  await demandOpen(ctx, await finishedInterviewOf(ctx, asked.interviewId));
  await takeVersion(ctx, asked);
  const interview = await ctx.db.selectFrom('interview').selectAll().where('id', '=', asked.interviewId).executeTakeFirstOrThrow();
  const found = await finishable(ctx, interview);
  const corrected = correctAnswers(found.content, found.answers, found.facts, asked.answers);
  if ('refused' in corrected) throw new Refusal('BAD_INPUT', { detail: corrected.refused });
  const giver = giverOf(interview, await answersOf(ctx.db, interview.id));
  if (corrected.changes.length > 0) demandGate({ ...gateOf(interview), ...giver });
  await writeAnswers(ctx, interview.id, giver, corrected);
  await recount(ctx, found, corrected);
  await followInFeedback(ctx, asked, interview, corrected);
  const moved: StoredChange[] = await moveRegistered(ctx, interview.id, asked.opinions, asked.reason);
  const changes: StoredChange[] = [
    ...corrected.changes.map(({ item, before, after }) => ({ itemCode: item.code, before: [...before], after: [...after] })),
    ...moved,
  ];
  if (changes.length === 0) throw new Refusal('BAD_INPUT', { detail: '没有任何改动' });
  await ctx.db
    .insertInto('correction')
    .values({
      id: ctx.newId(),
      interview_id: interview.id,
      at: ctx.now,
      user_id: ctx.actor.id,
      reason: asked.reason,
      changes: JSON.stringify(changes),
    })
    .execute();
  ctx.audit('calling.correctInterview', interview.id, {
    items: corrected.changes.map(({ item }) => item.code),
    appeared: corrected.appeared.length,
    withdrawn: corrected.withdrawn.length,
    opinions: moved.length,
  });
  ctx.changed('reviews', 'interviews');
  return sheetOf(ctx, interview.id);
}
