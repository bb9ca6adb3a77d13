/** Inserts many rows without the query builder, whose cost per value is several times the database's own. */
import { CompiledQuery, PostgresAdapter } from 'kysely';
import type { Db, Schema } from './schema.ts';

/** Values per statement; PostgreSQL allows 65,535, SQLite 32,766. */
const valuesPerStatement = 8_000;

/** The tuples of a statement: (?, ?), (?, ?) or ($1, $2), ($3, $4). */
function tuples(db: Db, width: number, count: number): string {
  if (!(db.getExecutor().adapter instanceof PostgresAdapter))
    return Array(count)
      .fill(`(${Array(width).fill('?').join(', ')})`)
      .join(', ');
  const tuple = (row: number) => Array.from({ length: width }, (_, column) => `$${row * width + column + 1}`).join(', ');
  return Array.from({ length: count }, (_, row) => `(${tuple(row)})`).join(', ');
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
  const width = columns.length;
  const chunk = Math.max(1, Math.floor(valuesPerStatement / width));
  const names = columns.map((column) => `"${column}"`).join(', ');
  const statementFor = (count: number) => `insert into "${table}" (${names}) values ${tuples(db, width, count)} ${after}`;
  const full = rows.length >= chunk ? statementFor(chunk) : '';
  for (let start = 0; start < rows.length; start += chunk) {
    const part = rows.slice(start, start + chunk);
    await db.executeQuery(CompiledQuery.raw(part.length === chunk ? full : statementFor(part.length), part.flat()));
  }
}
