/** Tests the texts of urgent feedback. */
import { expect, it } from 'vitest';
import { sinceInWords } from '../../../renderer/feedback/words.ts';

it('an alarm says on which day and at what time it was sent, and how long ago', () => {
  const sentAt = '2026-10-14T06:02:00.000Z';
  expect(sinceInWords({ sentAt, minutes: 0 })).toBe('刚刚');
  expect(sinceInWords({ sentAt, minutes: 35 })).toBe('10-14 14:02，已 35 分钟');
  expect(sinceInWords({ sentAt, minutes: 45 * 60 })).toBe('10-14 14:02，已 45 小时');
});
