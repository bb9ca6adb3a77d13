/**
 * Chooses the backups to keep: the newest of each of the last 7 days, 4 weeks and 12 months that have one (domain
 * §11).
 */
import { addCivilDays } from '../../../../shared/base/rules/time.ts';

const namePattern = /^followup-(\d{4})(\d{2})(\d{2})-(\d{6})(?:-\d+)?\.db$/;

/** Civil date and time in a name sort as they passed: followup-20261110-100000.db */
export function backupName(date: string, time: string): string {
  return `followup-${date.replaceAll('-', '')}-${time.replaceAll(':', '')}.db`;
}

/** Civil date of a backup's name; undefined for any other file. */
function dateOfBackup(name: string): string | undefined {
  const found = namePattern.exec(name);
  return found ? `${found[1]}-${found[2]}-${found[3]}` : undefined;
}

export const isBackup = (name: string): boolean => namePattern.test(name);

/** A copy that a kill or a power cut left half-written, with what SQLite kept beside it. */
export function isCutBackup(name: string): boolean {
  const [, whole = ''] = /^(.+)\.part(?:-journal|-wal|-shm)?$/.exec(name) ?? [];
  return isBackup(whole) || /^workstation\.db\.before-upgrade-\d+$/.test(whole);
}

const mondayOf = (date: string) => addCivilDays(date, -((new Date(`${date}T00:00:00.000Z`).getUTCDay() + 6) % 7));

const kept: readonly { period: (date: string) => string; count: number }[] = [
  { period: (date) => date, count: 7 },
  { period: mondayOf, count: 4 },
  { period: (date) => date.slice(0, 7), count: 12 },
];

/** Names to delete; files that are no backups are never among them. */
export function backupsToPrune(names: readonly string[]): string[] {
  const backups = names
    .flatMap((name) => {
      const date = dateOfBackup(name);
      return date ? [{ name, date }] : [];
    })
    .sort((a, b) => (a.name < b.name ? 1 : -1));
  const keep = new Set<string>();
  for (const { period, count } of kept) {
    const newest = new Map<string, string>();
    for (const { name, date } of backups) if (!newest.has(period(date))) newest.set(period(date), name);
    for (const name of [...newest.values()].slice(0, count)) keep.add(name);
  }
  return backups.filter(({ name }) => !keep.has(name)).map(({ name }) => name);
}
