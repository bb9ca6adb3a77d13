/** Every setting of the hospital with its default. */
import { z } from 'zod';
import { version } from './base.ts';
import { numberSetting } from './numberSettings.ts';

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
