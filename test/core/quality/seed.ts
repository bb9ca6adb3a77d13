/** Creates finished interviews to review and correct. */

import type { Actor } from '../../../electron/core/base/context.ts';
import { recordInterviews } from '../../../electron/core/paper/recordInterview.ts';
import { currentQuestionnaire } from '../../../electron/core/questionnaires/versions.ts';
import type { QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { samplePatients } from '../../helpers/calling.ts';
import type { Staff, TestWorkstation } from '../../helpers/workstation.ts';

export const firstCall = '2026-11-10T02:00:00.000Z';
const minutesLater = (minutes: number) => new Date(Date.parse(firstCall) + minutes * 60_000).toISOString();

export function questionnaire(workstation: TestWorkstation): Promise<QuestionnaireContent> {
  return workstation.transaction(async (ctx) => (await currentQuestionnaire(ctx.db)).content);
}

/** Every item answered in the best way, but for objections to these. */
export function answersBut(content: QuestionnaireContent, objectTo: readonly string[] = []): Map<string, string[]> {
  return new Map(
    content.items.map((item) => {
      const chosen = item.options.find((option) => option.objection === objectTo.includes(item.code) && !option.notCounted);
      return [item.code, [chosen?.value ?? '']] as const;
    }),
  );
}

interface Finishing {
  readonly count?: number;
  readonly objectTo?: readonly string[];
  /** What the patient said to the first objection, or without one. */
  readonly opinion?: string;
  readonly talkSeconds?: number;
}

/** Interviews of eight minutes by this nurse, one after another from `firstCall` on; their ids. */
export async function finish(workstation: TestWorkstation, staff: Staff, by: Actor, given: Finishing = {}): Promise<string[]> {
  const content = await questionnaire(workstation);
  const { count = 1, objectTo = [], opinion, talkSeconds = 480 } = given;
  const sampled = await samplePatients(
    workstation,
    staff,
    Array.from({ length: count }, () => ({})),
  );
  const item = content.items.find(({ code }) => code === objectTo[0]);
  return workstation.transaction(async (ctx) => {
    const told = sampled.map(({ followUpId }, index) => {
      const startedAt = minutesLater(index * 10);
      const finishedAt = new Date(Date.parse(startedAt) + talkSeconds * 1000).toISOString();
      const said = {
        kind: 'opinion',
        itemCode: item?.code ?? null,
        aspect: item?.aspect ?? null,
        departmentId: staff.departments.cardiology,
        severity: 'general',
        text: opinion ?? '',
        staffName: '',
        registeredAt: finishedAt,
        registeredBy: by.id,
        steps: [],
      } as const;
      const call = { nurseId: by.id, attempts: [], startedAt, finishedAt, answerer: 'patient' } as const;
      return { ...call, followUpId, answers: answersBut(content, objectTo), opinions: opinion ? [said] : [] };
    });
    return (await recordInterviews(ctx, told)).map(({ interviewId }) => interviewId);
  });
}
