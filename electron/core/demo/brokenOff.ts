/** A call that was broken off before the questionnaire and waits for its agreed time: made by the nurse's own procedures. */
import { brief } from '../calling/brief.ts';
import { dial } from '../calling/dial.ts';
import { endCall } from '../calling/endCall.ts';
import { take } from '../calling/holding.ts';
import { beginInterview } from '../calling/interview.ts';
import { saveProgress } from '../calling/saveProgress.ts';
import type { Sampled } from './month.ts';
import { plusMinutes } from './times.ts';
import type { World } from './world.ts';

export async function breakOff(world: World, { followUpId, nurse }: Sampled, at: string, appointmentAt: string): Promise<void> {
  const actor = world.users.nurses[nurse];
  if (!actor) return;
  const ctx = world.at(at, actor);
  await take(ctx, { followUpId });
  const { patient } = await brief(ctx, { followUpId });
  const phoneId = patient.phones[0]?.id ?? '';
  const { attemptId } = await dial(ctx, { followUpId, phoneId });
  const interview = await beginInterview(ctx, { followUpId, attemptId });
  await saveProgress(ctx, {
    interviewId: interview.id,
    requestId: ctx.newId(),
    expectedVersion: interview.version,
    step: 'condition',
    answerer: 'patient',
    relation: '',
    consent: true,
    condition: '恢复得还可以，走路有点没劲。',
  });
  const later = world.at(plusMinutes(at, 2.4), actor);
  await endCall(later, { followUpId, attemptId, outcome: 'partial', note: '刚说到恢复情况，有客人来，约好再打。', appointmentAt });
}
