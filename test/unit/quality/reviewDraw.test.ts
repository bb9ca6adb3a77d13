/** Tests the draw of interviews for review. */
import { describe, expect, it } from 'vitest';
import { drawForReview, reviewFrame, reviewsNeeded } from '../../../shared/quality/rules/reviewDraw.ts';
import { fc } from '../../helpers/properties.ts';

describe('interviews drawn for review', () => {
  it('are a tenth, rounded up: one of one, three of thirty, four of thirty-one', () => {
    expect([0, 1, 10, 11, 30, 31, 100].map((finished) => reviewsNeeded(finished, 10))).toEqual([0, 1, 1, 2, 3, 4, 10]);
    expect(reviewsNeeded(7, 100)).toBe(7);
  });

  it('are at least the share after every draw, and none drawn ever leaves, however interviews finish and the share changes', () => {
    const step = fc.record({ finish: fc.integer({ min: 0, max: 40 }), percent: fc.integer({ min: 10, max: 100 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), fc.string(), (steps, seed) => {
        const finished: string[] = [];
        const offered = new Set<string>();
        let taken = new Set<string>();
        steps.forEach(({ finish, percent }, round) => {
          for (let each = 0; each < finish; each += 1) finished.push(`i${String(finished.length)}`);
          const needed = reviewsNeeded(finished.length, percent) - taken.size;
          if (needed <= 0) return;
          const frame = reviewFrame(finished, offered, taken, needed);
          const drawn = drawForReview(frame, needed, '2026-11 王静', `${seed} ${String(round)}`);
          expect(drawn).toHaveLength(needed);
          expect(drawn.filter((id) => taken.has(id))).toEqual([]);
          for (const id of frame) offered.add(id);
          taken = new Set([...taken, ...drawn]);
          expect(taken.size * 100).toBeGreaterThanOrEqual(finished.length * percent);
          expect([...taken].every((id) => finished.includes(id))).toBe(true);
        });
      }),
    );
  });

  it('are the same for the same frame and seed in any order, and others for another seed', () => {
    const frame = Array.from({ length: 200 }, (_, index) => `i${String(index)}`);
    const drawn = drawForReview(frame, 20, '2026-11 王静', '1');
    expect(drawForReview(frame.toReversed(), 20, '2026-11 王静', '1')).toEqual(drawn);
    expect(drawForReview(frame, 20, '2026-11 王静', '2')).not.toEqual(drawn);
    expect(drawForReview(frame, 20, '2026-11 赵敏', '1')).not.toEqual(drawn);
  });

  it('come from the interviews no earlier draw could take, while they suffice', () => {
    const finished = ['a', 'b', 'c', 'd'];
    expect(reviewFrame(finished, new Set(['a', 'b']), new Set(['a']), 2)).toEqual(['c', 'd']);
    expect(reviewFrame(finished, new Set(['a', 'b']), new Set(['a']), 3)).toEqual(['b', 'c', 'd']);
  });
});
