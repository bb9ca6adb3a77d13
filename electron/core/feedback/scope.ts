/**
 * Decides which feedback a reader sees: a head that of the own department, and of headless departments whose deputy
 * he is, once it is dispatched; a nurse her own and that of nobody; all other roles everything.
 */
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { Role } from '../../../shared/base/contract/words.ts';
import { openStates } from '../../../shared/feedback/rules/states.ts';
import { isWarningReport } from '../../../shared/opinions/rules/warningSigns.ts';
import type { Actor } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import { isNamedDeputy } from './deputies.ts';

type Where = ExpressionWrapper<Schema, 'feedback', SqlBool>;
type Builder = ExpressionBuilder<Schema, 'feedback'>;

export const roleOf = (actor: Actor): Role => (actor.role === 'nobody' ? 'director' : actor.role);

/** May the reader see who gave an opinion? Head and director never. */
export const seesIdentity = (actor: Actor): boolean => actor.role === 'nurse' || actor.role === 'supervisor' || actor.role === 'system';

/** An urgent warning sign: the department calls the patient back at once, so its head must know whom (domain §6). */
export const isClinicalAlarm = ({ severity, text }: Pick<Schema['feedback'], 'severity' | 'text'>): boolean =>
  severity === 'urgent' && isWarningReport(text);

/** May the reader of this case, who has it in scope, see who the patient is? */
export const seesPatientOf = (actor: Actor, row: Pick<Schema['feedback'], 'severity' | 'text'>): boolean =>
  seesIdentity(actor) || (actor.role === 'head' && isClinicalAlarm(row));

/** Condition on `feedback`; drafts belong to the call, never to this room. */
export function inScope(eb: Builder, actor: Actor): Where {
  const registered = eb('state', '!=', 'draft');
  if (actor.role === 'head')
    return eb.and([
      registered,
      eb('state', '!=', 'registered'),
      eb.or([eb('department_id', '=', actor.departmentId ?? ''), isNamedDeputy(eb, actor)]),
    ]);
  if (actor.role !== 'nurse') return registered;
  const reassigned = eb
    .selectFrom('follow_up')
    .select('follow_up.id')
    .whereRef('follow_up.id', '=', 'feedback.follow_up_id')
    .where('follow_up.nurse_id', '=', actor.id);
  const inHand = eb.or([eb('nurse_id', '=', actor.id), eb('nurse_id', 'is', null)]);
  return eb.and([registered, eb.or([inHand, eb('registered_by', '=', actor.id), eb.exists(reassigned)])]);
}

/** Somebody still has something to do; praise never. */
export function isOpenCase(eb: Builder): Where {
  return eb.and([eb('state', 'in', [...openStates]), eb('kind', '!=', 'praise')]);
}
