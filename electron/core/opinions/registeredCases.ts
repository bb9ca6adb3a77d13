/** Reads registered feedback for learning, page by page in short transactions. */
import { ownDepartment } from '../../../shared/opinions/rules/questions.ts';
import type { Case } from '../../../shared/opinions/rules/tally.ts';
import type { LongContext } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';

const rowsAtOnce = 500;

export type Row = Pick<Schema['feedback'], 'id' | 'text' | 'kind' | 'state' | 'item_code' | 'aspect' | 'department_id' | 'severity'> & {
  readonly own: string | null;
};

const rowsOf = (db: Db) =>
  db
    .selectFrom('feedback')
    .leftJoin('interview', 'interview.id', 'feedback.interview_id')
    .select([
      'feedback.id',
      'text',
      'kind',
      'feedback.state',
      'item_code',
      'aspect',
      'feedback.department_id',
      'severity',
      'interview.department_id as own',
    ]);

/** The department and severity are those it has now: the one that was answerable in the end. Praise and what was set aside teach nothing. */
export function caseOf(row: Row): Case | null {
  if (row.kind === 'praise' || row.state === 'draft' || row.state === 'excluded' || row.state === 'merged') return null;
  return {
    text: row.text,
    labels: {
      ...(row.item_code === null ? {} : { item: row.item_code }),
      ...(row.aspect === null ? {} : { aspect: row.aspect }),
      ...(row.own === null ? {} : { department: row.department_id === row.own ? ownDepartment : row.department_id }),
      severity: row.severity,
    },
  };
}

/** All, by id. */
export async function* everyCase(ctx: LongContext): AsyncGenerator<readonly Row[]> {
  let last = '';
  for (;;) {
    const after = last;
    const rows = await ctx.transaction(({ db }) =>
      rowsOf(db).where('feedback.id', '>', after).orderBy('feedback.id').limit(rowsAtOnce).execute(),
    );
    yield rows;
    if (rows.length < rowsAtOnce) return;
    last = rows.at(-1)?.id ?? last;
  }
}

type Event = Pick<Schema['feedback_event'], 'id' | 'at' | 'feedback_id'>;

/** Those that had an event; `after` finds the events after the last of the page before. */
async function* withEvents(ctx: LongContext, after: (db: Db, last: Event | null) => Promise<Event[]>): AsyncGenerator<readonly Row[]> {
  let last: Event | null = null;
  for (;;) {
    const before: Event | null = last;
    const events: Event[] = await ctx.transaction(({ db }) => after(db, before));
    const ids = [...new Set(events.map((event) => event.feedback_id))];
    if (ids.length > 0)
      yield await ctx.transaction(({ db }) => rowsOf(db).where('feedback.id', 'in', ids).orderBy('feedback.id').execute());
    if (events.length < rowsAtOnce) return;
    last = events.at(-1) ?? last;
  }
}

const eventsOf = (db: Db) => db.selectFrom('feedback_event').select(['id', 'at', 'feedback_id']).limit(rowsAtOnce);

/** What happened since an instant: registered, sent out to a department, given another state. */
export const changedSince = (ctx: LongContext, since: string): AsyncGenerator<readonly Row[]> =>
  withEvents(ctx, (db, last) => {
    const { at, id } = last ?? { at: since, id: '' };
    return eventsOf(db)
      .where((eb) => eb.or([eb('at', '>', at), eb.and([eb('at', '=', at), eb('id', '>', id)])]))
      .orderBy('at')
      .orderBy('id')
      .execute();
  });

/** What was written since an event, though it happened long before: typed in from paper. */
export const writtenSince = (ctx: LongContext, eventId: string): AsyncGenerator<readonly Row[]> =>
  withEvents(ctx, (db, last) =>
    eventsOf(db)
      .where('id', '>', last?.id ?? eventId)
      .orderBy('id')
      .execute(),
  );

/** The event written last; empty where there is none. */
export async function newestEvent(ctx: LongContext): Promise<string> {
  const row = await ctx.transaction(({ db }) =>
    db.selectFrom('feedback_event').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst(),
  );
  return row?.id ?? '';
}
