/** Lists every text box of the product, and how its text is kept. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './rooms.ts';

export interface TextBox {
  /** Its file below renderer/ and its name there. */
  readonly box: string;
  readonly line: number;
  /** Input, Input.TextArea, … */
  readonly tag: string;
}

const opening = /<(Input(?:\.(?!Password)\w+)?|AutoComplete|Mentions|textarea)(?=[\s/>])/g;

/** The opening tag that begins here, to its closing bracket; brackets inside of braces are code. */
function tagAt(text: string, from: number): string {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '{') depth += 1;
    if (sign === '}') depth -= 1;
    if (sign === '>' && depth === 0) return text.slice(from, at + 1);
  }
  return text.slice(from);
}

function attribute(tag: string, name: string): string | undefined {
  const [, quoted, template, code] = new RegExp(`\\s${name}=(?:"([^"]*)"|\\{\`([^\`]*)\`\\}|\\{([^}]*)\\})`).exec(tag) ?? [];
  return quoted ?? template ?? code;
}

/** By what a person, the page or the form calls it. */
function nameOf(text: string, at: number, tag: string): string {
  const own = attribute(tag, 'aria-label') ?? attribute(tag, 'id');
  if (own !== undefined) return own;
  const item = text.lastIndexOf('<Form.Item', at);
  const inItem = item >= 0 && text.indexOf('</Form.Item>', item) > at;
  const field = inItem ? attribute(tagAt(text, item), 'name') : undefined;
  return field ?? attribute(tag, 'placeholder') ?? '';
}

/** The boxes of one source text. */
export function textBoxesOf(file: string, text: string): TextBox[] {
  return [...text.matchAll(opening)].map(({ 0: start, 1: tag = '', index }) => ({
    box: `${file}: ${nameOf(text, index, tagAt(text, index + start.length))}`,
    line: text.slice(0, index).split('\n').length,
    tag,
  }));
}

/** All boxes of the renderer; a password is none, it is never kept. */
export function allTextBoxes(): TextBox[] {
  return readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.tsx'))
    .sort()
    .flatMap((name) => textBoxesOf(name, readFileSync(join(root, 'renderer', name), 'utf8')));
}
