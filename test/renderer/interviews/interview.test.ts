import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Edit } from '../../../renderer/interviews/edits.ts';
import { type InterviewPort, OpenInterview } from '../../../renderer/interviews/openInterview.ts';
import type { Fate, Receipt, Stamp, Unsent } from '../../../renderer/interviews/saving.ts';
import type { Interview } from '../../../shared/interviews/contract/interview.ts';
import { consentOf } from '../../../shared/interviews/rules/disclosure.ts';
import type { Opinion } from '../../../shared/opinions/contract/opinions.ts';
import { type Item, item } from '../../../shared/questionnaires/contract/questionnaires.ts';

const attitude: Item = item.parse({
  code: 'attitude_nurse',
  aspect: 'attitude',
  title: '护士态度',
  say: '护士的态度您满意吗？',
  kind: 'single',
  options: [
    { key: '1', value: 'satisfied', label: '满意' },
    { key: '3', value: 'dissatisfied', label: '不满意', objection: true },
  ],
});

const begun: Interview = {
  id: 'interview',
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
  startedAt: '2026-11-10T02:00:00.000Z',
};

class Lost extends Error {}
class Conflict extends Error {}

/** The calling room as the contract promises it, in memory; the line to it can be cut. */
class Core implements InterviewPort {
  stored: Interview = begun;
  connected = true;
  readonly log: string[] = [];
  #ids = 0;
  readonly #results = new Map<string, Receipt & { opinion: Opinion | null }>();

  unsent: readonly Unsent<Edit>[] = [];

  readonly keep = (unsent: readonly Unsent<Edit>[]) => {
    this.unsent = unsent;
  };
  readonly newId = () => `screen${++this.#ids}`;
  readonly fateOf = (error: unknown): Fate => (error instanceof Conflict ? 'conflict' : 'lost');
  readonly current = async () => this.stored;

  readonly saveAnswer: InterviewPort['saveAnswer'] = (stamp, itemCode, value) =>
    this.#save(stamp, `${itemCode}=${value.join()}`, () => {
      const objection = value.includes('dissatisfied');
      const answers = this.stored.answers.filter((answer) => answer.itemCode !== itemCode);
      const own = this.stored.opinions.find((opinion) => opinion.askedItem === itemCode);
      const opinion: Opinion = own ?? {
        id: 'core1',
        kind: 'opinion',
        askedItem: itemCode,
        itemCode,
        aspect: 'attitude',
        departmentId: 'cardiology',
        severity: 'general',
        text: '',
        staffName: '',
        state: 'draft',
        suggested: null,
      };
      const others = this.stored.opinions.filter((one) => one !== own);
      const kept = objection || opinion.text.trim() !== '' ? [...others, opinion] : others;
      const { answerer, relation } = this.stored;
      const given = { itemCode, value: [...value], objection, counted: true, answerer, relation };
      this.stored = { ...this.stored, answers: [...answers, given], opinions: kept };
      return objection ? opinion : null;
    });

  readonly saveOpinion: InterviewPort['saveOpinion'] = (stamp, opinion) =>
    this.#save(stamp, `${opinion.id}:${opinion.text}`, () => {
      const others = this.stored.opinions.filter(({ id }) => id !== opinion.id);
      const gone = opinion.text.trim() === '' && opinion.askedItem === null;
      this.stored = { ...this.stored, opinions: gone ? others : [...others, { ...opinion, state: 'draft' }] };
      return null;
    });

  readonly escalate: InterviewPort['escalate'] = (stamp, opinionId) =>
    this.#save(stamp, `report ${opinionId}`, () => {
      const opinions = this.stored.opinions.map((one) => (one.id === opinionId ? { ...one, state: 'dispatched' as const } : one));
      this.stored = { ...this.stored, opinions };
      return null;
    });

  readonly saveSaid: InterviewPort['saveSaid'] = (stamp, field, value) =>
    this.#save(stamp, `${field}=${value}`, () => {
      const { answerer, relation, consent, answers } = this.stored;
      const said = { ...this.stored, [field]: value };
      const isIdentity = field === 'answerer' || field === 'relation';
      this.stored = isIdentity ? { ...said, consent: consentOf(said, { answerer, relation, consent }, answers) } : said;
      return null;
    });

  async #save(stamp: Stamp, line: string, change: () => Opinion | null) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (!this.connected) throw new Lost();
    const earlier = this.#results.get(stamp.requestId);
    if (earlier) return earlier;
    if (stamp.expectedVersion !== this.stored.version) throw new Conflict();
    this.log.push(line);
    const opinion = change();
    this.stored = { ...this.stored, version: this.stored.version + 1 };
    const result = { version: this.stored.version, savedAt: '2026-11-10T02:00:01.000Z', opinion };
    this.#results.set(stamp.requestId, result);
    return result;
  }
}

const open = (core: Core) => new OpenInterview(core.stored, 'cardiology', core);
const texts = (core: Core) => core.stored.opinions.map((opinion) => opinion.text);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('an interview on the screen', () => {
  test('an objection opens its opinion at once, and what is typed before the core answers goes into the core’s own draft', async () => {
    const core = new Core();
    const interview = open(core);
    interview.answer(attitude, ['dissatisfied']);
    const [opinion] = interview.view().opinions;
    expect(opinion).toMatchObject({ key: 'item:attitude_nurse', aspect: 'attitude', departmentId: 'cardiology', text: '' });
    interview.write('item:attitude_nurse', { text: '按铃等了二十分钟' });
    await vi.runAllTimersAsync();
    expect(core.stored.opinions).toHaveLength(1);
    expect(core.stored.opinions[0]).toMatchObject({ id: 'core1', text: '按铃等了二十分钟' });
  });

  test('a changed mind drops the opinion that holds no text and keeps the one that does', async () => {
    const core = new Core();
    const interview = open(core);
    interview.answer(attitude, ['dissatisfied']);
    interview.answer(attitude, ['satisfied']);
    expect(interview.view().opinions).toEqual([]);
    interview.answer(attitude, ['dissatisfied']);
    interview.write('item:attitude_nurse', { text: '说话很冲' });
    interview.answer(attitude, ['satisfied']);
    expect(interview.view().opinions.map((opinion) => opinion.text)).toEqual(['说话很冲']);
    await vi.runAllTimersAsync();
    expect(texts(core)).toEqual(['说话很冲']);
  });

  test('written while the line is cut, all of it is there once the line is back, each thing once', async () => {
    const core = new Core();
    const interview = open(core);
    core.connected = false;
    interview.say('answerer', 'patient');
    interview.answer(attitude, ['dissatisfied']);
    for (const text of ['断', '断网', '断网时写的']) {
      interview.write('item:attitude_nurse', { text });
      await vi.advanceTimersByTimeAsync(300);
    }
    interview.say('step', 'closing');
    expect(interview.status().state).toBe('retrying');
    core.connected = true;
    await vi.runAllTimersAsync();
    expect(core.stored).toMatchObject({ answerer: 'patient', step: 'closing' });
    expect(texts(core)).toEqual(['断网时写的']);
    expect(core.log).toEqual(['answerer=patient', 'attitude_nurse=dissatisfied', 'core1:断网时写的', 'step=closing']);
  });

  test('whoever takes the phone is asked for their own consent; who agreed and answered before is not', async () => {
    const core = new Core();
    const interview = open(core);
    interview.say('answerer', 'patient');
    interview.say('consent', true);
    interview.answer(attitude, ['satisfied']);
    interview.say('answerer', 'relative');
    interview.say('relation', '女儿');
    await vi.runAllTimersAsync();
    expect([interview.view().said.consent, core.stored.consent]).toEqual([null, null]);
    interview.say('answerer', 'patient');
    interview.say('relation', '');
    await vi.runAllTimersAsync();
    expect([interview.view().said.consent, core.stored.consent]).toEqual([true, true]);
  });

  test('the consent of a relative who took the phone while the line was cut is sent also after a reload', async () => {
    const core = new Core();
    core.stored = { ...begun, answerer: 'patient', consent: true };
    const cutOff: InterviewPort = { ...core, saveSaid: () => Promise.reject(new Lost()) };
    const first = new OpenInterview(core.stored, 'cardiology', cutOff);
    first.say('answerer', 'relative');
    first.say('relation', '女儿');
    first.say('consent', true);
    await vi.advanceTimersByTimeAsync(300);
    const left = core.unsent;
    const again = new OpenInterview(core.stored, 'cardiology', core);
    again.restore(left);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(core.stored).toMatchObject({ answerer: 'relative', relation: '女儿', consent: true });
    expect(again.view().said.consent).toBe(true);
    expect(again.status().state).toBe('saved');
  });

  test('an opinion outside the items is saved under the id of the screen, and removed when its text is cleared', async () => {
    const core = new Core();
    const interview = open(core);
    const key = interview.begin('praise');
    await vi.runAllTimersAsync();
    expect(core.log).toEqual([]);
    interview.write(key, { text: '天天教我量血压', staffName: '陈思' });
    await vi.runAllTimersAsync();
    expect(core.stored.opinions).toMatchObject([{ id: key, kind: 'praise', staffName: '陈思' }]);
    interview.write(key, { text: '' });
    await vi.runAllTimersAsync();
    expect(core.stored.opinions).toEqual([]);
  });

  test('opened again, it shows the answers, the opinions and the step the core holds', async () => {
    const core = new Core();
    const first = open(core);
    first.answer(attitude, ['dissatisfied']);
    first.write('item:attitude_nurse', { text: '说话很冲', severity: 'urgent' });
    first.say('step', 'attitude_nurse');
    await vi.runAllTimersAsync();
    const again = open(core);
    expect(again.view()).toEqual(first.view());
    again.write('item:attitude_nurse', { text: '说话很冲，希望道歉' });
    await vi.runAllTimersAsync();
    expect(texts(core)).toEqual(['说话很冲，希望道歉']);
  });

  test('two windows changed the same answer while one was cut off: both values are offered, and the chosen one is shown and kept', async () => {
    const core = new Core();
    const [mine, other] = [open(core), open(core)];
    other.answer(attitude, ['satisfied']);
    await vi.runAllTimersAsync();
    mine.answer(attitude, ['dissatisfied']);
    await vi.runAllTimersAsync();
    const status = mine.status();
    if (status.state !== 'conflict') throw new Error(`expected a conflict, is ${status.state}`);
    const [clash] = status.clashes;
    expect(clash?.theirs).toEqual({ kind: 'answer', itemCode: 'attitude_nurse', value: ['satisfied'] });
    mine.choose('answer:attitude_nurse', 'theirs', clash?.theirs ?? null);
    await vi.runAllTimersAsync();
    expect(mine.view().answers.get('attitude_nurse')).toEqual(['satisfied']);
    expect(mine.status().state).toBe('saved');
  });

  test('what another window wrote elsewhere is taken over without asking', async () => {
    const core = new Core();
    const [mine, other] = [open(core), open(core)];
    other.say('condition', '恢复得好');
    await vi.runAllTimersAsync();
    mine.answer(attitude, ['satisfied']);
    await vi.runAllTimersAsync();
    expect(mine.status().state).toBe('saved');
    expect(mine.view().said.condition).toBe('恢复得好');
    expect(core.stored.answers).toHaveLength(1);
  });
});
