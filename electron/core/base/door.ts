/**
 * The only entry to the core. Every call passes these steps in order: token known? signed in? role? → transaction →
 * text clean? valid? → handler → audit → commit → events.
 */
import { randomUUID } from 'node:crypto';
import { type ContractProcedure, type InferSchemaInput, type InferSchemaOutput, ORPCError, ValidationError } from '@orpc/contract';
import { implement, type Router } from '@orpc/server';
import type { ProcedureMeta } from '../../../shared/base/contract/base.ts';
import { errorList, Refusal } from '../../../shared/base/contract/errors.ts';
import type { Topic } from '../../../shared/base/contract/topics.ts';
import { type Contract, contract } from '../../../shared/contract.ts';
import { type AuditLine, appendAudit } from './audit.ts';
import { refuseClockBehind, waitsForClock } from './clock.ts';
import { type Actor, type Context, type LongContext, type Parts, systemActor } from './context.ts';
import { refusalOf } from './db/errors.ts';
import type { Db } from './db/schema.ts';
import { gatedContract } from './gate.ts';
import { Pushes } from './pushes.ts';

/** The caller: a session token, or the command line, which acts as the system. */
export interface Caller {
  readonly token?: string;
  /** The machine at the other end, as the host sees it; never what a client says of itself. */
  readonly address?: string;
  readonly actor?: Actor;
}

type HandlerOf<P> =
  // biome-ignore lint/suspicious/noExplicitAny: the error map is of no interest here
  P extends ContractProcedure<infer I, infer O, any, infer M>
    ? (ctx: M extends ProcedureMeta<'long'> ? LongContext : Context, input: InferSchemaOutput<I>) => Promise<InferSchemaInput<O>>
    : never;

/** A room's handlers: one plain function per procedure. A missing or wrong one is a compile error. */
export type Handlers<R extends keyof Contract> = { readonly [P in keyof Contract[R]]: HandlerOf<Contract[R][P]> };
export type AllHandlers = { readonly [R in keyof Contract]: Handlers<R> };
/** The parsed input of a procedure, as its handler gets it. */
export type Input<R extends keyof Contract, P extends keyof Contract[R]> = Parameters<HandlerOf<Contract[R][P]>>[1];
/** What a procedure answers. */
export type Output<R extends keyof Contract, P extends keyof Contract[R]> = Awaited<ReturnType<HandlerOf<Contract[R][P]>>>;

interface Opened {
  readonly ctx: Context | LongContext;
}

export type WorkstationRouter = Router<Contract, Caller>;

export interface Door {
  /** What every adapter serves. */
  readonly router: WorkstationRouter;
  /** Who a caller is, for an adapter that must know before it reads on. @throws Refusal NOT_SIGNED_IN, FORBIDDEN, DATABASE_BUSY */
  admit(caller: Caller, meta: ProcedureMeta): Promise<Actor>;
}

/** Who holds a token, at an instant: the accounts room knows. @throws Refusal NOT_SIGNED_IN */
export type ActorOfToken = (db: Db, token: string | undefined, now: string) => Promise<Actor>;

/** Opens the door over the handlers. */
export function openDoor(parts: Parts, handlers: AllHandlers, actorOfToken: ActorOfToken): Door {
  const pushes = new Pushes();

  async function transaction<T>(
    caller: Caller,
    meta: ProcedureMeta,
    known: Actor | null,
    work: (ctx: Context) => Promise<T>,
    needsClock = false,
  ): Promise<T> {
    const changed = new Set<Topic>();
    const result = await parts.store.db.transaction().execute(async (db) => {
      const now = parts.clock().toISOString();
      const actor = known ?? caller.actor ?? (await actorOfToken(db, caller.token, now));
      if (!known) admit(meta, actor);
      if (needsClock) await refuseClockBehind(db, now);
      const lines: AuditLine[] = [];
      const ctx: Context = {
        db,
        actor,
        token: caller.token ?? '',
        now,
        newId: parts.newId,
        newSeed: parts.newSeed,
        parts,
        audit: (action, subject, detail = {}) => void lines.push({ action, subject, detail }),
        changed: (...topics) => {
          for (const topic of topics) changed.add(topic);
        },
      };
      const value = await work(ctx);
      await appendAudit(db, actor, now, lines);
      return value;
    });
    pushes.changed(changed);
    return result;
  }

  const actorFor = (caller: Caller, meta: ProcedureMeta, needsClock = false) =>
    transaction(caller, meta, null, async (ctx) => ctx.actor, needsClock);

  async function longContext(
    caller: Caller,
    meta: ProcedureMeta,
    signal: AbortSignal | undefined,
    needsClock: boolean,
  ): Promise<LongContext> {
    const actor = await actorFor(caller, meta, needsClock);
    return {
      actor,
      address: caller.address ?? '',
      token: caller.token ?? '',
      parts,
      signal,
      transaction: (work) => transaction(caller, meta, actor, work),
      asSystem: (work) => transaction(caller, meta, systemActor, work),
      progress: (task, done, words) => pushes.progress(actor.id, { task, done, words }),
      pushes: () => pushes.hear(signal),
    };
  }

  const root = implement(gatedContract(contract)).$context<Caller>();
  const os = root.use(async ({ context, next, procedure, signal, path }) => {
    const meta = procedure['~orpc'].meta as ProcedureMeta;
    const needsClock = meta.kind !== 'read' && waitsForClock(path);
    try {
      const run = async (opened: Opened) => next({ context: opened });
      if (meta.kind === 'long') return await run({ ctx: await longContext(context, meta, signal, needsClock) });
      return await transaction(context, meta, null, (ctx) => run({ ctx }), needsClock);
    } catch (error) {
      throw wireError(error, parts);
    }
  });

  const router: Record<string, Record<string, unknown>> = {};
  const implementers = os as unknown as Record<
    string,
    Record<string, { handler(run: (options: { context: Opened; input: unknown }) => unknown): unknown }>
  >;
  for (const [room, procedures] of Object.entries(handlers)) {
    const built: Record<string, unknown> = {};
    for (const [name, handle] of Object.entries(procedures)) {
      built[name] = implementers[room]?.[name]?.handler(({ context, input }) =>
        (handle as (ctx: Opened['ctx'], input: unknown) => unknown)(context.ctx, input),
      );
    }
    router[room] = built;
  }
  return {
    router: os.router(router as never) as unknown as WorkstationRouter,
    admit: (caller, meta) =>
      actorFor(caller, meta).catch((error: unknown) => {
        throw refusalOf(error, parts.dataDir) ?? error;
      }),
  };
}

/** @throws Refusal NOT_SIGNED_IN, FORBIDDEN */
function admit(meta: ProcedureMeta, actor: Actor): void {
  if (meta.callers === 'anyone' || actor.role === 'system') return;
  if (actor.role === 'nobody') throw new Refusal('NOT_SIGNED_IN');
  if (meta.callers !== 'signedIn' && !meta.callers.includes(actor.role)) throw new Refusal('FORBIDDEN');
}

function wireError(error: unknown, parts: Parts): unknown {
  if (error instanceof ORPCError) {
    if (!(error.cause instanceof ValidationError) || error.code !== 'BAD_REQUEST') {
      if (error.code === 'INTERNAL_SERVER_ERROR')
        parts.log(`wrong output: ${JSON.stringify((error.cause as ValidationError | undefined)?.issues ?? error.message)}`);
      return error;
    }
    const issue = error.cause.issues[0];
    const path = issue?.path?.map((part) => (typeof part === 'object' ? String(part.key) : String(part))).join('.') ?? '';
    return wireError(new Refusal('BAD_INPUT', { detail: path ? `${issue?.message ?? ''}（${path}）` : (issue?.message ?? '') }), parts);
  }
  const refusal = refusalOf(error, parts.dataDir) ?? faultOf(error, parts);
  return new ORPCError(refusal.code, {
    defined: true,
    status: errorList[refusal.code].status,
    message: refusal.message,
    data: refusal.data,
  });
}

function faultOf(error: unknown, parts: Parts): Refusal {
  const ref = randomUUID().slice(0, 8);
  parts.log(`fault ${ref}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return new Refusal('INTERNAL', { ref });
}
