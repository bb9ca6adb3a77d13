/** What the main process and the core say to each other besides the page's own calls. */

export type CoreOrder =
  | { readonly kind: 'open'; readonly dataDir: string; readonly resourcesDir: string; readonly key: string | null }
  /** Comes with the page's port. */
  | { readonly kind: 'connect' };

export type CoreAnswer = { readonly kind: 'ready' } | { readonly kind: 'refused'; readonly sentence: string };
