/** When an entry of the do-not-call list holds. */

export interface DoNotCallTerm {
  /** The last civil day; null for good. */
  readonly until: string | null;
  readonly liftedAt: string | null;
}

export function isInForce({ until, liftedAt }: DoNotCallTerm, today: string): boolean {
  return liftedAt === null && (until === null || until >= today);
}
