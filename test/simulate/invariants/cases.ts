/** Invariants of feedback: states, deadlines, who acts next (domain §8). */
import { dateOf, isBefore, workdaysAfter } from '../calendar.ts';
import { type Finding, groupBy, type Invariant } from './invariant.ts';

/** §8, as far as the program has it: from → to. */
const ways = new Set([
  '→registered',
  'registered→dispatched',
  'dispatched→dispatched',
  'dispatched→accepted',
  'accepted→rectified',
  'rectified→reviewed',
  'rectified→accepted',
  'reviewed→replied',
  'reviewed→accepted',
  'replied→closed',
  // 改派
  'accepted→dispatched',
  'rectified→dispatched',
  'reviewed→dispatched',
  'replied→dispatched',
  'registered→closed',
]);

export const caseInvariants: readonly Invariant[] = [
  {
    name: 'states by the table',
    says: '§8 registered → dispatched → accepted → rectified → reviewed → replied → closed; every transition has who, when, why',
    check: function* (rows): Iterable<Finding> {
      const events = groupBy(rows.feedback_event, (one) => one.feedback_id);
      for (const one of rows.feedback.filter((each) => each.state !== 'draft')) {
        const own = (events.get(one.id) ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1));
        let state = '';
        let at = '';
        for (const event of own) {
          const step = `${event.from_state ?? ''}→${event.to_state}`;
          // A note (of a correction) leaves the state as it is.
          const note = event.from_state === event.to_state && event.from_state === state && event.why !== '';
          if ((event.from_state ?? '') !== state || (!note && !ways.has(step))) yield { about: one.id, detail: `${step} after ${state}` };
          if (event.to_state === 'closed' && event.from_state === 'registered' && one.kind !== 'praise')
            yield { about: one.id, detail: 'closed at once, no praise' };
          if (at !== '' && isBefore(event.at, at)) yield { about: one.id, detail: `event of ${event.at} after ${at}` };
          state = event.to_state;
          at = event.at;
        }
        if (state !== one.state) yield { about: one.id, detail: `row ${one.state}, last event ${state}` };
        const again = (to: string, from: string | null) =>
          (to === 'accepted' && from !== 'dispatched' && from !== 'accepted') ||
          (to === 'dispatched' && from !== 'registered' && from !== 'dispatched');
        const rounds = own.filter((event) => again(event.to_state, event.from_state)).length + 1;
        if (rounds !== one.round) yield { about: one.id, detail: `round ${one.round}, events ${rounds}` };
      }
    },
  },
  {
    name: 'somebody may act next',
    says: '§8 A deputy 代办 acts where a department has no head; §5 what belongs to a user who can no longer sign in is moved',
    check: function* (rows): Iterable<Finding> {
      for (const one of rows.feedback) {
        if (one.state !== 'dispatched' && one.state !== 'accepted') continue;
        const may = (user: (typeof rows.app_user)[number]) =>
          user.active === 1 && (user.role === 'supervisor' || (user.role === 'head' && user.department_id === one.department_id));
        if (!rows.app_user.some(may)) yield { about: one.id, detail: `${one.state}, neither a head nor a supervisor can sign in` };
      }
    },
  },
  {
    name: 'due moves with the calendar',
    says: '§8 urgent 1, general 5, several departments 10 working days (settings); a changed calendar, limit or severity moves open due dates',
    check: function* (rows): Iterable<Finding> {
      const closed = new Set(['closed', 'excluded', 'merged', 'draft']);
      for (const one of rows.feedback) {
        if (!one.dispatched_at || !one.due_at || closed.has(one.state)) continue;
        const wanted = workdaysAfter(one.dispatched_at, rows.settings.limits[one.severity], rows.settings);
        if (dateOf(one.due_at) !== wanted)
          yield {
            about: one.id,
            detail: `sent ${one.dispatched_at}, ${one.severity} (now ${rows.settings.limits[one.severity]} working days), due ${one.due_at}, own walk with the calendar of today ${wanted}`,
          };
      }
    },
  },
  {
    name: 'case numbers are unique',
    says: '§8 Each case has a receipt number',
    check: function* (rows): Iterable<Finding> {
      for (const [number, all] of groupBy(
        rows.feedback.filter((one) => one.state !== 'draft'),
        (one) => one.number,
      ))
        if (all.length > 1 || number === '') yield { about: number, detail: `${all.length} cases` };
    },
  },
  {
    name: 'closing is complete',
    says: "§8 Closing needs cause, measures and the patient's verdict",
    check: function* (rows): Iterable<Finding> {
      for (const one of rows.feedback.filter((each) => each.state === 'closed' && each.kind !== 'praise')) {
        const done = rows.rectification.find((each) => each.feedback_id === one.id && each.round === one.round);
        const told = rows.reply.some((each) => each.feedback_id === one.id && each.round === one.round);
        if (!done?.cause.trim() || !done.measures.trim() || !told)
          yield { about: one.id, detail: `cause ${done?.cause}, measures ${done?.measures}, reply ${told}` };
      }
    },
  },
];
