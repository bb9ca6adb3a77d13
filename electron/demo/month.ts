/** Generates one month of the demo from import to feedback, with the core's own functions. */
import { createHash } from 'node:crypto';
import { samplePlan } from '../../shared/sampling/contract/sampling.ts';
import { importRows } from '../core/import/index.ts';
import { recordAttempts, recordInterviews } from '../core/paper/index.ts';
import { drawFollowUps } from '../core/sampling/index.ts';
import { grumbleOf, objectionsOf, unsureAnswers } from './answers.ts';
import { type Assigned, callSample } from './fieldwork.ts';
import { headed } from './founding.ts';
import { brokenOffInterviews, completedInterviews } from './interviews.ts';
import { type MonthFigures, sampleSize } from './months.ts';
import { reviewMonth } from './quality.ts';
import { randomOf } from './random.ts';
import { scriptsOf } from './scripts.ts';
import { standingsBefore, standingsLast } from './standings.ts';
import { type DemoStay, staysOf } from './stays.ts';
import { atMinute, callingDays, plusDays, plusMinutes, workingDayAfter } from './times.ts';
import type { World } from './world.ts';

const lastIndex = 11;
/** Quality control began with the eleventh month. */
const firstReviewed = 10;

export interface MonthTold {
  readonly month: string;
  /** 0 the first of the twelve, 11 the last. */
  readonly index: number;
  readonly figures: MonthFigures;
}

/** Imports stays as the export of a month. */
export async function importStays(world: World, month: string, part: string, stays: readonly DemoStay[], at: string): Promise<void> {
  const fileName = `出院患者_${month.slice(0, 4)}年${Number(month.slice(5))}月${part}.xlsx`;
  const rows = stays.map(({ person: _person, ...stay }) => stay);
  const fileSha256 = createHash('sha256')
    .update(`${fileName}\n${rows.map((row) => row.inpatientNumber).join('\n')}`)
    .digest('hex');
  await importRows(world.at(at, world.users.admin), rows, { fileName, fileSha256 });
}

export interface Sampled {
  readonly followUpId: string;
  readonly nurse: number;
  readonly stay: DemoStay;
}

/** Draws a sample as the supervisor and deals it to the nurses. */
export async function drawSample(world: World, month: string, size: number, stays: readonly DemoStay[], at: string): Promise<Sampled[]> {
  const nurses = world.users.nurses.map((nurse) => nurse.id);
  const { followUps } = await drawFollowUps(world.at(at, world.users.supervisor), {
    plan: samplePlan.parse({ month, size }),
    seed: `demo-${month}`,
    extra: false,
    assignTo: nurses,
  });
  const byNumber = new Map(stays.map((stay) => [stay.inpatientNumber, stay]));
  return followUps.flatMap(({ id, inpatientNumber, nurseId }) => {
    const stay = byNumber.get(inpatientNumber);
    return stay ? [{ followUpId: id, nurse: Math.max(0, nurses.indexOf(nurseId ?? '')), stay }] : [];
  });
}

/** How likely each department's patients are dissatisfied in a month of the year (0 the first, 11 the last). */
export function grumbleBy(world: World, monthIndex: number): ReadonlyMap<string, number> {
  return new Map(world.hospital.departments.map(({ profile }) => [profile.name, grumbleOf(profile, monthIndex)]));
}

/** The interview of the last month that ends in an urgent complaint nobody has acknowledged: the last afternoon's, by position. */
function urgentOf(world: World, index: number, stays: readonly DemoStay[], unhappy: readonly number[]): number | undefined {
  if (index < lastIndex) return undefined;
  const head = world.users.heads[0]?.departmentId;
  return unhappy.find((one) => world.departmentIds.get(stays[one]?.department ?? '') === head);
}

/** Tells one of the twelve months. */
export async function tellMonth(world: World, { month, index, figures }: MonthTold): Promise<void> {
  const { content } = world.hospital;
  const stays = staysOf(world.hospital, month, figures.discharges);
  const days = callingDays(month, world.asOf);
  const [first = month, last = month] = [days[0], days.at(-1)];
  await importStays(world, month, '', stays, atMinute(first, 460));
  const sample = await drawSample(world, month, sampleSize(figures), stays, atMinute(first, 492));

  const scripts = scriptsOf(
    randomOf('scripts', month),
    sample.map(({ stay }) => stay),
    figures.interviews,
  );
  const ending = (at: number) => scripts[at]?.ending ?? 'refused';
  const completed = sample.filter((_, at) => ending(at) === 'completed');
  const completedStays = completed.map(({ stay }) => stay);
  const objections = objectionsOf(
    randomOf('objections', month),
    completedStays,
    figures.interviews - figures.satisfied,
    grumbleBy(world, index),
    world.questionnaire,
    content.opinions,
    new Set(index === lastIndex ? headed : []),
  );
  const urgent = urgentOf(world, index, completedStays, [...objections.keys()]);
  const urgentId = urgent === undefined ? undefined : completed[urgent]?.followUpId;
  const assigned = sample.map(({ followUpId, nurse, stay }, at): Assigned => {
    const common = { followUpId, nurse, dischargeDate: stay.dischargeDate, phones: stay.phones.length };
    return followUpId === urgentId
      ? { ...common, firstAt: atMinute(last, 942), script: { ending: 'completed', outcomes: ['completed'] } }
      : { ...common, script: scripts[at] ?? { ending: 'refused', outcomes: ['refused'] } };
  });
  const calls = callSample(assigned, {
    random: randomOf('calls', month),
    days,
    nurses: world.users.nurses.map((nurse) => nurse.id),
    notes: content.opinions.notes,
    settings: world.settings,
    diary: world.diary,
  });

  const interviews = completedInterviews(world, {
    month,
    completed,
    calls,
    objections,
    urgent: new Set(urgent === undefined ? [] : [urgent]),
    watched: index === lastIndex,
    standings: index === lastIndex ? standingsLast : index === lastIndex - 1 ? standingsBefore : [],
  });
  const brokenOff = sample.filter((_, at) => ending(at) === 'partial');
  const partial = brokenOffInterviews(world, randomOf('broken off', month), brokenOff, calls, unsureAnswers);
  const end = atMinute(last, 1230);
  await recordInterviews(world.at(end, world.users.supervisor), [...interviews, ...partial]);
  const others = sample.filter((_, at) => ending(at) !== 'completed' && ending(at) !== 'partial');
  await recordAttempts(
    world.at(end, world.users.supervisor),
    others.map(({ followUpId }) => ({ followUpId, attempts: calls.get(followUpId) ?? [] })),
  );
  for (const [at, { stay }] of sample.entries()) if (ending(at) === 'deceased') stay.person.dead = true;
  if (index < firstReviewed) return;
  const nextMorning = atMinute(workingDayAfter(plusDays(last, 1), 0), 490);
  await reviewMonth(world, month, nextMorning < world.asOf ? nextMorning : plusMinutes(world.asOf, -2), world.asOf, false);
}
