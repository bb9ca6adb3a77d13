/** Rules that the program is known to break; each goes with the change that mends it, and the list ends empty. */
export const knownFindings: readonly string[] = [
  'objection has its case',
  'identity and consent first',
  'nobody else holds it',
  'due moves with the calendar',
  'a follow-up follows its stay',
  'a repeat answers the same',
  'refusal is not dialled again',
  'talk is part of the call',
  'answered within the call',
  'can be called',
  'the dead are not dialled',
  'ends as its outcomes say',
  'no draft is left',
];
