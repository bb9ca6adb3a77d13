/** The follow-up of a discharge with its calls and its interview. */

import { aspectCodes } from '../../../shared/base/contract/words.ts';
import { hidePhones, maskPhone } from '../../../shared/base/rules/phones.ts';
import type { QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import type { DischargeStory } from '../../../shared/story/contract/story.ts';
import { type Actor, type Context, systemActor } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import { correctionsFor } from '../quality/index.ts';
import { questionnaireOf } from '../questionnaires/index.ts';

/** Domain §10: an administrator never hears what was said; a nurse only of her own patients and the open pool's. */
function mayHear(actor: Actor, nurses: readonly (string | null | undefined)[]): boolean {
  if (actor.role === 'supervisor' || actor.role === 'system') return true;
  return actor.role === 'nurse' && nurses.some((nurse) => nurse === null || nurse === actor.id);
}

interface FollowUpStory {
  readonly shown: DischargeStory['followUp'];
  readonly nurseId: string | null;
}

export async function followUpOf({ db, actor }: Context, dischargeId: string): Promise<FollowUpStory | null> {
  const row = await db
    .selectFrom('follow_up')
    .leftJoin('app_user', 'app_user.id', 'follow_up.nurse_id')
    .leftJoin('replacement as replaces', 'replaces.by_follow_up_id', 'follow_up.id')
    .leftJoin('replacement as replaced', 'replaced.follow_up_id', 'follow_up.id')
    .selectAll('follow_up')
    .select(['app_user.name as nurse', 'replaces.reason as replaces', 'replaced.reason as replacedFor'])
    .where('follow_up.discharge_id', '=', dischargeId)
    .executeTakeFirst();
  if (!row) return null;
  const attempts = await db
    .selectFrom('attempt')
    .leftJoin('app_user', 'app_user.id', 'attempt.nurse_id')
    .leftJoin('app_user as typist', 'typist.id', 'attempt.entered_by')
    .leftJoin('phone', 'phone.id', 'attempt.phone_id')
    .selectAll('attempt')
    .select(['app_user.name as nurse', 'typist.name as typist', 'phone.number'])
    .where('follow_up_id', '=', row.id)
    .orderBy('ordinal')
    .orderBy('attempt.id')
    .execute();
  const reopenings = await db
    .selectFrom('follow_up_reopening')
    .leftJoin('app_user', 'app_user.id', 'follow_up_reopening.user_id')
    .select(['at', 'app_user.name as by', 'disposition as was', 'ended_at as endedAt', 'why'])
    .where('follow_up_id', '=', row.id)
    .orderBy('at')
    .orderBy('follow_up_reopening.id')
    .execute();
  const hears = mayHear(actor, [row.nurse_id]);
  return {
    nurseId: row.nurse_id,
    shown: {
      id: row.id,
      state: row.state,
      disposition: row.disposition,
      nurse: row.nurse,
      nextAt: row.next_at,
      appointmentAt: row.appointment_at,
      endedAt: row.ended_at,
      replaces: row.replaces,
      replacedFor: row.replacedFor,
      reopenings: reopenings.map((one) => ({ ...one, by: one.by ?? systemActor.name })),
      attempts: attempts.map((attempt) => ({
        ordinal: attempt.ordinal,
        startedAt: attempt.started_at,
        endedAt: attempt.ended_at,
        outcome: attempt.outcome,
        nurse: attempt.nurse ?? systemActor.name,
        phone: maskPhone(attempt.number ?? ''),
        incoming: attempt.incoming === 1,
        note: hears || attempt.nurse_id === actor.id ? hidePhones(attempt.note) : '',
        offHoursReason: attempt.off_hours_reason,
        enteredBy: attempt.entered_at === null ? null : (attempt.typist ?? systemActor.name),
      })),
    },
  };
}

type Interview = NonNullable<DischargeStory['interview']>;
type Answers = NonNullable<Interview['content']>['answers'];

/** By aspect and in the order of the questionnaire; options by their words. */
function answersInWords(rows: readonly Schema['answer'][], content: QuestionnaireContent): Answers {
  const byCode = new Map(rows.map((row) => [row.item_code, row]));
  const items = content.items.flatMap((item) => {
    const row = byCode.get(item.code);
    if (!row) return [];
    const values = (JSON.parse(row.value) as string[]).map(
      (value) => item.options.find((option) => option.value === value)?.label ?? value,
    );
    const answer = {
      code: item.code,
      title: item.title,
      value: values.join('、'),
      objection: row.objection === 1,
      counted: row.counted === 1,
    };
    return [{ aspect: item.aspect, answer }];
  });
  return aspectCodes.codes.flatMap((aspect) => {
    const answers = items.filter((each) => each.aspect === aspect).map((each) => each.answer);
    return answers.length > 0 ? [{ aspect, items: answers }] : [];
  });
}

/** @param nurseId whose follow-up it is; null for the open pool, undefined where there is none. */
export async function interviewOf(ctx: Context, dischargeId: string, nurseId: string | null | undefined): Promise<Interview | null> {
  const { db, actor } = ctx;
  const row = await db
    .selectFrom('interview')
    .leftJoin('app_user', 'app_user.id', 'interview.nurse_id')
    .leftJoin('app_user as beginner', 'beginner.id', 'interview.begun_by')
    .selectAll('interview')
    .select(['app_user.name as nurse', 'beginner.name as beginner'])
    .where('discharge_id', '=', dischargeId)
    .orderBy('interview.id', 'desc')
    .executeTakeFirst();
  if (!row) return null;
  const { content, version } = await questionnaireOf(db, row.questionnaire_version_id);
  const shown = {
    id: row.id,
    state: row.state,
    nurse: row.nurse ?? systemActor.name,
    begunBy: row.begun_by === row.nurse_id ? null : row.beginner,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    questionnaire: `${content.title} 第 ${version} 版`,
  };
  if (!mayHear(actor, [row.nurse_id, nurseId])) return { ...shown, content: null };
  const answers = await db.selectFrom('answer').selectAll().where('interview_id', '=', row.id).orderBy('item_code').execute();
  return {
    ...shown,
    content: {
      answerer: row.answerer,
      relation: row.relation,
      condition: row.condition,
      revisitDate: row.revisit_date,
      satisfied: row.satisfied === null ? null : row.satisfied === 1,
      objections: row.objections,
      answers: answersInWords(answers, content),
      ...(await correctionsFor(ctx, row, content)),
    },
  };
}
