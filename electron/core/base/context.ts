/** The context given to every handler: clock, ids, randomness and files come from here, so that nothing is global. */

import type { Topic } from '../../../shared/base/contract/topics.ts';
import type { Role } from '../../../shared/base/contract/words.ts';
import type { Outputs } from '../../../shared/contract.ts';
import type { Store } from './db/open.ts';
import type { Db } from './db/schema.ts';
import type { Heard } from './pushes.ts';

/** Fills an empty hospital with the demo data whose last full month is `until` (YYYY-MM). @throws Refusal ALREADY_SET_UP, BAD_INPUT */
export type BuildDemo = (ctx: LongContext, order: { readonly until: string }) => Promise<Outputs['hospital']['setUpDemo']>;

/** What the workstation is built from. */
export interface Parts {
  readonly store: Store;
  /** Data folder: uploads, backups. */
  readonly dataDir: string;
  /** The repository's `resources/` as installed. */
  readonly resourcesDir: string;
  readonly clock: () => Date;
  /** Time-ordered text id. */
  readonly newId: () => string;
  /** Fresh seed for a draw, 16 hex digits. */
  readonly newSeed: () => string;
  readonly log: (line: string) => void;
  readonly buildDemo: BuildDemo;
  /** 32 bytes that the operating system's keychain holds for this data folder, where the desktop has one. */
  readonly keychainKey?: Buffer | undefined;
}

export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: Role | 'nobody';
  /** The head's department; null for the others. */
  readonly departmentId: string | null;
}

export const nobody: Actor = { id: '', name: '未登录', role: 'nobody', departmentId: null };
/** Command line and scheduled work. */
export const systemActor: Actor = { id: 'system', name: '系统', role: 'system', departmentId: null };

/** One transaction of one request. */
export interface Context {
  readonly db: Db;
  readonly actor: Actor;
  /** Token of the session, to end it; empty where there is none. */
  readonly token: string;
  /** The instant of the request, ISO-8601 UTC. */
  readonly now: string;
  readonly newId: () => string;
  readonly newSeed: () => string;
  readonly parts: Parts;
  /** Adds a line to the hash-chained log, written with the same commit. `detail` must hold no identities or secrets. */
  audit(action: string, subject: string, detail?: Readonly<Record<string, unknown>>): void;
  /** Tells the screens, after the commit, what changed. */
  changed(...topics: readonly Topic[]): void;
}

/** Work around files: opens its own short transactions. */
export interface LongContext {
  readonly actor: Actor;
  /** The machine that asks, as the host sees it; empty for the desktop and the command line. */
  readonly address: string;
  /** Token of the session; empty where there is none. */
  readonly token: string;
  readonly parts: Parts;
  /** One transaction, committed when the work returns. */
  transaction<T>(work: (ctx: Context) => Promise<T>): Promise<T>;
  /** The same as the system, for what is not the caller's own act. */
  asSystem<T>(work: (ctx: Context) => Promise<T>): Promise<T>;
  /** Progress 0–1 in words, pushed to the open screens of whoever began the work. */
  progress(task: string, done: number, words: string): void;
  /** Everything that is pushed from this moment on, to whomever. */
  pushes(): AsyncGenerator<Heard>;
  readonly signal: AbortSignal | undefined;
}
