/** The groups of the queue in SQL: the same as `queueGroup` of the rules, each read through its own index. */
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { attemptOutcomes, type QueueGroup, queueGroups } from '../../../shared/base/contract/words.ts';
import { nonContactOutcomes, queueOrder } from '../../../shared/worklist/rules/attempts.ts';
import { type QueueBounds, retryGroup } from '../../../shared/worklist/rules/queue.ts';

type Condition = Expression<SqlBool>;

const quoted = (codes: readonly string[]) => sql.raw(codes.map((code) => `'${code}'`).join(', '));
const noContact = quoted(nonContactOutcomes);
const contacted = quoted(attemptOutcomes.codes.filter((outcome) => !nonContactOutcomes.includes(outcome)));

const neverCalled = sql`follow_up.appointment_at is null and follow_up.last_outcome is null`;
/** No time is agreed, and one of these was the last outcome. */
const calledBefore = (outcomes: typeof noContact) => sql`follow_up.appointment_at is null and follow_up.last_outcome in (${outcomes})`;

/** Its time to be tried again has come. */
function againNow(group: QueueGroup, { now }: QueueBounds): Condition[] {
  const called = calledBefore(quoted(attemptOutcomes.codes.filter((outcome) => retryGroup(outcome) === group)));
  return [sql<SqlBool>`${called} and follow_up.next_at <= ${now}`, sql<SqlBool>`${called} and follow_up.next_at is null`];
}

const later = (bounds: QueueBounds): Condition[] => [
  sql<SqlBool>`follow_up.appointment_at > ${bounds.dueUntil}`,
  sql<SqlBool>`${neverCalled} and follow_up.discharged_on > ${bounds.firstCallUntil}`,
  sql<SqlBool>`${calledBefore(contacted)} and follow_up.next_at > ${bounds.now}`,
  sql<SqlBool>`${calledBefore(noContact)} and follow_up.next_at > ${bounds.now} and follow_up.next_at < ${bounds.tomorrowFrom}`,
  sql<SqlBool>`${calledBefore(noContact)} and follow_up.next_at >= ${bounds.tomorrowFrom}
    and coalesce(follow_up.last_attempt_at, '') < ${bounds.todayFrom}`,
];

/** Which open follow-ups are of a group at the instant of `bounds`: one of these holds, and never two. */
export function standsIn(group: QueueGroup, bounds: QueueBounds): Condition[] {
  switch (group) {
    case 'due_appointment':
      return [sql<SqlBool>`follow_up.appointment_at >= ${bounds.missedBefore} and follow_up.appointment_at <= ${bounds.dueUntil}`];
    case 'missed_appointment':
      return [sql<SqlBool>`follow_up.appointment_at < ${bounds.missedBefore}`];
    case 'never_called':
      return [sql<SqlBool>`${neverCalled} and follow_up.discharged_on <= ${bounds.firstCallUntil}`];
    case 'later':
      return later(bounds);
    case 'hidden_today':
      return [
        sql<SqlBool>`${calledBefore(noContact)} and follow_up.next_at >= ${bounds.tomorrowFrom}
          and follow_up.last_attempt_at >= ${bounds.todayFrom}`,
      ];
    default:
      return againNow(group, bounds);
  }
}

/** What the queue is ordered by inside a group, before the discharge date and the id; null where those two are all. */
export function dueOf(group: QueueGroup): RawBuilder<string> | null {
  if (group === 'never_called') return null;
  if (group === 'due_appointment' || group === 'missed_appointment') return sql<string>`follow_up.appointment_at`;
  return sql<string>`coalesce(follow_up.appointment_at, follow_up.next_at, '')`;
}

/** In queue order. */
export const groupsInOrder: readonly QueueGroup[] = queueGroups.codes.toSorted((a, b) => queueOrder[a] - queueOrder[b]);
/** Those whose turn it is: what `takeNext` gives out. */
export const callableGroups: readonly QueueGroup[] = groupsInOrder.filter((group) => group !== 'later' && group !== 'hidden_today');
