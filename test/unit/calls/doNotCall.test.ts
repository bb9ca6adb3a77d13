/** Tests when a do-not-call entry is in force. */
import { describe, expect, it } from 'vitest';
import { addCivilDays } from '../../../shared/base/rules/time.ts';
import { isInForce, usualTerms } from '../../../shared/worklist/rules/doNotCall.ts';
import { fc } from '../../helpers/properties.ts';

describe('how long somebody is not called', () => {
  it('is for good, or to the same day in three, six, twelve months', () => {
    expect(usualTerms('2026-11-10').map(({ until }) => until)).toEqual([null, '2027-02-10', '2027-05-10', '2027-11-10']);
  });

  it('ends with the month where it has no such day', () => {
    expect(usualTerms('2026-11-30')[1]?.until).toBe('2027-02-28');
    expect(usualTerms('2027-11-30')[1]?.until).toBe('2028-02-29');
  });

  it('holds from today on, each longer than the one before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (day) => {
        const today = addCivilDays('2000-01-01', day);
        const days = usualTerms(today).flatMap(({ until }) => until ?? []);
        expect(days).toEqual([...new Set(days)].toSorted());
        for (const until of days) {
          expect(isInForce({ until, liftedAt: null }, today)).toBe(true);
          expect(isInForce({ until, liftedAt: null }, addCivilDays(until, 1))).toBe(false);
        }
      }),
    );
  });
});
