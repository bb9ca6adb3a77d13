import { describe, expect, test } from 'vitest';
import {
  appointmentInWords,
  dateInWords,
  inCallingHours,
  parseAppointment,
  parseDay,
  quickTimes,
} from '../../../renderer/worklist/dates.ts';

/** Tuesday 2026-11-10, 10:07 in the hospital. */
const now = '2026-11-10T02:07:00.000Z';
const quick = quickTimes(now, '08:30–20:30');
const read = (text: string) => {
  const at = parseAppointment(text, now, quick);
  return at === null ? null : appointmentInWords(at);
};

describe('an agreed time as it is typed', () => {
  test.each([
    ['1530', '11-10 周二 15:30'],
    ['15:30', '11-10 周二 15:30'],
    ['下午3点半', '11-10 周二 15:30'],
    ['晚上7点', '11-10 周二 19:00'],
    ['明天 9:30', '11-11 周三 09:30'],
    ['明天下午3点', '11-11 周三 15:00'],
    ['后天930', '11-12 周四 09:30'],
    ['周五 10点', '11-13 周五 10:00'],
    ['周一 10点', '11-16 周一 10:00'],
    ['下周五 10点', '11-20 周五 10:00'],
    ['11-24 1400', '11-24 周二 14:00'],
    ['11月24日 14:00', '11-24 周二 14:00'],
    ['１５：３０', '11-10 周二 15:30'],
    ['9:30', '11-11 周三 09:30'],
    ['3', '11-11 周三 09:30'],
  ])('%s', (typed, meant) => expect(read(typed)).toBe(meant));

  test.each(['', '随便', '25:00', '今天 9:30', '11-31 10:00', '2-30 9:00', '9', '12:60'])('%s is no time ahead', (typed) =>
    expect(read(typed)).toBeNull(),
  );

  test('the quick times lie ahead and in the calling hours', () => {
    expect(quick.map(({ label }) => label)).toEqual(['一小时后', '今天晚上', '明天上午', '明天下午', '明天晚上', '后天上午', '后天晚上']);
    const evening = quickTimes('2026-11-10T11:45:00.000Z', '08:30–20:30');
    expect(evening.map(({ label }) => label)).toEqual(['明天上午', '明天下午', '明天晚上', '后天上午', '后天晚上']);
  });

  test('outside the calling hours is told apart', () => {
    const hours = '08:30–12:00、14:00–20:30';
    const inHours = (typed: string) => inCallingHours(parseAppointment(typed, now, quick) ?? '', hours);
    expect(['明天 8:30', '明天 14:00', '20:29'].map(inHours)).toEqual([true, true, true]);
    expect(['明天 8:00', '明天 12:00', '20:30', '2200'].map(inHours)).toEqual([false, false, false, false]);
  });

  test('a date past in this year is next year’s', () => {
    expect(parseAppointment('1-5 9:30', now, quick)).toBe('2027-01-05T01:30:00.000Z');
  });
});

describe('a day as it is typed', () => {
  test.each([
    ['2026-12-15', '2026-12-15'],
    ['20261215', '2026-12-15'],
    ['2026年12月5日', '2026-12-05'],
    ['12-15', '2026-12-15'],
    ['12月15日', '2026-12-15'],
    ['１２．１５', '2026-12-15'],
    ['20号', '2026-11-20'],
    ['11-2', '2026-11-02'],
    ['1-5', '2027-01-05'],
    ['后天', '2026-11-12'],
    ['下周三', '2026-11-18'],
  ])('%s', (typed, meant) => expect(parseDay(typed, '2026-11-10')).toBe(meant));

  test.each(['', '过几天', '2026-11-31', '13-1', '2026'])('%s is no day', (typed) => expect(parseDay(typed, '2026-11-10')).toBeNull());

  test('is shown with its weekday, and with its year where it is another', () => {
    expect(dateInWords('2026-12-15', '2026-11-10')).toBe('12-15 周二');
    expect(dateInWords('2027-01-05', '2026-11-10')).toBe('2027-01-05 周二');
  });
});
