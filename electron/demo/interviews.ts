/** Generates the interviews of a month: answers, feedback and its rectification. */
import type { Answers } from '../../shared/questionnaires/rules/questionnaire.ts';
import type { RecordedAttempt, RecordedInterview } from '../core/paper/index.ts';
import { answersOf, type firstAnswers, type Objection } from './answers.ts';
import { headed } from './founding.ts';
import type { Sampled } from './month.ts';
import { type Random, randomOf } from './random.ts';
import { histories, type Wanted } from './standings.ts';
import type { DemoStay } from './stays.ts';
import { type Said, saidInInterview, urgentSaid } from './wording.ts';
import type { World } from './world.ts';

/** Calls of each follow-up, in order; the interview is held in the last one. */
export type CallsMade = ReadonlyMap<string, readonly RecordedAttempt[]>;

export interface Interviewed {
  readonly month: string;
  /** Follow-ups whose last call is a completed interview. */
  readonly completed: readonly Sampled[];
  readonly calls: CallsMade;
  /** Objections by position in `completed`. */
  readonly objections: ReadonlyMap<number, readonly Objection[]>;
  /** Positions whose only objection is an urgent complaint that nobody has acknowledged yet. */
  readonly urgent: ReadonlySet<number>;
  /** Whether patients of departments whose head is shown speak of their own department only. */
  readonly watched: boolean;
  readonly standings: readonly Wanted[];
}

/** Who answers: children and the very old have somebody who speaks for them. */
function answererOf(stay: DemoStay, relative: boolean): Pick<RecordedInterview, 'answerer' | 'relation'> {
  const age = stay.ageYears ?? 40;
  if (age < 14) return { answerer: 'relative', relation: stay.phones[0]?.relation ?? '母亲' };
  if (age > 78 ? relative : relative && age > 60 && stay.phones[0]?.relation !== '本人')
    return { answerer: 'relative', relation: stay.phones.find((phone) => phone.relation !== '本人')?.relation ?? '女儿' };
  return { answerer: 'patient', relation: '' };
}

function inLastCall(
  { followUpId }: Sampled,
  calls: CallsMade,
  said: Pick<RecordedInterview, 'answers' | 'answerer' | 'relation' | 'condition' | 'revisitDate'>,
): RecordedInterview[] {
  const made = calls.get(followUpId) ?? [];
  const last = made.at(-1);
  if (!last) return [];
  const { nurseId, startedAt, endedAt: finishedAt, appointmentAt, note } = last;
  const rest = { ...(appointmentAt === undefined ? {} : { appointmentAt }), ...(note === undefined ? {} : { note }) };
  return [{ followUpId, attempts: made.slice(0, -1), nurseId, startedAt, finishedAt, ...rest, ...said }];
}

/** Completed interviews with their opinions, in the order in which they ended. */
export function completedInterviews(world: World, told: Interviewed): RecordedInterview[] {
  const { month, completed, calls, objections, urgent } = told;
  const { content } = world.hospital;
  const random = randomOf('answers', month);
  const words = randomOf('words', month);
  const unanswered = new Set<Said>();
  const spoken = new Map<string, Said[]>();
  const interviews = completed.flatMap((sampled, at): RecordedInterview[] => {
    const { followUpId, stay } = sampled;
    const found = urgent.has(at) ? [{ itemCode: 'attitude_nurse', complaint: null }] : (objections.get(at) ?? []);
    const [interview] = inLastCall(sampled, calls, {
      answers: answersOf(random, world.questionnaire, found),
      ...answererOf(stay, random.chance(0.6)),
      condition: random.pick(content.opinions.conditions),
      revisitDate: stay.revisitDate,
    });
    if (!interview) return [];
    const heard = {
      stay,
      ownOnly: told.watched && headed.includes(stay.department),
      registeredAt: interview.finishedAt,
      registeredBy: interview.nurseId,
    };
    const said = urgent.has(at) ? [urgentSaid(world, words, heard)] : saidInInterview(world, words, heard, found);
    if (urgent.has(at)) for (const one of said) unanswered.add(one);
    spoken.set(followUpId, said);
    return [interview];
  });
  const inOrder = interviews.toSorted((a, b) =>
    a.finishedAt === b.finishedAt ? (a.followUpId < b.followUpId ? -1 : 1) : a.finishedAt < b.finishedAt ? -1 : 1,
  );
  const all = inOrder.flatMap(({ followUpId }) => spoken.get(followUpId) ?? []);
  const history = histories(world, randomOf('feedback', month), all, told.standings, unanswered);
  return inOrder.map((interview) => ({
    ...interview,
    opinions: (spoken.get(interview.followUpId) ?? []).map((said) => {
      const { fix: _fix, responsible: _responsible, ...opinion } = said;
      return { ...opinion, steps: history.get(said) ?? [] };
    }),
  }));
}

/** Interviews that were broken off after a few answers. */
export function brokenOffInterviews(
  world: World,
  random: Random,
  sample: readonly Sampled[],
  calls: CallsMade,
  answers: typeof firstAnswers,
): RecordedInterview[] {
  const { conditions } = world.hospital.content.opinions;
  return sample.flatMap((sampled) => {
    const given: Answers = answers(random, world.questionnaire);
    return inLastCall(sampled, calls, { answers: given, ...answererOf(sampled.stay, false), condition: random.pick(conditions) });
  });
}
