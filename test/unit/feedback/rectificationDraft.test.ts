import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RectificationDraft, type Written } from '../../../renderer/feedback/rectification/rectificationDraft.ts';

const empty: Written = { causeKind: '', cause: '', measures: '', responsible: '', doneDate: null };

/** A core that keeps what it is sent and answers when told to. */
function core() {
  const saved: { written: Written; version: number }[] = [];
  let version = 7;
  let refusal: Error | null = null;
  let gate: Promise<void> = Promise.resolve();
  return {
    saved,
    refuse: (error: Error | null) => {
      refusal = error;
    },
    hold() {
      let open = () => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return open;
    },
    async save(written: Written, expectedVersion: number) {
      await gate;
      if (refusal) throw refusal;
      saved.push({ written, version: expectedVersion });
      version += 1;
      return { version, savedAt: '2026-10-14T06:30:00.000Z' };
    },
  };
}

describe('a rectification while it is typed', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('saves once after a pause, on the version it knows, and says so', async () => {
    const there = core();
    const draft = new RectificationDraft(empty, 7, there.save);
    draft.change({ cause: '无' });
    draft.change({ cause: '无人应铃' });
    expect(draft.current().state).toBe('unsaved');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(there.saved).toEqual([{ written: { ...empty, cause: '无人应铃' }, version: 7 }]);
    expect(draft.current()).toMatchObject({ state: 'saved', savedAt: '2026-10-14T06:30:00.000Z' });
    expect(draft.version).toBe(8);
  });

  it('sends one request at a time; what is typed meanwhile goes with the next', async () => {
    const there = core();
    const draft = new RectificationDraft(empty, 7, there.save);
    const open = there.hold();
    draft.change({ cause: '甲' });
    await vi.advanceTimersByTimeAsync(1_000);
    draft.change({ cause: '甲乙' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(there.saved).toHaveLength(0);
    open();
    expect(await draft.flush()).toBe(true);
    expect(there.saved.map((one) => [one.written.cause, one.version])).toEqual([
      ['甲', 7],
      ['甲乙', 8],
    ]);
  });

  it('keeps the text where saving fails, and saves it on the next try', async () => {
    const there = core();
    const draft = new RectificationDraft(empty, 7, there.save);
    there.refuse(new Error('offline'));
    draft.change({ measures: '二线护士应铃' });
    expect(await draft.flush()).toBe(false);
    expect(draft.current()).toMatchObject({ state: 'failed', written: { measures: '二线护士应铃' } });
    there.refuse(null);
    expect(await draft.flush()).toBe(true);
    expect(there.saved.map((one) => one.written.measures)).toEqual(['二线护士应铃']);
  });

  it('after a change elsewhere: goes on with what is written here, or gives it up', async () => {
    const there = core();
    const draft = new RectificationDraft(empty, 7, there.save);
    draft.change({ cause: '我的' });
    draft.continueFrom(9);
    await draft.flush();
    expect(there.saved.at(-1)).toMatchObject({ written: { cause: '我的' }, version: 9 });
    draft.restart({ ...empty, cause: '对方的' }, 12);
    expect([draft.current().written.cause, draft.current().state, draft.version]).toEqual(['对方的', 'untouched', 12]);
  });
});
