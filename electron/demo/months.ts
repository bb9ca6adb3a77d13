/** The published figures: interviews and satisfied patients in each of the twelve months. */
import { addMonths } from '../../shared/base/rules/time.ts';

export interface MonthFigures {
  readonly discharges: number;
  readonly interviews: number;
  readonly satisfied: number;
}

/** Oldest first: 36,000 discharges, 8,138 interviews; 84.60 % in the first month, 94.86 % in the last. */
export const yearFigures: readonly MonthFigures[] = [
  { discharges: 2950, interviews: 500, satisfied: 423 },
  { discharges: 3010, interviews: 640, satisfied: 549 },
  { discharges: 2980, interviews: 655, satisfied: 569 },
  { discharges: 3060, interviews: 668, satisfied: 585 },
  { discharges: 2930, interviews: 675, satisfied: 599 },
  { discharges: 3040, interviews: 690, satisfied: 618 },
  { discharges: 3020, interviews: 702, satisfied: 634 },
  { discharges: 2960, interviews: 710, satisfied: 648 },
  { discharges: 3050, interviews: 725, satisfied: 667 },
  { discharges: 2990, interviews: 731, satisfied: 678 },
  { discharges: 3030, interviews: 742, satisfied: 695 },
  { discharges: 2980, interviews: 700, satisfied: 664 },
];

/** Share of a sample that is interviewed in the end. */
const completedShare = 0.714;

export const sampleSize = (figures: MonthFigures): number => Math.round(figures.interviews / completedShare);

/** The twelve months that end with `until`, oldest first. */
export function monthsUntil(until: string): string[] {
  return yearFigures.map((_, index) => addMonths(until, index + 1 - yearFigures.length));
}
