/** Invariants of follow-ups: owner, due time, end (domain §4, §5). */
import { timeOf } from '../calendar.ts';
import { deathCorrected, eachFollowUp, inForce, staysOf } from './eachFollowUp.ts';
import { groupBy, type Invariant } from './invariant.ts';

/** How strong an outcome is when a follow-up ends: no contact < unable < refusal < not eligible < break-off with answers < complete. */
const rank: Readonly<Record<string, number>> = {
  max_attempts: 0,
  not_in_service: 0,
  wrong_number: 0,
  denies_stay: 2,
  unable: 3,
  refused: 4,
  deceased: 5,
  readmitted: 5,
  partial: 6,
  completed: 7,
};

export const followUpInvariants: readonly Invariant[] = [
  {
    name: 'nobody else holds it',
    says: '§5 what belongs to a user who can no longer sign in is moved to somebody who can, in the same step',
    check: (rows) =>
      eachFollowUp(rows, (followUp) => {
        if (followUp.state === 'ended') return followUp.held_by !== null && `ended, held by ${followUp.held_by}`;
        const holder = rows.app_user.find((one) => one.id === followUp.held_by);
        if (followUp.held_by === null) return null;
        return (
          (!holder || holder.active === 0 || !['nurse', 'supervisor'].includes(holder.role)) &&
          `held by ${holder?.login} (${holder?.role}, active ${holder?.active}) until ${followUp.held_until}`
        );
      }),
  },
  {
    name: 'somebody has it',
    says: '§5 what belongs to a user who can no longer sign in is moved to somebody who can, in the same step',
    check: (rows) =>
      eachFollowUp(rows, (followUp) => {
        if (followUp.state === 'ended' || followUp.nurse_id === null) return null;
        const nurse = rows.app_user.find((one) => one.id === followUp.nurse_id);
        return (
          (!nurse || nurse.active === 0 || !['nurse', 'supervisor'].includes(nurse.role)) &&
          `open, belongs to ${nurse?.login} (${nurse?.role}, active ${nurse?.active})`
        );
      }),
  },
  {
    name: 'can be called',
    says: '§5 every open follow-up goes on or ends: it has a number that may be dialled',
    check: (rows, now) => {
      const phones = groupBy(rows.phone, (one) => one.discharge_id);
      const stays = staysOf(rows);
      return eachFollowUp(rows, (followUp, calls) => {
        if (followUp.state === 'ended' || calls.some((one) => one.ended_at === null)) return null;
        const stay = stays.get(followUp.discharge_id);
        const all = phones.get(followUp.discharge_id) ?? [];
        // What was lifted is lifted, also where the clock was set back since.
        const listed = rows.do_not_call_entry.filter((one) => one.lifted_at === null && inForce(one, now));
        if (listed.some((one) => one.patient_id === stay?.patient_id)) return 'open, the patient stands on the do-not-call list';
        const usable = all.filter((one) => one.bad === 0 && !listed.some((entry) => entry.number === one.number));
        return (
          usable.length === 0 &&
          `open, none of ${all.length} numbers may be dialled (bad ${all.filter((one) => one.bad === 1).length}, last ${followUp.last_outcome}, held ${followUp.held_by ?? '-'})`
        );
      });
    },
  },
  {
    name: 'has a due time',
    says: '§5 the work list is one ordered queue: what was called falls due',
    check: (rows) =>
      eachFollowUp(rows, (followUp) => {
        if (followUp.state === 'ended') return followUp.next_at !== null && `ended with next ${followUp.next_at}`;
        if (followUp.attempts === 0) return null;
        if (followUp.next_at === null) return 'open after a call, nothing due';
        return (
          followUp.appointment_at !== null &&
          followUp.next_at !== followUp.appointment_at &&
          `appointment ${followUp.appointment_at}, due ${followUp.next_at}`
        );
      }),
  },
  {
    name: 'due after its delay',
    says: '§5 busy 15 min, no answer 3 h, powered off / unreachable 1 day, soft refusal 7 days; after 3 tries hidden for the day; no dialling outside the calling hours',
    check: (rows) => {
      const delays: Readonly<Record<string, number>> = {
        busy: 15,
        no_answer: 180,
        powered_off: 1440,
        unreachable: 1440,
        soft_refused: 7 * 1440,
      };
      const reopened = new Set(rows.follow_up_reopening.map((one) => one.follow_up_id));
      return eachFollowUp(rows, (followUp, calls) => {
        const last = calls.filter((one) => one.ended_at !== null).at(-1);
        if (followUp.state === 'ended' || !last?.ended_at || !followUp.next_at || followUp.appointment_at || reopened.has(followUp.id))
          return null;
        const delay = delays[last.outcome ?? ''];
        const least = delay === undefined ? '' : new Date(Date.parse(last.ended_at) + delay * 60_000).toISOString();
        if (followUp.next_at < least) return `${last.outcome} at ${last.ended_at}, due ${followUp.next_at}`;
        const time = timeOf(followUp.next_at);
        return (
          !rows.settings.dayParts.some(([from, to]) => time >= from && time <= to) &&
          `due at ${time}, outside the calling hours (last ${last.outcome})`
        );
      });
    },
  },
  {
    name: 'stronger outcome stays',
    says: '§5 A later outcome never overwrites a stronger one (a refusal stays a refusal at the maximum of attempts; break-off is final only when no retry is left)',
    check: (rows) => {
      const stays = staysOf(rows);
      // How a call ended is a fact of the call: what a correction adds later changes nothing of it.
      const answered = new Set(
        rows.interview
          .filter((one) => rows.answer.some((answer) => answer.interview_id === one.id && answer.answered_at <= (one.finished_at ?? '9')))
          .map((one) => one.follow_up_id),
      );
      return eachFollowUp(rows, (followUp, calls) => {
        if (followUp.state !== 'ended' || !followUp.disposition) return null;
        let strongest = 'max_attempts';
        for (const call of calls) {
          const { outcome } = call;
          if (outcome === 'deceased' && deathCorrected(rows, call, stays.get(followUp.discharge_id)?.patient_id)) continue;
          const as =
            outcome === 'soft_refused' ? 'refused' : outcome === 'partial' && !answered.has(followUp.id) ? 'refused' : (outcome ?? '');
          if ((rank[as] ?? -1) > (rank[strongest] ?? 0)) strongest = as;
        }
        return (
          (rank[followUp.disposition] ?? 0) < (rank[strongest] ?? 0) &&
          `${calls.map((one) => one.outcome).join(' → ')} ended as ${followUp.disposition}`
        );
      });
    },
  },
  {
    name: 'ends as its outcomes say',
    says: '§5 the table of outcomes',
    check: (rows) =>
      eachFollowUp(rows, (followUp, calls) => {
        if (followUp.state === 'open') return followUp.disposition !== null && `open with ${followUp.disposition}`;
        if (!followUp.disposition) return 'ended without a disposition';
        const outcomes = calls.map((one) => one.outcome);
        const finished = rows.interview.find((one) => one.follow_up_id === followUp.id);
        if (finished?.state === 'open') return `ended as ${followUp.disposition}, its interview is still open`;
        if (followUp.disposition === 'completed' && finished?.state !== 'completed') return 'completed without a completed interview';
        if (finished?.state === 'completed' && followUp.disposition !== 'completed')
          return `completed interview, ended as ${followUp.disposition}`;
        return !followUp.ended_at && `ended without a time, ${outcomes.join()}`;
      }),
  },
  {
    name: 'talks are with interviews',
    says: '§5 an interview is a conversation of a follow-up; one per follow-up',
    check: function* (rows) {
      for (const [id, all] of groupBy(rows.interview, (one) => one.follow_up_id))
        if (all.length > 1) yield { about: id, detail: `${all.length} interviews` };
      const month = new Map(rows.follow_up.map((one) => [one.id, one]));
      for (const one of rows.interview) {
        const followUp = month.get(one.follow_up_id);
        if (followUp?.month !== one.month || followUp.department_id !== one.department_id)
          yield {
            about: one.id,
            detail: `month/department ${one.month} ${one.department_id}, follow-up ${followUp?.month} ${followUp?.department_id}`,
          };
      }
    },
  },
];
