import { describe, expect, it } from 'vitest';
import { type MonthSoFar, needsOfToday } from '../../../shared/worklist/rules/dayNeeds.ts';
import { fc } from '../../helpers/properties.ts';

const month = (change: Partial<MonthSoFar>): MonthSoFar => ({
  open: 0,
  ended: 0,
  completed: 0,
  dials: 0,
  completesByDial: 0,
  completedToday: 0,
  workingDaysLeft: 1,
  ...change,
});

describe('what is needed today', () => {
  it('expects as many completes of the open follow-ups as the ended ones had, over the days left', () => {
    // 300 open × 65/100 = 195 completes in 10 days; 2.5 dials each.
    const half = month({ open: 300, ended: 98, completed: 64, dials: 160, completesByDial: 64, workingDaysLeft: 10 });
    expect(needsOfToday(half)).toEqual({ completes: 20, dials: 50 });
  });

  it('counts dials by completes, not by contacts: 100 dials that reached 80 and completed 20 make five dials each', () => {
    expect(needsOfToday(month({ open: 48, ended: 98, completed: 49, dials: 100, completesByDial: 20 }))).toEqual({
      completes: 24,
      dials: 120,
    });
  });

  it('takes off what was completed today', () => {
    const needs = (completedToday: number) =>
      needsOfToday(month({ open: 90, ended: 8, completed: 8, dials: 10, completesByDial: 5, completedToday, workingDaysLeft: 9 }));
    // (81 + today) ÷ 9
    expect([needs(0).completes, needs(9).completes, needs(30).completes]).toEqual([9, 1, 0]);
  });

  it('does not let the first outcome decide for the month', () => {
    expect(needsOfToday(month({ open: 19, ended: 1, dials: 2, workingDaysLeft: 25 }))).toEqual({ completes: 1, dials: 3 });
    expect(needsOfToday(month({ open: 20 }))).toEqual({ completes: 10, dials: 10 });
  });

  it('is nothing where nothing is open, and never more completes than are open', () => {
    const n = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(n, n, n, n, n, fc.integer({ min: 0, max: 30 }), (open, ended, completed, dials, today, workingDaysLeft) => {
        const given = {
          open,
          ended,
          completed: Math.min(ended, completed),
          dials,
          completesByDial: Math.min(dials, completed),
          completedToday: today,
        };
        const needs = needsOfToday({ ...given, workingDaysLeft });
        expect(needs.completes).toBeLessThanOrEqual(open);
        expect(needs.dials).toBeGreaterThanOrEqual(needs.completes);
        if (open === 0) expect(needs).toEqual({ completes: 0, dials: 0 });
      }),
    );
  });
});
