/** Chooses the health guidance for a patient. */
import type { Guidance } from '../contract/questionnaires.ts';

/** A diagnosis code as it is compared. */
export const codeKey = (code: string) => code.normalize('NFKC').replace(/\s/g, '').toUpperCase();

/**
 * The guidance with the longest ICD-10 prefix of the diagnosis, else the department's, else the general one
 * (neither prefix nor department); null where there is none. Equal prefixes: the one that names the department.
 */
export function chooseGuidance(list: readonly Guidance[], stay: { readonly icd10: string; readonly department: string }): Guidance | null {
  const code = codeKey(stay.icd10);
  const rank = (entry: Guidance): number => {
    const prefixes = (entry.icd10 ?? []).map(codeKey).filter((prefix) => prefix !== '');
    const longest = Math.max(0, ...prefixes.filter((prefix) => code.startsWith(prefix)).map((prefix) => prefix.length));
    const here = entry.department === stay.department;
    if (longest > 0) return longest * 2 + (here ? 1 : 0) + 2;
    if (prefixes.length > 0) return 0;
    if (entry.department !== undefined) return here ? 2 : 0;
    return 1;
  };
  let best: Guidance | null = null;
  let bestRank = 0;
  for (const entry of list) {
    const found = rank(entry);
    if (found > bestRank) [best, bestRank] = [entry, found];
  }
  return best;
}
