/**
 * Counts a sample by its outcomes, for one nurse, several or all: every screen and sheet that shows 样本, 完成 or 拒访 uses
 * this count.
 */
import type { Disposition, FollowUpState } from '../../base/contract/words.ts';

/** Follow-ups of a month that stand alike. */
export interface Standing {
  readonly state: FollowUpState;
  readonly disposition: Disposition | null;
  /** In their sample: theirs, or called or spoken with by them. */
  readonly sampled: boolean;
  /** Whether the last call was theirs. */
  readonly endedByThem: boolean;
  /** Assigned to them or to nobody: the open follow-ups they may call. */
  readonly mayCall: boolean;
  readonly count: number;
}

export interface SampleFigures {
  readonly sampled: number;
  readonly open: number;
  readonly completed: number;
  readonly partial: number;
  readonly refused: number;
  readonly notReached: number;
  /** Ended otherwise, or in another's call. */
  readonly otherEnded: number;
  /** Open, and assigned to them or to nobody. */
  readonly toCall: number;
  /** Open, assigned to nobody and never called by them. */
  readonly pool: number;
}

const unreached: readonly Disposition[] = ['not_in_service', 'wrong_number', 'max_attempts'];

/** A break-off that ended as a refusal is a refusal, and no interview. */
export function sampleFigures(standings: readonly Standing[]): SampleFigures {
  const count = (is: (one: Standing) => boolean) => standings.reduce((sum, one) => (is(one) ? sum + one.count : sum), 0);
  const endedAs = (...dispositions: readonly Disposition[]) =>
    count((one) => one.sampled && one.endedByThem && one.disposition !== null && dispositions.includes(one.disposition));
  const sampled = count((one) => one.sampled);
  const open = count((one) => one.sampled && one.state === 'open');
  const [completed, partial, refused, notReached] = [endedAs('completed'), endedAs('partial'), endedAs('refused'), endedAs(...unreached)];
  return {
    sampled,
    open,
    completed,
    partial,
    refused,
    notReached,
    otherEnded: sampled - open - completed - refused - notReached,
    toCall: count((one) => one.state === 'open' && one.mayCall),
    pool: count((one) => one.state === 'open' && one.mayCall && !one.sampled),
  };
}
