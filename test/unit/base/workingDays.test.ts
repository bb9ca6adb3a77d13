import { describe, expect, it } from 'vitest';
import { addCivilDays } from '../../../shared/base/rules/time.ts';
import { addWorkingDays, builtInCalendar, isArranged, isWorkingDay, workingDaysBetween } from '../../../shared/base/rules/workingDays.ts';
import { dueAtOf, dueSoonUntil, dueState, overdueDays } from '../../../shared/feedback/rules/limits.ts';
import { fc } from '../../helpers/properties.ts';

const limits = { urgent: 1, general: 5, several: 10 };
const calendar = builtInCalendar;

describe('working days of 2026 (国务院办公厅 2026 年部分节假日安排)', () => {
  const year = Array.from({ length: 365 }, (_, day) => addCivilDays('2026-01-01', day));
  const weekend = (date: string) => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

  it('has the make-up Saturdays and Sundays', () => {
    expect(year.filter((date) => weekend(date) && isWorkingDay(date))).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ]);
  });

  it('has 春节 and 国庆 off', () => {
    const off = (from: string, days: number) => Array.from({ length: days }, (_, day) => addCivilDays(from, day));
    expect(off('2026-02-15', 9).some((date) => isWorkingDay(date))).toBe(false);
    expect(off('2026-10-01', 7).some((date) => isWorkingDay(date))).toBe(false);
    expect(isWorkingDay('2026-02-24') && isWorkingDay('2026-10-08')).toBe(true);
    expect(year.filter((date) => isWorkingDay(date))).toHaveLength(248);
  });

  it.each([
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-30', 5, '2026-10-13'],
    ['2026-10-09', 1, '2026-10-10'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-14', 1, '2026-02-24'],
    ['2026-02-14', 5, '2026-02-28'],
    ['2026-09-18', 2, '2026-09-21'],
    ['2026-10-14', 0, '2026-10-14'],
  ])('%s + %i working days = %s', (from, count, to) => {
    expect(addWorkingDays(from, count)).toBe(to);
    expect(workingDaysBetween(from, to)).toBe(count);
  });

  it('an instant keeps its time of day; one on a day off counts from the close of business before', () => {
    expect(addWorkingDays('2026-10-14T06:10:00.000Z', 1)).toBe('2026-10-15T06:10:00.000Z');
    expect(addWorkingDays('2026-10-17T01:00:00.000Z', 1)).toBe('2026-10-19T09:30:00.000Z');
    expect(addWorkingDays('2026-10-17T16:30:00.000Z', 1)).toBe('2026-10-19T09:30:00.000Z');
  });

  it('the hospital’s own list wins over the built-in year, and a make-up day over a holiday', () => {
    const own = { holidays: ['2026-11-11', '2026-11-12'], makeUpDays: ['2026-11-12', '2026-11-14'] };
    expect(addWorkingDays('2026-11-10', 1, own)).toBe('2026-11-12');
    expect(addWorkingDays('2026-11-13', 1, own)).toBe('2026-11-14');
  });

  it('a year not yet arranged has its statutory holidays and no make-up days', () => {
    expect(isArranged('2026-05-01')).toBe(true);
    expect(isArranged('2031-05-01')).toBe(false);
    // 春节 2031 is 01-23; 国庆 2031 begins on a Wednesday.
    expect(['2031-01-01', '2031-01-22', '2031-01-23', '2031-10-03'].some((date) => isWorkingDay(date))).toBe(false);
    expect(isWorkingDay('2031-10-06')).toBe(true);
  });

  it('adding and counting agree for any day and number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 40 }), (offset, count) => {
        const from = addCivilDays('2024-01-01', offset);
        const to = addWorkingDays(from, count);
        expect(isWorkingDay(to)).toBe(true);
        expect(workingDaysBetween(from, to)).toBe(count);
        expect(addWorkingDays(from, count + 1) > to).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('limits of feedback', () => {
  it('one, five and ten working days by severity', () => {
    const at = '2026-09-30T06:10:00.000Z';
    expect(dueAtOf(at, 'urgent', limits, calendar)).toBe('2026-10-08T06:10:00.000Z');
    expect(dueAtOf(at, 'general', limits, calendar)).toBe('2026-10-13T06:10:00.000Z');
    expect(dueAtOf(at, 'several', limits, calendar)).toBe('2026-10-20T06:10:00.000Z');
  });

  it('in time, due soon from the working day before, overdue a millisecond after', () => {
    const due = '2026-10-08T06:10:00.000Z';
    expect(dueState(null, due, calendar)).toBe('none');
    expect(dueState(due, '2026-09-29T15:59:00.000Z', calendar)).toBe('in_time');
    expect(dueState(due, '2026-09-29T16:00:00.000Z', calendar)).toBe('due_soon');
    expect(dueState(due, due, calendar)).toBe('due_soon');
    expect(dueState(due, '2026-10-08T06:10:00.001Z', calendar)).toBe('overdue');
    expect(dueSoonUntil('2026-09-30T02:00:00.000Z', calendar)).toBe('2026-10-08T15:59:59.999Z');
  });

  it('counts working days begun past the limit', () => {
    const due = '2026-09-30T06:10:00.000Z';
    expect(overdueDays(due, due, calendar)).toBe(0);
    expect(overdueDays(due, '2026-09-30T07:00:00.000Z', calendar)).toBe(1);
    expect(overdueDays(due, '2026-10-07T07:00:00.000Z', calendar)).toBe(1);
    expect(overdueDays(due, '2026-10-10T07:00:00.000Z', calendar)).toBe(3);
  });
});
