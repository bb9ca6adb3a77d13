/** Translates driver errors of both databases into the closed list of error codes. */
import { Refusal } from '../../../../shared/base/contract/errors.ts';

const busy = new Set([
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  '40001',
  '40P01',
  '53300',
  '57P01',
  '57P03',
  '08006',
  '08001',
]);
const full = new Set(['SQLITE_FULL', 'ENOSPC', '53100']);
const damaged = new Set(['SQLITE_CORRUPT', 'SQLITE_CORRUPT_VTAB', 'SQLITE_CORRUPT_INDEX', 'XX001', 'XX002']);
const readOnly = new Set(['SQLITE_READONLY', 'SQLITE_CANTOPEN', 'EROFS', 'EACCES', 'EPERM', 'EEXIST', 'ENOTDIR', 'EISDIR', '25006']);

/** A PostgreSQL connection that broke under a statement; the driver gives these errors no code. */
const connectionLost = /^(Connection terminated|Client has encountered a connection error)/;

/**
 * The refusal a driver's or the file system's error stands for; undefined where it is a fault of ours.
 * @param path what could not be written
 * @param file what is no data file, where that is not the same
 */
export function refusalOf(error: unknown, path = '', file = path): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (busy.has(code)) return new Refusal('DATABASE_BUSY');
  if (code === '' && error instanceof Error && connectionLost.test(error.message)) return new Refusal('DATABASE_BUSY');
  if (full.has(code)) return new Refusal('DISK_FULL');
  if (damaged.has(code)) return new Refusal('DATABASE_DAMAGED');
  if (code === 'SQLITE_NOTADB') return new Refusal('DATABASE_FOREIGN', { path: file });
  if (readOnly.has(code) || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN'))
    return new Refusal('FOLDER_READ_ONLY', { path });
  return undefined;
}
