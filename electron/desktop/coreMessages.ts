/** Messages between the main process and the core, apart from the page's own calls. */
import type { Softphone } from './softphone.ts';

export type CoreOrder =
  | { readonly kind: 'open'; readonly dataDir: string; readonly resourcesDir: string; readonly key: string | null }
  /** Comes with the page's port. */
  | { readonly kind: 'connect' }
  /** Asks for the softphone's program with this number in its arguments. */
  | { readonly kind: 'softphone'; readonly ask: number; readonly number: string };

export type CoreAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'softphone'; readonly ask: number; readonly softphone: Softphone | null };
