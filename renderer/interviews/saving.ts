/** Shapes of a save request, its response, and the meaning of its failures. */

export interface Stamp {
  readonly requestId: string;
  readonly expectedVersion: number;
}

export interface Receipt {
  readonly version: number;
  readonly savedAt: string;
}

/** What a failed send means: try again; somebody else changed it; it will never be taken. */
export type Fate = 'lost' | 'conflict' | 'refused';

export interface SaveTransport<Edit> {
  /** Sends one edit; a repeat under the same request id answers with the first result. */
  readonly send: (edit: Edit, stamp: Stamp) => Promise<Receipt>;
  /** What the server holds now, as edits by thing. */
  readonly current: () => Promise<{ readonly version: number; readonly values: ReadonlyMap<string, Edit> }>;
  readonly fateOf: (error: unknown) => Fate;
  readonly newRequestId: () => string;
  /** Things whose last writer simply wins, such as where the call is. */
  readonly lastWins: (thing: string) => boolean;
  /** Things that an edit sent before them changes at the server: what it holds now does not make them needless. */
  readonly alwaysSent?: (thing: string) => boolean;
  /** Told of everything unsent whenever that changes. */
  readonly keep?: (unsent: readonly Unsent<Edit>[]) => void;
}

/** Something that had not reached the server when the page was left; `base` is what the server held before it. */
export interface Unsent<Edit> {
  readonly thing: string;
  readonly edit: Edit;
  readonly base: Edit | null;
}

export interface Clash<Edit> {
  readonly thing: string;
  readonly mine: Edit;
  /** Null where the server holds nothing for it. */
  readonly theirs: Edit | null;
}

export type SaveStatus<Edit> =
  | { readonly state: 'saved'; readonly at: string | null }
  | { readonly state: 'saving' }
  | { readonly state: 'retrying'; readonly error: unknown }
  | { readonly state: 'conflict'; readonly clashes: readonly Clash<Edit>[] }
  | { readonly state: 'refused'; readonly error: unknown };

/** The one request on its way. */
export interface Flight<Edit> {
  readonly thing: string;
  readonly edit: Edit;
  readonly stamp: Stamp;
}
