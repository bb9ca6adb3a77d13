/**
 * Contract of the connections room: saved connections to the hospital's database, pulls of discharges, and their
 * results.
 */
import { z } from 'zod';
import { civilDate, done, id, instant, long, month, nothing, page, read, version, write } from '../../base/contract/base.ts';
import { databaseKinds, tlsModes } from '../../base/contract/words.ts';
import { importCommitted, importPreview } from '../../import/contract/import.ts';

/** Host name, IPv4 or IPv6 address; never a path to a socket. */
const host = z
  .string()
  .trim()
  .max(253)
  .regex(/^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+)$/, '应为主机名或 IP 地址');

/**
 * Where the rows come from: one query with `:from` (first day) and `:to` (the day after the last day), or a view with its
 * column of discharge dates, which is then asked for the same half-open span.
 */
export const querySource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sql'), text: z.string().trim().min(1).max(20_000) }),
  z.object({ kind: z.literal('view'), view: z.string().trim().min(1).max(200), dateColumn: z.string().trim().min(1).max(128) }),
]);
export type QuerySource = z.infer<typeof querySource>;

/** Each month on this day from this hour on, civil time, the month before is pulled. Days up to 28: every month has them. */
export const pullSchedule = z.object({ day: z.int().min(1).max(28), hour: z.int().min(0).max(23) });
export type PullSchedule = z.infer<typeof pullSchedule>;

const connectionFields = z.object({
  name: z.string().trim().min(1).max(40),
  kind: databaseKinds.schema,
  host,
  port: z.int().min(1).max(65_535),
  /** Name of the database; the service name for Oracle. */
  database: z
    .string()
    .trim()
    .max(128)
    .regex(/^[\p{L}\p{N}_.$#-]+$/u, '数据库名只能有文字、数字和 _ . $ # -'),
  user: z.string().trim().min(1).max(128),
  tls: tlsModes.schema,
  /** Certificate of the hospital's own authority (PEM), for `verify`; empty trusts the machine's list. */
  certificate: z.string().trim().max(20_000).default(''),
  source: querySource,
  schedule: pullSchedule.nullable(),
});

/** A connection as it is typed. The password is absent where the saved one stays. */
export const connectionDraft = connectionFields.extend({
  id: id.optional(),
  version: version.default(0),
  password: z.string().min(1).max(200).optional(),
});
export type ConnectionDraft = z.infer<typeof connectionDraft>;

export const pullRun = z.object({
  id,
  connectionId: id,
  connection: z.string(),
  from: civilDate,
  to: civilDate,
  /** The month a schedule pulled; null for a pull by hand. */
  scheduledMonth: month.nullable(),
  state: z.enum(['running', 'done', 'failed']),
  tries: z.int(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  by: z.string(),
  batchId: id.nullable(),
  counts: z.object({ read: z.int(), added: z.int(), changed: z.int(), unchanged: z.int(), rejected: z.int() }).nullable(),
  /** Departments the pull brought that nobody knew before. */
  newDepartments: z.array(z.string()),
  /** Why it failed, in a sentence; null otherwise. */
  error: z.string().nullable(),
  /** An admin has looked at the list since. */
  seen: z.boolean(),
});
export type PullRun = z.infer<typeof pullRun>;

/** A saved connection; its password never leaves the core. */
export const connection = connectionFields.extend({
  id,
  version: z.int(),
  updatedAt: instant,
  /** When the schedule runs next; null without one. */
  nextAt: instant.nullable(),
  lastRun: pullRun.nullable(),
});
export type Connection = z.infer<typeof connection>;

/** What a trial of a connection found: the server, and how its columns would be read. */
export const connectionTrial = z.object({
  /** Product and version. */
  server: z.string(),
  milliseconds: z.int(),
  from: civilDate,
  to: civilDate,
  columns: z.array(z.object({ header: z.string(), sample: z.string(), field: z.string().nullable(), confident: z.boolean() })),
  /** Names of required fields that no column holds. */
  missing: z.array(z.string()),
  /** First rows as text, identity numbers and phones masked. */
  rows: z.array(z.array(z.string())),
});
export type ConnectionTrial = z.infer<typeof connectionTrial>;

const pullOrder = z.object({ connectionId: id, from: civilDate, to: civilDate });

export const connections = {
  list: read(['admin']).input(nothing).output(z.array(connection)),
  /** A changed kind, host, port, user or encryption asks for the password again: a saved one is sent nowhere else. */
  saveConnection: write(['admin']).input(connectionDraft).output(connection),
  removeConnection: write(['admin'])
    .input(z.object({ connectionId: id }))
    .output(done),
  /** Connects and asks for the first rows of last month; saves nothing. */
  testConnection: long(['admin']).input(connectionDraft).output(connectionTrial),
  /** Pulls the days from `from` to `to`, both included, and says what an import would do; then `commitPull`. */
  previewPull: long(['admin']).input(pullOrder).output(importPreview),
  commitPull: long(['admin'])
    .input(z.object({ uploadId: id, acceptGuesses: z.boolean().default(false) }))
    .output(importCommitted),
  /** Pull and import in one go; a failure is in the run as well as thrown. */
  pullNow: long(['admin']).input(pullOrder).output(pullRun),
  /** Runs every schedule that is due and not done; called by the workstation's own timer. */
  runDuePulls: long(['admin']).input(nothing).output(z.array(pullRun)),
  pullRuns: read(['admin'])
    .input(page)
    .output(z.object({ total: z.int(), unseen: z.int(), unseenFailed: z.int(), rows: z.array(pullRun) })),
  seePullRuns: write(['admin']).input(nothing).output(done),
};
