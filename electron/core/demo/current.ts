/** The month in progress: discharges up to today, a sample drawn a few days ago, calls begun, nobody interviewed to the end yet. */
import type { AttemptOutcome } from '../../../shared/contract/words.ts';
import { civilDateOf, lastDayOf } from '../../../shared/rules/time.ts';
import { type RecordedAttempt, type RecordedCalls, recordAttempts } from '../calling/recordInterview.ts';
import { breakOff } from './brokenOff.ts';
import { drawSample, importStays, type Sampled } from './month.ts';
import { type Random, randomOf } from './random.ts';
import { type DemoStay, staysBetween } from './stays.ts';
import { atMinute, daysBetween, minuteOf, plusDays, plusMinutes, workingDayAfter, workingDayBefore, workingDays } from './times.ts';
import type { World } from './world.ts';

const usualMonth = 3000;
const usualSample = 300;
/** Working days of calls before today. */
const daysOfCalls = 4;
/** The hours of calls, minutes of the day. */
const opens = 515;
const closes = 1200;

/** What the calls begun so far came to, in a sample of the usual size. */
const outcomes: readonly (readonly [AttemptOutcome, number])[] = [
  ['no_answer', 34],
  ['refused', 12],
  ['powered_off', 10],
  ['unreachable', 6],
  ['not_in_service', 5],
  ['busy', 5],
  ['soft_refused', 4],
  ['wrong_number', 3],
  ['readmitted', 2],
  ['denies_stay', 1],
];

/** Agreed times, minutes from now: due at once, missed, later today, in the next days. */
const agreed: readonly number[] = [3, 8, -25, -50, 45, 90, 150, 210, 1470, 1500, 2910, 2960];

/** A moment in the past in which somebody could have called; null where there was none since the draw. */
function pastCall(random: Random, days: readonly string[], until: string): string | null {
  const lastDay = civilDateOf(until);
  const today = minuteOf(until) > opens + 10 ? lastDay : plusDays(lastDay, -1);
  const possible = days.filter((day) => day <= today);
  if (possible.length === 0) return null;
  const day = random.pick(possible);
  const end = day === lastDay ? Math.min(closes, minuteOf(until)) : closes;
  return atMinute(day, opens + random.float() * (end - opens));
}

/** An agreed time inside the hours of calls, as near as can be. */
function appointmentIn(asOf: string, minutes: number): string {
  const at = plusMinutes(asOf, minutes);
  const date = civilDateOf(at);
  const minute = minuteOf(at);
  if (minutes < 0)
    return minute > opens && minute < closes ? at : atMinute(workingDayBefore(plusDays(civilDateOf(asOf), -1), 0), 1010 + minutes);
  if (minute < opens + 15) return atMinute(workingDayAfter(date, 0), 540 + (minutes % 60));
  return minute > closes ? atMinute(workingDayAfter(plusDays(date, 1), 0), 570 + (minutes % 60)) : at;
}

function attemptAt(world: World, random: Random, { nurse }: Sampled, startedAt: string, outcome: AttemptOutcome): RecordedAttempt {
  const notes = world.hospital.content.opinions.notes[outcome];
  return {
    nurseId: world.users.nurses[nurse]?.id ?? '',
    startedAt,
    endedAt: plusMinutes(startedAt, random.int(20, 55) / 60),
    outcome,
    ...(notes ? { note: random.pick(notes) } : {}),
  };
}

/** Calls of the last days; some people were tried twice. */
function callsOf(world: World, random: Random, waiting: Sampled[], days: readonly string[], scale: number): RecordedCalls[] {
  const calls: RecordedCalls[] = [];
  const until = plusMinutes(world.asOf, -4);
  for (const [outcome, usual] of outcomes) {
    for (let left = Math.round(usual * scale); left > 0; left -= 1) {
      const [sampled, at] = [waiting.shift(), pastCall(random, days, until)];
      if (!sampled || at === null) return calls;
      const earlier = outcome === 'no_answer' && random.chance(0.3) ? pastCall(random, days, plusMinutes(at, -200)) : null;
      const tries = earlier === null || earlier >= at ? [at] : [earlier, at];
      calls.push({ followUpId: sampled.followUpId, attempts: tries.map((moment) => attemptAt(world, random, sampled, moment, outcome)) });
    }
  }
  for (const minutes of agreed) {
    const [sampled, at] = [waiting.shift(), pastCall(random, days, plusMinutes(world.asOf, -130))];
    if (!sampled || at === null) return calls;
    const attempt = attemptAt(world, random, sampled, at, 'appointment');
    const appointmentAt = appointmentIn(world.asOf, minutes);
    if (appointmentAt > attempt.endedAt) calls.push({ followUpId: sampled.followUpId, attempts: [{ ...attempt, appointmentAt }] });
  }
  return calls;
}

function share(month: string, from: string, to: string): number {
  const days = Number(lastDayOf(month).slice(8));
  return Math.round((usualMonth * (daysBetween(from, to) + 1)) / days);
}

/** Tells the month after the twelve as far as it has come. */
export async function tellCurrentMonth(world: World, month: string): Promise<void> {
  const { asOf } = world;
  const today = civilDateOf(asOf);
  const random = randomOf('current', month);
  const firstDay = `${month}-01`;
  const lastDischarge = minuteOf(asOf) >= 720 ? today : plusDays(today, -1);
  if (lastDischarge < firstDay) return;
  const proposed = workingDayBefore(today, daysOfCalls);
  const early = daysBetween(firstDay, proposed) < 2;
  const drawDay = early ? today : proposed;
  const cut = early ? lastDischarge : plusDays(drawDay, -1);
  const drawnAt = early ? plusMinutes(asOf, -9) : atMinute(drawDay, 492);

  const stays = staysBetween(world.hospital, `${month}:1`, firstDay, cut, share(month, firstDay, cut));
  await importStays(world, month, early ? '' : '（上）', stays, plusMinutes(drawnAt, -1));
  const size = Math.max(world.hospital.departments.length, Math.min(usualSample, Math.round(stays.length * 0.3)));
  const sample = await drawSample(world, month, size, stays, drawnAt);
  const waiting = random.shuffled(sample.filter(({ stay }) => stay.dischargeDate < today));
  const days = workingDays(drawDay, today);
  const broken = waiting.splice(0, 2);
  await recordAttempts(world.at(asOf, world.users.supervisor), callsOf(world, random, waiting, days, sample.length / usualSample));
  for (const [nth, sampled] of broken.entries()) {
    const at = pastCall(random, days, plusMinutes(asOf, -150));
    if (at !== null) await breakOff(world, sampled, at, appointmentIn(asOf, nth === 0 ? 20 : 1480));
  }
  await importRest(world, month, cut, lastDischarge);
}

/** What was discharged after the draw: imported today, in no sample yet. */
async function importRest(world: World, month: string, cut: string, lastDischarge: string): Promise<void> {
  if (lastDischarge <= cut) return;
  const from = plusDays(cut, 1);
  const rest: DemoStay[] = staysBetween(world.hospital, `${month}:2`, from, lastDischarge, share(month, from, lastDischarge));
  await importStays(world, month, '（下）', rest, plusMinutes(world.asOf, -2));
}
