/** A rule of the field that holds at every moment, checked over raw rows. It never asks the program what is right. */
import type { Settings } from '../../../shared/base/contract/settings.ts';
import type { Rows } from '../rows.ts';

export interface Finding {
  /** The record it is about. */
  readonly about: string;
  readonly detail: string;
}

/** What rows no longer tell. */
export interface Past {
  /** Settings as they were saved in the run, oldest first; before the first the defaults held. */
  readonly settings: readonly { readonly at: string; readonly settings: Settings }[];
}

export interface Invariant {
  readonly name: string;
  /** The rule in the field's words. */
  readonly says: string;
  check(rows: Rows, now: string, past: Past): Iterable<Finding>;
}

export const groupBy = <T>(all: readonly T[], key: (one: T) => string): ReadonlyMap<string, readonly T[]> => Map.groupBy(all, key);
