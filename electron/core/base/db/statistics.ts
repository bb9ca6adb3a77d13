/** Updates PostgreSQL's table statistics, which its planner uses. */
import { sql } from 'kysely';
import type { Store } from './open.ts';

/**
 * Counts the discharges anew after many came: the server does so by itself, but only minutes later, and plans a search
 * over them badly until then. SQLite plans by its indexes alone.
 */
export async function countAnew({ kind, db }: Pick<Store, 'kind' | 'db'>): Promise<void> {
  if (kind === 'postgres') await sql`analyze discharge, phone, patient`.execute(db);
}
