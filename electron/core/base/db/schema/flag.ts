/** A boolean stored as 0 or 1, which both databases hold. */
export type Flag = 0 | 1;
