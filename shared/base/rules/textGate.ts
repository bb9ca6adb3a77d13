/**
 * The one gate for text. The rule:
 * - stripped: every code point that XML 1.0 forbids (controls but tab, line feed and return; U+FFFE and U+FFFF; half a surrogate pair), and
 *   NUL with them. Nobody sees or types them; they come with pasted text, no workbook opens with them, and PostgreSQL refuses NUL.
 * - refused: the same in a password, which would otherwise be another one than was typed, and anything nested deeper than any form.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it finds
const forbidden = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|\p{Cs}/gu;

/** Most texts hold nothing of the kind: one quick look. */
export function isCleanText(text: string): boolean {
  forbidden.lastIndex = 0;
  return !forbidden.test(text);
}

export function cleanText(text: string): string {
  return isCleanText(text) ? text : text.replace(forbidden, '');
}

/** The names under which passwords are typed. */
const secret: ReadonlySet<string> = new Set(['password', 'current', 'next']);

/** No input of the contract is as deep. */
const deepest = 40;

export interface GateIssue {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

export type Gated = { readonly value: unknown } | { readonly issue: GateIssue };

type Path = readonly (string | number)[];

/** A problem on the way, which ends the walk. */
class Stopped extends Error {
  readonly issue: GateIssue;

  constructor(message: string, path: Path) {
    super(message);
    this.issue = { message, path };
  }
}

const isPlain = (value: object) => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

function cleaned(value: unknown, path: Path): unknown {
  if (typeof value === 'string') {
    if (isCleanText(value)) return value;
    if (secret.has(String(path.at(-1)))) throw new Stopped('密码里有看不见的字符，请重新输入', path);
    return cleanText(value);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (path.length > deepest) throw new Stopped('内容嵌套太深', path.slice(0, 3));
  if (Array.isArray(value)) return value.map((each, at) => cleaned(each, [...path, at]));
  // Files and the like pass as they are.
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [cleanText(key), cleaned(each, [...path, key])]));
}

/** A value of JSON with every string in it, keys too, as the rule says. */
export function throughGate(value: unknown): Gated {
  try {
    return { value: cleaned(value, []) };
  } catch (error) {
    if (error instanceof Stopped) return { issue: error.issue };
    throw error;
  }
}

/** Characters that a cell of a workbook can hold. */
const cellLimit = 32_767;
const cutMark = '……（内容过长，此处截断，全文见系统）';

/** A text as a workbook's cell can hold it, so that any reader opens the file; what had to be cut says so. */
export function textForCell(text: string): string {
  const clean = cleanText(text);
  return clean.length <= cellLimit ? clean : `${cleanText(clean.slice(0, cellLimit - cutMark.length))}${cutMark}`;
}
