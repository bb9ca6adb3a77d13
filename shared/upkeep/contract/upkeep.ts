/** Contract of the upkeep room: settings, integrity check, backup, audit log, pushes. */

import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { civilDate, done, id, instant, long, nothing, page, read, version, write } from '../../base/contract/base.ts';
import { diallingPlan, settings } from '../../base/contract/settings.ts';
import { push } from '../../base/contract/topics.ts';

/** The hospital's own days off and make-up days, of all years. */
export const workCalendar = z.object({ holidays: z.array(civilDate).max(3_000), makeUpDays: z.array(civilDate).max(3_000) });

/** An open case whose due date a changed calendar moves. */
export const dueMove = z.object({ id, number: z.string(), from: instant, to: instant });

/** What a full check looks into; each has its words on the screen. */
export const checkName = z.enum(['database', 'audit', 'derived', 'draws', 'reviews', 'identity', 'followUps', 'openWork']);
export type CheckName = z.infer<typeof checkName>;
export const check = z.object({ name: checkName, ok: z.boolean(), detail: z.string() });

export const auditEntry = z.object({
  seq: z.int(),
  at: instant,
  user: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.string(),
});

export const upkeep = {
  settings: read('signedIn').input(nothing).output(settings),
  saveSettings: write(['supervisor', 'admin']).input(settings).output(settings),
  /** How the clock stands against the newest instant on record; `behind` where it was set back, and writing waits. */
  clock: read(['supervisor', 'admin'])
    .input(nothing)
    .output(z.object({ now: instant, newest: instant.nullable(), behind: z.boolean() })),
  /** The clock is right and the newest instant on record was wrong: work goes on from now. */
  confirmClock: write(['admin']).input(nothing).output(done),
  /** Open cases whose due dates these lists would move; nothing is written. */
  previewCalendar: read(['supervisor', 'admin']).input(workCalendar).output(z.array(dueMove)),
  /** Saves the lists and moves the due dates of open cases, each with a line in its history. `before`: the lists as the caller saw them. */
  saveCalendar: write(['supervisor', 'admin'])
    .input(z.object({ before: workCalendar, after: workCalendar }))
    .output(z.object({ settings, moved: z.int() })),
  /** It may start a program on every desktop: the admin's alone. */
  saveDialling: write(['admin'])
    .input(diallingPlan.extend({ version: version.default(0) }))
    .output(settings),
  /** Database integrity, audit chain, derived figures, draw reproducibility. */
  verify: long(['admin', 'supervisor'])
    .input(nothing)
    .output(z.object({ ok: z.boolean(), checks: z.array(check) })),
  backup: long(['admin'])
    .input(nothing)
    .output(z.object({ file: z.string(), bytes: z.int(), discharges: z.int(), interviews: z.int() })),
  audit: read(['admin', 'supervisor'])
    .input(page)
    .output(z.object({ total: z.int(), rows: z.array(auditEntry) })),
  /**
   * What changes, until the caller ends it. One stream serves all tabs of a browser: `alsoFor` are the session tokens of the
   * others. Each hears only what its role may ask about, and only the progress of its own work. Without a log-in it is open
   * only until there is a hospital, for the progress of the demo being built.
   */
  changes: long('anyone')
    .input(z.object({ alsoFor: z.array(z.string().max(100)).max(200).default([]) }).default({ alsoFor: [] }))
    .output(eventIterator(push)),
};
