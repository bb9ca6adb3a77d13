/** An interview on the real call screen that is stored nowhere, to try a questionnaire before it is published. */
import type { Interview } from '../../shared/interviews/contract/interview.ts';
import { type InterviewPort, OpenInterview } from './openInterview.ts';

const begun: Interview = {
  id: 'rehearsal',
  state: 'open',
  version: 1,
  attemptId: null,
  step: 'greeting',
  answerer: null,
  relation: '',
  consent: null,
  recording: null,
  condition: '',
  revisitDate: null,
  revisitState: null,
  answers: [],
  opinions: [],
  startedAt: '2026-01-01T00:00:00.000Z',
};

/** @param at instant that is shown as the time of every save */
export function rehearse(departmentId: string, at: () => string): OpenInterview {
  let version = begun.version;
  let opinions = 0;
  const receipt = async () => {
    version += 1;
    return { version, savedAt: at() };
  };
  const port: InterviewPort = {
    saveAnswer: async () => ({ ...(await receipt()), opinion: null }),
    saveOpinion: receipt,
    escalate: receipt,
    saveSaid: receipt,
    current: async () => ({ ...begun, version }),
    fateOf: () => 'refused',
    rehearsed: true,
    newId: () => {
      opinions += 1;
      return `rehearsed-${opinions}`;
    },
  };
  return new OpenInterview(begun, departmentId, port);
}
