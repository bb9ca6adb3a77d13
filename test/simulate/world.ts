/** The state a step works with: the hospital, its users, the calls made so far. */

import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../../electron/core/base/context.ts';
import type { Schema } from '../../electron/core/base/db/schema.ts';
import type { ProcedureMeta } from '../../shared/base/contract/base.ts';
import { errorList } from '../../shared/base/contract/errors.ts';
import type { Settings } from '../../shared/base/contract/settings.ts';
import { contract, type Inputs, type Outputs, type Room } from '../../shared/contract.ts';
import { Dice } from './dice.ts';
import type { House } from './house.ts';
import type { Past } from './invariants/invariant.ts';
import { type Rows, readRows } from './rows.ts';
import type { Tallies } from './tallies.ts';

/** A broken rule seen in an answer or in a comparison of before and after. */
export interface Fault {
  readonly invariant: string;
  /** What it is about, for telling faults apart. */
  readonly about: string;
  readonly detail: string;
}

export type Answered<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** A call that was made, for the journal of a shortened script. */
export interface Called {
  readonly step: number;
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly input: unknown;
  readonly answer: string;
}

export type User = Schema['app_user'];

const metaOf = (room: Room, procedure: string): ProcedureMeta => {
  const found = (contract as unknown as Record<string, Record<string, { '~orpc': { meta: ProcedureMeta } }>>)[room]?.[procedure];
  if (!found) throw new Error(`no such procedure: ${room}.${procedure}`);
  return found['~orpc'].meta;
};

export class World {
  readonly house: House;
  readonly tallies: Tallies;
  readonly journal: Called[] = [];
  readonly faults: Fault[] = [];
  /** The running step's own chance. */
  dice = new Dice('');
  readonly #saved: { at: string; settings: Settings }[] = [];
  #rows: Promise<Rows> | undefined;

  constructor(house: House, tallies: Tallies) {
    this.house = house;
    this.tallies = tallies;
  }

  get now(): string {
    return this.house.moment.now;
  }

  get past(): Past {
    return { settings: this.#saved };
  }

  /** The rows as they are; read again only after something may have been written. */
  rows(): Promise<Rows> {
    this.#rows ??= readRows(this.house.store);
    return this.#rows;
  }

  /** Something other than a call changed the rows. */
  forget(): void {
    this.#rows = undefined;
  }

  settingsSaved(settings: Settings): void {
    this.#saved.push({ at: this.now, settings });
  }

  fault(invariant: string, about: string, detail: string): void {
    this.faults.push({ invariant, about, detail });
  }

  /** Users who can sign in, of a role. */
  async users(role?: User['role']): Promise<User[]> {
    const { app_user } = await this.rows();
    const active = app_user.filter((one) => one.active === 1).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return role ? active.filter((one) => one.role === role) : active;
  }

  /** One of them, by the step's dice. */
  async user(role: User['role']): Promise<User | undefined> {
    return this.dice.record(await this.users(role), role);
  }

  actor(user: User): Actor {
    return { id: user.id, name: user.name, role: user.role, departmentId: user.role === 'head' ? user.department_id : null };
  }

  /** An id as a screen makes them: for requests and for opinions begun freely. */
  newId(): string {
    return `s${this.house.newId()}`;
  }

  async #auditLines(): Promise<number> {
    const row = await this.house.store.db
      .selectFrom('audit')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  }

  /** Calls a procedure as a user. A refusal of the closed list is an answer; any other error is a fault. */
  async call<R extends Room, P extends keyof Inputs[R] & keyof Outputs[R] & string>(
    user: User,
    room: R,
    procedure: P,
    input: Inputs[R][P],
    options: { readonly quiet?: boolean } = {},
  ): Promise<Answered<Outputs[R][P]>> {
    const what = `${room}.${procedure}`;
    const { log } = this.house;
    const logged = log.length;
    const writes = metaOf(room, procedure).kind !== 'read';
    const client = this.house.workstation.as({ actor: this.actor(user) }) as unknown as Record<
      string,
      Record<string, (input: unknown) => Promise<Outputs[R][P]>>
    >;
    const lines = writes ? await this.#auditLines() : 0;
    let answer: Answered<Outputs[R][P]>;
    try {
      const run = client[room]?.[procedure];
      if (!run) throw new Error(`no such procedure: ${what}`);
      answer = { ok: true, value: await run(input) };
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      answer = { ok: false, code: code ?? 'NO_CODE', message };
      if (code === undefined || !(code in errorList) || code === 'INTERNAL')
        this.fault(
          'no internal error',
          what,
          `${user.role} ${JSON.stringify(input)} → ${code}: ${message} ${log.slice(logged).join(' | ').slice(0, 600)}`,
        );
    }
    if (writes) this.forget();
    if (log.length > logged && answer.ok) this.fault('answered without a fault', what, log.slice(logged).join(' | ').slice(0, 400));
    if (writes && answer.ok && (await this.#auditLines()) === lines) this.tallies.unlogged(what);
    this.tallies.called(what, answer.ok ? 'ok' : answer.code);
    this.tallies.checked('no internal error');
    if (!options.quiet)
      this.journal.push({
        step: this.house.moment.step,
        at: this.now,
        who: `${user.role}:${user.login}`,
        what,
        input,
        answer: answer.ok ? 'ok' : `${answer.code} ${answer.message}`,
      });
    return answer;
  }

  /** The answer was lost on the way and the call is made again with the same request: the same answer, and nothing changes. */
  async again<R extends Room, P extends keyof Inputs[R] & keyof Outputs[R] & string>(
    user: User,
    room: R,
    procedure: P,
    input: Inputs[R][P],
    first: Answered<Outputs[R][P]>,
  ): Promise<void> {
    const before = await this.#auditLines();
    const second = await this.call(user, room, procedure, input);
    this.tallies.checked('a repeat answers the same');
    if (!isDeepStrictEqual(first, second))
      this.fault(
        'a repeat answers the same',
        `${room}.${procedure}`,
        `first ${JSON.stringify(first).slice(0, 300)}; again ${JSON.stringify(second).slice(0, 300)}`,
      );
    if ((await this.#auditLines()) !== before) this.fault('a repeat is logged once', `${room}.${procedure}`, 'the repeat wrote to the log');
  }
}
