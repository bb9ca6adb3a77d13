/**
 * Generates the calls of a month in order of time: each nurse makes one call at a time, retries follow the attempt
 * rules.
 */
import type { AttemptOutcome } from '../../shared/base/contract/words.ts';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import { type AfterAttempt, type AttemptSettings, afterAttempt, outcomeRules, type Try } from '../../shared/worklist/rules/attempts.ts';
import type { RecordedAttempt } from '../core/paper/index.ts';
import type { Diary } from './diary.ts';
import type { Random, Weighted } from './random.ts';
import type { Script } from './scripts.ts';
import { atMinute, minuteOf, plusDays, plusMinutes } from './times.ts';

export interface Assigned {
  readonly followUpId: string;
  readonly nurse: number;
  readonly dischargeDate: string;
  readonly phones: number;
  readonly script: Script;
  /** The first call is made then, or as soon after it as the nurse is free. */
  readonly firstAt?: string;
  /** The time agreed in the first call, after which the follow-up waits. */
  readonly agreedFor?: string;
}

interface Line {
  readonly assigned: Assigned;
  readonly calls: RecordedAttempt[];
  readonly tries: Try[];
  due: string;
  numbers: number;
  nurse: number;
}

/** Spans of a nurse's day in which calls are begun, minutes from midnight. */
type Span = readonly [number, number];
const morning: Span = [515, 715];
const afternoon: Span = [815, 1045];
const evening: Span = [1055, 1205];
const spans = [morning, afternoon, evening];
const firstCallSpans: Weighted<Span> = [
  [morning, 46],
  [afternoon, 42],
  [evening, 12],
];

/** Minutes that no call is longer than. */
const longestCall = 10;

const seconds: Readonly<Partial<Record<AttemptOutcome, readonly [number, number]>>> = {
  completed: [230, 560],
  partial: [70, 150],
  refused: [25, 75],
  soft_refused: [25, 60],
  appointment: [30, 70],
  deceased: [40, 100],
  unable: [40, 100],
};

export interface Fieldwork {
  readonly random: Random;
  readonly days: readonly string[];
  readonly nurses: readonly string[];
  readonly notes: Readonly<Record<string, readonly string[]>>;
  readonly settings: AttemptSettings;
  readonly diary: Diary;
  /** The instant after which a nurse (her place in `nurses`) begins no call; without it she calls until every follow-up has ended. */
  readonly until?: (nurse: number) => string;
}

/** The first moment from `due` on at which somebody works; null after the last day. */
function working(due: string, { days, random }: Fieldwork): string | null {
  const date = civilDateOf(due);
  if (days.includes(date)) {
    const minute = minuteOf(due);
    for (const [from, until] of spans) {
      if (minute < from) return atMinute(date, from + random.float() * 25);
      if (minute < until) return due;
    }
  }
  const next = days.find((day) => day > date);
  return next === undefined ? null : atMinute(next, 515 + random.float() * 120);
}

/** Days a script needs from its first call. */
const daysNeeded = (script: Script) => (script.ending === 'soft' ? 8 : script.outcomes.length > 1 || script.ending === 'max' ? 4 : 1);

function firstCall(assigned: Assigned, work: Fieldwork): string {
  const { random, days } = work;
  if (assigned.firstAt) return assigned.firstAt;
  const last = days.at(-1) ?? assigned.dischargeDate;
  const latest = plusDays(last, -(daysNeeded(assigned.script) - 1));
  for (const wait of [2, 1, 0]) {
    const open = days.filter((day) => day >= plusDays(assigned.dischargeDate, wait) && day <= latest);
    if (open.length === 0) continue;
    const date = random.pick(open);
    const [from, until] = date === assigned.dischargeDate ? evening : random.weighted(firstCallSpans);
    return atMinute(date, from + random.float() * (until - from));
  }
  return atMinute(last, 1055 + random.float() * 140);
}

function noteOf(work: Fieldwork, outcome: AttemptOutcome): { note?: string } {
  const texts = work.notes[outcome];
  return texts ? { note: work.random.pick(texts) } : {};
}

/** Makes the next call of a line at `at`; what the follow-up has become. */
function call(line: Line, at: string, work: Fieldwork): AfterAttempt {
  const { random } = work;
  const { outcomes } = line.assigned.script;
  const outcome = outcomes[Math.min(line.tries.length, outcomes.length - 1)] ?? 'no_answer';
  const [least, most] = seconds[outcome] ?? [18, 48];
  const endedAt = plusMinutes(at, random.int(least, most) / 60);
  const appointmentAt = outcome === 'appointment' ? (line.assigned.agreedFor ?? agreedTime(endedAt, work)) : null;
  if (outcomeRules[outcome].nextNumber) line.numbers -= 1;
  const after = afterAttempt(
    {
      tries: line.tries,
      otherNumbers: line.numbers - (outcomeRules[outcome].nextNumber ? 0 : 1),
      appointmentAt,
      answered: outcome === 'partial',
    },
    outcome,
    work.settings,
    endedAt,
  );
  line.tries.push({ at, outcome });
  line.calls.push({
    nurseId: work.nurses[line.nurse] ?? '',
    startedAt: at,
    endedAt,
    outcome,
    ...noteOf(work, outcome),
    ...(appointmentAt === null ? {} : { appointmentAt }),
  });
  if (outcome === 'soft_refused') line.nurse = colleagueOf(line.nurse, endedAt, work);
  return after;
}

/** The next nurse who still calls then. */
function colleagueOf(nurse: number, at: string, { nurses, until }: Fieldwork): number {
  const others = nurses.map((_, place) => (nurse + 1 + place) % nurses.length).filter((place) => place !== nurse);
  return others.find((place) => !until || until(place) > at) ?? nurse;
}

/** The next day of calls, or later the same day. */
function agreedTime(endedAt: string, { random, days }: Fieldwork): string {
  const date = civilDateOf(endedAt);
  const next = days.find((day) => day > date);
  if (next !== undefined) return atMinute(next, random.pick([570, 600, 630, 900, 960, 1080, 1110]));
  return plusMinutes(endedAt, 45);
}

/**
 * Calls until every follow-up has ended, or until nobody calls any more; the calls of each follow-up. Where the days run out, what is
 * left is called in the last evening without waiting as long as the rules propose.
 */
export function callSample(sample: readonly Assigned[], work: Fieldwork): Map<string, RecordedAttempt[]> {
  const open = sample.map(
    (assigned): Line => ({
      assigned,
      calls: [],
      tries: [],
      due: firstCall(assigned, work),
      numbers: assigned.phones,
      nurse: assigned.nurse,
    }),
  );
  const told = new Map<string, RecordedAttempt[]>(open.map((line) => [line.assigned.followUpId, line.calls]));
  while (open.length > 0) {
    let at = 0;
    for (let other = 1; other < open.length; other += 1) if ((open[other] as Line).due < (open[at] as Line).due) at = other;
    const line = open[at] as Line;
    const { nurse } = line;
    const wanted = work.diary.freeFrom(nurse, line.due, longestCall);
    if (work.until && wanted > work.until(nurse)) {
      open.splice(at, 1);
      continue;
    }
    const start = working(wanted, work);
    if (start !== null && start > wanted) {
      line.due = start;
      continue;
    }
    const dialledAt = start ?? work.diary.freeFrom(nurse, squeezed(line.calls.at(-1)?.endedAt, work), longestCall);
    const after = call(line, dialledAt, work);
    const endedAt = line.calls.at(-1)?.endedAt ?? dialledAt;
    work.diary.book(nurse, dialledAt, endedAt);
    if (after.state === 'ended' || line.assigned.agreedFor) open.splice(at, 1);
    else line.due = plusMinutes(after.nextAt ?? endedAt, after.appointmentAt ? work.random.int(0, 9) : work.random.int(2, 70));
  }
  return told;
}

/** A moment on the last day, after the call before. */
function squeezed(last: string | undefined, { days, random }: Fieldwork): string {
  const day = days.at(-1) ?? '';
  const evening = atMinute(day, 1060 + random.float() * 100);
  return last !== undefined && last >= evening ? plusMinutes(last, 2 + random.float() * 3) : evening;
}
