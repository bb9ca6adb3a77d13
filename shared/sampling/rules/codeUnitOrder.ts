/** Compares texts by UTF-16 code units, independent of locale, machine and database. */
export function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
