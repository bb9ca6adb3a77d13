/**
 * Draws a nurse's finished interviews for review (domain §6): at least the configured share, by a reproducible draw.
 */
import { drawAlgorithm, drawSample } from '../../sampling/rules/draw.ts';

/** Stored with every draw; whatever changes a list must change it. */
export const reviewAlgorithm = `review-v1 ${drawAlgorithm}`;

/** Interviews to review of so many: the share rounded up, so at least one where there is any. */
export function reviewsNeeded(finished: number, percent: number): number {
  return Math.ceil((finished * percent) / 100);
}

/**
 * The interviews to draw from: those that no earlier draw could have taken, so that each has the same chance whenever it is
 * drawn; all that were not taken, where the new ones do not suffice (the share was raised).
 * @param offered ids that stood in an earlier draw's frame
 * @param taken ids drawn already
 */
export function reviewFrame(
  finished: readonly string[],
  offered: ReadonlySet<string>,
  taken: ReadonlySet<string>,
  needed: number,
): readonly string[] {
  const fresh = finished.filter((id) => !offered.has(id) && !taken.has(id));
  return fresh.length >= needed ? fresh : finished.filter((id) => !taken.has(id));
}

/** The drawn ids in their order; the same for the same frame, count, lot and seed on every machine. */
export function drawForReview(frame: readonly string[], count: number, lot: string, seed: string): readonly string[] {
  const rule = { method: 'simple', size: count, allocation: 'proportional', minimum: 0, reserves: 0 } as const;
  const drawn = drawSample(new Map([[lot, frame]]), rule, seed);
  return 'refused' in drawn ? [] : drawn.chosen.map(({ key }) => key);
}
