/** The key of each outcome, the same in every outcome menu; frequent outcomes have digits. */
import type { AttemptOutcome } from '../../../shared/base/contract/words.ts';
import { nonContactOutcomes } from '../../../shared/worklist/rules/attempts.ts';

export const outcomeKeys: Readonly<Record<AttemptOutcome, string>> = {
  no_answer: '1',
  busy: '2',
  powered_off: '3',
  unreachable: '4',
  not_in_service: '5',
  wrong_number: '6',
  refused: '7',
  soft_refused: '8',
  unable: '9',
  deceased: '0',
  completed: 'W',
  appointment: 'Y',
  partial: 'Z',
  readmitted: 'R',
  denies_stay: 'F',
};

/** Outcomes without anybody on the line, by key. */
export const notReached: readonly AttemptOutcome[] = nonContactOutcomes.toSorted((one, other) =>
  outcomeKeys[one].localeCompare(outcomeKeys[other]),
);

/** Outcomes of a conversation; completed and partial need an interview. */
export function spokenOutcomes(talking: boolean): readonly AttemptOutcome[] {
  const always: readonly AttemptOutcome[] = ['appointment', 'refused', 'soft_refused', 'unable', 'deceased', 'readmitted', 'denies_stay'];
  return talking ? ['completed', 'partial', ...always] : always;
}

/** The outcome of a pressed key among those on offer. */
export function outcomeOfKey(key: string, offered: readonly AttemptOutcome[]): AttemptOutcome | undefined {
  return offered.find((outcome) => outcomeKeys[outcome] === key.toUpperCase());
}
