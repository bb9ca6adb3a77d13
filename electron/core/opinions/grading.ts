/**
 * Measures on a sample of the registered feedback how sure a guess must be before it is shown, with pauses so that
 * other requests are served.
 */
import { setImmediate } from 'node:timers/promises';
import type { Phrases } from '../../../shared/opinions/rules/alike.ts';
import type { Case, Memory } from '../../../shared/opinions/rules/tally.ts';
import { type Grade, gradeGroup, groupsOf, type Thresholds, thresholdsOf } from '../../../shared/opinions/rules/threshold.ts';
import { murmur3 } from '../../../shared/sampling/rules/murmur3.ts';

/** Groups that are graded, and cases they are looked for among. */
const groupsGraded = 1_500;
const casesSampled = 3_000;
const casesWithoutPause = 500;

const hashes = 0x1_0000_0000;
const hashOf = (text: string) =>
  murmur3(
    [...text].map((sign) => (sign.codePointAt(0) ?? 0) & 0xff),
    0,
  ) >>> 0;
const keyOf = ({ text, labels }: Case) => `${text} ${Object.values(labels).join(' ')}`;

/** A sample in an order that is chance but the same everywhere. */
async function sampleOf(cases: readonly Case[]): Promise<Case[]> {
  const below = hashes * Math.min(1, casesSampled / cases.length);
  const chosen: { readonly one: Case; readonly hash: number }[] = [];
  for (const [index, one] of cases.entries()) {
    const hash = hashOf(one.text);
    if (hash < below) chosen.push({ one, hash });
    if (index % casesWithoutPause === casesWithoutPause - 1) await setImmediate();
  }
  return chosen.sort((a, b) => a.hash - b.hash || (keyOf(a.one) < keyOf(b.one) ? -1 : 1)).map(({ one }) => one);
}

/** The thresholds for these cases, all of which the memory holds. */
export async function gradedThresholds(memory: Memory, phrases: Phrases, cases: readonly Case[]): Promise<Thresholds> {
  const grades: Grade[] = [];
  let graded = 0;
  for (const group of groupsOf(phrases, await sampleOf(cases))) {
    grades.push(...gradeGroup(memory, group));
    graded += 1;
    if (graded === groupsGraded) break;
    await setImmediate();
  }
  return thresholdsOf(grades);
}
