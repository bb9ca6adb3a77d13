import { describe, expect, it } from 'vitest';
import { rowHeight, sightOf, tallest } from '../../../renderer/ui/sight.ts';
import { fc } from '../../helpers/properties.ts';

/** As many rows as a workbook can hold. */
const mostRows = 1_048_576;
const lists = fc.record({
  total: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: mostRows })),
  view: fc.integer({ min: rowHeight, max: 1_200 }),
  /** How far down, 0–1. */
  down: fc.double({ min: 0, max: 1, noNaN: true }),
});
/** px the scroll bar can go. */
const reachOf = (total: number, view: number) => Math.max(0, sightOf(total, view, 0).drawn - view);

describe('a table of very many rows', () => {
  it('begins with its first row and ends with its last, at whatever size', () => {
    fc.assert(
      fc.property(lists, ({ total, view }) => {
        expect(sightOf(total, view, 0)).toMatchObject({ first: 0, above: 0 });
        const { last, above, first, drawn } = sightOf(total, view, reachOf(total, view));
        expect(last).toBe(total - 1);
        // The last row ends where the list ends: nothing is cut off, no gap is left.
        expect(above + (last - first + 1) * rowHeight).toBeCloseTo(drawn, 3);
      }),
    );
  });

  it('fills the view with rows wherever it is scrolled to, and holds no more than it needs', () => {
    fc.assert(
      fc.property(lists, ({ total, view, down }) => {
        const scrolled = reachOf(total, view) * down;
        const { first, last, above, drawn } = sightOf(total, view, scrolled);
        expect(above).toBeLessThanOrEqual(scrolled);
        expect(above + (last - first + 1) * rowHeight).toBeGreaterThanOrEqual(Math.min(scrolled + view, drawn) - 0.001);
        expect(last - first).toBeLessThanOrEqual(Math.ceil(view / rowHeight) + 1);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(last).toBeLessThan(total);
      }),
    );
  });

  it('never stands taller than a browser can draw', () => {
    expect(sightOf(mostRows, 400, 0).drawn).toBe(tallest);
    expect(sightOf(100_000, 400, 0).drawn).toBe(100_000 * rowHeight);
  });

  it('shows nothing of an empty list', () => {
    expect(sightOf(0, 400, 0)).toMatchObject({ first: 0, last: -1, drawn: 0 });
  });
});
