import { useEffect, useSyncExternalStore } from 'react';
import { ulid } from 'ulid';
import type { Brief } from '../../shared/interviews/contract/brief.ts';
import type { Interview } from '../../shared/interviews/contract/interview.ts';
import { client, codeOf, session } from '../base/client.ts';
import { isNotTaken } from '../base/notTaken.ts';
import { keepUnsent, unsentOf } from '../base/unsent.ts';
import type { Edit } from './edits.ts';
import { type InterviewPort, OpenInterview } from './openInterview.ts';
import type { Fate, Unsent } from './saving.ts';

function fateOf(error: unknown): Fate {
  if (codeOf(error) === 'VERSION_CONFLICT') return 'conflict';
  return isNotTaken(error) ? 'lost' : 'refused';
}

function portTo(followUpId: string, interviewId: string, userId: string): InterviewPort {
  const { calls, interviews } = client;
  return {
    saveAnswer: (stamp, itemCode, value) => interviews.saveAnswer({ ...stamp, interviewId, itemCode, value: [...value] }),
    saveOpinion: (stamp, { id: opinionId, ...opinion }) => interviews.saveOpinion({ ...stamp, interviewId, opinionId, ...opinion }),
    escalate: (stamp, opinionId) => interviews.escalate({ ...stamp, interviewId, opinionId }),
    saveSaid: (stamp, field, value) => interviews.saveProgress({ ...stamp, interviewId, [field]: value }),
    current: async () => {
      const { interview } = await calls.brief({ followUpId });
      if (!interview) throw new Error('the interview is gone');
      return interview;
    },
    fateOf,
    newId: ulid,
    keep: (unsent) => keepUnsent(userId, interviewId, unsent),
  };
}

/** An interview opened on this screen, ready to be spoken; what this user's page left unsent is in it. */
export function openInterview(brief: Brief, interview: Interview, userId: string): OpenInterview {
  const left = unsentOf(userId, interview.id) as readonly Unsent<Edit>[];
  const opened = new OpenInterview(interview, brief.stay.departmentId, portTo(brief.followUp.id, interview.id, userId));
  opened.restore(left);
  return opened;
}

/** What the interview shows now; asks before the window is closed over something unsaved, and saves when the line is back or the user signed in again. */
export function useInterview(interview: OpenInterview) {
  const view = useSyncExternalStore(interview.subscribe, interview.view);
  const status = useSyncExternalStore(interview.queue.subscribe, interview.status);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (!interview.queue.unsaved) return;
      void interview.queue.flush();
      event.preventDefault();
    };
    const online = () => interview.queue.retry();
    const stopHearing = session.subscribe(() => !session.ended && session.token !== '' && online());
    window.addEventListener('beforeunload', ask);
    window.addEventListener('online', online);
    return () => {
      window.removeEventListener('beforeunload', ask);
      window.removeEventListener('online', online);
      stopHearing();
      void interview.queue.flush();
    };
  }, [interview]);
  return { view, status };
}
