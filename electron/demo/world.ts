/** The state of the demo generator: users who act, the simulated time, ids that repeat from build to build. */
import { encodeTime } from 'ulid';
import type { QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import type { AttemptSettings } from '../../shared/worklist/rules/attempts.ts';
import type { Actor, Context } from '../core/base/context.ts';
import type { Diary } from './diary.ts';
import type { DemoHospital } from './stays.ts';

export interface DemoUsers {
  readonly nurses: readonly Actor[];
  /** The last of the nurses, who leaves in the month in progress. */
  readonly leaver: Actor;
  readonly heads: readonly Actor[];
  readonly supervisor: Actor;
  readonly admin: Actor;
}

export interface World {
  /** The transaction as this actor would have it at that instant. */
  readonly at: (instant: string, actor: Actor) => Context;
  readonly hospital: DemoHospital;
  readonly users: DemoUsers;
  /** Departments by name, also the supporting ones. */
  readonly departmentIds: ReadonlyMap<string, string>;
  readonly questionnaire: QuestionnaireContent;
  readonly settings: AttemptSettings;
  readonly diary: Diary;
  /** The instant nothing is told beyond. */
  readonly asOf: string;
}

/** Contexts of a simulated time: ids are its time and a counter, so that the same demo has the same ids everywhere. */
export function simulated(tx: Context): World['at'] {
  let made = 0;
  let seeds = 0;
  return (instant, actor) => {
    const time = encodeTime(Date.parse(instant), 10);
    return {
      ...tx,
      now: instant,
      actor,
      newSeed: () => {
        seeds += 1;
        return seeds.toString(16).padStart(16, '0');
      },
      newId: () => {
        made += 1;
        return time + made.toString(32).toUpperCase().padStart(16, '0');
      },
    };
  };
}

/** Id of a department by name. */
export function departmentId(world: Pick<World, 'departmentIds'>, name: string): string {
  const id = world.departmentIds.get(name);
  if (id === undefined) throw new RangeError(`no department ${name}`);
  return id;
}
