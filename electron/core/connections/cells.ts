/** Converts the drivers' values to import cells. */

import type { Cell } from '../../../shared/base/rules/text.ts';
import { civilDateOf, civilTimeOf } from '../../../shared/base/rules/time.ts';

/** A date as an instant, shown in the hospital's civil time. */
export function civilCell(instant: Date): Cell {
  if (Number.isNaN(instant.getTime())) return null;
  const text = instant.toISOString();
  return `${civilDateOf(text)} ${civilTimeOf(text)}`;
}

/** A date whose UTC fields are what the database holds. */
export function plainCell(date: Date): Cell {
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 16).replace('T', ' ');
}

/** Anything else a driver hands over; dates were dealt with before. */
export function cellFrom(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (value instanceof Date) return plainCell(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return JSON.stringify(value);
}
