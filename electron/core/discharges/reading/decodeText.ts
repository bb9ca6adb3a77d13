/** Bytes of a text export to text: by its mark, else strict UTF-8, else GB18030. */
import { Refusal } from '../../../../shared/contract/errors.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: 'UTF-8' | 'UTF-16' | 'GB18030';
}

/** Share of characters that may be broken: fields cut in the middle of a character are common, a wrong encoding is not. */
const brokenAtMost = 0.01;

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** @throws Refusal FILE_UNREADABLE */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' };
  const text = strictUtf8(bytes);
  if (text !== undefined) return { text, encoding: 'UTF-8' };
  // Never 'gbk': it loses rare characters of names.
  const chinese = new TextDecoder('gb18030').decode(bytes);
  const broken = chinese.split('\uFFFD').length - 1;
  if (broken > chinese.length * brokenAtMost) throw new Refusal('FILE_UNREADABLE', { detail: '文字编码无法识别' });
  return { text: chinese, encoding: 'GB18030' };
}

/** The separator that occurs most in the first lines outside quotes. */
export function separatorOf(text: string): ',' | '\t' | ';' {
  const counts = { ',': 0, '\t': 0, ';': 0 };
  let quoted = false;
  for (const char of text.slice(0, 20_000)) {
    if (char === '"') quoted = !quoted;
    else if (!quoted && (char === ',' || char === '\t' || char === ';')) counts[char] += 1;
  }
  if (counts['\t'] > counts[','] && counts['\t'] >= counts[';']) return '\t';
  return counts[';'] > counts[','] ? ';' : ',';
}
