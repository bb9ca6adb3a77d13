/** As much XML as workbooks need: attributes, entities, the text of runs. */

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return named[name] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** Text with its entities and Excel's own escapes (_x000D_) resolved. */
export function xmlText(raw: string): string {
  const text = raw.includes('&') ? raw.replace(/&(#?\w+);/g, entity) : raw;
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}

/** Attributes of a tag by their local names. */
export function attributesOf(tag: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', double, single] of tag.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    found[name.replace(/^.*:/, '')] = xmlText(double ?? single ?? '');
  }
  return found;
}

/** Every tag of this local name, without its content. */
export function tagsOf(xml: string, name: string): Record<string, string>[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])([^>]*)>`, 'g'))].map(([, tag = '']) => attributesOf(tag));
}

const runs = /<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<\/(?:\w+:)?t>/g;

/** Text of a string item: plain or in formatted runs; phonetic hints are no text. */
export function runText(xml: string): string {
  const body = xml.includes('rPh') ? xml.replace(/<(?:\w+:)?rPh[\s>].*?<\/(?:\w+:)?rPh>/gs, '') : xml;
  let text = '';
  for (const [, run = ''] of body.matchAll(runs)) text += run;
  return xmlText(text);
}
