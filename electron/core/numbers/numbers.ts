/** The numbers of a patient during a call: their order, what is known of each, and adding a new one. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import { attemptOutcomes, type PhoneMark, phoneMarks } from '../../../shared/base/contract/words.ts';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import type { KnownNumber } from '../../../shared/worklist/contract/knownNumber.ts';
import { outcomeRules } from '../../../shared/worklist/rules/attempts.ts';
import { type Context, systemActor } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { Input } from '../base/door.ts';
import { endWhereNobodyMayCall } from '../calls/index.ts';
import { awaitTurn, heldFollowUp, listedNumbers, openAttemptOf, reachOf } from '../worklist/index.ts';
import { numberFrom } from './doNotCallList.ts';

const badOutcomes = attemptOutcomes.codes.filter((outcome) => outcomeRules[outcome].nextNumber);

/** Something found out about a number: by a call, or besides. */
export interface Finding {
  readonly mark: PhoneMark | (typeof badOutcomes)[number];
  readonly what: string;
  readonly note: string;
  readonly at: string;
  readonly by: string;
}

/** All that was found out about the numbers of these stays, by number, the oldest first. */
export async function findingsOf(db: Db, dischargeIds: readonly string[]): Promise<Map<string, Finding[]>> {
  const found = new Map<string, Finding[]>();
  const step = 5_000;
  for (let start = 0; start < dischargeIds.length; start += step) {
    const ids = dischargeIds.slice(start, start + step);
    const marks = await db
      .selectFrom('phone_mark')
      .leftJoin('app_user', 'app_user.id', 'phone_mark.user_id')
      .select(['phone_id', 'mark', 'note', 'at', 'app_user.name as by'])
      .where('discharge_id', 'in', ids)
      .orderBy('at')
      .orderBy('phone_mark.id')
      .execute();
    const calls = await db
      .selectFrom('attempt')
      .innerJoin('follow_up', 'follow_up.id', 'attempt.follow_up_id')
      .leftJoin('app_user', 'app_user.id', 'attempt.nurse_id')
      .select(['attempt.phone_id', 'attempt.outcome', 'attempt.note', 'attempt.ended_at', 'app_user.name as by'])
      .where('follow_up.discharge_id', 'in', ids)
      .where('attempt.outcome', 'in', badOutcomes)
      .orderBy('attempt.ended_at')
      .orderBy('attempt.id')
      .execute();
    const all = [
      ...calls.flatMap(({ outcome, ended_at, ...row }) =>
        outcome && ended_at ? [{ ...row, mark: outcome, what: attemptOutcomes.zh[outcome], at: ended_at }] : [],
      ),
      ...marks.map((row) => ({ ...row, what: phoneMarks.zh[row.mark] })),
    ];
    for (const { phone_id, mark, what, note, at, by } of all.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
      if (phone_id === null) continue;
      const list = found.get(phone_id) ?? [];
      list.push({ mark, what, note, at, by: by ?? systemActor.name });
      found.set(phone_id, list);
    }
  }
  return found;
}

const foundByCall = (findings: readonly Finding[]) => findings.some(({ mark }) => badOutcomes.some((outcome) => outcome === mark));

type Phone = Schema['phone'];

export async function phonesOf(db: Db, dischargeId: string): Promise<Phone[]> {
  return db.selectFrom('phone').selectAll().where('discharge_id', '=', dischargeId).orderBy('position').orderBy('id').execute();
}

async function known(ctx: Context, dischargeId: string): Promise<KnownNumber[]> {
  const listed = await listedNumbers(ctx.db, civilDateOf(ctx.now));
  const findings = await findingsOf(ctx.db, [dischargeId]);
  return (await phonesOf(ctx.db, dischargeId)).map((phone) => {
    const found = findings.get(phone.id) ?? [];
    const last = found.findLast((one) => one.mark !== 'slipped' && one.mark !== 'moved');
    return {
      id: phone.id,
      number: phone.number,
      kind: phone.kind,
      extension: phone.extension,
      relation: phone.relation,
      source: phone.source ?? 'file',
      bad: phone.bad === 1,
      foundBad: foundByCall(found),
      listed: listed.has(phone.number),
      last: last ? { what: last.what, note: last.note, at: last.at, by: last.by } : null,
    };
  });
}

/** Notes what was found out; the caller changes the number itself. */
export async function markPhone(ctx: Context, phone: Pick<Phone, 'id' | 'discharge_id'>, mark: PhoneMark, note: string): Promise<void> {
  await ctx.db
    .insertInto('phone_mark')
    .values({ id: ctx.newId(), discharge_id: phone.discharge_id, phone_id: phone.id, mark, note, at: ctx.now, user_id: ctx.actor.id })
    .execute();
}

/** Gives the numbers the order in which they are tried. */
async function reorder(db: Db, phones: readonly Phone[]): Promise<void> {
  for (const [position, phone] of phones.entries())
    if (phone.position !== position) await db.updateTable('phone').set({ position }).where('id', '=', phone.id).execute();
}

export interface NewNumber {
  readonly number: string;
  readonly relation: string;
  readonly source: 'call' | 'ward';
  /** Its place; behind all others where it is larger. */
  readonly at: number;
  readonly note: string;
}

/** Adds a number to a stay. @throws Refusal BAD_INPUT where it cannot be dialled or is there already and good */
export async function addPhone(ctx: Context, dischargeId: string, added: NewNumber): Promise<void> {
  const read = numberFrom(added.number);
  const phones = await phonesOf(ctx.db, dischargeId);
  const same = phones.find((phone) => phone.number === read.number && phone.extension === read.extension);
  if (same) throw new Refusal('BAD_INPUT', { detail: same.bad ? '这个号码已经登记过，标为有误' : '这个号码已经登记过' });
  const phone: Phone = {
    ...read,
    id: ctx.newId(),
    discharge_id: dischargeId,
    position: phones.length,
    relation: added.relation,
    bad: 0,
    source: added.source,
  };
  await ctx.db.insertInto('phone').values(phone).execute();
  await ctx.db.updateTable('discharge').set({ dialable: 1 }).where('id', '=', dischargeId).execute();
  await markPhone(ctx, phone, 'added', added.note);
  await reorder(ctx.db, phones.toSpliced(added.at, 0, phone));
}

/** The stay of the follow-up this actor holds. @throws Refusal NOT_FOUND, FOLLOW_UP_ENDED, NOT_HELD */
async function heldStay(ctx: Context, followUpId: string): Promise<string> {
  await awaitTurn(ctx, followUpId);
  return (await heldFollowUp(ctx, followUpId)).discharge_id;
}

/** @throws Refusal as `heldStay`, NOT_FOUND (the number) */
async function heldPhone(ctx: Context, followUpId: string, phoneId: string): Promise<{ phones: readonly Phone[]; phone: Phone }> {
  const phones = await phonesOf(ctx.db, await heldStay(ctx, followUpId));
  const phone = phones.find((one) => one.id === phoneId);
  if (!phone) throw new Refusal('NOT_FOUND', { what: '这个号码' });
  return { phones, phone };
}

export async function numbers(ctx: Context, { followUpId }: Input<'numbers', 'list'>): Promise<KnownNumber[]> {
  return known(ctx, (await heldFollowUp(ctx, followUpId)).discharge_id);
}

export async function moveNumber(ctx: Context, input: Input<'numbers', 'moveNumber'>): Promise<KnownNumber[]> {
  const { phones, phone } = await heldPhone(ctx, input.followUpId, input.phoneId);
  const to = Math.min(input.place, phones.length - 1);
  if (to !== phones.indexOf(phone)) {
    await reorder(ctx.db, phones.filter((one) => one !== phone).toSpliced(to, 0, phone));
    await markPhone(ctx, phone, 'moved', '');
    ctx.audit('calling.moveNumber', input.followUpId, { phoneId: phone.id, to });
  }
  return known(ctx, phone.discharge_id);
}

export async function addNumber(ctx: Context, input: Input<'numbers', 'addNumber'>): Promise<KnownNumber[]> {
  const dischargeId = await heldStay(ctx, input.followUpId);
  const at = input.first ? 0 : Number.MAX_SAFE_INTEGER;
  await addPhone(ctx, dischargeId, { number: input.number, relation: input.relation, source: 'call', at, note: '' });
  ctx.audit('calling.addNumber', input.followUpId, { first: input.first });
  return known(ctx, dischargeId);
}

/** @throws Refusal NUMBER_NOT_DIALLED where the follow-up would end for a number that no call found wrong */
async function refuseUntried(ctx: Context, phone: Phone): Promise<void> {
  const { phoneIds } = await reachOf(ctx, phone.discharge_id);
  if (!phoneIds.has(phone.id) || phoneIds.size > 1) return;
  const findings = await findingsOf(ctx.db, [phone.discharge_id]);
  if (!foundByCall(findings.get(phone.id) ?? [])) throw new Refusal('NUMBER_NOT_DIALLED');
}

/** @throws Refusal as `heldPhone`, NUMBER_NOT_DIALLED */
export async function markNumber(ctx: Context, input: Input<'numbers', 'markNumber'>): Promise<KnownNumber[]> {
  const { phone } = await heldPhone(ctx, input.followUpId, input.phoneId);
  const bad = input.mark === 'bad' ? 1 : 0;
  if (phone.bad !== bad) {
    if (bad === 1) await refuseUntried(ctx, phone);
    await ctx.db.updateTable('phone').set({ bad }).where('id', '=', phone.id).execute();
    await markPhone(ctx, phone, input.mark, input.note);
    ctx.audit('calling.markNumber', input.followUpId, { phoneId: phone.id, mark: input.mark });
    if (bad === 1 && !(await openAttemptOf(ctx, input.followUpId)))
      await endWhereNobodyMayCall(ctx, { id: input.followUpId, discharge_id: phone.discharge_id });
  }
  return known(ctx, phone.discharge_id);
}
