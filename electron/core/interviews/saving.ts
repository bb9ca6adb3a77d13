/**
 * What every save of an interview shares: a repeat of a request returns its first result, another request under a used
 * id is refused, so is a save made on an older version; the holder alone may save. Three statements; this path is run for every answer.
 */
import { createHash } from 'node:crypto';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Answerer, InterviewState } from '../../../shared/base/contract/words.ts';
import { canonical } from '../../../shared/base/rules/canonical.ts';
import type { Saved } from '../../../shared/interviews/contract/saving.ts';
import type { Context } from '../base/context.ts';
import { statement } from '../base/db/statement.ts';
import { readSettings } from '../base/settings.ts';
import { holdEnd } from '../worklist/index.ts';

export interface SaveRequest {
  readonly interviewId: string;
  readonly requestId: string;
  readonly expectedVersion: number;
}

/** The interview a save goes to. */
export interface OpenInterview {
  readonly id: string;
  readonly version: number;
  readonly state: InterviewState;
  readonly questionnaire_version_id: string;
  readonly follow_up_id: string;
  readonly discharge_id: string;
  readonly department_id: string;
  readonly month: string;
  readonly answerer: Answerer | null;
  readonly relation: string;
  readonly consent: number | null;
  readonly held_by: string | null;
  readonly held_until: string | null;
  /** First result under this request id, where it was used before. */
  readonly earlier: string | null;
  /** What it was used for. */
  readonly earlier_fingerprint: string | null;
  /** The item's answer so far. */
  readonly old_value: string | null;
  readonly old_objection: number | null;
}

const findInterview = statement<OpenInterview>(
  `select i.id, i.version, i.state, i.questionnaire_version_id, i.follow_up_id, i.discharge_id, i.department_id, i.month, i.answerer, i.relation,
     i.consent, f.held_by, f.held_until, r.result as earlier, r.fingerprint as earlier_fingerprint, a.value as old_value, a.objection as old_objection
   from interview i
   join follow_up f on f.id = i.follow_up_id
   left join saved_request r on r.request_id = ? and r.interview_id = i.id
   left join answer a on a.interview_id = i.id and a.item_code = ?
   where i.id = ?`,
);
const bumpVersion = statement<{ version: number }>(
  `update interview set version = version + 1 where id = ? and version = ? and state = 'open' returning version`,
);
const keepResult = statement<{ request_id: string }>(
  `insert into saved_request (request_id, interview_id, result, fingerprint) values (?, ?, ?, ?) on conflict (request_id) do nothing returning request_id`,
);
const extendHold = statement<never>(`update follow_up set held_until = ? where id = ? and held_by = ?`);

/** A hold in use is extended when less than this is left of it. */
const extendBelowMinutes = 10;

async function keepHold(ctx: Context, interview: OpenInterview): Promise<void> {
  if (interview.held_by !== ctx.actor.id) throw new Refusal('NOT_HELD');
  if ((interview.held_until ?? '') > holdEnd(ctx.now, extendBelowMinutes)) return;
  const { holdMinutes } = await readSettings(ctx.db);
  await extendHold(ctx.db, [holdEnd(ctx.now, holdMinutes), interview.follow_up_id, ctx.actor.id]);
}

export type SaveProcedure = 'saveAnswer' | 'saveOpinion' | 'saveProgress' | 'escalate';

/** A repeat is the same procedure with the same input, whatever the order of its fields. */
const fingerprintOf = (procedure: SaveProcedure, request: SaveRequest) =>
  `${procedure} ${createHash('sha256').update(canonical(request)).digest('hex')}`;

/**
 * First result of a repeat, null for a request id not used before. One stored without a fingerprint answers whatever asks.
 * @throws Refusal REQUEST_REUSED where the id was used for something else
 */
function firstResult<Extra>({ earlier, earlier_fingerprint }: OpenInterview, fingerprint: string): (Saved & Extra) | null {
  if (earlier === null) return null;
  if (earlier_fingerprint !== null && earlier_fingerprint !== fingerprint) throw new Refusal('REQUEST_REUSED');
  return JSON.parse(earlier) as Saved & Extra;
}

/**
 * Runs one save. `work` writes what is saved and returns what is answered besides version and time.
 * @throws Refusal NOT_FOUND, NOT_HELD, INTERVIEW_ENDED, VERSION_CONFLICT with the stored version, REQUEST_REUSED a request id of another save
 */
export async function save<Extra extends object>(
  ctx: Context,
  procedure: SaveProcedure,
  request: SaveRequest,
  itemCode: string,
  work: (interview: OpenInterview) => Promise<Extra>,
): Promise<Saved & Extra> {
  const { interviewId, requestId, expectedVersion } = request;
  const fingerprint = fingerprintOf(procedure, request);
  const [interview] = await findInterview(ctx.db, [requestId, itemCode, interviewId]);
  if (!interview) throw new Refusal('NOT_FOUND', { what: '这份访谈' });
  const first = firstResult<Extra>(interview, fingerprint);
  if (first) return first;
  await keepHold(ctx, interview);
  if (interview.state !== 'open') throw new Refusal('INTERVIEW_ENDED');
  const [bumped] = await bumpVersion(ctx.db, [interviewId, expectedVersion]);
  if (!bumped) {
    // While this one waited, its own first sending, another save, or the end of the call may have been committed.
    const [newest = interview] = await findInterview(ctx.db, [requestId, itemCode, interviewId]);
    const committed = firstResult<Extra>(newest, fingerprint);
    if (committed) return committed;
    if (newest.state !== 'open') throw new Refusal('INTERVIEW_ENDED');
    throw new Refusal('VERSION_CONFLICT', { version: newest.version });
  }
  const result = { version: bumped.version, savedAt: ctx.now, ...(await work(interview)) };
  const [kept] = await keepResult(ctx.db, [requestId, interviewId, JSON.stringify(result), fingerprint]);
  if (!kept) throw new Refusal('REQUEST_REUSED');
  return result;
}
