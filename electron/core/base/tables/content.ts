/** The sources that a table is read from. */
import type { Cell } from '../../../../shared/base/rules/text.ts';

/** What is to be read: a file, or lines of cells from elsewhere, the first of them the column names. */
export type Content = { readonly bytes: Uint8Array } | { readonly lines: readonly (readonly Cell[])[] };
