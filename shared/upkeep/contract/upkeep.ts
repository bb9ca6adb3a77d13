/** Settings, integrity, backup, audit log, pushes. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { civilDate, done, id, instant, long, nothing, page, read, version, write } from '../../base/contract/base.ts';
import { numberSetting } from '../../base/contract/numberSettings.ts';
import { push } from '../../base/contract/topics.ts';

/**
 * How a number reaches the telephone: not at all (the nurse dials), by a tel: or sip: link, or by the softphone's own
 * program, which the desktop alone can start.
 */
export const diallingPlan = z.object({
  by: z.enum(['none', 'link', 'program']).default('none'),
  /** tel:{number}, sip:{number}@10.0.0.5 */
  link: z.string().max(120).default('tel:{number}'),
  /** Whole path of the program, and its arguments, one of them with {number}. */
  program: z.string().max(260).default(''),
  arguments: z.array(z.string().max(120)).max(10).default([]),
  /** Dialled first to get an outside line: 9. */
  outsideLine: z.string().max(6).default(''),
  /** The hospital's own area code, left out on its own landlines: 0571. */
  areaCode: z.string().max(4).default(''),
  /** Beginnings of the city's own mobile numbers; with any, all others get a 0 in front. */
  localMobiles: z.array(z.string().max(7)).max(2_000).default([]),
});
export type DiallingPlan = z.infer<typeof diallingPlan>;

/** Every setting with its default; one object, stored as one row. */
export const settings = z.object({
  /** Rises with every save of any of them. */
  version: version.default(0),
  recentDays: numberSetting('recentDays').default(30),
  maxAttempts: numberSetting('maxAttempts').default(5),
  triesPerDay: numberSetting('triesPerDay').default(3),
  /** Day parts and calling hours, local time HH:MM. */
  dayParts: z.array(z.tuple([z.string(), z.string()])).default([
    ['08:30', '12:00'],
    ['12:00', '17:30'],
    ['17:30', '20:30'],
  ]),
  firstContactFromDays: numberSetting('firstContactFromDays').default(2),
  firstContactByDays: numberSetting('firstContactByDays').default(14),
  holdMinutes: numberSetting('holdMinutes').default(30),
  /** Said before the interview where calls are recorded; empty where they are not. */
  recordingNotice: z.string().trim().max(200).default(''),
  /** Days ahead in which a revisit is reminded of. */
  revisitDays: numberSetting('revisitDays').default(7),
  /** Working days by severity. */
  limits: z
    .object({ urgent: numberSetting('limits.urgent'), general: numberSetting('limits.general'), several: numberSetting('limits.several') })
    .default({ urgent: 1, general: 5, several: 10 }),
  departmentLine: numberSetting('departmentLine').default(0.6),
  rankFrom: numberSetting('rankFrom').default(30),
  hideBelow: numberSetting('hideBelow').default(10),
  /** Share of each nurse's finished interviews that the supervisor reviews, percent; the field asks for 10 at least. */
  reviewPercent: numberSetting('reviewPercent').default(10),
  /** Completed interviews with less talk time than this are pointed out, seconds. */
  shortTalkSeconds: numberSetting('shortTalkSeconds').default(120),
  idleMinutes: numberSetting('idleMinutes').default(10),
  /** Civil dates that win over the built-in calendar. Set by `saveCalendar` alone. */
  holidays: z.array(z.string()).default([]),
  makeUpDays: z.array(z.string()).default([]),
  /** Set by `saveDialling` alone. */
  dialling: diallingPlan.default(diallingPlan.parse({})),
});
export type Settings = z.infer<typeof settings>;

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
