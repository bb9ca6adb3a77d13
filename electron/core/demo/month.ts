/** One month of the demo from import to feedback, by the core's own functions. */
import { createHash } from 'node:crypto';
import { samplePlan } from '../../../shared/contract/sampling.ts';
import { type RecordedAttempt, type RecordedInterview, recordAttempts, recordInterviews } from '../calling/recordInterview.ts';
import { importRows } from '../discharges/importRows.ts';
import type { RecordedStep } from '../feedback/recordFeedback.ts';
import { drawFollowUps } from '../sampling/draw.ts';
import { answersOf, grumbleOf, objectionsOf } from './answers.ts';
import { type Assigned, callSample } from './fieldwork.ts';
import { headed } from './founding.ts';
import { type MonthFigures, sampleSize } from './months.ts';
import { randomOf } from './random.ts';
import { scriptsOf } from './scripts.ts';
import { histories, standingsBefore, standingsLast } from './standings.ts';
import { type DemoStay, staysOf } from './stays.ts';
import { atMinute, callingDays } from './times.ts';
import { type Said, saidInInterview, urgentSaid } from './wording.ts';
import type { World } from './world.ts';

const lastIndex = 11;

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

/** The two interviews of the last month that end in an urgent complaint nobody has acknowledged: the last afternoon's. */
function pinned(world: World, index: number, stays: readonly DemoStay[], unhappy: readonly number[], last: string): Map<number, string> {
  if (index < lastIndex) return new Map();
  const head = world.users.heads[0]?.departmentId;
  const at = unhappy.find((one) => world.departmentIds.get(stays[one]?.department ?? '') === head);
  return at === undefined ? new Map() : new Map([[at, atMinute(last, 942)]]);
}

function told(
  world: World,
  followUpId: string,
  calls: readonly RecordedAttempt[],
  interview: Pick<RecordedInterview, 'answers'> & Partial<RecordedInterview>,
): RecordedInterview[] {
  const last = calls.at(-1);
  if (!last) return [];
  const nurseId = last.nurseId || (world.users.nurses[0]?.id ?? '');
  return [
    {
      followUpId,
      attempts: calls.slice(0, -1),
      nurseId,
      startedAt: last.startedAt,
      finishedAt: last.endedAt,
      answerer: 'patient',
      ...interview,
    },
  ];
}

/** Who answers: children and the very old have somebody who speaks for them. */
function answererOf(stay: DemoStay, relative: boolean): Pick<RecordedInterview, 'answerer' | 'relation'> {
  const age = stay.ageYears ?? 40;
  if (age < 14) return { answerer: 'relative', relation: stay.phones[0]?.relation ?? '母亲' };
  if (age > 78 ? relative : relative && age > 60 && stay.phones[0]?.relation !== '本人')
    return { answerer: 'relative', relation: stay.phones.find((phone) => phone.relation !== '本人')?.relation ?? '女儿' };
  return { answerer: 'patient', relation: '' };
}

function opinionOf({ fix: _fix, responsible: _responsible, ...said }: Said, steps: RecordedStep[]) {
  return { ...said, steps };
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
  const completed = sample.filter((_, at) => scripts[at]?.ending === 'completed');
  const watched = new Set(index === lastIndex ? headed : []);
  const grumble = new Map(world.hospital.departments.map(({ profile }) => [profile.name, grumbleOf(profile, index)]));
  const objections = objectionsOf(
    randomOf('objections', month),
    completed.map(({ stay }) => stay),
    figures.interviews - figures.satisfied,
    grumble,
    world.questionnaire,
    content.opinions,
    watched,
  );
  const urgent = pinned(
    world,
    index,
    completed.map(({ stay }) => stay),
    [...objections.keys()],
    last,
  );
  const urgentIds = new Map([...urgent].map(([at, instant]) => [completed[at]?.followUpId ?? '', instant]));
  const assigned = sample.map(({ followUpId, nurse, stay }, at): Assigned => {
    const pinnedAt = urgentIds.get(followUpId);
    const script = scripts[at] ?? { ending: 'refused', outcomes: ['refused'] };
    const common = { followUpId, nurse, dischargeDate: stay.dischargeDate, phones: stay.phones.length };
    return pinnedAt === undefined
      ? { ...common, script }
      : { ...common, pinnedAt, script: { ending: 'completed', outcomes: ['completed'] } };
  });
  const calls = callSample(assigned, {
    random: randomOf('calls', month),
    days,
    nurses: world.users.nurses.map((nurse) => nurse.id),
    notes: content.opinions.notes,
    settings: world.settings,
  });

  const random = randomOf('answers', month);
  const words = randomOf('words', month);
  const unanswered = new Set<Said>();
  const spoken = new Map<string, Said[]>();
  const interviews = completed.flatMap(({ followUpId, stay }, at): RecordedInterview[] => {
    const [interview] = told(world, followUpId, calls.get(followUpId) ?? [], {
      answers: answersOf(random, world.questionnaire, objections.get(at) ?? []),
      ...answererOf(stay, random.chance(0.6)),
      condition: random.pick(content.opinions.conditions),
      revisitDate: stay.revisitDate,
    });
    if (!interview) return [];
    const heard = { stay, ownOnly: watched.has(stay.department), registeredAt: interview.finishedAt, registeredBy: interview.nurseId };
    if (urgent.has(at)) {
      const one = urgentSaid(world, words, heard);
      unanswered.add(one);
      spoken.set(followUpId, [one]);
      return [{ ...interview, answers: answersOf(random, world.questionnaire, [{ itemCode: 'attitude_nurse', complaint: null }]) }];
    }
    spoken.set(followUpId, saidInInterview(world, words, heard, objections.get(at) ?? []));
    return [interview];
  });
  const inOrder = interviews.toSorted((a, b) =>
    a.finishedAt === b.finishedAt ? (a.followUpId < b.followUpId ? -1 : 1) : a.finishedAt < b.finishedAt ? -1 : 1,
  );
  const all = inOrder.flatMap(({ followUpId }) => spoken.get(followUpId) ?? []);
  const standings = index === lastIndex ? standingsLast : index === lastIndex - 1 ? standingsBefore : [];
  const history = histories(world, randomOf('feedback', month), all, standings, unanswered);
  const withOpinions = inOrder.map((interview) => ({
    ...interview,
    opinions: (spoken.get(interview.followUpId) ?? []).map((said) => opinionOf(said, history.get(said) ?? [])),
  }));
  const brokenOff = sample.flatMap(({ followUpId, stay }, at) =>
    scripts[at]?.ending === 'partial'
      ? told(world, followUpId, calls.get(followUpId) ?? [], {
          answers: new Map(),
          ...answererOf(stay, false),
          condition: random.pick(content.opinions.conditions),
        })
      : [],
  );
  const end = atMinute(last, 1230);
  await recordInterviews(world.at(end, world.users.supervisor), [...withOpinions, ...brokenOff]);
  const others = sample.filter((_, at) => scripts[at]?.ending !== 'completed' && scripts[at]?.ending !== 'partial');
  await recordAttempts(
    world.at(end, world.users.supervisor),
    others.map(({ followUpId }) => ({ followUpId, attempts: calls.get(followUpId) ?? [] })),
  );
  for (const [at, { stay }] of sample.entries()) if (scripts[at]?.ending === 'deceased') stay.person.dead = true;
}
