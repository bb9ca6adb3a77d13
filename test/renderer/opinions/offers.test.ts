import { describe, expect, it } from 'vitest';
import { capturedOf } from '../../../renderer/interviews/edits.ts';
import { type InterviewPort, OpenInterview } from '../../../renderer/interviews/openInterview.ts';
import type { Interview } from '../../../shared/interviews/contract/interview.ts';
import type { Opinion } from '../../../shared/opinions/contract/opinions.ts';
import { item } from '../../../shared/questionnaires/contract/questionnaires.ts';

const attitude = item.parse({
  code: 'attitude_nurse',
  aspect: 'attitude',
  title: '护士态度',
  say: '护士的态度您满意吗？',
  kind: 'single',
  options: [{ key: '3', value: 'dissatisfied', label: '不满意', objection: true }],
});

const begun: Interview = {
  id: 'interview',
  state: 'open',
  version: 1,
  attemptId: null,
  step: 'attitude_nurse',
  answerer: 'patient',
  relation: '',
  consent: true,
  recording: null,
  condition: '',
  revisitDate: null,
  revisitState: null,
  answers: [],
  opinions: [],
  startedAt: '2026-11-10T02:00:00.000Z',
};

/** An interview with the nurse's objection made, and what was sent for its opinions. */
function objected() {
  const sent: Omit<Opinion, 'state'>[] = [];
  let [ids, version] = [0, 1];
  const receipt = () => ({ version: ++version, savedAt: '2026-11-10T02:00:00.000Z' });
  const port: InterviewPort = {
    saveAnswer: async () => ({ ...receipt(), opinion: null }),
    saveOpinion: async (_, opinion) => {
      sent.push(opinion);
      return receipt();
    },
    escalate: async () => receipt(),
    saveSaid: async () => receipt(),
    current: async () => begun,
    fateOf: () => 'lost',
    newId: () => `id${++ids}`,
  };
  const interview = new OpenInterview(begun, 'cardiology', port);
  interview.answer(attitude, ['dissatisfied']);
  return { interview, sent, own: () => interview.view().opinions.find(({ key }) => key === 'item:attitude_nurse') };
}

const offer = { itemCode: 'process_call', aspect: 'process' } as const;
const kept = { itemCode: 'process_call', aspect: 'process', departmentId: null, severity: null };

describe('offers for an opinion', () => {
  it('are remembered as they stand; taking one fills it in and is remembered', async () => {
    const { interview, own, sent } = objected();
    interview.offer('item:attitude_nurse', { departmentId: 'logistics' });
    interview.offer('item:attitude_nurse', offer);
    expect(own()).toMatchObject({ itemCode: 'attitude_nurse', suggested: { ...kept, taken: false } });
    interview.takeOffer('item:attitude_nurse', offer);
    expect(own()).toMatchObject({ askedItem: 'attitude_nurse', itemCode: 'process_call', suggested: { ...kept, taken: true } });
    await interview.queue.flush();
    expect(sent.at(-1)).toMatchObject({ itemCode: 'process_call', suggested: { taken: true } });
  });

  it('what was taken is not overwritten by a later offer', () => {
    const { interview, own } = objected();
    interview.takeOffer('item:attitude_nurse', offer);
    interview.offer('item:attitude_nurse', { severity: 'urgent' });
    expect(own()?.suggested).toEqual({ ...kept, taken: true });
  });

  it('what the nurse chose is known as chosen, field by field and opinion by opinion; typing and taking choose nothing', () => {
    const { interview } = objected();
    const other = interview.begin('opinion');
    interview.write('item:attitude_nurse', { departmentId: 'cardiology' });
    interview.write('item:attitude_nurse', { text: '按铃没人来' });
    interview.takeOffer('item:attitude_nurse', offer);
    expect(interview.chosenByHand('item:attitude_nurse', 'departmentId')).toBe(true);
    expect(interview.chosenByHand('item:attitude_nurse', 'itemCode')).toBe(false);
    expect(interview.chosenByHand(other, 'departmentId')).toBe(false);
  });
});

describe('one more opinion on an objected item', () => {
  it('hangs on the same item under an id of its own; begun and left empty it is gone at the next', () => {
    const { interview } = objected();
    const second = interview.begin('opinion', attitude);
    expect(interview.view().opinions.map(({ key, askedItem }) => [key, askedItem])).toEqual([
      ['item:attitude_nurse', 'attitude_nurse'],
      [second, 'attitude_nurse'],
    ]);
    const third = interview.begin('praise');
    expect(interview.view().opinions.map(({ key }) => key)).toEqual(['item:attitude_nurse', third]);
  });

  it('is told from the item’s own after a reload', () => {
    const stored = (id: string, askedItem: string | null): Opinion => ({
      id,
      kind: 'opinion',
      askedItem,
      itemCode: 'process_call',
      aspect: 'process',
      departmentId: 'cardiology',
      severity: 'general',
      text: '按铃没人来',
      staffName: '',
      state: 'draft',
      suggested: null,
    });
    const opinions = [stored('a', 'attitude_nurse'), stored('b', 'attitude_nurse'), stored('c', null)];
    expect(capturedOf(opinions).map(({ key }) => key)).toEqual(['item:attitude_nurse', 'b', 'c']);
  });
});
