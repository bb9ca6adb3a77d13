/**
 * Example phrases shipped with the program, so that a hospital without registered feedback gets suggestions. Their
 * weight falls as the hospital's own feedback comes in.
 */
import { z } from 'zod';
import { type AspectCode, severities } from '../../base/contract/words.ts';
import { ownDepartment } from './questions.ts';
import type { Case } from './tally.ts';

/** Ways of saying one thing. */
const entry = z.object({
  /** Items it belongs to, of all questionnaires that come with the program; the first that is asked counts. */
  items: z.array(z.string()).default([]),
  /** `own`, or the name of a department that every hospital is founded with. */
  department: z.string().optional(),
  severity: severities.schema.default('general'),
  phrases: z.array(z.string()).min(1),
});
export const exampleEntries = z.array(entry).readonly();
export type ExampleEntries = z.infer<typeof exampleEntries>;

/** The phrases as cases of this hospital: under the items it asks, for the departments it has. */
export function examplesOf(
  entries: ExampleEntries,
  items: readonly { readonly code: string; readonly aspect: AspectCode }[],
  departmentIds: ReadonlyMap<string, string>,
): Case[] {
  const asked = new Map(items.map((item) => [item.code, item]));
  return entries.flatMap(({ items: codes, department, severity, phrases }) => {
    const item = codes.map((code) => asked.get(code)).find((found) => found !== undefined);
    const answerable = department === ownDepartment ? ownDepartment : departmentIds.get(department ?? '');
    const labels = {
      ...(item ? { item: item.code, aspect: item.aspect } : {}),
      ...(answerable === undefined ? {} : { department: answerable }),
      severity,
    };
    return phrases.map((text) => ({ text, labels }));
  });
}
