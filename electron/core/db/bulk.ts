/** Many rows at once, past the query builder: its cost per value is several times the database's own. */
import { CompiledQuery, sql } from 'kysely';
import type { Db, Schema } from './schema.ts';

/** Values per statement; PostgreSQL allows 65,535, SQLite 32,766. */
const valuesPerStatement = 8_000;

function placeholders(db: Db): (position: number) => string {
  const numbered = sql`${0}`.compile(db).sql.includes('$');
  return numbered ? (position) => `$${position}` : () => '?';
}

/**
 * Inserts rows in chunks. `rows` are arrays in the order of `columns`; `after` is appended to each statement
 * (for example `on conflict do nothing`).
 */
export async function insertMany<T extends keyof Schema & string>(
  db: Db,
  table: T,
  columns: readonly (keyof Schema[T] & string)[],
  rows: readonly (readonly unknown[])[],
  after = '',
): Promise<void> {
  const place = placeholders(db);
  const width = columns.length;
  const chunk = Math.max(1, Math.floor(valuesPerStatement / width));
  const names = columns.map((column) => `"${column}"`).join(', ');
  const statementFor = (count: number) => {
    const tuples = Array.from(
      { length: count },
      (_, row) => `(${columns.map((__, column) => place(row * width + column + 1)).join(', ')})`,
    );
    return `insert into "${table}" (${names}) values ${tuples.join(', ')} ${after}`;
  };
  const full = rows.length >= chunk ? statementFor(chunk) : '';
  for (let start = 0; start < rows.length; start += chunk) {
    const part = rows.slice(start, start + chunk);
    await db.executeQuery(CompiledQuery.raw(part.length === chunk ? full : statementFor(part.length), part.flat()));
  }
}
