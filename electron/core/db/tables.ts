/** The few words a migration is written in; they mean the same on SQLite and PostgreSQL. */
import type { Transaction } from 'kysely';

type ColumnKind = 'text' | 'integer' | 'real';
/** `text`, `text?` (nullable), `text -> other` (references other.id). */
type ColumnWord = ColumnKind | `${ColumnKind}?` | `${ColumnKind}${'' | '?'} -> ${string}`;
type Change = (tx: Transaction<unknown>) => Promise<void>;

/** One migration: changes applied in order, in one transaction. */
export type Step = readonly Change[];

export function table(name: string, primaryKey: readonly string[], columns: Readonly<Record<string, ColumnWord>>): Change {
  return async (tx) => {
    let builder = tx.schema.createTable(name);
    for (const [column, word] of Object.entries(columns)) {
      const [type = '', target] = word.split(' -> ');
      const nullable = type.endsWith('?');
      const kind = (nullable ? type.slice(0, -1) : type) as ColumnKind;
      builder = builder.addColumn(column, kind, (spec) => {
        const typed = nullable ? spec : spec.notNull();
        return target ? typed.references(`${target}.id`) : typed;
      });
    }
    await builder.addPrimaryKeyConstraint(`${name}_pk`, primaryKey as never[]).execute();
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
