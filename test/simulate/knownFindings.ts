/** Rules that the program is known to break; each goes with the change that mends it, and the list ends empty. */
export const knownFindings: readonly string[] = [
  'objection has its case',
  'due moves with the calendar',
  'identity and consent first',
  'verify: identity',
  'a repeat answers the same',
  'refusal is not dialled again',
  'talk is part of the call',
  'answered within the call',
  'can be called',
  'verify: followUps',
];
