/** Generates the month in progress: discharges up to today, a sample drawn a few days ago, about half of it called. */

import { civilDateOf, lastDayOf } from '../../shared/base/rules/time.ts';
import { findUser } from '../core/accounts/index.ts';
import { updateUser } from '../core/hospital/index.ts';
import { recordAttempts, recordInterviews } from '../core/paper/index.ts';
import { firstAnswers, objectionsOf } from './answers.ts';
import { type Assigned, callSample } from './fieldwork.ts';
import { brokenOffInterviews, type CallsMade, completedInterviews } from './interviews.ts';
import { drawSample, grumbleBy, importStays, type Sampled } from './month.ts';
import { reviewMonth } from './quality.ts';
import { type Random, randomOf } from './random.ts';
import { type Script, scriptsOf } from './scripts.ts';
import { type DemoStay, staysBetween } from './stays.ts';
import { atMinute, daysBetween, minuteOf, plusDays, plusMinutes, workingDayAfter, workingDayBefore, workingDays } from './times.ts';
import type { World } from './world.ts';

const usualMonth = 3000;
const usualSample = 300;
/** Working days of calls before today, and after it until the sample is to be called. */
const daysOfCalls = 4;
const daysToCome = 3;
/** The hours of calls, minutes of the day. */
const opens = 515;
const closes = 1200;
/** Shares of the sample that are interviewed in the end, and that break off at the first call. */
const completedShare = 0.72;
const brokenOffs = 4;
/** Share of the interviews with an objection. */
const dissatisfiedShare = 0.06;

/** Agreed times, minutes from now: due at once, missed, later today, in the next days. */
const agreed: readonly number[] = [3, 8, -25, -50, 45, 90, 150, 210, 1470, 1500, 2910, 2960];

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

/** What was planned for each of the sample: agreed times and break-offs first, the others as in any month. */
function planned(world: World, random: Random, sample: readonly Sampled[], drawDay: string): Assigned[] {
  const today = civilDateOf(world.asOf);
  const scripts = scriptsOf(
    random,
    sample.map(({ stay }) => stay),
    Math.round(sample.length * completedShare),
  );
  const firstDay = minuteOf(world.asOf) > opens + 150 ? today : plusDays(today, -1);
  const past = workingDays(drawDay, firstDay);
  const special = random
    .shuffled(sample.filter(({ nurse, stay }) => world.users.nurses[nurse] !== world.users.leaver && stay.dischargeDate < drawDay))
    .slice(0, past.length === 0 ? 0 : agreed.length + brokenOffs);
  const firstAt = () => atMinute(random.pick(past), opens + random.float() * 60);
  const specials = new Map(
    special.map(({ followUpId }, at): [string, Pick<Assigned, 'firstAt' | 'agreedFor'> & { script: Script }] => {
      const minutes = agreed[at];
      return minutes === undefined
        ? [followUpId, { firstAt: firstAt(), script: { ending: 'partial', outcomes: ['partial'] } }]
        : [
            followUpId,
            {
              firstAt: firstAt(),
              agreedFor: appointmentIn(world.asOf, minutes),
              script: { ending: 'completed', outcomes: ['appointment'] },
            },
          ];
    }),
  );
  return sample.map(({ followUpId, nurse, stay }, at): Assigned => {
    const common = { followUpId, nurse, dischargeDate: stay.dischargeDate, phones: stay.phones.length };
    const script = scripts[at] ?? { ending: 'refused', outcomes: ['refused'] };
    return { ...common, script, ...specials.get(followUpId) };
  });
}

const endedWith = (calls: CallsMade, { followUpId }: Sampled) => calls.get(followUpId)?.at(-1)?.outcome;

async function record(world: World, month: string, sample: readonly Sampled[], calls: CallsMade): Promise<void> {
  const completed = sample.filter((sampled) => endedWith(calls, sampled) === 'completed');
  const stays = completed.map(({ stay }) => stay);
  const objections = objectionsOf(
    randomOf('objections', month),
    stays,
    Math.round(completed.length * dissatisfiedShare),
    grumbleBy(world, 11),
    world.questionnaire,
    world.hospital.content.opinions,
    new Set(),
  );
  const interviews = completedInterviews(world, {
    month,
    completed,
    calls,
    objections,
    urgent: new Set(),
    watched: false,
    standings: [],
  });
  const brokenOff = sample.filter((sampled) => endedWith(calls, sampled) === 'partial');
  const partial = brokenOffInterviews(world, randomOf('broken off', month), brokenOff, calls, firstAnswers);
  const office = world.at(world.asOf, world.users.supervisor);
  await recordInterviews(office, [...interviews, ...partial]);
  const others = sample.filter((sampled) => {
    const outcome = endedWith(calls, sampled);
    return outcome !== undefined && outcome !== 'completed' && outcome !== 'partial';
  });
  await recordAttempts(
    office,
    others.map(({ followUpId }) => ({ followUpId, attempts: calls.get(followUpId) ?? [] })),
  );
}

function share(month: string, from: string, to: string): number {
  const days = Number(lastDayOf(month).slice(8));
  return Math.round((usualMonth * (daysBetween(from, to) + 1)) / days);
}

/** One of the nurses leaves: the admin ends her log-in, and what she has open goes to the pool. */
async function leave({ at, users }: World, instant: string): Promise<void> {
  const { id, name } = users.leaver;
  const office = at(instant, users.admin);
  const { version } = await findUser(office.db, id);
  await updateUser(office, { id, name, role: 'nurse', departmentId: null, active: false, handTo: null, version });
}

/** When that is: this morning, or just now where the calls have begun today. */
function leavesAt(asOf: string, drawDay: string): string {
  const morning = atMinute(civilDateOf(asOf), 480);
  return drawDay < civilDateOf(asOf) && morning < asOf ? morning : plusMinutes(asOf, -3);
}

/** Tells the month after the twelve as far as it has come. */
export async function tellCurrentMonth(world: World, month: string): Promise<void> {
  const { asOf } = world;
  const today = civilDateOf(asOf);
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
  const leaving = leavesAt(asOf, drawDay);
  const random = randomOf('current', month);
  const calls = callSample(planned(world, random, sample, drawDay), {
    random,
    days: workingDays(drawDay, workingDayAfter(today, daysToCome)),
    nurses: world.users.nurses.map((nurse) => nurse.id),
    notes: world.hospital.content.opinions.notes,
    settings: world.settings,
    diary: world.diary,
    until: (nurse) => (world.users.nurses[nurse] === world.users.leaver ? plusMinutes(leaving, -10) : plusMinutes(asOf, -14)),
  });
  await record(world, month, sample, calls);
  await reviewMonth(world, month, plusMinutes(asOf, -13), asOf, true);
  await leave(world, leaving);
  await importRest(world, month, cut, lastDischarge);
}

/** What was discharged after the draw: imported today, in no sample yet. */
async function importRest(world: World, month: string, cut: string, lastDischarge: string): Promise<void> {
  if (lastDischarge <= cut) return;
  const from = plusDays(cut, 1);
  const rest: DemoStay[] = staysBetween(world.hospital, `${month}:2`, from, lastDischarge, share(month, from, lastDischarge));
  await importStays(world, month, '（下）', rest, plusMinutes(world.asOf, -2));
}
