/** The interface of a hospital database driver. */
import type { Refusal } from '../../../shared/base/contract/errors.ts';
import type { DatabaseKind, TlsMode } from '../../../shared/base/contract/words.ts';
import type { Cell } from '../../../shared/base/rules/text.ts';
import type { Bind, Statement } from './statement.ts';

export interface Target {
  readonly kind: DatabaseKind;
  readonly host: string;
  readonly port: number;
  /** Service name for Oracle. */
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly tls: TlsMode;
  /** PEM; empty for the machine's own list. */
  readonly certificate: string;
}

export interface Question {
  readonly statement: Statement;
  /** Civil dates: the first day, and the day after the last. */
  readonly dates: Readonly<Record<Bind, string>>;
  /** Rows taken at most; the query is stopped there. */
  readonly rows: number;
  readonly milliseconds: number;
}

export interface Answer {
  /** Product and version. */
  readonly server: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** There were more rows than asked for. */
  readonly more: boolean;
}

/** An open session that can only read. */
export interface Session {
  ask(question: Question): Promise<Answer>;
  /** Ends it, in the middle of a query too. */
  close(): Promise<void>;
}

/** One kind of database; the only one that names its package. */
export interface Driver {
  open(target: Target): Promise<Session>;
  /** What an error of this package means; null where it is none of its own. */
  refusal(error: unknown, target: Target): Refusal | null;
}

export const connectMilliseconds = 10_000;
