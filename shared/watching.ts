/**
 * Maps each query to the topics that change its answer: this decides what a screen refetches and which pushes a role
 * receives.
 */
import type { ContractProcedure } from '@orpc/contract';
import type { ProcedureMeta } from './base/contract/base.ts';
import { type Topic, topicNames } from './base/contract/topics.ts';
import type { Role } from './base/contract/words.ts';
import { type Contract, contract, type Room } from './contract.ts';

/** Every question of a room; one that is missing below is a compile error. */
type Questions<R extends Room> = {
  // biome-ignore lint/suspicious/noExplicitAny: input, output and errors are of no interest here
  [P in keyof Contract[R] as Contract[R][P] extends ContractProcedure<any, any, any, infer M>
    ? M extends ProcedureMeta<'read'>
      ? P
      : never
    : never]: readonly Topic[];
};

/** An empty list: nothing that a colleague does changes it, or it is asked at the moment it is needed. */
const watching: { readonly [R in Room]: Readonly<Questions<R>> } = {
  accounts: {
    status: [],
    me: ['accounts'],
  },
  questionnaires: {
    list: ['questionnaires'],
    get: ['questionnaires'],
    drafts: ['questionnaires'],
    draft: ['questionnaires'],
  },
  discharges: {
    deathDoubts: ['discharges', 'accounts'],
    list: ['discharges', 'sampling', 'followUps', 'accounts'],
    months: ['discharges', 'sampling'],
  },
  import: {
    fieldNames: ['discharges'],
    templates: ['discharges'],
    batches: ['discharges'],
  },
  connections: {
    list: ['connections'],
    pullRuns: ['connections'],
  },
  worklist: {
    workList: ['holds', 'followUps', 'sampling', 'numbers', 'discharges', 'accounts', 'settings'],
  },
  sampling: {
    preview: ['discharges', 'sampling', 'accounts', 'settings'],
    frameRows: ['discharges', 'sampling', 'accounts', 'settings'],
    draws: ['sampling', 'followUps'],
    verify: ['sampling'],
    replacements: ['sampling', 'followUps'],
    desk: ['sampling', 'followUps', 'discharges', 'accounts'],
    load: ['sampling', 'followUps', 'accounts'],
    nurses: ['sampling', 'followUps', 'accounts'],
  },
  opinions: {
    suggest: [],
    staffNames: [],
    suggestionUse: ['feedback', 'interviews'],
  },
  feedback: {
    list: ['feedback', 'accounts'],
    alarms: ['feedback', 'accounts'],
    rectificationTexts: ['feedback'],
    get: ['feedback', 'accounts', 'numbers', 'settings'],
    runningReplyCall: ['feedback'],
  },
  interviews: {},
  calls: {
    dayLine: ['followUps', 'sampling', 'feedback', 'settings'],
    runningCalls: ['followUps', 'interviews'],
    brief: [],
    beforeCall: ['followUps', 'numbers', 'interviews', 'feedback', 'handOvers'],
    findCallBack: [],
    exceptionalCalls: ['followUps'],
  },
  numbers: {
    list: ['numbers', 'followUps'],
    numbersToCheck: ['numbers', 'followUps', 'discharges'],
    doNotCallList: ['numbers'],
  },
  paper: {
    paperList: ['paper', 'followUps', 'sampling'],
    paperForm: ['paper', 'followUps', 'numbers'],
  },
  quality: {
    reviews: ['reviews', 'interviews'],
    nurseReviews: ['reviews', 'interviews'],
    review: ['reviews', 'interviews'],
    unidentified: ['reviews', 'interviews'],
    finishedInterview: ['reviews', 'interviews', 'feedback'],
  },
  followOn: {
    revisits: ['revisits', 'interviews', 'discharges'],
    verifications: ['revisits', 'followUps', 'discharges'],
    handOvers: ['handOvers'],
    handOversWaiting: ['handOvers'],
    colleagues: ['accounts'],
  },
  story: {
    get: ['discharges', 'sampling', 'followUps', 'numbers', 'interviews', 'feedback', 'reviews', 'handOvers', 'revisits'],
  },
  reporting: {
    months: ['interviews', 'sampling'],
    month: ['interviews', 'sampling', 'feedback', 'questionnaires', 'accounts', 'settings'],
    interviews: ['interviews'],
    workMonths: ['followUps', 'interviews'],
    nurseFigures: ['followUps', 'interviews', 'feedback', 'reviews'],
    register: ['interviews', 'feedback'],
  },
  hospital: {
    users: ['accounts'],
    departments: ['accounts'],
    openWork: [],
  },
  upkeep: {
    settings: ['settings'],
    clock: ['settings'],
    previewCalendar: ['settings', 'feedback'],
    audit: [],
  },
};

/** The topics of a question, by its room and name; none for what is no question. */
export function topicsOf(room: string, procedure: string): readonly Topic[] {
  const questions = watching as { readonly [room: string]: { readonly [procedure: string]: readonly Topic[] } | undefined };
  return questions[room]?.[procedure] ?? [];
}

const metaOf = (room: string, procedure: string) => {
  const procedures = contract as unknown as { [room: string]: { [procedure: string]: { '~orpc': { meta: ProcedureMeta } } } };
  return procedures[room]?.[procedure]?.['~orpc'].meta;
};

function mayAsk(role: Role | 'nobody', room: string, procedure: string): boolean {
  const callers = metaOf(room, procedure)?.callers ?? [];
  if (role === 'system' || callers === 'anyone') return true;
  return role !== 'nobody' && (callers === 'signedIn' || callers.includes(role));
}

/** What a role hears of: the topics of all questions that it may ask. */
export function topicsHeardBy(role: Role | 'nobody'): ReadonlySet<Topic> {
  const heard = Object.entries(watching).flatMap(([room, questions]) =>
    Object.entries(questions).flatMap(([procedure, topics]) => (mayAsk(role, room, procedure) ? topics : [])),
  );
  return role === 'system' ? new Set(topicNames) : new Set(heard);
}
