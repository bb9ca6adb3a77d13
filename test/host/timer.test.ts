/** Tests when the host looks for due pulls. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startTimer } from '../../electron/timer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const minute = 60_000;

it('looks a minute after the start and every five minutes then, until it is ended', async () => {
  let looks = 0;
  const end = startTimer(
    async () => {
      looks += 1;
    },
    () => undefined,
  );
  await vi.advanceTimersByTimeAsync(minute - 1);
  expect(looks).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(looks).toBe(1);
  await vi.advanceTimersByTimeAsync(10 * minute);
  expect(looks).toBe(3);
  end();
  await vi.advanceTimersByTimeAsync(60 * minute);
  expect(looks).toBe(3);
});

it('never looks twice at once, and goes on after a failure that it logs', async () => {
  const lines: string[] = [];
  let under = 0;
  let looks = 0;
  const end = startTimer(
    async () => {
      looks += 1;
      under += 1;
      expect(under).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 12 * minute));
      under -= 1;
      throw new Error('the store is closed');
    },
    (line) => lines.push(line),
  );
  await vi.advanceTimersByTimeAsync(60 * minute);
  expect(looks).toBe(4);
  expect(lines).toEqual(Array.from({ length: 3 }, () => 'due pulls: the store is closed'));
  end();
});
