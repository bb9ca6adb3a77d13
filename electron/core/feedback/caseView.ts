/** One feedback in full, limited to what its reader may see. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import { sexes } from '../../../shared/base/contract/words.ts';
import { maskPhone } from '../../../shared/base/rules/phones.ts';
import type { FeedbackCase } from '../../../shared/feedback/contract/feedback.ts';
import { ageGroup } from '../../../shared/feedback/rules/ageGroup.ts';
import { actionsFor } from '../../../shared/feedback/rules/states.ts';
import { auditView } from '../base/auditView.ts';
import type { Actor, Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import { readSettings } from '../base/settings.ts';
import { actsForHead, headedDepartments, toldOf } from './deputies.ts';
import { itemTexts } from './itemTexts.ts';
import { replyingOf } from './replying.ts';
import { asRows, casesWithNames, type NamedCase } from './rows.ts';
import { inScope, isClinicalAlarm, roleOf, seesIdentity, seesPatientOf } from './scope.ts';
import { type Withheld, withheldFrom } from './withheld.ts';

/**
 * The case, where the reader may see it.
 * @throws Refusal NOT_FOUND
 */
export async function caseInScope(db: Db, actor: Actor, id: string): Promise<NamedCase> {
  const visible = db
    .selectFrom('feedback')
    .select('feedback.id')
    .where((eb) => eb.and([inScope(eb, actor), eb('feedback.id', '=', id)]));
  const found = await casesWithNames(db).where('feedback.id', 'in', visible).executeTakeFirst();
  if (!found) throw new Refusal('NOT_FOUND', { what: '这件意见' });
  return found;
}

/** @param nurseless whether no nurse is named: among few interviews the nurse says which */
async function namesOf(db: Db, ids: readonly (string | null | undefined)[], nurseless: boolean): Promise<(id: string | null) => string> {
  const wanted = [...new Set(ids.filter((id) => id !== null && id !== undefined))];
  const users = wanted.length > 0 ? await db.selectFrom('app_user').select(['id', 'name', 'role']).where('id', 'in', wanted).execute() : [];
  const nameOf = ({ name, role }: (typeof users)[number]) => (nurseless && role === 'nurse' ? '回访员' : name);
  const names = new Map([['system', '系统'], ...users.map((user) => [user.id, nameOf(user)] as const)]);
  return (id) => names.get(id ?? '') ?? '';
}

async function patientOf(ctx: Context, row: NamedCase, withheld: Withheld): Promise<FeedbackCase['patient']> {
  const { db, actor } = ctx;
  const stay = row.discharge_id
    ? await db
        .selectFrom('discharge')
        .select(['name', 'sex', 'age_years', 'age_text'])
        .where('id', '=', row.discharge_id)
        .executeTakeFirst()
    : undefined;
  const nobody = { name: '', sex: '', age: '', phone: '', followUpId: null };
  if (!stay) return { ...nobody, shown: 'none' };
  const sex = stay.sex === 'unknown' ? '' : sexes.zh[stay.sex];
  if (seesPatientOf(actor, row)) {
    if (actor.role === 'head') auditView(ctx, 'feedback.viewPatient', row.id);
    const phone = maskPhone((await phonesOf(db, row.discharge_id).limit(1).executeTakeFirst())?.number ?? '');
    const followUpId = actor.role === 'head' ? null : row.follow_up_id;
    return { name: stay.name, sex, age: stay.age_text, phone, followUpId, shown: 'whole' };
  }
  if (withheld.patient) return { ...nobody, shown: 'too_few' };
  return { ...nobody, sex, age: ageGroup(stay.age_years), shown: 'group' };
}

/** Numbers of a stay, the ones that can be dialled first. */
export function phonesOf(db: Db, dischargeId: string | null) {
  return db
    .selectFrom('phone')
    .select(['number', 'relation', 'bad'])
    .where('discharge_id', '=', dischargeId ?? '')
    .orderBy('bad')
    .orderBy('position')
    .orderBy('id');
}

/**
 * Earlier cases that were settled with measures: of the same item, else of the same aspect; newest first, three at most. A withheld
 * item or aspect finds none: what is like it would tell it.
 */
async function similarTo(ctx: Context, row: NamedCase, withheld: Withheld): Promise<FeedbackCase['similar']> {
  const { db, actor } = ctx;
  const item = withheld.item ? null : row.item_code;
  const aspect = withheld.aspect ? null : row.aspect;
  if (!item && !aspect) return [];
  const found = await casesWithNames(db)
    .innerJoin('rectification', (join) =>
      join.onRef('rectification.feedback_id', '=', 'feedback.id').onRef('rectification.round', '=', 'feedback.round'),
    )
    .select('rectification.measures')
    .where('feedback.state', '=', 'closed')
    .where('feedback.id', '!=', row.id)
    // What another department's patients said is not for this head (domain §10).
    .$if(actor.role === 'head', (cases) => cases.where('feedback.department_id', '=', actor.departmentId ?? ''))
    .where('measures', '!=', '')
    .where((eb) => eb.or([...(item ? [eb('feedback.item_code', '=', item)] : []), ...(aspect ? [eb('feedback.aspect', '=', aspect)] : [])]))
    .orderBy((eb) =>
      eb
        .case()
        .when('feedback.item_code', '=', item ?? '')
        .then(0)
        .else(1)
        .end(),
    )
    .orderBy('feedback.closed_at', 'desc')
    .orderBy('feedback.id', 'desc')
    .limit(3)
    .execute();
  const hidden = await withheldFrom(ctx, found);
  return found
    .filter((one) => !(item ? hidden(one).item : hidden(one).aspect))
    .map((one) => ({
      number: one.number,
      month: one.month,
      department: one.departmentName,
      text: hidden(one).words(one.text),
      measures: hidden(one).words(one.measures),
      state: one.state,
    }));
}

/** @throws Refusal NOT_FOUND */
export async function caseOf(ctx: Context, id: string): Promise<FeedbackCase> {
  const { db, actor } = ctx;
  const row = await caseInScope(db, actor, id);
  const settings = await readSettings(db);
  const withheldOf = await withheldFrom(ctx, [row]);
  const withheld = withheldOf(row);
  const [listed] = await asRows(ctx, [row], settings, withheldOf);
  if (!listed) throw new Refusal('NOT_FOUND', { what: '这件意见' });
  const interview = row.interview_id
    ? await db.selectFrom('interview').select(['nurse_id', 'started_at']).where('id', '=', row.interview_id).executeTakeFirst()
    : undefined;
  const rectifications = await db.selectFrom('rectification').selectAll().where('feedback_id', '=', id).orderBy('round').execute();
  const replies = await db.selectFrom('reply').selectAll().where('feedback_id', '=', id).orderBy('at').orderBy('id').execute();
  const events = await db.selectFrom('feedback_event').selectAll().where('feedback_id', '=', id).orderBy('at').orderBy('id').execute();
  const { words } = withheld;
  const people = [
    interview?.nurse_id,
    row.registered_by,
    ...rectifications.flatMap((one) => [one.submitted_by, one.reviewed_by]),
    ...replies.map((one) => one.user_id),
    ...events.map((one) => one.user_id),
  ];
  const name = await namesOf(db, people, withheld.patient);
  const ofRegistration = (one: (typeof events)[number]) => one.at === row.registered_at && one.user_id === row.registered_by;
  const text = await itemTexts(db, [{ itemCode: row.item_code, versionId: row.versionId }]);
  const departments = new Map((await db.selectFrom('department').select(['id', 'name']).execute()).map((one) => [one.id, one.name]));
  const deputy = await actsForHead(db, actor, row.department_id);
  return {
    ...listed,
    month: row.month,
    patient: await patientOf(ctx, row, withheld),
    itemSay: withheld.item ? '' : text({ itemCode: row.item_code, versionId: row.versionId }).say,
    // The time of the call and who made it could be joined with lists of interviews.
    interviewedAt: actor.role === 'head' ? null : (interview?.started_at ?? null),
    nurseName: actor.role === 'head' ? '' : name(interview?.nurse_id ?? row.registered_by),
    rectifications: rectifications.map((one) => ({
      round: one.round,
      departmentId: one.department_id,
      department: departments.get(one.department_id) ?? '',
      causeKind: one.cause_kind,
      cause: words(one.cause),
      measures: words(one.measures),
      responsible: one.responsible,
      doneDate: one.done_date,
      submittedBy: one.submitted_by === null ? null : name(one.submitted_by),
      submittedAt: one.submitted_at,
      reviewVerdict: one.review_verdict,
      reviewComment: words(one.review_comment),
      reviewedBy: one.reviewed_by === null ? null : name(one.reviewed_by),
      reviewedAt: one.reviewed_at,
    })),
    replies: replies.map((one) => ({
      round: one.round,
      at: one.at,
      by: name(one.user_id),
      content: words(one.content),
      verdict: one.verdict,
      patientWords: words(one.patient_words),
      way: one.way,
    })),
    replying: seesIdentity(actor) && !withheld.patient ? await replyingOf(ctx, row) : null,
    timeline: events.map((one) => ({
      at: ofRegistration(one) ? listed.registeredAt : one.at,
      by: ofRegistration(one) && actor.role === 'head' ? '' : name(one.user_id),
      from: one.from_state,
      to: one.to_state,
      action: one.action,
      why: words(one.why),
      deputy: one.deputy === 1,
    })),
    actions: actionsFor(row.state, roleOf(actor), row.acknowledged_at !== null, deputy),
    headed: (await headedDepartments(db)).has(row.department_id),
    deputy,
    callBack: isClinicalAlarm(row),
    told: await toldOf(db, row.department_id),
    similar: await similarTo(ctx, row, withheld),
  };
}
