/** Suggests labels for feedback while it is typed, and the names of staff a patient may mean. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { aspectCodes, severities } from '../../../shared/base/contract/words.ts';
import { addMonths, monthOf } from '../../../shared/base/rules/time.ts';
import { itemOf } from '../../../shared/opinions/rules/grams.ts';
import { type Proposal, suggest as suggestFor } from '../../../shared/opinions/rules/suggest.ts';
import type { Context, LongContext } from '../base/context.ts';
import { statement } from '../base/db/statement.ts';
import type { Input, Output } from '../base/door.ts';
import { initialsOf } from '../base/pinyin.ts';
import { questionnaireOf } from '../questionnaires/index.ts';
import { heldFollowUp } from '../worklist/index.ts';
import { learnOpinions as learn, lessonsOf } from './earlierCases.ts';

export async function learnOpinions(ctx: LongContext): Promise<Output<'opinions', 'learnOpinions'>> {
  return { cases: await learn(ctx) };
}

const findInterview = statement<{ version_id: string; held_by: string | null }>(
  `select i.questionnaire_version_id as version_id, f.held_by
   from interview i join follow_up f on f.id = i.follow_up_id where i.id = ?`,
);
const findActive = statement<{ id: string }>(`select id from department where id = ? and active = 1`);

/** Whatever follows no longer changes what an opinion is about, and would only take time. */
const charactersRead = 300;

const codeOf = <Code extends string>(codes: readonly Code[], label: string | undefined) => codes.find((code) => code === label);

/** @throws Refusal NOT_FOUND, NOT_HELD */
export async function suggest(
  ctx: Context,
  { interviewId, text, itemCode }: Input<'opinions', 'suggest'>,
): Promise<Output<'opinions', 'suggest'>> {
  const [interview] = await findInterview(ctx.db, [interviewId]);
  if (!interview) throw new Refusal('NOT_FOUND', { what: '这份访谈' });
  if (interview.held_by !== ctx.actor.id) throw new Refusal('NOT_HELD');
  const lessons = lessonsOf(ctx.parts);
  const beginning = text.slice(0, charactersRead);
  const proposal = (question: string, of = itemCode) => suggestFor(lessons, question, beginning, of);
  const { content } = await questionnaireOf(ctx.db, interview.version_id);
  // Items of other questionnaires that ask the same would only stand in the way.
  const asked = new Set(content.items.map(({ code }) => code));
  const about = suggestFor(lessons, 'item', beginning, itemCode, asked);
  const titles = new Map(content.items.map(({ code, title }) => [code, title]));
  /** An item tells by its title where the nurse knows it: where it is the one the opinion hangs on. */
  const readable = (word: string) => {
    const sign = itemOf(word);
    return sign === null ? word : ((sign === itemCode ? titles.get(sign) : undefined) ?? []);
  };
  const as = <Value>(found: Proposal | null, value: Value | undefined | null) =>
    found && value ? { value, similar: found.similar, words: found.words.flatMap(readable) } : null;
  const item = content.items.find(({ code }) => code === about?.label);
  const aspect = item ? null : proposal('aspect');
  // What it will be about once the suggestion is taken tells of the department.
  const answerable = proposal('department', item?.code ?? itemCode);
  const active = answerable ? await findActive(ctx.db, [answerable.label]) : [];
  const severity = proposal('severity');
  return {
    itemCode: as(about, item?.code),
    aspect: item ? as(about, item.aspect) : as(aspect, codeOf(aspectCodes.codes, aspect?.label)),
    departmentId: as(answerable, active[0]?.id),
    severity: as(severity, codeOf(severities.codes, severity?.label)),
  };
}

/** The months whose stays name the staff. */
const monthsBack = 6;
const namesAtMost = 40;

/** @throws Refusal as `heldFollowUp` */
export async function staffNames(
  ctx: Context,
  { followUpId, departmentId }: Input<'opinions', 'staffNames'>,
): Promise<Output<'opinions', 'staffNames'>> {
  const followUp = await heldFollowUp(ctx, followUpId);
  const stay = await ctx.db
    .selectFrom('discharge')
    .select(['doctor', 'nurse', 'department_id'])
    .where('id', '=', followUp.discharge_id)
    .executeTakeFirstOrThrow();
  const seen = (post: 'doctor' | 'nurse') =>
    ctx.db
      .selectFrom('discharge')
      .select(post)
      .where('department_id', '=', departmentId)
      .where('month', '>', addMonths(monthOf(ctx.now), -monthsBack))
      .where(post, '!=', '')
      .groupBy(post)
      .orderBy((eb) => eb.fn.countAll(), 'desc')
      .orderBy(post)
      .limit(namesAtMost)
      .execute();
  const ofStay = stay.department_id === departmentId;
  const doctors = (await seen('doctor')).map((row) => row.doctor);
  const nurses = (await seen('nurse')).map((row) => row.nurse);
  const staff = [
    ...(ofStay
      ? [
          { name: stay.doctor, post: 'doctor' as const, ofStay },
          { name: stay.nurse, post: 'nurse' as const, ofStay },
        ]
      : []),
    ...nurses.map((name) => ({ name, post: 'nurse' as const, ofStay: false })),
    ...doctors.map((name) => ({ name, post: 'doctor' as const, ofStay: false })),
  ];
  const first = new Map(
    staff
      .filter(({ name }) => name !== '')
      .toReversed()
      .map((one) => [one.name, one]),
  );
  return staff.filter((one) => first.get(one.name) === one).map((one) => ({ ...one, initials: initialsOf(one.name) }));
}
