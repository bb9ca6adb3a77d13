/** Building blocks of every procedure in the contract: who may call it, how it uses the database, common shapes. */
import { type ErrorMap, oc } from '@orpc/contract';
import { z } from 'zod';
import { isCivilDate, isInstant } from '../rules/time.ts';
import { errorList } from './errors.ts';
import type { Role } from './words.ts';

/** Who may call: the named roles, anyone signed in, or anyone at all (set-up and log-in only). */
export type Callers = readonly Role[] | 'signedIn' | 'anyone';

/**
 * `read` and `write` run in one transaction opened by the door. `long` (file work, exports, progress) opens its own
 * short transactions through its context, because a file must never be parsed while the database is held.
 */
export interface ProcedureMeta<Kind extends 'read' | 'write' | 'long' = 'read' | 'write' | 'long'> {
  [key: string]: unknown;
  readonly kind: Kind;
  readonly callers: Callers;
  /** Takes a file: its body may be a large form, which is read once the caller is known. */
  readonly upload?: true;
}

const errorMap: ErrorMap = Object.fromEntries(
  Object.entries(errorList).map(([code, { status }]) => [
    code,
    { status, data: z.record(z.string(), z.union([z.string(), z.number()])).optional() },
  ]),
);

const base = oc.errors(errorMap);

/** A question: changes nothing. */
export const read = (callers: Callers) => base.$meta<ProcedureMeta<'read'>>({ kind: 'read', callers });
/** A change: one transaction, all or nothing. */
export const write = (callers: Callers) => base.$meta<ProcedureMeta<'write'>>({ kind: 'write', callers });
/** Work around files, or that reports progress. */
export const long = (callers: Callers) => base.$meta<ProcedureMeta<'long'>>({ kind: 'long', callers });
/** Long work on a file that comes with the request. */
export const upload = (callers: Exclude<Callers, 'anyone'>) => base.$meta<ProcedureMeta<'long'>>({ kind: 'long', callers, upload: true });

export const id = z.string().min(1).max(40);
/** Id of a new record that the caller makes: the characters that the core's own ids have. */
export const madeId = id.regex(/^[A-Za-z0-9_-]+$/, '编号只能用字母、数字、- 和 _');
/** Years that a date of this hospital can lie in: the oldest patients' births, and plans far ahead. */
const year = '(?:19|20)\\d{2}';
/** Civil date YYYY-MM-DD in the hospital's time zone (UTC+8); 31 February is none. */
export const civilDate = z
  .string()
  .regex(new RegExp(`^${year}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$`), '日期应为 YYYY-MM-DD')
  .refine(isCivilDate, '没有这一天');
/** Month YYYY-MM. */
export const month = z.string().regex(new RegExp(`^${year}-(0[1-9]|1[0-2])$`), '月份应为 YYYY-MM');
/** Instant, ISO-8601 in UTC with milliseconds. */
export const instant = z
  .string()
  .regex(/^(?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, '时间应为 ISO-8601 UTC')
  .refine(isInstant, '没有这个时刻');
/** Version of an editable record, as the caller last saw it; 0 for one that is not stored yet. On another one a save is refused with VERSION_CONFLICT. */
export const version = z.int().min(0).max(2_000_000_000);
/** Where a page of a list begins: no list is longer. */
export const offset = z.int().min(0).max(10_000_000).default(0);
export const page = z.object({ offset, limit: z.int().min(1).max(500).default(100) });
export const nothing = z.object({}).default({});
export const done = z.object({ ok: z.literal(true) });
/** 95 % Wilson interval as fractions. */
export const interval = z.tuple([z.number(), z.number()]);
/** A proportion with its counts; `rate` and `interval` are null when n is 0 or hidden from the reader. */
export const proportion = z.object({
  interviews: z.int(),
  satisfied: z.int().nullable(),
  rate: z.number().nullable(),
  interval: interval.nullable(),
});
export type Proportion = z.infer<typeof proportion>;
