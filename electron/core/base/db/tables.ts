/** Column helpers for migrations that mean the same on SQLite and PostgreSQL. */
import { PostgresAdapter, sql, type Transaction } from 'kysely';

type ColumnKind = 'text' | 'integer' | 'real';
/** `text`, `text?` (nullable), `text -> other` (references other.id). */
type ColumnWord = ColumnKind | `${ColumnKind}?` | `${ColumnKind}${'' | '?'} -> ${string}`;
type Change = (tx: Transaction<unknown>) => Promise<void>;

/** One migration: changes applied in order, in one transaction. */
export type Step = readonly Change[];

/** Text compares by its bytes on both, whatever the server's locale: the same order, and prefixes found through an index. */
function typeOf(kind: ColumnKind, tx: Transaction<unknown>) {
  return kind === 'text' && tx.getExecutor().adapter instanceof PostgresAdapter ? sql`text collate "C"` : kind;
}

export function table(name: string, primaryKey: readonly string[], columns: Readonly<Record<string, ColumnWord>>): Change {
  return async (tx) => {
    let builder = tx.schema.createTable(name);
    for (const [column, word] of Object.entries(columns)) {
      const [type = '', target] = word.split(' -> ');
      const nullable = type.endsWith('?');
      const kind = (nullable ? type.slice(0, -1) : type) as ColumnKind;
      builder = builder.addColumn(column, typeOf(kind, tx), (spec) => {
        const typed = nullable ? spec : spec.notNull();
        return target ? typed.references(`${target}.id`) : typed;
      });
    }
    await builder.addPrimaryKeyConstraint(`${name}_pk`, primaryKey as never[]).execute();
  };
}

/** A column more in a table that may hold rows; one that is not nullable needs what those rows get. */
export function column(tableName: string, name: string, word: ColumnWord, filled?: string | number): Change {
  return async (tx) => {
    const [type = ''] = word.split(' -> ');
    const nullable = type.endsWith('?');
    const kind = (nullable ? type.slice(0, -1) : type) as ColumnKind;
    await tx.schema
      .alterTable(tableName)
      .addColumn(name, typeOf(kind, tx), (spec) => (nullable ? spec : spec.notNull().defaultTo(filled ?? '')))
      .execute();
  };
}

/** A column that nothing reads any more. */
export function dropColumn(tableName: string, name: string): Change {
  return async (tx) => {
    await tx.schema.alterTable(tableName).dropColumn(name).execute();
  };
}

export function index(tableName: string, columns: readonly string[], unique?: 'unique'): Change {
  return async (tx) => {
    const builder = tx.schema
      .createIndex(`${tableName}_${columns.join('_')}`)
      .on(tableName)
      .columns([...columns]);
    await (unique ? builder.unique() : builder).execute();
  };
}

/** A statement that fills what a step added; the same text runs on both. */
export function statement(text: string): Change {
  return async (tx) => {
    await sql.raw(text).execute(tx);
  };
}

/** An index over what is worked out of a row; the question must hold the very same expression. */
export function expressionIndex(tableName: string, name: string, expression: string): Change {
  return async (tx) => {
    await tx.schema.createIndex(`${tableName}_${name}`).on(tableName).expression(sql.raw(expression)).execute();
  };
}
