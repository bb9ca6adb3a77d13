/** Deals follow-ups to nurses in turn. */

/**
 * A nurse for each follow-up, in turn; a nurse whom a follow-up should avoid is passed over for the next one.
 * No nurses: '' for each.
 */
export function dealRoundRobin<T extends { readonly avoid: string | null }>(followUps: readonly T[], nurses: readonly string[]): string[] {
  return followUps.map(({ avoid }, at) => {
    const inTurn = nurses[at % nurses.length] ?? '';
    return inTurn === avoid ? (nurses[(at + 1) % nurses.length] ?? '') : inTurn;
  });
}
