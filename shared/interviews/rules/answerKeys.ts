/** Maps keys to answer options, and decides what "1" means where "10" can follow. */
import type { Item, Option } from '../../questionnaires/contract/questionnaires.ts';

/**
 * The option that is typed as the one of `first` and a zero: on a scale from 0 to 10 the 1 may be the beginning of the 10.
 * Then it waits for the next key instead of the clock: 0 makes it ten, Enter or 1 again leave it one, another key takes its place.
 */
export function tenAfter(item: Item, first: Option): Option | null {
  if (item.kind !== 'single' || first.value !== '1') return null;
  return item.options.find((option) => option.value === '10') ?? null;
}
