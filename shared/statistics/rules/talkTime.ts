/** Definitions of the call figures, one each, so that a word means the same figure on every screen, sheet and table. */
import type { Definition } from './definition.ts';

export interface CallTimes {
  /** When somebody picked up; null where nobody did, or it was not said. */
  readonly answeredAt: string | null;
  /** When it was hung up; null while it runs. */
  readonly endedAt: string | null;
}

/** 通话时长: from when somebody picked up to hanging up, in seconds; null where either is not known. */
export function talkSeconds({ answeredAt, endedAt }: CallTimes): number | null {
  if (answeredAt === null || endedAt === null) return null;
  return Math.max(0, Math.round((Date.parse(endedAt) - Date.parse(answeredAt)) / 1_000));
}

/** Seconds into the talk at which something was said: of the call it was said in, not of the first one; null outside any of them. */
export function secondOfTalk(at: string, calls: readonly CallTimes[]): number | null {
  const call = calls.find(({ answeredAt, endedAt }) => answeredAt !== null && answeredAt <= at && endedAt !== null && at <= endedAt);
  return call ? talkSeconds({ answeredAt: call.answeredAt, endedAt: at }) : null;
}

export interface DialledPatient {
  readonly followUpId: string;
  /** Whether somebody who knows the patient was spoken to in this dial. */
  readonly contacted: boolean;
}

/** 接通率: patients reached by a dial, of those who were dialled. What came of the patients' own calls is in neither. */
export function reachedOf(dials: readonly DialledPatient[]): { reached: number; dialled: number } {
  const ids = (all: readonly DialledPatient[]) => new Set(all.map(({ followUpId }) => followUpId)).size;
  return { reached: ids(dials.filter(({ contacted }) => contacted)), dialled: ids(dials) };
}

export const reachDefinition: Definition = {
  name: '接通率',
  numerator: '拨出的电话中有人接听并确认的患者',
  denominator: '拨打过的患者',
  exclusions: '只有患者来电、没有拨打过的患者；来电是否接通不计入。',
  note: '按患者计，同一患者拨打几次只计一次。',
};

export const talkDefinition: Definition = {
  name: '通话时长',
  numerator: '结束访谈的那次通话，从接通到挂断',
  denominator: '—',
  exclusions: '没有记录接通时间的通话；以拒访结束的。',
  note: '不含响铃。同时给出平均数、中位数和第 5 百分位数。时长偏短只提示优先复核，原因可能是患者熟悉问卷或答得快，不作为评价。',
};

export const endDefinitions: readonly Definition[] = [
  {
    name: '完成、中途中断、拒访',
    numerator: '以完成、中途中断、拒访结束的回访任务',
    denominator: '—',
    exclusions: '还没有结束的。',
    note: '按患者计，每位只计最后的结果，归最后一次通话的回访员。委婉拒绝后由别人完成的是完成；中断后以拒绝结束的是拒访，不是中途中断。',
  },
];
