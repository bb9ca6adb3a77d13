import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SaveQueue } from '../../../renderer/interviews/saveQueue.ts';
import type { Fate, SaveTransport, Stamp } from '../../../renderer/interviews/saving.ts';
import { fc } from '../../helpers/properties.ts';

interface Edit {
  readonly thing: string;
  readonly value: string;
}

/** What happens to a request on its way: it arrives, is lost before or after it was applied, or is turned away. */
type Way = 'arrives' | 'request lost' | 'reply lost' | 'refused';

class Failed extends Error {
  readonly fate: Fate;
  constructor(fate: Fate) {
    super(fate);
    this.fate = fate;
  }
}

/** A server with the promises of the contract: versions, and a repeated request id answers with its first result. */
class Server implements SaveTransport<Edit> {
  version = 1;
  readonly values = new Map<string, Edit>();
  readonly applied: Edit[] = [];
  readonly requests: Stamp[] = [];
  readonly #answers = new Map<string, { version: number; savedAt: string }>();
  ways: Way[] = [];
  latencyMs = 5;
  inFlight = 0;
  mostInFlight = 0;
  #ids = 0;

  readonly newRequestId = () => `r${++this.#ids}`;
  readonly fateOf = (error: unknown): Fate => (error instanceof Failed ? error.fate : 'lost');
  readonly lastWins = (thing: string) => thing === 'step';

  readonly send = async (edit: Edit, stamp: Stamp) => {
    this.requests.push(stamp);
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    await new Promise((resolve) => setTimeout(resolve, this.latencyMs));
    this.inFlight -= 1;
    const way = this.ways.shift() ?? 'arrives';
    if (way === 'request lost') throw new Failed('lost');
    if (way === 'refused') throw new Failed('refused');
    const answer = this.#answers.get(stamp.requestId) ?? this.#apply(edit, stamp);
    if (way === 'reply lost') throw new Failed('lost');
    return answer;
  };

  readonly current = async () => ({ version: this.version, values: new Map(this.values) });

  /** Another window saves. */
  elsewhere(edit: Edit): void {
    this.version += 1;
    this.values.set(edit.thing, edit);
  }

  #apply(edit: Edit, stamp: Stamp) {
    if (stamp.expectedVersion !== this.version) throw new Failed('conflict');
    this.version += 1;
    this.values.set(edit.thing, edit);
    this.applied.push(edit);
    const answer = { version: this.version, savedAt: `2026-11-10T02:00:00.${String(this.version).padStart(3, '0')}Z` };
    this.#answers.set(stamp.requestId, answer);
    return answer;
  }
}

const open = (server: Server) => new SaveQueue<Edit>(server, server.version, new Map(server.values));
const put = (queue: SaveQueue<Edit>, thing: string, value: string, within = 0) => queue.put(thing, { thing, value }, within);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('an answer is sent at once and shown as saved with the time of the server', async () => {
  const server = new Server();
  const queue = open(server);
  put(queue, 'answer:a', 'satisfied');
  expect(queue.status()).toEqual({ state: 'saving' });
  await vi.runAllTimersAsync();
  expect(queue.status()).toEqual({ state: 'saved', at: '2026-11-10T02:00:00.002Z' });
  expect(server.values.get('answer:a')?.value).toBe('satisfied');
});

test('typed text is sent at most 400 ms after its first character, however fast the typing goes on', async () => {
  const server = new Server();
  const queue = open(server);
  for (const text of ['夜', '夜里', '夜里按', '夜里按铃']) {
    put(queue, 'opinion:1', text, 400);
    await vi.advanceTimersByTimeAsync(120);
  }
  expect(server.applied.map((edit) => edit.value)).toEqual(['夜里按铃']);
});

test('while one request is under way only the latest value of each thing waits', async () => {
  const server = new Server();
  server.latencyMs = 50;
  const queue = open(server);
  put(queue, 'answer:a', '1');
  put(queue, 'answer:a', '2');
  put(queue, 'answer:a', '3');
  await vi.runAllTimersAsync();
  expect(server.applied.map((edit) => edit.value)).toEqual(['1', '3']);
  expect(server.mostInFlight).toBe(1);
});

test('a lost reply is asked for again under the same request id and applied once', async () => {
  const server = new Server();
  server.ways = ['reply lost', 'request lost'];
  const queue = open(server);
  put(queue, 'answer:a', '1');
  await vi.advanceTimersByTimeAsync(10);
  expect(queue.status().state).toBe('retrying');
  await vi.runAllTimersAsync();
  expect(new Set(server.requests.map((stamp) => stamp.requestId)).size).toBe(1);
  expect(server.requests).toHaveLength(3);
  expect(server.applied).toHaveLength(1);
  expect(queue.status().state).toBe('saved');
});

test('the pauses between retries grow to ten seconds, and asking by hand tries at once', async () => {
  const server = new Server();
  server.ways = Array.from({ length: 40 }, (): Way => 'request lost');
  const queue = open(server);
  put(queue, 'answer:a', '1');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.requests.length).toBeGreaterThan(5);
  expect(server.requests.length).toBeLessThan(12);
  server.ways = [];
  queue.retry();
  await vi.advanceTimersByTimeAsync(5);
  expect(queue.status().state).toBe('saved');
});

test('flushing waits for the connection and answers true when the server holds everything', async () => {
  const server = new Server();
  server.ways = ['request lost', 'request lost'];
  const queue = open(server);
  put(queue, 'opinion:1', '地面湿', 400);
  const flushed = queue.flush();
  await vi.runAllTimersAsync();
  expect(await flushed).toBe(true);
  expect(server.values.get('opinion:1')?.value).toBe('地面湿');
  expect(queue.unsaved).toBe(false);
});

test('another window changed something else: mine is saved on its version without asking', async () => {
  const server = new Server();
  const queue = open(server);
  server.elsewhere({ thing: 'answer:b', value: '2' });
  put(queue, 'answer:a', '1');
  await vi.runAllTimersAsync();
  expect(queue.status().state).toBe('saved');
  expect([...server.values.values()].map((edit) => edit.value).sort()).toEqual(['1', '2']);
});

test('another window changed the same answer: both values are shown and the chosen one stays', async () => {
  for (const [choice, kept] of [
    ['mine', '1'],
    ['theirs', '3'],
  ] as const) {
    const server = new Server();
    const queue = open(server);
    server.elsewhere({ thing: 'answer:a', value: '3' });
    put(queue, 'answer:a', '1');
    put(queue, 'answer:c', '2');
    await vi.runAllTimersAsync();
    const status = queue.status();
    expect(status).toEqual({
      state: 'conflict',
      clashes: [{ thing: 'answer:a', mine: { thing: 'answer:a', value: '1' }, theirs: { thing: 'answer:a', value: '3' } }],
    });
    queue.choose('answer:a', choice);
    await vi.runAllTimersAsync();
    expect(queue.status().state).toBe('saved');
    expect(server.values.get('answer:a')?.value).toBe(kept);
    expect(server.values.get('answer:c')?.value).toBe('2');
  }
});

test('where the call is never asks: the last writer wins', async () => {
  const server = new Server();
  const queue = open(server);
  server.elsewhere({ thing: 'step', value: 'greeting' });
  put(queue, 'step', 'closing');
  await vi.runAllTimersAsync();
  expect(queue.status().state).toBe('saved');
  expect(server.values.get('step')?.value).toBe('closing');
});

test('a refused edit is kept and said, does not stop the others, and is sent again when asked', async () => {
  const server = new Server();
  server.ways = ['refused'];
  const queue = open(server);
  put(queue, 'answer:a', '1');
  put(queue, 'answer:b', '2');
  const flushed = queue.flush();
  await vi.runAllTimersAsync();
  expect(await flushed).toBe(false);
  expect(queue.status().state).toBe('refused');
  expect(server.values.get('answer:b')?.value).toBe('2');
  queue.retry();
  await vi.runAllTimersAsync();
  expect(queue.status().state).toBe('saved');
  expect(server.values.get('answer:a')?.value).toBe('1');
});

test('under any order of edits, lost requests, lost replies and pauses the server ends with the last value of each thing, each edit applied at most once', async () => {
  const step = fc.oneof(
    fc.record({ thing: fc.constantFrom('answer:a', 'answer:b', 'opinion:1', 'step'), within: fc.constantFrom(0, 250, 400) }),
    fc.record({ pause: fc.integer({ min: 0, max: 3_000 }) }),
    fc.record({ again: fc.constant(true) }),
    fc.record({ elsewhere: fc.constantFrom('answer:x', 'answer:y') }),
  );
  const ways = fc.array(fc.constantFrom<Way>('arrives', 'request lost', 'reply lost'), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), ways, fc.integer({ min: 1, max: 900 }), async (steps, onTheWay, latencyMs) => {
      const server = new Server();
      server.ways = [...onTheWay];
      server.latencyMs = latencyMs;
      const queue = open(server);
      const last = new Map<string, string>();
      for (const [index, act] of steps.entries()) {
        if ('pause' in act) await vi.advanceTimersByTimeAsync(act.pause);
        else if ('again' in act) queue.retry();
        else if ('elsewhere' in act) server.elsewhere({ thing: act.elsewhere, value: `other ${index}` });
        else {
          last.set(act.thing, `v${index}`);
          put(queue, act.thing, `v${index}`, act.within);
        }
      }
      const flushed = queue.flush();
      await vi.runAllTimersAsync();
      expect(await flushed).toBe(true);
      for (const [thing, value] of last) expect(server.values.get(thing)?.value).toBe(value);
      const edits = server.applied.map((edit) => edit.value);
      expect(new Set(edits).size).toBe(edits.length);
      expect(server.mostInFlight).toBeLessThanOrEqual(1);
      expect(queue.unsaved).toBe(false);
    }),
    { numRuns: 200 },
  );
});

test('what an earlier page left unsent is sent, what the server holds already is dropped, what was changed since is shown', async () => {
  const server = new Server();
  server.elsewhere({ thing: 'answer:b', value: '2' });
  server.elsewhere({ thing: 'answer:c', value: 'theirs' });
  const kept: (readonly string[])[] = [];
  const keep = (unsent: readonly { readonly thing: string }[]) => void kept.push(unsent.map(({ thing }) => thing));
  const queue = new SaveQueue<Edit>(Object.assign(server, { keep }), server.version, new Map(server.values));
  const left = (thing: string, value: string) => ({ thing, edit: { thing, value }, base: null });
  queue.restore([left('answer:a', '1'), left('answer:b', '2'), left('answer:c', 'mine'), left('step', 'closing')]);
  await vi.runAllTimersAsync();
  const status = queue.status();
  if (status.state !== 'conflict') throw new Error(`expected a conflict, is ${status.state}`);
  expect(status.clashes.map(({ thing }) => thing)).toEqual(['answer:c']);
  queue.choose('answer:c', 'mine');
  await vi.runAllTimersAsync();
  expect(server.applied.map(({ thing }) => thing)).toEqual(['answer:a', 'answer:c', 'step']);
  expect(kept.at(-1)).toEqual([]);
});

test('the same value read back with its fields in another order is no conflict', async () => {
  const server = new Server();
  const queue = open(server);
  put(queue, 'answer:a', '1');
  await vi.runAllTimersAsync();
  server.elsewhere({ value: '9', thing: 'answer:b' });
  server.values.set('answer:a', { value: '1', thing: 'answer:a' });
  put(queue, 'answer:a', '2');
  await vi.runAllTimersAsync();
  expect(queue.status().state).toBe('saved');
  expect(server.values.get('answer:a')?.value).toBe('2');
});
