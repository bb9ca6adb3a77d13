/**
 * Protects small numbers (domain §7): decides which figures of a department's month are hidden from its head. This one
 * function decides for every figure, and for all other data from which it could be computed.
 *
 * It goes by how many were asked, never by what they said: what is hidden must not itself tell. A rate of 100 % that
 * may be shown says the same of each of its parts; that is what it says, and no rule on numbers can take it back.
 */

/** How many interviews, or counted answers, stand behind each figure of a month. */
export interface MonthSizes {
  /** Counted interviews. */
  readonly people: number;
  readonly aspects: readonly { readonly aspect: string; readonly n: number }[];
  readonly items: readonly { readonly code: string; readonly aspect: string; readonly n: number }[];
}

export interface Hidden {
  /** Too few interviews: nothing of the month is shown. */
  readonly all: boolean;
  /** So few were asked that a name would point at one of them. */
  readonly few: boolean;
  readonly aspects: ReadonlySet<string>;
  readonly items: ReadonlySet<string>;
}

/** Whether any part of the month is hidden. */
export const hidesAny = ({ all, aspects, items }: Hidden): boolean => all || aspects.size > 0 || items.size > 0;

export const nothingHidden: Hidden = { all: false, few: false, aspects: new Set(), items: new Set() };

/**
 * A figure of fewer than `below` is hidden. The interviews are the total of the aspects, an aspect is the total of its
 * items: where one part alone would be hidden, the next smallest goes too, else it could be computed back from the total.
 * A hidden aspect hides all its items, and an item that is the whole of its aspect hides the aspect. Parts without an
 * answer hold nobody and hide nothing.
 */
export function hiddenFigures({ people, aspects, items }: MonthSizes, below: number): Hidden {
  const filledItems = items.filter(({ n }) => n > 0);
  const filledAspects = aspects.filter(({ n }) => n > 0);
  const hiddenItems = new Set(filledItems.filter(({ n }) => n < below).map(({ code }) => code));
  const hiddenAspects = new Set(filledAspects.filter(({ n }) => n < below).map(({ aspect }) => aspect));
  let known = -1;
  // Each round may hide what the next must hide something beside; it ends because nothing is ever shown again.
  while (known !== hiddenItems.size + hiddenAspects.size) {
    known = hiddenItems.size + hiddenAspects.size;
    for (const { aspect } of filledAspects) {
      const parts = filledItems.filter((item) => item.aspect === aspect);
      if (hiddenAspects.has(aspect)) for (const { code } of parts) hiddenItems.add(code);
      else if (parts.length === 1 && hiddenItems.has(parts[0]?.code ?? '')) hiddenAspects.add(aspect);
      else hideBeside(parts, ({ code }) => code, hiddenItems);
    }
    hideBeside(filledAspects, ({ aspect }) => aspect, hiddenAspects);
  }
  return { all: people < below, few: people < below, aspects: hiddenAspects, items: hiddenItems };
}

/** Where exactly one of the parts is hidden, hides the smallest of the others. */
function hideBeside<Part extends { readonly n: number }>(parts: readonly Part[], keyOf: (part: Part) => string, hidden: Set<string>): void {
  const shown = parts.filter((part) => !hidden.has(keyOf(part)));
  if (parts.length - shown.length !== 1) return;
  const [next] = shown.toSorted((a, b) => a.n - b.n);
  if (next) hidden.add(keyOf(next));
}

/**
 * Whether the rate of the whole month may be shown. Other rules, and the items that questionnaires share, count the same
 * answers otherwise: beside the strict rate they would tell about a hidden part, so they need a month without any.
 * @param people interviews counted by this rule
 */
export function isRateHidden({ all, aspects, items }: Hidden, plainStrict: boolean, people: number, below: number): boolean {
  return all || people < below || (!plainStrict && aspects.size + items.size > 0);
}
