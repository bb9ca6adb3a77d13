/** Computes which rows of a virtual list are visible and where they are drawn. */

/** px */
export const rowHeight = 33;
/** px. Browsers draw no element taller than some 33 million, less where the screen is enlarged; a longer list scrolls in proportion. */
export const tallest = 15_000_000;

export interface Sight {
  /** Places of the first and the last row that can be seen; last is -1 where there is none. */
  readonly first: number;
  readonly last: number;
  /** px above the first row, and of all rows. */
  readonly above: number;
  readonly drawn: number;
  /** px of the scroll bar that pass one view by. */
  readonly page: number;
}

/** @param view height of what can be seen of the rows, px */
export function sightOf(total: number, view: number, scrolled: number): Sight {
  const whole = total * rowHeight;
  const drawn = Math.min(whole, tallest);
  const pace = drawn > view ? (whole - view) / (drawn - view) : 1;
  const top = Math.min(scrolled, Math.max(0, drawn - view));
  const first = Math.floor((top * pace) / rowHeight);
  const last = Math.min(total, first + Math.ceil(view / rowHeight) + 1) - 1;
  return { first, last, above: top - ((top * pace) % rowHeight), drawn, page: (view - rowHeight) / pace };
}
