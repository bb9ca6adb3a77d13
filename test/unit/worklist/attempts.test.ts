/** Tests the rules of attempts. */
import { describe, expect, it } from 'vitest';
import { settings as settingsSchema } from '../../../shared/base/contract/settings.ts';
import { type AttemptOutcome, attemptOutcomes } from '../../../shared/base/contract/words.ts';
import { civilDateOf, instantAt } from '../../../shared/base/rules/time.ts';
import {
  afterAttempt,
  callingHours,
  contactWindow,
  dayPartOf,
  dispositionGroups,
  isExhausted,
  lastTryFrom,
  outcomeRules,
  type QueueFacts,
  queueGroup,
  type Try,
  uncoveredInWords,
} from '../../../shared/worklist/rules/attempts.ts';
import { firstCallingTime } from '../../../shared/worklist/rules/dayParts.ts';
import { fc } from '../../helpers/properties.ts';

const settings = settingsSchema.parse({});
const at = (time: string, date = '2026-11-10') => instantAt(date, time);
const fresh = { tries: [], otherNumbers: 0, appointmentAt: null, answered: false } as const;
const tried = (outcome: AttemptOutcome, time: string, date?: string): Try => ({ at: at(time, date), outcome });

describe('after an attempt', () => {
  it.each([
    ['busy', '09:00', at('09:15')],
    ['no_answer', '09:00', at('12:00')],
    ['no_answer', '13:00', at('17:30')],
    ['no_answer', '18:00', at('08:30', '2026-11-11')],
    ['powered_off', '09:00', at('12:00', '2026-11-11')],
    ['unreachable', '09:00', at('12:00', '2026-11-11')],
    ['soft_refused', '09:00', at('09:00', '2026-11-17')],
    ['busy', '20:25', at('08:30', '2026-11-11')],
    ['partial', '09:00', at('09:00', '2026-11-11')],
  ] as const)('%s at %s is tried again in the hours, in an untried part of the day where nobody was reached', (outcome, time, next) => {
    expect(afterAttempt(fresh, outcome, settings, at(time))).toMatchObject({ state: 'open', disposition: null, nextAt: next });
  });

  it.each([
    ['completed', 'completed'],
    ['refused', 'refused'],
    ['unable', 'unable'],
    ['deceased', 'deceased'],
    ['readmitted', 'readmitted'],
    ['denies_stay', 'denies_stay'],
    ['wrong_number', 'wrong_number'],
    ['not_in_service', 'not_in_service'],
  ] as const)('%s ends a follow-up with one number', (outcome, disposition) => {
    expect(afterAttempt(fresh, outcome, settings, at('09:00'))).toMatchObject({ state: 'ended', disposition, nextAt: null });
  });

  it('goes on with the next number at once where one is dead or wrong', () => {
    const next = afterAttempt({ ...fresh, otherNumbers: 1 }, 'not_in_service', settings, at('09:00'));
    expect(next).toMatchObject({ state: 'open', nextAt: at('09:00'), contacted: false });
  });

  it('keeps the time the patient named', () => {
    const appointmentAt = at('18:40', '2026-11-12');
    const next = afterAttempt({ ...fresh, appointmentAt }, 'appointment', settings, at('09:00'));
    expect(next).toMatchObject({ state: 'open', nextAt: appointmentAt, appointmentAt, contacted: true });
  });

  it('lets another nurse try once after a soft refusal, then it is a refusal', () => {
    const first = afterAttempt(fresh, 'soft_refused', settings, at('09:00'));
    expect(first).toMatchObject({ state: 'open', otherNurse: true });
    const second = afterAttempt({ ...fresh, tries: [tried('soft_refused', '09:00')] }, 'soft_refused', settings, at('09:00', '2026-11-17'));
    expect(second).toMatchObject({ state: 'ended', disposition: 'refused' });
  });

  it('waits for the next day after three tries', () => {
    const tries = [tried('busy', '09:00'), tried('busy', '09:20')];
    expect(afterAttempt({ ...fresh, tries }, 'busy', settings, at('09:40')).nextAt).toBe(at('08:30', '2026-11-11'));
  });

  it('ends at the maximum when two days and two day parts were tried', () => {
    const tries = [
      tried('no_answer', '09:00'),
      tried('no_answer', '13:00'),
      tried('no_answer', '18:00'),
      tried('no_answer', '09:00', '2026-11-11'),
    ];
    expect(afterAttempt({ ...fresh, tries }, 'no_answer', settings, at('13:00', '2026-11-11'))).toMatchObject({
      state: 'ended',
      disposition: 'max_attempts',
      contacted: false,
    });
  });

  it('proposes the last try in another part of the day, or on another day, where that is still missing', () => {
    const dates = ['2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13', '2026-11-14'];
    const mornings = dates.slice(0, 3).map((date) => tried('busy', '09:00', date));
    const fourth = afterAttempt({ ...fresh, tries: mornings }, 'busy', settings, at('09:00', '2026-11-13'));
    expect(fourth).toMatchObject({ state: 'open', nextAt: at('12:00', '2026-11-13') });
    const oneDay = { ...settings, triesPerDay: 9 };
    const busy = ['09:00', '09:20', '13:00'].map((time) => tried('busy', time));
    expect(afterAttempt({ ...fresh, tries: busy }, 'busy', oneDay, at('13:20')).nextAt).toBe(at('08:30', '2026-11-11'));
  });

  it('ends at the maximum also where the patient named a time or another number is left', () => {
    const four = ['09:00', '13:00', '18:00'].map((time) => tried('busy', time)).concat(tried('busy', '09:00', '2026-11-11'));
    const last = (outcome: AttemptOutcome) =>
      afterAttempt(
        { ...fresh, tries: four, otherNumbers: 2, appointmentAt: at('10:00', '2026-11-13') },
        outcome,
        settings,
        at('13:00', '2026-11-11'),
      );
    for (const outcome of ['appointment', 'wrong_number', 'soft_refused'] as const)
      expect(last(outcome)).toMatchObject({ state: 'ended', nextAt: null, appointmentAt: null });
  });

  it('refuses a last try that leaves a day or a part of the day out, and says from when it may be made', () => {
    const mornings = [10, 11, 12, 13].map((day) => tried('no_answer', '09:00', `2026-11-${day}`));
    expect(lastTryFrom(mornings, settings, at('09:00', '2026-11-14'), null)).toBe(at('12:00', '2026-11-14'));
    expect(lastTryFrom(mornings, settings, at('12:00', '2026-11-14'), null)).toBeNull();
    expect(lastTryFrom(mornings.slice(1), settings, at('09:00', '2026-11-14'), null)).toBeNull();
    const oneDay = ['09:00', '10:00', '13:00', '18:00'].map((time) => tried('no_answer', time));
    expect(lastTryFrom(oneDay, settings, at('19:00'), null)).toBe(at('08:30', '2026-11-11'));
    expect(lastTryFrom(oneDay, settings, at('09:00', '2026-11-11'), null)).toBeNull();
  });

  it('leaves two tries for two parts of the day where all before were made off hours', () => {
    const nights = [10, 11, 12].map((day) => tried('no_answer', '21:30', `2026-11-${day}`));
    expect(lastTryFrom(nights.slice(1), settings, at('21:30', '2026-11-13'), null)).toBeNull();
    expect(lastTryFrom(nights, settings, at('21:30', '2026-11-13'), null)).toBe(at('08:30', '2026-11-14'));
    expect(lastTryFrom(nights, settings, at('09:00', '2026-11-14'), null)).toBeNull();
    expect(lastTryFrom([...nights, tried('no_answer', '21:40', '2026-11-12')], settings, at('09:00', '2026-11-13'), null)).toBeNull();
  });

  it('says in words what the calls so far leave out', () => {
    const words = (...times: [time: string, date: string][]) =>
      uncoveredInWords(
        times.map(([time, date]) => tried('no_answer', time, date)),
        settings,
      );
    expect(words(['09:00', '2026-11-10'], ['09:05', '2026-11-10'])).toBe('另一天、另一个时段');
    expect(words(['09:00', '2026-11-10'], ['13:00', '2026-11-10'])).toBe('另一天');
    expect(words(['09:00', '2026-11-10'], ['09:00', '2026-11-11'])).toBe('另一个时段');
    expect(words(['22:00', '2026-11-10'], ['22:00', '2026-11-11'])).toBe('两个时段');
    expect(words(['09:00', '2026-11-10'], ['13:00', '2026-11-11'])).toBe('');
  });

  it('keeps an agreed time when it is due, and only once it is due, up to the maximum', () => {
    const mornings = (until: number) =>
      ['09', '10', '11', '12', '13'].slice(0, until).map((day) => tried('busy', '09:00', `2026-11-${day}`));
    const agreed = at('09:00', '2026-11-14');
    expect(lastTryFrom(mornings(4), settings, agreed, agreed)).toBeNull();
    expect(lastTryFrom(mornings(4), settings, at('11:00', '2026-11-14'), agreed)).toBeNull();
    expect(lastTryFrom(mornings(4), settings, at('09:00', '2026-11-13'), agreed)).toBe(at('12:00', '2026-11-13'));
    expect(lastTryFrom(mornings(5), settings, agreed, agreed)).toBe(at('12:00', '2026-11-14'));
  });

  it('stays open at the maximum while the calls cover one day or one part of it, until one covers both', () => {
    const minute = ['09:00', '09:01', '09:02', '09:03', '09:04'].map((time) => tried('no_answer', time));
    const fifth = afterAttempt({ ...fresh, tries: minute.slice(0, 4) }, 'no_answer', settings, at('09:04'));
    expect(fifth).toMatchObject({ state: 'open', disposition: null, nextAt: at('12:00', '2026-11-11') });
    expect(lastTryFrom(minute, settings, at('12:00', '2026-11-11'), null)).toBeNull();
    const sixth = afterAttempt({ ...fresh, tries: minute }, 'no_answer', settings, at('12:00', '2026-11-11'));
    expect(sixth).toMatchObject({ state: 'ended', disposition: 'max_attempts' });
    const again = (time: string) =>
      afterAttempt({ ...fresh, tries: minute.slice(0, 4), appointmentAt: at(time, '2026-11-12') }, 'appointment', settings, at('09:04'));
    expect(again('15:00')).toMatchObject({ state: 'open', appointmentAt: at('15:00', '2026-11-12'), nextAt: at('15:00', '2026-11-12') });
    expect(again('10:00')).toMatchObject({ state: 'open', appointmentAt: null, nextAt: at('12:00', '2026-11-11') });
  });

  it('never lets a later outcome overwrite a stronger one', () => {
    const soft = tried('soft_refused', '09:00');
    expect(afterAttempt({ ...fresh, tries: [soft] }, 'not_in_service', settings, at('13:00', '2026-11-17')).disposition).toBe('refused');
    const four = [soft, ...[11, 12, 13].map((day) => tried('no_answer', '13:00', `2026-11-${day}`))];
    expect(afterAttempt({ ...fresh, tries: four }, 'no_answer', settings, at('13:00', '2026-11-14')).disposition).toBe('refused');
    const brokenOff = { ...fresh, answered: true, tries: [tried('partial', '09:00')] };
    expect(afterAttempt(brokenOff, 'refused', settings, at('13:00')).disposition).toBe('partial');
    expect(afterAttempt({ ...fresh, answered: true }, 'wrong_number', settings, at('13:00')).disposition).toBe('partial');
    expect(afterAttempt({ ...fresh, answered: true }, 'refused', settings, at('13:00')).disposition).toBe('refused');
  });

  it('counts what was broken off before the first answer as a refusal, with answers as partial', () => {
    const earlier = [10, 11, 12, 13].map((day) => tried('partial', '13:00', `2026-11-${day}`));
    const end = (last: AttemptOutcome, answered: boolean) =>
      afterAttempt({ ...fresh, tries: earlier, answered }, last, settings, at('18:00', '2026-11-14')).disposition;
    expect([end('partial', false), end('no_answer', false), end('deceased', false)]).toEqual(['refused', 'refused', 'deceased']);
    expect([end('partial', true), end('no_answer', true), end('deceased', true)]).toEqual(['partial', 'partial', 'partial']);
  });

  it('ends in one AAPOR group for each disposition', () => {
    const groups = Object.entries(dispositionGroups).map(([disposition, group]) => `${group} ${disposition}`);
    expect(groups.toSorted()).toEqual([
      'I completed',
      'NC max_attempts',
      'NC not_in_service',
      'NC wrong_number',
      'NE deceased',
      'NE readmitted',
      'O unable',
      'P partial',
      'R refused',
      'U denies_stay',
    ]);
  });

  it('ends every follow-up, whatever happens: never stuck, never over the maximum but to cover a day or a part of the day, never outside the hours', () => {
    const outcome = fc.constantFrom(...attemptOutcomes.codes);
    const call = fc.record({ outcome, lateMinutes: fc.nat(3000), otherNumbers: fc.nat(2), answered: fc.boolean() });
    fc.assert(
      fc.property(fc.array(call, { minLength: 30, maxLength: 30 }), fc.integer({ min: 1, max: 8 }), (calls, maxAttempts) => {
        const rules = { ...settings, maxAttempts };
        let now = at('09:00');
        let strongest = 0;
        const tries: Try[] = [];
        for (const step of calls) {
          const appointmentAt = new Date(Date.parse(now) + 86_400_000).toISOString();
          const next = afterAttempt({ ...step, tries, appointmentAt }, step.outcome, rules, now);
          tries.push({ at: now, outcome: step.outcome });
          expect(tries.length > maxAttempts && isExhausted(tries.slice(0, -1), rules)).toBe(false);
          expect(tries.length).toBeLessThanOrEqual(maxAttempts + 1);
          if (outcomeRules[step.outcome].disposition && !outcomeRules[step.outcome].nextNumber)
            strongest = Math.max(strongest, outcomeRules[step.outcome].strength);
          if (next.state === 'ended') {
            if (next.disposition === 'max_attempts') expect(isExhausted(tries, rules)).toBe(true);
            expect(next.nextAt).toBeNull();
            expect(next.disposition).not.toBeNull();
            if (strongest > 0) expect(['max_attempts', 'wrong_number', 'not_in_service']).not.toContain(next.disposition);
            return;
          }
          expect(next.disposition).toBeNull();
          const nextAt = next.nextAt ?? '';
          expect(nextAt >= now).toBe(true);
          if (next.appointmentAt === null) expect(dayPartOf(nextAt, rules.dayParts)).not.toBeNull();
          const sameDay = tries.filter((one) => civilDateOf(one.at) === civilDateOf(nextAt)).length;
          if (next.appointmentAt === null) expect(sameDay).toBeLessThan(rules.triesPerDay);
          const dialled = new Date(Date.parse(nextAt) + step.lateMinutes * 60_000).toISOString();
          const inHours = firstCallingTime(dialled, rules.dayParts, [0, 1, 2]);
          now = lastTryFrom(tries, rules, inHours, next.appointmentAt) ?? inHours;
        }
        throw new Error('still open after 30 calls');
      }),
      { numRuns: 2000 },
    );
  });

  it('covers two days and two parts of the day within the maximum when calls are made as proposed', () => {
    const outcome = fc.constantFrom(...(['no_answer', 'busy', 'powered_off', 'unreachable'] as const));
    fc.assert(
      fc.property(
        fc.array(outcome, { minLength: 6, maxLength: 6 }),
        fc.constantFrom('08:30', '11:59', '16:00', '20:29'),
        (outcomes, start) => {
          const tries: Try[] = [];
          let now = at(start);
          for (const one of outcomes) {
            const next = afterAttempt({ ...fresh, tries }, one, settings, now);
            tries.push({ at: now, outcome: one });
            if (next.nextAt === null) break;
            expect(lastTryFrom(tries, settings, next.nextAt, next.appointmentAt)).toBeNull();
            now = next.nextAt;
          }
          expect(tries).toHaveLength(settings.maxAttempts);
          expect(new Set(tries.map((one) => civilDateOf(one.at))).size).toBeGreaterThanOrEqual(2);
          expect(new Set(tries.map((one) => dayPartOf(one.at, settings.dayParts))).size).toBeGreaterThanOrEqual(2);
        },
      ),
    );
  });
});

describe('the work list', () => {
  const now = at('10:00');
  const row: QueueFacts = {
    dischargeDate: '2026-11-03',
    attempts: 0,
    contacted: false,
    lastOutcome: null,
    lastAttemptAt: null,
    nextAt: null,
    appointmentAt: null,
  };
  const called = (lastOutcome: AttemptOutcome, nextAt: string, lastAttemptAt = at('09:00')): QueueFacts => ({
    ...row,
    attempts: 1,
    lastOutcome,
    lastAttemptAt,
    nextAt,
    contacted: outcomeRules[lastOutcome].contacted,
  });
  const agreed = (time: string) => ({ ...called('appointment', at(time)), appointmentAt: at(time) });

  it.each([
    ['appointment in 5 minutes', agreed('10:05'), 'due_appointment'],
    ['appointment in 6 minutes', agreed('10:06'), 'later'],
    ['appointment 15 minutes ago', agreed('09:45'), 'due_appointment'],
    ['appointment 16 minutes ago', agreed('09:44'), 'missed_appointment'],
    ['broken off, due', called('partial', at('09:30')), 'callback'],
    ['soft refusal, due', called('soft_refused', at('09:30')), 'callback'],
    ['busy, due', called('busy', at('10:00')), 'busy'],
    ['powered off, due', called('powered_off', at('09:30')), 'not_reached'],
    ['wrong number, another one left', called('wrong_number', at('09:30')), 'not_reached'],
    ['no answer, due', called('no_answer', at('09:30')), 'no_answer'],
    ['no answer, due in the afternoon', called('no_answer', at('12:00')), 'later'],
    ['no answer three times today', called('no_answer', at('08:30', '2026-11-11')), 'hidden_today'],
    ['powered off yesterday, due this evening', called('powered_off', at('17:30'), at('18:00', '2026-11-09')), 'later'],
    ['never called, a week out', row, 'never_called'],
    ['never called, discharged yesterday', { ...row, dischargeDate: '2026-11-09' }, 'later'],
  ] as const)('%s', (_, facts, group) => {
    expect(queueGroup(facts, now, settings)).toBe(group);
  });

  it.each([
    ['2026-11-09', 'early'],
    ['2026-11-08', 'open'],
    ['2026-10-28', 'open'],
    ['2026-10-27', 'due'],
    ['2026-10-26', 'late'],
  ] as const)('first contact of a discharge on %s is %s', (dischargeDate, window) => {
    expect(contactWindow({ dischargeDate, contacted: false }, now, settings)).toBe(window);
  });

  it('knows the calling hours in words', () => {
    expect(callingHours(at('08:29'), settings)).toEqual({ open: false, hours: '08:30–20:30' });
    expect(callingHours(at('08:30'), settings).open).toBe(true);
    expect(callingHours(at('20:30'), settings).open).toBe(false);
    const lunch = { dayParts: [['08:30', '11:30'] as const, ['14:00', '17:30'] as const] };
    expect(callingHours(at('12:00'), lunch)).toEqual({ open: false, hours: '08:30–11:30、14:00–17:30' });
  });
});
