/** Generates the course of feedback: steps at plausible times, up to the demo's present. */
import { civilDateOf } from '../../shared/base/rules/time.ts';
import type { RecordedStep } from '../core/feedback/index.ts';
import type { Random } from './random.ts';
import { atMinute, minuteOf, plusDays, plusMinutes, workingDayAfter, workingDayBefore, workingDays } from './times.ts';
import type { Said } from './wording.ts';
import type { World } from './world.ts';

/** Where a case of the last months is left: its state, how it got there, and how many working days ago it was sent out. */
export interface Standing {
  readonly state: 'registered' | 'dispatched' | 'accepted' | 'rectified' | 'reviewed' | 'replied';
  readonly round?: 'returned' | 'rejected';
  readonly dispatchedAgo: number;
}

type Untimed = RecordedStep extends infer S ? (S extends unknown ? Omit<S, 'at'> : never) : never;

interface Way {
  readonly steps: readonly Untimed[];
  /** Working days each step takes. */
  readonly waits: readonly number[];
}

function actors(world: World, said: Said) {
  const supervisor = world.users.supervisor.id;
  const head = world.users.heads.find((one) => one.departmentId === said.departmentId)?.id ?? supervisor;
  return { supervisor, head, nurse: said.registeredBy };
}

function rectifies(random: Random, said: Said, by: string, round: number, world: World): Untimed {
  const again = world.hospital.content.opinions.returns.fix;
  return {
    action: 'rectify',
    by,
    causeKind: said.fix.causeKind,
    cause: round === 1 ? said.fix.cause : again.cause,
    measures: round === 1 ? said.fix.measures : again.measures,
    responsible: random.pick(said.responsible),
    doneDate: null,
  };
}

/** One round from the department's hands to its end: passed and told, sent back by the review, or not accepted by the patient. */
function round(world: World, random: Random, said: Said, nth: number, end: 'accepted' | 'returned' | 'rejected', slow: boolean): Way {
  const { supervisor, head, nurse } = actors(world, said);
  const { returns, verdicts } = world.hospital.content.opinions;
  const rectify = rectifies(random, said, head, nth, world);
  const taken = slow ? random.int(4, 7) : said.severity === 'urgent' ? 0 : random.int(1, 3);
  if (end === 'returned')
    return {
      steps: [rectify, { action: 'review_return', by: supervisor, comment: random.pick(returns.review) }],
      waits: [taken, random.int(0, 1)],
    };
  const passed: Untimed = { action: 'review_pass', by: supervisor, comment: random.pick(['', '同意。', '措施具体，同意。']) };
  const content = nth === 1 ? said.fix.reply : returns.fix.reply;
  const verdict = end === 'rejected' ? 'not_accepted' : 'accepted';
  // Some patients ring of themselves before they are called.
  const way = end === 'accepted' && random.chance(0.05) ? 'rang' : 'call';
  const patientWords = random.pick(end === 'rejected' ? returns.patient : verdicts.accepted);
  return {
    steps: [rectify, passed, { action: 'reply', by: nurse, content, verdict, patientWords, way, calls: [] }],
    waits: [taken, random.int(0, 1), said.severity === 'urgent' ? 0 : random.int(0, 1)],
  };
}

/** The whole way from registration on. */
function way(world: World, random: Random, said: Said, firstEnd: 'accepted' | 'returned' | 'rejected'): Way {
  const { supervisor, head } = actors(world, said);
  const why = random.pick(world.hospital.content.opinions.dispatchWords);
  const urgent = said.severity === 'urgent';
  const start: Way = urgent
    ? {
        steps: [
          { action: 'acknowledge', by: head },
          { action: 'accept', by: head },
        ],
        waits: [0, 0],
      }
    : {
        steps: [
          { action: 'dispatch', by: supervisor, why },
          { action: 'accept', by: head },
        ],
        waits: [random.chance(0.8) ? 0 : 1, random.int(0, 1)],
      };
  const rounds = [round(world, random, said, 1, firstEnd, !urgent && random.chance(0.06))];
  if (firstEnd !== 'accepted') rounds.push(round(world, random, said, 2, 'accepted', false));
  const close: Way = { steps: [{ action: 'close', by: supervisor }], waits: [random.chance(0.7) ? 0 : 1] };
  const all = [start, ...rounds, close];
  return { steps: all.flatMap(({ steps }) => steps), waits: all.flatMap(({ waits }) => waits) };
}

function later(random: Random, from: string, wait: number): string {
  const date = civilDateOf(from);
  const at = atMinute(workingDayAfter(date, wait), 520 + random.float() * 500);
  if (at > from) return at;
  if (minuteOf(from) < 1020) return plusMinutes(from, 6 + random.float() * 35);
  return atMinute(workingDayAfter(plusDays(date, 1), 0), 515 + random.float() * 90);
}

function timed(step: Untimed, at: string): RecordedStep {
  if (step.action === 'rectify') return { ...step, at, doneDate: civilDateOf(at) };
  if (step.action === 'reply' && step.way === 'call')
    return { ...step, at, calls: [{ startedAt: plusMinutes(at, -3), endedAt: at, outcome: 'reached' }] };
  return { ...step, at };
}

/** The steps of a case that went its usual way, as far as the time allows. */
export function usualSteps(world: World, random: Random, said: Said): RecordedStep[] {
  if (said.kind === 'praise') return [];
  const end = random.weighted([
    ['accepted', 84],
    ['returned', 10],
    ['rejected', 6],
  ] as const);
  const { steps, waits } = way(world, random, said, end);
  let at = said.registeredAt;
  const told: RecordedStep[] = [];
  for (const [index, step] of steps.entries()) {
    const prompt = said.severity === 'urgent' && index < 2;
    at = prompt ? plusMinutes(at, random.int(4, 24)) : later(random, at, waits[index] ?? 0);
    if (at > world.asOf) break;
    told.push(timed(step, at));
  }
  return told;
}

/** When a case that stands like this was sent out. */
export function dispatchedAt(world: World, standing: Standing): string {
  return atMinute(workingDayBefore(civilDateOf(world.asOf), standing.dispatchedAgo), 990);
}

const lastAction: Readonly<Record<Standing['state'], RecordedStep['action'] | null>> = {
  registered: null,
  dispatched: 'dispatch',
  accepted: 'accept',
  rectified: 'rectify',
  reviewed: 'review_pass',
  replied: 'reply',
};

/** How many steps of the way lead to where a case stands. */
function stepsTo(standing: Standing, { steps }: Way): number {
  if (standing.round) return steps.findIndex((step) => step.action === 'review_return' || step.action === 'reply') + 1;
  const action = lastAction[standing.state];
  return action === null ? 0 : steps.findIndex((step) => step.action === action) + 1;
}

/** `count` rising instants of working time between two instants. */
function spread(from: string, to: string, count: number): string[] {
  const days = workingDays(civilDateOf(from), civilDateOf(to));
  const dayMinutes = 500;
  return Array.from({ length: count }, (_, index) => {
    const minutes = ((index + 1) / (count + 1)) * days.length * dayMinutes;
    const day = days[Math.floor(minutes / dayMinutes)] ?? civilDateOf(from);
    const at = atMinute(day, 520 + (minutes % dayMinutes));
    if (at <= from) return plusMinutes(from, index + 1);
    return at < to ? at : to;
  });
}

/** The steps of a case that is left standing somewhere. */
export function standingSteps(world: World, random: Random, said: Said, standing: Standing): RecordedStep[] {
  const whole = way(world, random, said, standing.round ?? 'accepted');
  const count = stepsTo(standing, whole);
  const first = dispatchedAt(world, standing);
  const rest = spread(first, world.asOf, Math.max(0, count - 1));
  return whole.steps.slice(0, count).map((step, index) => timed(step, index === 0 ? first : (rest[index - 1] ?? first)));
}
