/**
 * Caches a parser's results by input text, because the columns of an export repeat a few hundred departments,
 * doctors, dates and diagnoses.
 */

/** Enough for the distinct values of such a column; one of ever new values is forgotten from time to time. */
const keptAtMost = 50_000;

/** The same answers as `read`, which must depend on nothing but its argument. */
export function remembered<K, V extends NonNullable<unknown>>(read: (key: K) => V): (key: K) => V {
  const kept = new Map<K, V>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= keptAtMost) kept.clear();
    const value = read(key);
    kept.set(key, value);
    return value;
  };
}
