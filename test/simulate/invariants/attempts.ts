/** Invariants of attempts: how many, when, and to whom none (domain §5). */
import { settings as settingsSchema } from '../../../shared/base/contract/settings.ts';
import { dateOf, timeOf } from '../calendar.ts';
import type { Rows } from '../rows.ts';
import { type Attempt, deathCorrected, eachFollowUp, inForce, staysOf } from './eachFollowUp.ts';
import { groupBy, type Invariant } from './invariant.ts';

const defaults = settingsSchema.parse({});
const contacted = new Set([
  'completed',
  'partial',
  'refused',
  'soft_refused',
  'appointment',
  'unable',
  'deceased',
  'readmitted',
  'denies_stay',
]);

/** Days and parts of the day in which was dialled. */
function spread(rows: Rows, dials: readonly Attempt[]): { days: number; parts: number } {
  const partOf = (time: string) => rows.settings.dayParts.findIndex(([from, to]) => time >= from && time < to);
  return {
    days: new Set(dials.map((one) => dateOf(one.started_at))).size,
    parts: new Set(dials.map((one) => partOf(timeOf(one.started_at))).filter((part) => part >= 0)).size,
  };
}

/** Until when the program could know better: a call on paper is dialled without it, and is judged when it is typed in. */
const knownAt = (call: Attempt) => call.entered_at ?? call.started_at;

export const attemptInvariants: readonly Invariant[] = [
  {
    name: 'maximum of attempts',
    says: '§5 At most 5 attempts (setting); more only until they cover the days and parts of the day',
    check: (rows, _now, past) => {
      const largest = Math.max(defaults.maxAttempts, ...past.settings.map((one) => one.settings.maxAttempts));
      return eachFollowUp(rows, (_, calls) => {
        const own = calls.filter((one) => one.incoming === 0);
        const before = spread(rows, own.slice(0, -1));
        return own.length > largest && before.days >= 2 && before.parts >= 2 && `${own.length} dials, maximum ${largest}`;
      });
    },
  },
  {
    name: 'maximum covers days and parts',
    says: '§5 on at least 2 different days and 2 of the 3 day parts before 达到最大次数 ends a follow-up',
    check: (rows) =>
      eachFollowUp(rows, (followUp, calls) => {
        if (followUp.disposition !== 'max_attempts') return null;
        const own = calls.filter((one) => one.incoming === 0);
        const { days, parts } = spread(rows, own);
        return (days < 2 || parts < 2) && `${own.length} dials on ${days} days in ${parts} parts`;
      }),
  },
  {
    name: 'attempts counted',
    says: '§5 a follow-up owns its attempts',
    check: (rows) =>
      eachFollowUp(rows, (followUp, calls) => {
        const ended = calls.filter((one) => one.ended_at !== null);
        if (followUp.attempts !== ended.length) return `row says ${followUp.attempts}, ${ended.length} ended`;
        if (calls.some((one, index) => one.ordinal !== index + 1)) return `ordinals ${calls.map((one) => one.ordinal).join()}`;
        const reached = ended.some((one) => contacted.has(one.outcome ?? ''));
        return reached !== (followUp.contacted === 1) && `contacted ${followUp.contacted}, calls ${ended.map((one) => one.outcome).join()}`;
      }),
  },
  {
    name: 'answered within the call',
    says: '§5 calls are timed: talk time is part of the call',
    check: (rows) =>
      eachFollowUp(rows, (_, calls) => {
        const odd = calls.find(
          (one) =>
            one.answered_at !== null && (one.answered_at < one.started_at || (one.ended_at !== null && one.ended_at < one.answered_at)),
        );
        return odd && `call ${odd.ordinal}: dialled ${odd.started_at}, answered ${odd.answered_at}, ended ${odd.ended_at}`;
      }),
  },
  {
    name: 'one call at a time',
    says: '§4 Two nurses can never hold the same follow-up',
    check: (rows) =>
      eachFollowUp(rows, (_, calls) => {
        const open = calls.filter((one) => one.ended_at === null).length;
        return open > 1 && `${open} open calls`;
      }),
  },
  {
    name: 'refusal is not dialled again',
    says: '§5 refused ends; a soft refusal may be tried once more',
    check: (rows) =>
      eachFollowUp(rows, (_, calls) => {
        let refused: Attempt | undefined;
        let soft = 0;
        for (const call of calls) {
          if (refused && call.incoming === 0) return `dialled ${call.started_at} after the refusal of ${refused.started_at}`;
          if (soft > 1 && call.incoming === 0 && call.ended_at !== null) return 'dialled after two soft refusals';
          if (call.outcome === 'refused') refused = call;
          if (call.outcome === 'soft_refused') soft += 1;
        }
        return null;
      }),
  },
  {
    name: 'do-not-call is not dialled',
    says: '§4 §5 do-not-call list 勿扰名单',
    check: (rows) => {
      const stays = staysOf(rows);
      const phones = new Map(rows.phone.map((one) => [one.id, one.number]));
      return eachFollowUp(rows, (followUp, calls) => {
        const patient = stays.get(followUp.discharge_id)?.patient_id;
        for (const call of calls.filter((one) => one.incoming === 0)) {
          const entry = rows.do_not_call_entry.find(
            (one) =>
              inForce(one, call.started_at) &&
              inForce(one, knownAt(call)) &&
              (one.patient_id === patient || (one.number !== null && one.number === phones.get(call.phone_id ?? ''))),
          );
          if (entry)
            return `dialled ${call.started_at}${call.entered_at ? ' (paper)' : ''} against the entry of ${entry.at} (${entry.why})`;
        }
        return null;
      });
    },
  },
  {
    name: 'the dead are not dialled',
    says: '§5 deceased: ends; condolence text; patient goes to the do-not-call list',
    check: (rows) => {
      const stays = staysOf(rows);
      const patientOf = new Map(rows.follow_up.map((one) => [one.id, stays.get(one.discharge_id)?.patient_id]));
      const told = groupBy(
        rows.attempt.filter((one) => one.outcome === 'deceased' && one.ended_at !== null),
        (one) => patientOf.get(one.follow_up_id) ?? '',
      );
      return eachFollowUp(rows, (followUp, calls) => {
        const patient = patientOf.get(followUp.id);
        for (const said of told.get(patient ?? '') ?? []) {
          const since = said.ended_at ?? '';
          const dialled = calls.find(
            (one) => one.incoming === 0 && one.started_at > since && !deathCorrected(rows, said, patient, knownAt(one)),
          );
          if (dialled) return `dialled ${dialled.started_at}, known dead since ${since}`;
          const listed = rows.do_not_call_entry.some((one) => one.patient_id === patient && one.lifted_at === null);
          if (!listed && !deathCorrected(rows, said, patient)) return `known dead since ${since}, not on the do-not-call list`;
        }
        return null;
      });
    },
  },
  {
    name: 'hours or a reason',
    says: '§5 No dialling outside the calling hours without a recorded reason',
    check: (rows) =>
      eachFollowUp(rows, (_, calls) => {
        const bare = calls.find(
          (one) =>
            one.incoming === 0 &&
            one.off_hours_reason === '' &&
            !rows.settings.dayParts.some(([from, to]) => timeOf(one.started_at) >= from && timeOf(one.started_at) < to),
        );
        return bare && `dialled at ${timeOf(bare.started_at)} without a reason`;
      }),
  },
];
