/** Lists feedback for each role, with the counts on the chips. */
import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely';
import { addMonths, instantAt, monthOf } from '../../../shared/base/rules/time.ts';
import { dueSoonUntil } from '../../../shared/feedback/rules/limits.ts';
import { statesWaitingFor } from '../../../shared/feedback/rules/states.ts';
import type { Context } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { hasNoHead } from './deputies.ts';
import { unseenMinutes } from './escalation.ts';
import { asRows, casesWithNames } from './rows.ts';
import { inScope, isOpenCase, roleOf } from './scope.ts';
import { withheldFrom } from './withheld.ts';

type Builder = ExpressionBuilder<Schema, 'feedback'>;
type Where = ExpressionWrapper<Schema, 'feedback', SqlBool>;
/** A condition no case meets; a boolean literal is not the same on both databases. */
const never = sql<SqlBool>`1 = 0`;
type Filter = Input<'feedback', 'list'>['filter'];

/** Every list as a condition; the chips count by the same ones. */
function conditions(ctx: Context, soonUntil: string): Readonly<Record<Filter, (eb: Builder) => Where>> {
  const month = monthOf(ctx.now);
  const waiting = statesWaitingFor(roleOf(ctx.actor));
  const forHead = statesWaitingFor('head');
  const inState = (state: Schema['feedback']['state']) => (eb: Builder) => eb.and([eb('state', '=', state), eb('kind', '!=', 'praise')]);
  return {
    mine: (eb) =>
      eb.and([
        isOpenCase(eb),
        eb.or([
          waiting.length > 0 ? eb('state', 'in', waiting) : never,
          ctx.actor.role === 'supervisor' ? eb.or([eb.and([eb('state', 'in', forHead), hasNoHead(eb)]), alarm(ctx)(eb)]) : never,
        ]),
      ]),
    to_dispatch: inState('registered'),
    to_review: inState('rectified'),
    to_reply: inState('reviewed'),
    to_close: inState('replied'),
    open: isOpenCase,
    due_soon: (eb) => eb.and([isOpenCase(eb), eb('due_at', '>=', ctx.now), eb('due_at', '<=', soonUntil)]),
    overdue: (eb) => eb.and([isOpenCase(eb), eb('due_at', '<', ctx.now)]),
    closed: inState('closed'),
    closed_this_month: (eb) =>
      eb.and([
        inState('closed')(eb),
        eb('closed_at', '>=', instantAt(`${month}-01`, '00:00')),
        eb('closed_at', '<', instantAt(`${addMonths(month, 1)}-01`, '00:00')),
      ]),
    praise: (eb) => eb('kind', '=', 'praise'),
    all: (eb) => eb('state', '!=', 'draft'),
  };
}

async function counts(ctx: Context, where: ReturnType<typeof conditions>): Promise<Output<'feedback', 'list'>['counts']> {
  const count = (eb: Builder, condition: (eb: Builder) => Where) => eb.fn.countAll<number>().filterWhere(condition(eb));
  const row = await ctx.db
    .selectFrom('feedback')
    .select((eb) => [
      count(eb, where.overdue).as('overdue'),
      count(eb, where.due_soon).as('dueSoon'),
      count(eb, where.open).as('inProgress'),
      count(eb, where.closed_this_month).as('closedThisMonth'),
      count(eb, where.to_reply).as('toReply'),
      count(eb, where.to_review).as('toReview'),
      count(eb, where.to_dispatch).as('toDispatch'),
      count(eb, where.to_close).as('toClose'),
      count(eb, where.mine).as('mine'),
      count(eb, where.praise).as('praise'),
    ])
    .where((eb) => inScope(eb, ctx.actor))
    .executeTakeFirstOrThrow();
  return {
    overdue: Number(row.overdue),
    dueSoon: Number(row.dueSoon),
    inProgress: Number(row.inProgress),
    closedThisMonth: Number(row.closedThisMonth),
    toReply: Number(row.toReply),
    toReview: Number(row.toReview),
    toDispatch: Number(row.toDispatch),
    toClose: Number(row.toClose),
    mine: Number(row.mine),
    praise: Number(row.praise),
  };
}

const likeText = (text: string) => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** Both in small letters: PostgreSQL tells them from capitals, SQLite does not. */
function contains(eb: Builder, column: 'number' | 'text' | 'staff_name', like: string) {
  return sql<SqlBool>`lower(${eb.ref(`feedback.${column}`)}) like ${like} escape '\\'`;
}

/** A head finds by the words as a head reads them: else a search would tell a name or number that is withheld. Null for everybody else. */
async function readableMatches(ctx: Context, text: string): Promise<string[] | null> {
  if (ctx.actor.role !== 'head') return null;
  const like = likeText(text.toLowerCase());
  const found = ctx.db
    .selectFrom('feedback')
    .select('feedback.id')
    .where((eb) => eb.and([inScope(eb, ctx.actor), contains(eb, 'text', like)]));
  const cases = await casesWithNames(ctx.db).where('feedback.id', 'in', found).execute();
  const withheld = await withheldFrom(ctx, cases);
  return cases.filter((row) => withheld(row).words(row.text).toLowerCase().includes(text.toLowerCase())).map(({ id }) => id);
}

/** A case matches by its number, its words, the staff named in it, or its department. */
function matches(eb: Builder, text: string, readable: readonly string[] | null): Where {
  const like = likeText(text.toLowerCase());
  const department = eb
    .selectFrom('department')
    .select('department.id')
    .whereRef('department.id', '=', 'feedback.department_id')
    .where(sql<SqlBool>`lower(department.name) like ${like} escape '\\'`);
  const words = readable === null ? contains(eb, 'text', like) : readable.length > 0 ? eb('feedback.id', 'in', readable) : never;
  return eb.or([contains(eb, 'number', like), words, contains(eb, 'staff_name', like), eb.exists(department)]);
}

/**
 * Urgent and not acknowledged (domain §8, Escalation): on top of the responsible head's list at once, after half an hour
 * on top of everybody's, and among what the supervisor has to do until somebody has seen it.
 */
const alarm = ({ actor, now }: Context) => {
  const sentBefore = actor.role === 'head' ? now : new Date(Date.parse(now) - unseenMinutes * 60_000).toISOString();
  return (eb: ExpressionBuilder<Schema, 'feedback'>) =>
    eb.and([
      eb('feedback.severity', '=', 'urgent'),
      eb('feedback.state', '=', 'dispatched'),
      eb('feedback.acknowledged_at', 'is', null),
      eb('feedback.dispatched_at', '<=', sentBefore),
    ]);
};

/** Cases of a list the reader may see: open ones by what falls due first, ended ones newest first. */
export async function list(ctx: Context, input: Input<'feedback', 'list'>): Promise<Output<'feedback', 'list'>> {
  const settings = await readSettings(ctx.db);
  const where = conditions(ctx, dueSoonUntil(ctx.now, settings));
  const { month, departmentId } = input;
  const search = input.search?.trim() ?? '';
  const readable = search ? await readableMatches(ctx, search) : null;
  const chosen = (eb: Builder) =>
    eb.and([
      inScope(eb, ctx.actor),
      where[input.filter](eb),
      ...(month ? [eb('feedback.month', '=', month)] : []),
      ...(departmentId ? [eb('feedback.department_id', '=', departmentId)] : []),
      ...(search ? [matches(eb, search, readable)] : []),
    ]);
  const { total } = await ctx.db
    .selectFrom('feedback')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where(chosen)
    .executeTakeFirstOrThrow();
  const ended = input.filter.startsWith('closed') || input.filter === 'praise' || input.filter === 'all';
  const found = ctx.db.selectFrom('feedback').select('feedback.id').where(chosen);
  const ordered = casesWithNames(ctx.db).where('feedback.id', 'in', found);
  const page = ended
    ? ordered.orderBy('feedback.registered_at', 'desc').orderBy('feedback.id', 'desc')
    : ordered
        .orderBy((eb) => eb.case().when(alarm(ctx)(eb)).then(0).else(1).end())
        .orderBy((eb) => eb.case().when('feedback.due_at', 'is', null).then('9999').else(eb.ref('feedback.due_at')).end())
        .orderBy('feedback.registered_at')
        .orderBy('feedback.id');
  const rows = await page.limit(input.limit).offset(input.offset).execute();
  return { total: Number(total), rows: await asRows(ctx, rows, settings), counts: await counts(ctx, where) };
}
