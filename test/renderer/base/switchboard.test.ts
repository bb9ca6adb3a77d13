/** Tests the one push stream for all tabs of a browser: who receives what, and a lost connection. */
import { ORPCError } from '@orpc/client';
import { expect, it, vi } from 'vitest';
import { Switchboard, type Told } from '../../../renderer/base/pushes/switchboard.ts';
import type { Push } from '../../../shared/base/contract/topics.ts';

const hour = 3_600_000;
const times = { gatherMs: 0, retryMs: 0, silenceMs: hour, lateMs: hour };

/** A stream of the core that the test speaks through, cuts and refuses. */
class Core {
  readonly streams: { tokens: readonly string[]; signal: AbortSignal; tell: (push: Push) => void; cut: () => void }[] = [];
  refuses = false;
  readonly open = async (tokens: readonly string[], signal: AbortSignal): Promise<AsyncIterable<Push>> => {
    if (this.refuses) throw new ORPCError('NOT_SIGNED_IN');
    const waiting: (() => void)[] = [];
    const said: (Push | 'cut')[] = [];
    const say = (each: Push | 'cut') => {
      said.push(each);
      waiting.splice(0).forEach((wake) => {
        wake();
      });
    };
    signal.addEventListener('abort', () => say('cut'));
    this.streams.push({ tokens, signal, tell: say, cut: () => say('cut') });
    return (async function* () {
      for (;;) {
        const next = said.shift();
        if (next === 'cut') throw new TypeError('network error');
        if (next) yield next;
        else await new Promise<void>((resolve) => waiting.push(resolve));
      }
    })();
  };
  /** Streams that nobody has ended. */
  get live() {
    return this.streams.filter(({ signal }) => !signal.aborted);
  }
  get last() {
    const stream = this.streams.at(-1);
    if (!stream) throw new Error('no stream was opened');
    return stream;
  }
}

function tab(switchboard: Switchboard, token: string) {
  const told: Told[] = [];
  const member = switchboard.join((each) => told.push(each));
  member.be(token);
  return { told, member };
}

const changed = (to: number[], topic: 'holds' | 'connections'): Push => ({ to, topics: [topic] });

it('eight tabs have one stream, each with its own session, and each hears what is for it', async () => {
  const core = new Core();
  const switchboard = new Switchboard(core.open, times);
  const tabs = Array.from({ length: 8 }, (_, index) => tab(switchboard, `token ${index}`));
  await vi.waitFor(() => expect(core.streams).toHaveLength(1));
  expect(core.last.tokens).toHaveLength(8);
  core.last.tell(changed([2], 'connections'));
  await vi.waitFor(() => expect(tabs[2]?.told).toEqual([{ kind: 'push', push: { topics: ['connections'] } }]));
  expect(tabs.filter(({ told }) => told.length > 0)).toHaveLength(1);
});

it('a tab that comes later is served by a new stream, and the old one ends when that is up', async () => {
  const core = new Core();
  const switchboard = new Switchboard(core.open, times);
  const first = tab(switchboard, 'a');
  await vi.waitFor(() => expect(core.streams).toHaveLength(1));
  const second = tab(switchboard, 'b');
  await vi.waitFor(() => expect(core.live).toHaveLength(1));
  await vi.waitFor(() => expect(core.last.tokens).toEqual(['a', 'b']));
  core.last.tell(changed([0, 1], 'holds'));
  await vi.waitFor(() => expect([first.told.length, second.told.length]).toEqual([1, 1]));
  // Two tabs of one session, as after “duplicate tab”, need no other stream.
  tab(switchboard, 'a');
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(core.streams).toHaveLength(2);
});

it('after a lost line every tab is told that it may have missed something', async () => {
  const core = new Core();
  const switchboard = new Switchboard(core.open, times);
  const tabs = [tab(switchboard, 'a'), tab(switchboard, 'b')];
  await vi.waitFor(() => expect(core.streams).toHaveLength(1));
  core.last.cut();
  await vi.waitFor(() => expect(core.streams).toHaveLength(2));
  await vi.waitFor(() => expect(tabs.map(({ told }) => told)).toEqual([[{ kind: 'missed' }], [{ kind: 'missed' }]]));
});

it('a line that falls silent is taken for lost', async () => {
  const core = new Core();
  const { told } = tab(new Switchboard(core.open, { ...times, silenceMs: 1 }), 'a');
  await vi.waitFor(() => expect(told).toContainEqual({ kind: 'missed' }));
});

it('a tab whose first line comes late may have missed something, too', async () => {
  const core = new Core();
  const { told } = tab(new Switchboard(core.open, { ...times, lateMs: 0 }), 'a');
  await vi.waitFor(() => expect(told).toEqual([{ kind: 'missed' }]));
});

it('asks no more once nobody on it is signed in, until somebody signs in', async () => {
  const core = new Core();
  core.refuses = true;
  const open = vi.fn(core.open);
  const { member, told } = tab(new Switchboard(open, times), 'old');
  await vi.waitFor(() => expect(open).toHaveBeenCalledTimes(1));
  core.refuses = false;
  member.be('new');
  await vi.waitFor(() => expect(core.streams.map(({ tokens }) => tokens)).toEqual([['new']]));
  expect(told).toEqual([]);
});

it('ends the stream when the last tab is closed', async () => {
  const core = new Core();
  const switchboard = new Switchboard(core.open, times);
  const { member } = tab(switchboard, 'a');
  await vi.waitFor(() => expect(core.live).toHaveLength(1));
  member.leave();
  expect(core.live).toHaveLength(0);
});
